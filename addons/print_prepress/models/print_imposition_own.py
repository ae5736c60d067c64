from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

# What a client says about his scheme, in the order of the page.
NUMBER_FIELDS = ("columns", "rows", "page_count")
LENGTH_FIELDS = (
    "page_width",
    "page_height",
    "sheet_width",
    "sheet_height",
    "gripper",
    "margin_left",
    "margin_right",
    "margin_bottom",
    "margin_top",
    "head",
    "foot",
    "face",
    "spine",
    "gutter_x",
    "gutter_y",
    "bleed",
    "creep",
)
LIST_FIELDS = (
    "binding",
    "fold",
    "rotation",
    "work_style",
    "gripper_edge",
    "creep_by",
)
TICK_FIELDS = (
    "mark_trim",
    "mark_fold",
    "mark_register",
    "mark_colour_bar",
    "mark_collation",
)
TEXT_FIELDS = ("name", "slug")
LONGEST_NAME, LONGEST_SLUG = 60, 120
DAYS_KEPT = 30  # of what was deleted, for whoever wants it back


class PrintImposition(models.Model):
    """The schemes of a client: he keeps them himself, and orders by them."""

    _inherit = "print.imposition"

    @api.model
    def _get_own(self):
        """Return the schemes of the user's client or branch."""
        client = self.env.user._print_buyer()
        if not client:
            return self.browse()
        return self.search(Domain("client_id", "=", client.id))

    @api.model
    def _get_of_shop(self):
        """Return the schemes that the shop offers, to be looked at and copied."""
        # They are offered by forms, not by the rights of accounts. So below.
        return self.sudo().search(
            self._get_offered_domain() & Domain("client_id", "=", False)
        )

    @api.model
    def _find_offered(self, scheme_id):
        """Return a scheme that the user can choose, as superuser; or none."""
        return self.sudo().search(
            self._get_offered_domain() & Domain("id", "=", scheme_id)
        )

    @api.model
    def _parse_portal(self, typed):
        """Read what a client typed about his scheme.

        :param typed: texts by field name; unknown names are ignored
        :return: ``(values, errors)``, errors are sentences by field name
        """
        values, errors = {}, {}
        for name in TEXT_FIELDS:
            values[name] = " ".join((typed.get(name) or "").split())
        for name in TICK_FIELDS:
            values[name] = bool(typed.get(name))
        for name in LIST_FIELDS:
            offered = self._fields[name].get_values(self.env)
            chosen = typed.get(name)
            if chosen in offered:
                values[name] = chosen
            elif name == "fold" and not chosen:
                values[name] = False
            else:
                errors[name] = self.env._(
                    "%(field)s: choose from the list.", field=self._get_label(name)
                )
        for name in (*NUMBER_FIELDS, *LENGTH_FIELDS):
            try:
                values[name] = _read_number(typed.get(name), name in NUMBER_FIELDS)
            except ValueError:
                errors[name] = self._say_number(name)
        values["press_id"] = self._parse_press(typed.get("press_id"), errors)
        return values, errors

    def _say_number(self, name):
        label = self._get_label(name)
        if name in NUMBER_FIELDS:
            return self.env._("%(field)s: enter a whole number.", field=label)
        return self.env._("%(field)s: enter millimetres, such as 3.5.", field=label)

    def _parse_press(self, code, errors):
        if not code:
            return False
        # The shop's presses are offered by its forms, not by the rights of accounts.
        presses_sudo = self.env["print.press"].sudo()
        if choice := presses_sudo._get_choice(code, is_offered=True):
            return int(choice.code)
        errors["press_id"] = self.env._(
            "%(field)s: choose from the list.", field=self._get_label("press_id")
        )
        return False

    @api.model
    def _draft(self, typed):
        """Return a scheme in memory as it was typed, with what is wrong with it.

        :return: ``(scheme, errors)``; errors are sentences by field name
        """
        values, errors = self._parse_portal(typed)
        # In memory alone: nothing is read from others' rows.
        scheme = self.sudo().new(values)
        if not errors:
            errors = scheme._get_figure_errors()
        return scheme, errors

    @api.model
    def _save_own(self, typed, scheme=None):
        """Keep what the user's client typed about a scheme of his.

        :param scheme: the one that is changed, none for a new one
        :return: sentences by field name; empty when it was saved
        """
        client = self.env.user._print_buyer()
        if not client or (scheme and scheme.client_id != client):
            raise AccessError(self.env._("This scheme is not yours to change."))
        values, _errors = self._parse_portal(typed)
        _scheme, errors = self._draft(typed)
        if error := self._get_name_error(values["name"], client, scheme):
            errors["name"] = error
        if len(values["slug"]) > LONGEST_SLUG:
            errors["slug"] = self._say_long("slug", LONGEST_SLUG)
        if errors:
            return errors
        # A client has one name for it, whatever language his people read: the one
        # that every other falls back to.
        own = self.with_context(lang=None)
        # Accounts write schemes through this door only.
        if scheme:
            own.browse(scheme.id).sudo().write(values)
        else:
            own.sudo().create({**values, "client_id": client.id})
        return {}

    def _get_name_error(self, name, client, scheme=None):
        label = self._get_label("name")
        if not name:
            return self.env._("%(field)s: fill this in.", field=label)
        if len(name) > LONGEST_NAME:
            return self._say_long("name", LONGEST_NAME)
        namesakes = self.with_context(lang=None).search(
            Domain("client_id", "=", client.id) & Domain("name", "=", name)
        )
        if namesakes - (scheme or self.browse()):
            return self.env._("You have a scheme of this name already.")
        return ""

    def _say_long(self, name, longest):
        return self.env._(
            "%(field)s: shorten it to %(max)s characters.",
            field=self._get_label(name),
            max=longest,
        )

    def _put_away(self):
        """Delete this scheme of the user's client; for some days it comes back."""
        self._check_own()
        self.sudo().active = False  # accounts write through their doors only

    def _bring_back(self):
        """Undo ``_put_away``, under a free name."""
        self._check_own()
        name = self._get_free_name(self.with_context(lang=None).name)
        # As in _put_away.
        self.with_context(lang=None).sudo().write({"active": True, "name": name})

    def _copy_own(self):
        """Return a copy of this scheme, or of the shop's, as the client's own."""
        self.ensure_one()
        client = self.env.user._print_buyer()
        if not client or self.client_id not in (client, client.browse()):
            raise AccessError(self.env._("This scheme is not yours to copy."))
        [values] = self.sudo().copy_data()  # it is one that he is offered
        own = self.with_context(lang=None)
        return own.sudo().create(
            {
                **values,
                "name": self._get_free_name(self.name),
                "client_id": client.id,
                "company_id": False,
                "sequence": 10,
            }
        )

    def _get_free_name(self, name):
        """Return ``name``, numbered if the client has a scheme of that name."""
        taken = set(self._get_own().with_context(lang=None).mapped("name"))
        number, free = 2, name
        while free in taken:
            free = f"{name[: LONGEST_NAME - 5]} ({number})"
            number += 1
        return free

    def _check_own(self):
        self.ensure_one()
        client = self.env.user._print_buyer()
        if not client or self.client_id != client:
            raise AccessError(self.env._("This scheme is not yours to change."))

    # The page ---------------------------------------------------------------------

    def _get_typed(self):
        """Return this scheme as the texts that its form holds."""
        self.ensure_one()
        texts = {name: self[name] or "" for name in (*TEXT_FIELDS, *LIST_FIELDS)}
        numbers = {
            name: self._format_mm(self[name])
            for name in (*NUMBER_FIELDS, *LENGTH_FIELDS)
        }
        ticks = {name: "1" if self[name] else "" for name in TICK_FIELDS}
        return {**texts, **numbers, **ticks, "press_id": str(self.press_id.id or "")}

    @api.model
    def _get_blank(self):
        """Return the texts of the form for a new scheme."""
        names = (*TEXT_FIELDS, *LIST_FIELDS, *NUMBER_FIELDS, *LENGTH_FIELDS)
        defaults = self.default_get([*names, *TICK_FIELDS])
        return self.new(defaults)._get_typed()

    @api.model
    def _get_form_values(self):
        """Return labels, helps and choices of the page's fields, by their names."""
        names = (*TEXT_FIELDS, *LIST_FIELDS, *NUMBER_FIELDS, *LENGTH_FIELDS)
        labels = self.fields_get(
            attributes=["string", "help", "selection"],
            allfields=[*names, *TICK_FIELDS, "press_id"],
        )
        # Presses are closed to accounts: their names are told, as in _parse_press.
        labels["press_id"]["presses"] = [
            {
                "code": str(press_sudo.id),
                "name": press_sudo.display_name,
                "fills": press_sudo._get_imposition_fills(),
            }
            for press_sudo in self.env["print.press"].sudo()._get_offered()
        ]
        return labels

    @api.autovacuum
    def _gc_put_away(self):
        """Forget what clients deleted, and no order was made by."""
        before = fields.Datetime.now() - timedelta(DAYS_KEPT)
        domain = (
            Domain("active", "=", False)
            & Domain("client_id", "!=", False)
            & Domain("write_date", "<", before)
        )
        # The clean-up is nobody's in particular.
        gone = self.sudo().with_context(active_test=False).search(domain, limit=1000)
        gone.filtered(lambda scheme: not scheme._is_used()).unlink()


def _read_number(text, is_whole):
    """Return the number behind ``text``, 0 for none.

    >>> _read_number("1 020,5", False), _read_number("", True)
    (1020.5, 0)

    :raise ValueError: if it is none
    """
    digits = "".join((text or "").split()).replace(",", ".")
    if not digits:
        return 0
    if len(digits) > 9 or not digits.replace(".", "", 1).isdecimal():
        raise ValueError(text)
    return int(digits) if is_whole else float(digits)
