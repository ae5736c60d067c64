from odoo import api, models

MONEY_FIELDS = {"product_id", "product_uom_id", "product_uom_qty", "price_unit"}
MONEY_FIELDS |= {"discount", "tax_ids"}


class SaleOrderLine(models.Model):
    """Lines that make a confirmed order dearer, see ``sale.order._watch_credit``.

    What carrying costs is known when the goods leave: nobody stops them at the door.
    """

    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        order_ids = {
            vals["order_id"]
            for vals in vals_list
            if vals.get("order_id") and not vals.get("is_delivery")
        }
        with self.env["sale.order"].browse(order_ids)._watch_credit() as orders:
            lines = self.with_context(**orders.env.context)
            return super(SaleOrderLine, lines).create(vals_list)

    def write(self, vals):
        if not vals.keys() & MONEY_FIELDS:
            return super().write(vals)
        # Work that is made costs what it costs: its price is asked for otherwise.
        open_lines = self.filtered(
            lambda line: not (line.print_price_locked or line.is_delivery)
        )
        with open_lines.order_id._watch_credit() as orders:
            lines = self.with_context(**orders.env.context)
            return super(SaleOrderLine, lines).write(vals)
