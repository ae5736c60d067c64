from odoo import api, fields, models


class PrintJob(models.Model):
    """Jobs of orders that are not the normal kind, see ``sale.order.print_kind``."""

    _inherit = "print.job"

    is_digital = fields.Boolean(compute="_compute_is_digital", compute_sudo=True)

    @api.depends("order_id.print_kind")
    def _compute_is_digital(self):
        for job in self:
            job.is_digital = job.order_id._is_digital()

    def _get_next_status(self):
        """Digital work is handed over at once: nobody carries it."""
        step = super()._get_next_status()
        if step.code == "shipped" and self.is_digital:
            return step._get("delivered")
        return step

    def _get_blockers(self, status):
        """An outline is described first; digital work is not shipped."""
        self.ensure_one()
        if status.kind in ("work", "ready", "done") and self.spec_id.is_brief:
            return [self.env._("Describe the work first, on the line of the order.")]
        sentences = super()._get_blockers(status)
        if status.code == "shipped" and self.is_digital:
            sentences.append(self.env._("A digital order is not shipped."))
        return sentences
