from odoo import api, fields, models


class PrintJob(models.Model):
    """Jobs of orders that are not the normal kind, see ``sale.order.print_kind``."""

    _inherit = "print.job"

    result_ids = fields.Many2many(
        "print.file",
        readonly=True,
        copy=False,
        help="What came out of digital work, in the client's folder.",
    )
    is_digital = fields.Boolean(compute="_compute_is_digital", compute_sudo=True)

    @api.depends("order_id.print_kind")
    def _compute_is_digital(self):
        for job in self:
            job.is_digital = job.order_id._is_digital()

    def _add_result(self, name, stream):
        """Put a file that came out of this job into the folder of its client.

        :param stream: has ``read(count)``
        :return: the new ``print.file``
        """
        self.ensure_one()
        buyer = self.partner_id
        file = self.env["print.file"]._receive(
            buyer.print_client_id, self.env.user, name, stream, buyer=buyer
        )
        self.result_ids |= file
        return file

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
