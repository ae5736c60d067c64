from odoo import models


class PrintSpec(models.Model):
    _inherit = "print.spec"

    def _get_turnaround(self, company, now=None):
        """Promise nothing for work that nobody has described yet."""
        if self.is_brief:
            return self.env["print.turnaround"]
        return super()._get_turnaround(company, now)

    def _get_ordered_turnaround(self):
        """Return that of the job: later prices charge the speed that was ordered."""
        turnaround = super()._get_ordered_turnaround()
        if turnaround or not self._origin:
            return turnaround
        # Whoever prices an order may not read the jobs of all of them.
        jobs_sudo = self.env["print.job"].sudo()
        job_sudo = jobs_sudo.search([("spec_id", "=", self._origin.id)], limit=1)
        return job_sudo.turnaround_id

    def _get_delivery_days(self):
        """Add the way by the carrier of its order; of the basket it will go into."""
        order = self.line_ids.order_id[:1]
        if not order and self.env.user.share:
            order = self.env["sale.order"]._get_basket()
        return super()._get_delivery_days() + order.carrier_id.print_delivery_days
