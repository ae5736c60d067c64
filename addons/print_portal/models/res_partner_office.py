from odoo import models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    """What staff do for a client from his form."""

    _inherit = "res.partner"

    def action_print_view_as(self):
        """Look at the client's pages as this contact's account, or the main one."""
        self.ensure_one()
        # Which accounts a contact has is no secret to whoever may look at them.
        accounts = self.sudo().user_ids.filtered("share")
        client = self.sudo().print_client_id
        account = accounts[:1] or client._print_primary_account()
        if not account:
            raise UserError(
                self.env._("%s has no account yet: open one first.", self.display_name)
            )
        return account.with_env(self.env).action_print_view_as()

    def action_print_office_order(self):
        """Begin an order of the office for this client."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New order"),
            "res_model": "sale.order",
            "view_mode": "form",
            "context": {"default_partner_id": self.id},
        }
