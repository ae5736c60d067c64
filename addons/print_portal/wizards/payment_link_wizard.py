from odoo import models


class PaymentLinkWizard(models.TransientModel):
    _inherit = "payment.link.wizard"

    def _prepare_url(self, base_url, related_document):
        """Lead to our payment page, where the client logs in."""
        order = related_document if self.res_model == "sale.order" else None
        if order and order.print_source:
            return f"{base_url}{order._get_print_url()}/pay"
        return super()._prepare_url(base_url, related_document)
