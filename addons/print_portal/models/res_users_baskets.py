from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class ResUsers(models.Model):
    """Baskets of colleagues that an account sees; what it has ordered this month."""

    _inherit = "res.users"

    def _print_order_domain(self, client):
        """Baskets that colleagues share, and those that wait for an approval.

        Both stay where an account works: core shows no branch what another orders.
        """
        shown = Domain("print_reader_ids", "in", self.ids)
        shown |= Domain("print_editor_ids", "in", self.ids)
        if self._has_print_right("can_approve"):
            shown |= Domain("print_approval_state", "=", "waiting")
        baskets = Domain("is_basket", "=", True) & shown
        baskets &= self._print_place_domain(client, "partner_id")
        return super()._print_order_domain(client) | baskets

    def _has_print_limit(self):
        """Whether this account may not order as much as it likes by itself."""
        self.ensure_one()
        return not self._is_print_primary() and bool(
            self.order_limit or self.month_limit
        )

    def _get_month_total(self, company):
        """Return what this account has ordered in the calendar month of ``company``.

        Every order counts that was sent and is not cancelled, approved ones too, at
        its total of now; what has no price yet counts with what has. A quotation of
        the office counts from the day on which it was accepted.

        :return: float, company currency, with tax
        """
        self.ensure_one()
        start, end = company._get_print_month(fields.Datetime.now())

        def in_month(name):
            return Domain(name, ">=", start) & Domain(name, "<", end)

        accepted = Domain("print_date_submitted", "=", False) & Domain(
            "state", "=", "sale"
        )
        # All of them count, whoever looks at them.
        groups = (
            self.env["sale.order"]
            .sudo()
            ._read_group(
                Domain("print_account_id", "=", self.id)
                & Domain("is_basket", "=", False)
                & Domain("state", "!=", "cancel")
                & (
                    in_month("print_date_submitted") | accepted & in_month("date_order")
                ),
                ["currency_id"],
                ["amount_total:sum"],
            )
        )
        return sum(
            company._convert_for_limits(total, currency) for currency, total in groups
        )

    def _queue_for_month(self):
        """Let two orders of this account, sent at once, not both fit into the month.

        Ask before the month is looked at, also for quotations that are accepted.
        Writing the row makes the later transaction fail and begin anew, with the
        earlier order in sight: reading it under a lock would not, for the snapshot is
        older than the wait.
        """
        self.ensure_one()
        if self._is_print_primary() or not self.month_limit:
            return
        self.env.cr.execute(
            SQL("UPDATE res_users SET month_limit = month_limit WHERE id = %s", self.id)
        )
