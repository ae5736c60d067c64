from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

# What a client tells about his press, in the order of the page: sizes as pairs.
SIZE_FIELDS = ("plate", "sheet_max", "sheet_min", "image_max")
NUMBER_FIELDS = ("gripper", "plate_to_paper", "units", "max_ruling")
TEXT_FIELDS = ("name", "maker", "gauges")
LIST_FIELDS = ("punch", "can_perfect", "curve")
LONGEST_TEXT = 60


class PrintPress(models.Model):
    """The presses of a client: he keeps them himself, and orders plates for them."""

    _inherit = "print.press"

    @api.model
    def _get_client(self):
        """Return an account's own client or branch, whatever anybody asks for."""
        if self.env.user.share:
            return self.env.user._print_buyer()
        return super()._get_client()

    @api.model
    def _get_own_presses(self):
        """Return the presses of the user's client, put away ones last."""
        client = self.env.user._print_buyer()
        presses = self.with_context(active_test=False).search(
            Domain("client_id", "=", client.id)
        )
        return presses.sorted(lambda press: not press.active)

    @api.model
    def _parse_portal(self, typed):
        """Read what a client typed about his press.

        :param typed: texts by field name; unknown names are ignored
        :return: ``(values, errors)``, errors are sentences by field name
        """
        values, errors = {"bend": bool(typed.get("bend"))}, {}
        for name in TEXT_FIELDS:
            values[name] = (typed.get(name) or "").strip()
            if len(values[name]) > LONGEST_TEXT:
                errors[name] = self.env._(
                    "%(field)s: shorten it to %(max)s characters.",
                    field=self._get_label(name),
                    max=LONGEST_TEXT,
                )
        if not values["name"]:
            errors["name"] = self.env._(
                "%(field)s: fill this in.", field=self._get_label("name")
            )
        for name in LIST_FIELDS:
            offered = self._fields[name].get_values(self.env)
            values[name] = typed.get(name) if typed.get(name) in offered else False
        sides = [f"{size}_{s}" for size in SIZE_FIELDS for s in ("width", "height")]
        for name in (*sides, *NUMBER_FIELDS):
            digits = "".join((typed.get(name) or "").split())
            if digits and not (digits.isdecimal() and len(digits) < 6):
                errors[name] = self.env._(
                    "%(field)s: enter a whole number.", field=self._get_label(name)
                )
            else:
                values[name] = int(digits or 0)
        return values, errors

    @api.model
    def _save_own(self, typed, press=None):
        """Keep what the user's client tells about a press of his.

        :param press: the one that is changed, none for a new one
        :return: sentences by field name; empty when it was saved
        """
        client = self.env.user._print_buyer()
        if not client or (press and press.client_id != client):
            raise AccessError(self.env._("This press is not yours to change."))
        values, errors = self._parse_portal(typed)
        draft = self.new(values)
        errors = {**draft._get_figure_errors(), **errors}
        if not errors and self._is_name_taken(values, client, press):
            errors["name"] = self.env._("You have a press of this name already.")
        if errors:
            return errors
        # Accounts write presses through this door only.
        if press:
            press.sudo().write(values)
        else:
            self.sudo().create({**values, "client_id": client.id, "is_confirmed": True})
        return {}

    def _is_name_taken(self, values, client, press):
        domain = Domain("client_id", "=", client.id) & Domain(
            "name", "=", values["name"]
        )
        namesakes = self.search(domain) - (press or self.browse())
        return any((other.maker or "") == values["maker"] for other in namesakes)

    def _put_away(self, is_active):
        """Stop offering a press of the user's client, or offer it again."""
        self.ensure_one()
        client = self.env.user._print_buyer()
        if not client or self.client_id != client:
            raise AccessError(self.env._("This press is not yours to change."))
        values = {"name": self.name, "maker": self.maker or ""}
        if is_active and self._is_name_taken(values, client, self):
            raise UserError(self.env._("You have a press of this name already."))
        # Accounts write presses through this door only.
        self.sudo().active = is_active

    def _get_typed(self):
        """Return this press as the texts that its form holds."""
        self.ensure_one()
        sides = [f"{size}_{s}" for size in SIZE_FIELDS for s in ("width", "height")]
        texts = {name: self[name] or "" for name in (*TEXT_FIELDS, *LIST_FIELDS)}
        numbers = {name: str(self[name] or "") for name in (*sides, *NUMBER_FIELDS)}
        return texts | numbers | {"bend": "1" if self.bend else ""}

    @api.model
    def _get_form_values(self):
        """Return labels, helps and choices of the page's fields, by their names."""
        values = self.fields_get(
            attributes=["string", "help", "selection"],
            allfields=[
                *TEXT_FIELDS,
                *LIST_FIELDS,
                *NUMBER_FIELDS,
                "bend",
                *[f"{size}_{s}" for size in SIZE_FIELDS for s in ("width", "height")],
            ],
        )
        # What staff call the client's is his own here.
        curves = {**dict(values["curve"]["selection"]), "client": self.env._("Yours")}
        values["curve"]["selection"] = [*curves.items()]
        return values

    def _get_facts_line(self):
        """Return the press in one line, such as 745 × 605 mm, gripper 13 mm."""
        self.ensure_one()
        words = []
        if all(self._get_size("plate")):
            words.append(self.env._("plate %s mm", self._say_size("plate")))
        if all(self._get_size("sheet_max")):
            words.append(self.env._("sheet up to %s mm", self._say_size("sheet_max")))
        if self.gripper:
            words.append(self.env._("gripper %s mm", self.gripper))
        return ", ".join(words)

    def _say_size(self, size):
        return " × ".join(str(side) for side in self._get_size(size))
