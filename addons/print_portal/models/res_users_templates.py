from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    def _print_client_domain(self, model_name, client):
        """One's own templates, and what colleagues and branches share.

        Nobody's money is in them.
        """
        if model_name == "print.template":
            of_client = Domain("client_id", "=", client.id)
            own = Domain("user_id", "=", self.id)
            shared = self._print_place_domain(client, "user_id.partner_id")
            return of_client & (own | shared & Domain("is_shared", "=", True))
        return super()._print_client_domain(model_name, client)

    def _close_print_accounts(self):
        """What a closed account has shared goes on; the main account keeps it."""
        for account in self:
            primary = account._print_client()._print_primary_account() - account
            if primary:
                # Closing an account is not done by the owner of its templates.
                account.env["print.template"].sudo()._hand_over(account, primary)
        return super()._close_print_accounts()
