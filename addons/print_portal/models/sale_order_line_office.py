from odoo import models
from odoo.addons.print_pricing.spec_error import SpecErrors


class SaleOrderLine(models.Model):
    """Work that staff describe on a line of a quotation."""

    _inherit = "sale.order.line"

    def action_describe_print_job(self):
        """Open the form of the work on this line."""
        self.ensure_one()
        return self.order_id._open_job_form(self)

    def _describe_print_job(self, order_type, values, accepted_rules=(), file_ids=()):
        """Say what work a line means that was entered as a bare product.

        :raise SpecErrors: with every error of the form; roll back what was changed
        """
        self.ensure_one()
        self.order_id._check_may_be_filled()
        spec = self.env["print.spec"].create(
            order_type._prepare_spec(values, accepted_rules, file_ids)
        )
        SpecErrors.raise_for(spec._check())
        self.print_spec_id = spec
