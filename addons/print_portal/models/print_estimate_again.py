from odoo import api, models


class PrintEstimate(models.Model):
    _inherit = "print.estimate"

    @api.model
    def _get_adjustment_label(self, line, price):
        """Say from where a price comes that is kept for a repeat."""
        source = line.print_source_line_id
        if source and line._get_kept_price() is not None:
            return self.env._("Price of %s", source.order_id.name)
        return super()._get_adjustment_label(line, price)
