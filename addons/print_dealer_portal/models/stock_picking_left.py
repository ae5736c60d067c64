from odoo import models


class StockPicking(models.Model):
    """Dealers are told of each delivery of goods that has left."""

    _inherit = "stock.picking"

    def _action_done(self):
        result = super()._action_done()
        for picking in self:
            picking._tell_dealer()
        return result

    def _tell_dealer(self):
        """Tell by mail what has left, and what of the order is still to come.

        Of work, the client is told by the status of its jobs.
        """
        # Whoever works in the store sends out orders that he may not read.
        order = self.sudo().sale_id
        has_left = self.state == "done" and self.picking_type_id.code == "outgoing"
        if has_left and order.is_partner_portal and not order.print_job_ids:
            order.with_context(print_picking=self.id)._send_print_mail(
                self.env.ref("print_dealer_portal.mail_template_order_left")
            )
