from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date


class PrintPrivacyBlank(models.TransientModel):
    _name = "print.privacy.blank"
    _description = "Close an Account and Blank its Data"

    request_id = fields.Many2one(
        "print.privacy.request", required=True, ondelete="cascade"
    )
    login = fields.Char(related="request_id.login")
    typed_login = fields.Char(
        string="Login, to confirm", help="There is no way back: type the login."
    )
    consequences = fields.Html(compute="_compute_consequences", sanitize=False)

    @api.depends("request_id")
    def _compute_consequences(self):
        for wizard in self:
            wizard.consequences = Markup("<ul>%s</ul>") % Markup().join(
                Markup("<li>%s</li>") % line for line in wizard._get_consequences()
            )

    def _get_consequences(self):
        """Return a line for each thing that goes, and for each that stays."""
        _ = self.env._
        account = self.request_id.user_id
        contact = account.partner_id
        lines = [
            _("The account is closed: password, keys, devices and drafts are gone."),
            _("E-mail, phone, picture and notes of the contact are blanked."),
        ]
        if contact.is_company:
            lines.append(_("Name, tax number and address of the company stay."))
        elif until := contact._get_print_kept_until():
            day = format_date(self.env, until)
            lines.append(_("Name and address stay for invoices until %s.", day))
        else:
            lines.append(_("Name and address are blanked: no invoice needs them."))
        if contact == self.request_id.client_id and not contact.is_company:
            lines.append(_("The files in the client's folder are deleted."))
        count = len(account._find_print_orders().filtered(lambda o: not o.is_basket))
        lines.append(_("Orders that stay, with their invoices: %s.", count))
        return lines

    def action_blank(self):
        self.ensure_one()
        if (self.typed_login or "").strip().lower() != self.login:
            raise UserError(
                self.env._("Login, to confirm: type %s, as above.", self.login)
            )
        self.request_id._answer()
        return {"type": "ir.actions.act_window_close"}
