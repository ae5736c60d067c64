from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    def _print_ledger_domain(self):
        """Return what this account may see of the ledger: receivable, posted lines.

        Of the whole client, or of the branch, for whom may see money. Search with it as
        superuser: core's rules close the lines of payments to all accounts.
        """
        self.ensure_one()
        client = self._print_client()
        if not client or not self._has_print_right("see_finance"):
            return Domain.FALSE
        return (
            self._print_place_domain(client, "partner_id")
            & Domain("account_id.account_type", "=", "asset_receivable")
            & Domain("parent_state", "=", "posted")
            & Domain("company_id", "in", self._get_company_ids())
        )
