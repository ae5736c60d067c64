from odoo import api, fields, models


class SaleOrder(models.Model):
    """What staff see and do beside core's order form."""

    _inherit = "sale.order"

    print_payment_status = fields.Selection(
        [
            ("later", "Not invoiced"),
            ("due", "Invoice open"),
            ("partial", "Partly paid"),
            ("paid", "Paid"),
        ],
        string="Payment",
        compute="_compute_print_payment_status",
        compute_sudo=True,
    )

    print_is_price_open = fields.Boolean(
        "Final price is open",
        compute="_compute_print_is_price_open",
        help="Confirmed, with work whose final price may still be set.",
    )

    def _compute_print_payment_status(self):
        for order in self:
            order.print_payment_status = order._get_payment_status()

    @api.depends("state", "order_line.print_spec_id", "order_line.qty_invoiced")
    def _compute_print_is_price_open(self):
        for order in self:
            order.print_is_price_open = bool(order._get_open_price_lines())

    def _get_open_price_lines(self):
        """Return the work of a confirmed order that no invoice bills yet."""
        self.ensure_one()
        if self.state != "sale":
            return self.order_line.browse()
        return self.order_line.filtered(
            lambda line: line.print_spec_id and not line.qty_invoiced
        )

    # Whose move it is ----------------------------------------------------------------

    def _get_staff_line(self, job=None):
        """Say whose move it is, as staff read it: what the client reads, turned round.

        :param job: see ``_get_awaited_line``
        """
        self.ensure_one()
        # Whoever works on a job may read where it stands.
        job = (job or self.sudo()._get_speaking_job()).sudo()
        status = job.status_id or self.sudo().print_status_id
        if not status:
            return self._get_offer_staff_line() if self._is_offer() else ""
        words = self._get_staff_words(job.reason_id)
        if status.code in words:
            return words[status.code]
        return self._get_awaited_words(status, job.reason_id)[0]

    def _get_staff_words(self, reason):
        """Return what reads differently from our side, by code of the status."""
        _ = self.env._
        reason = reason._get_staff_lead() if reason else ""
        return {
            "awaiting_files": _("Client: send the files."),
            "returned": reason,
            "on_hold": reason,
            "awaiting_proof": _("Client: approve the proof."),
            "awaiting_payment": _("Waiting for the client's payment."),
            "awaiting_price": _("Client: accept the final price."),
            "ready": _("Ready for the carrier.")
            if self._is_carried()
            else _("Ready, the client collects it."),
            "shipped": _("Shipped to the client."),
        }
