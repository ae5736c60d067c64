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

    def _complete_print_job(self, values, accepted_rules=(), file_ids=()):
        """Fill in the form of a quick order that its client has only outlined.

        The client is told, with the price; without files he is asked for them.

        :raise SpecErrors: with every error of the form; roll back what was changed
        """
        self.ensure_one()
        job = self.print_job_ids
        spec = job.spec_id._revise(values, accepted_rules)
        spec._set_files(file_ids)
        SpecErrors.raise_for(spec._check())
        spec._freeze()
        job._revise_spec(spec)
        job._follow_spec_files()
        self.print_estimated_subtotal = self.price_subtotal
        self.order_id._close_quote_activities()
        if spec._get_first_status() == "awaiting_files":
            job._move_to(
                "returned", reason=self.env.ref("print_portal.reason_file_missing")
            )
        else:
            job._notify_client()
