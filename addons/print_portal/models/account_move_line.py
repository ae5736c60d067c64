from odoo import models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _get_print_line(self):
        """Return the line of print work that this line bills, empty for others."""
        self.ensure_one()
        # Accountants read which work they bill, without rights on orders.
        return self.sudo().sale_line_ids.filtered("print_spec_id")[:1]
