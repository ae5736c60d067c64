from odoo import models


class AccountMoveLine(models.Model):
    _name = "account.move.line"
    _inherit = ["account.move.line", "print.guard.mixin"]

    # Core joins these without asking: by a path through them a client could search
    # our accounts, statements and payments.
    _PRINT_STAFF_FIELDS = frozenset(
        {
            "account_id",
            "payment_id",
            "search_account_id",
            "statement_id",
            "statement_line_id",
        }
    )

    def _get_print_line(self):
        """Return the line of print work that this line bills, empty for others."""
        self.ensure_one()
        # Accountants read which work they bill, without rights on orders.
        return self.sudo().sale_line_ids.filtered("print_spec_id")[:1]
