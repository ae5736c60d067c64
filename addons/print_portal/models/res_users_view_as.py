from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

# Staff who see every client, not only those they serve.
SEES_ALL = (
    "print_portal.group_coordinator",
    "sales_team.group_sale_salesman_all_leads",
)


class ResUsers(models.Model):
    _inherit = "res.users"

    print_may_be_viewed = fields.Boolean(
        "Staff may view as", compute="_compute_print_may_be_viewed"
    )

    def _compute_print_may_be_viewed(self):
        for account in self:
            # Whether he may is asked of both of them.
            account.print_may_be_viewed = self.env.user._may_view_as(account.sudo())

    def _may_view_as(self, account):
        """Whether this member of staff may look at the pages of ``account``.

        Never at those of staff, of a client whom he may not see, or with more money in
        them than he sees himself.

        :param account: ``res.users``, as superuser
        """
        self.ensure_one()
        client = account._print_client()
        if not (self._is_internal() and self.has_group("print_portal.group_view_as")):
            return False
        if not (client and account.active and account.share):
            return False
        if not account.company_id & self.company_ids:
            return False
        sees_more = account._has_print_right("see_finance") > self._has_print_right(
            "see_finance"
        )
        return not sees_more and self._serves_client(client)

    def _serves_client(self, client):
        """Whether this member of staff may see ``client`` and what he orders."""
        self.ensure_one()
        if not client.with_user(self).has_access("read"):
            return False
        if any(self.has_group(group) for group in SEES_ALL):
            return True
        if not self.has_group("sales_team.group_sale_salesman"):
            return True
        # Whom he serves, or stands in for, is asked of the client, not of his rights.
        served = Domain("id", "=", client.id) & self._print_served_domain("user_id")
        return bool(self.env["res.partner"].sudo().search_count(served, limit=1))

    def action_print_view_as(self):
        """Open the first page of this account in another tab, to look at."""
        self.ensure_one()
        account_sudo = self.sudo()  # whether he may is asked of both of them
        if not self.env.user._may_view_as(account_sudo):
            raise AccessError(
                self.env._("You may not look at the pages of %s.", account_sudo.name)
            )
        return {
            "type": "ir.actions.act_url",
            "url": f"/print/as/{self.id}/my",
            "target": "new",
        }
