from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

LONGEST_NAME = 100
ROWS = 200  # of the list; whoever has more searches
DAYS_KEPT = 30  # of what was deleted, for whoever wants it back


class PrintTemplate(models.Model):
    """A filled form that an account keeps under a name, to order from it again.

    It points to a spec that is frozen with the form of that day: whatever the form
    offers later, it can be told what a template meant. Files are no part of it.
    """

    _name = "print.template"
    _description = "Template of an Order Form"
    _order = "name, id"

    name = fields.Char(required=True)
    user_id = fields.Many2one(
        "res.users", "Owner", required=True, index=True, ondelete="restrict"
    )
    client_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="cascade",
        help="An account that moves to another client leaves its templates behind.",
    )
    is_shared = fields.Boolean("Shared", help="Every account of the client may use it.")
    spec_id = fields.Many2one("print.spec", required=True, ondelete="restrict")
    order_type_id = fields.Many2one(related="spec_id.order_type_id", store=True)
    date_used = fields.Datetime("Last used")
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex(
        "(user_id, client_id, lower(name)) WHERE active",
        "You have a template of this name already.",
    )

    @api.model
    def _save_own(self, order_type, name, values, accepted_rules=(), is_shared=False):
        """Keep a filled form as a template of this user.

        :param values: as ``print.order.type._parse_form`` returns them
        :raise UserError: for a name that cannot be taken
        """
        user = self.env.user
        client = user._print_client()
        if not client:
            raise AccessError(self.env._("Templates are for accounts of our clients."))
        name = self._check_name(name)
        # Accounts write templates, and what these point to, through this door only.
        spec_sudo = (
            self.env["print.spec"]
            .sudo()
            .create(order_type.sudo()._prepare_spec(values, accepted_rules))
        )
        spec_sudo._freeze()
        # As above.
        template_sudo = self.sudo().create(
            {
                "name": name,
                "user_id": user.id,
                "client_id": client.id,
                "is_shared": is_shared,
                "spec_id": spec_sudo.id,
            }
        )
        return template_sudo.with_env(self.env)

    def _check_name(self, name):
        """Return a name that this user may give a template.

        :raise UserError: when it is empty, too long, or taken by another one of his
        """
        name = " ".join((name or "").split())
        if not name:
            raise UserError(self.env._("Template: give it a name."))
        if len(name) > LONGEST_NAME:
            raise UserError(
                self.env._("Template: shorten its name to %s characters.", LONGEST_NAME)
            )
        owner = self.sudo().user_id or self.env.user  # accounts see no colleagues
        taken = self.search(
            Domain("user_id", "=", owner.id)
            & Domain("name", "=ilike", name.replace("%", r"\%").replace("_", r"\_"))
            & Domain("id", "not in", self.ids)
        )
        if taken:
            raise UserError(self.env._("%s: there is a template of this name.", name))
        return name

    def _may_be_changed_by(self, account):
        """Whether ``account``, which sees this template, may change or delete it."""
        self.ensure_one()
        return self.user_id == account or account._is_print_primary()

    def _check_may_be_changed(self):
        self.ensure_one()
        if not self._may_be_changed_by(self.env.user):
            raise AccessError(
                self.env._(
                    "%(template)s belongs to %(account)s: ask there.",
                    template=self.name,
                    account=self.sudo().user_id.name,  # told by name alone
                )
            )

    def _rename(self, name):
        self._check_may_be_changed()
        # Accounts write templates through their doors only; so below.
        self.sudo().name = self._check_name(name)

    def _share(self, is_shared):
        self._check_may_be_changed()
        self.sudo().is_shared = is_shared  # as in _rename

    def _put_away(self):
        """Delete this template; for some days it can be brought back."""
        self._check_may_be_changed()
        self.sudo().active = False  # as in _rename

    def _bring_back(self):
        self._check_may_be_changed()
        self._check_name(self.name)
        self.sudo().active = True  # as in _rename

    def _use(self):
        """Return what this template asks for, on the form of today.

        :return: ``(values, gone)``, see ``print.spec._renew``
        """
        self.ensure_one()
        return self.sudo().spec_id._renew()  # specs are read through their owners

    def _note_use(self):
        """Remember when somebody last ordered from this template."""
        # Whoever may order from it may not write it.
        self.sudo().date_used = fields.Datetime.now()

    # The list --------------------------------------------------------------------

    @api.model
    def _find(self, words=""):
        """Return the templates that this user may use, those he used last first."""
        domain = self.env.user._print_domain("print.template")
        if words:
            domain &= Domain("name", "ilike", words) | Domain(
                "spec_id.title", "ilike", words
            )
        # The titles hang on specs, which accounts reach through templates only.
        found_sudo = self.sudo().search(
            domain, order="date_used desc nulls last, name", limit=ROWS
        )
        return found_sudo.with_env(self.env)

    def _portal_rows(self):
        """Return these templates as rows of a list; no query depends on their number.

        :return: list of dicts ``id``, ``name``, ``type``, ``icon``, ``summary``,
            ``used``, ``is_shared``, ``owner`` (empty for one's own), ``may_change`` and
            ``is_offered``, whether this kind of work can still be ordered
        """
        user = self.env.user
        # The rows were found by the user's own rights.
        return [
            {
                "id": template.id,
                "name": template.name,
                "type": template.order_type_id.name,
                "icon": template.order_type_id.icon or "fa-cube",
                "summary": template.spec_id.summary or "",
                "used": format_date(template.env, template.date_used)
                if template.date_used
                else "",
                "is_shared": template.is_shared,
                "owner": template.user_id.name if template.user_id != user else "",
                "may_change": template._may_be_changed_by(user),
                "is_offered": template.order_type_id._is_offered(),
            }
            for template in self.sudo()  # see above
        ]

    @api.model
    def _hand_over(self, account, heir):
        """Give the shared templates of ``account`` to ``heir``, under a free name."""
        shared = Domain("user_id", "=", account.id) & Domain("is_shared", "=", True)
        for template in self.search(shared):
            names = self.search([("user_id", "=", heir.id)]).mapped("name")
            vals = {"user_id": heir.id}
            if template.name.lower() in [name.lower() for name in names]:
                vals["name"] = f"{template.name} ({account.name})"
            template.write(vals)

    @api.autovacuum
    def _gc_templates(self):
        """Forget what was deleted and nobody wanted back."""
        before = fields.Datetime.now() - timedelta(DAYS_KEPT)
        domain = Domain("active", "=", False) & Domain("write_date", "<", before)
        # The clean-up is nobody's in particular.
        gone = self.sudo().with_context(active_test=False).search(domain, limit=1000)
        specs = gone.spec_id
        gone.unlink()
        specs.unlink()
