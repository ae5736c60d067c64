from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class PrintPhoneOrder(models.TransientModel):
    """Takes an order by phone: of a known client, or of one who is registered now."""

    _name = "print.phone.order"
    _description = "Order by Phone"

    partner_id = fields.Many2one(
        "res.partner",
        "Client",
        domain="[('parent_id', '=', False)]",
        help="Empty: whoever calls is registered below.",
    )
    name = fields.Char("Name or company")
    is_company = fields.Boolean("Company", default=True)
    phone = fields.Char()
    email = fields.Char()
    country_id = fields.Many2one(
        "res.country", default=lambda self: self.env.company.country_id
    )
    lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        "Language",
        default=lambda self: self.env.lang,
    )
    client_code = fields.Char(
        "Client code",
        compute="_compute_client_code",
        store=True,
        readonly=False,
        help="Small Latin letters, digits and hyphens, starting with a letter. The"
        " login of the main account.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Manager",
        domain="[('share', '=', False)]",
        default=lambda self: self.env.user,
    )
    has_account = fields.Boolean(
        "Invite him to his pages",
        help="Opens the main account; he chooses its password by a mail.",
    )
    similar_ids = fields.Many2many("res.partner", compute="_compute_similar_ids")

    @api.depends("name", "lang")
    def _compute_client_code(self):
        for wizard in self:
            if wizard.name and not wizard.client_code:
                request = self.env["print.registration"].new(
                    {"name": wizard.name, "lang": wizard.lang}
                )
                wizard.client_code = request._propose_code()

    @api.depends("name", "phone", "email")
    def _compute_similar_ids(self):
        """Find who may be the same: by name, mail or telephone."""
        for wizard in self:
            told = {"name": wizard.name, "email": wizard.email, "phone": wizard.phone}
            same = Domain.OR(
                Domain(field, "=ilike", text.strip())
                for field, text in told.items()
                if text and text.strip()
            )
            partners = self.env["res.partner"]
            # Nothing told yet: nobody is alike.
            wizard.similar_ids = (
                partners
                if same.is_false()
                else partners.search(same & Domain("parent_id", "=", False), limit=5)
            )

    def action_begin(self):
        """Open the new order; it has its number from here on."""
        self.ensure_one()
        client = self.partner_id or self._register_caller()
        order = self.env["sale.order"].create(
            {"partner_id": client.id, "user_id": (client.user_id or self.user_id).id}
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": order.id,
            "view_mode": "form",
        }

    def _register_caller(self):
        """Return the new client, with his main account where that was wanted.

        :raise UserError: with what is missing
        """
        if not (self.name or "").strip():
            raise UserError(self.env._("Choose the client, or enter a name."))
        if not (self.client_code or "").strip():
            raise UserError(self.env._("Client code: fill this in."))
        if self.has_account and not self.email:
            raise UserError(self.env._("E-mail: the invitation goes there."))
        # Whoever takes orders may register who calls; he has no other right on codes.
        client_sudo = (
            self.env["res.partner"]
            .sudo()
            .create(
                {
                    "name": self.name.strip(),
                    "is_company": self.is_company,
                    "client_code": self.client_code,
                    "phone": self.phone,
                    "email": self.email,
                    "country_id": self.country_id.id,
                    "lang": self.lang,
                    "user_id": self.user_id.id,
                }
            )
        )
        if self.has_account:
            client_sudo._create_print_account()._mail_invitation(self.env.user)
        return client_sudo.with_env(self.env)
