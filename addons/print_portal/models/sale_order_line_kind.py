from odoo import api, models


class SaleOrderLine(models.Model):
    """Lines of orders that are not the normal kind, see ``sale.order.print_kind``."""

    _inherit = "sale.order.line"

    def _is_digital(self):
        """Whether nothing but files comes out of this line's work."""
        self.ensure_one()
        return bool(self.print_order_type_id) and self.product_id.type == "service"

    @api.depends("print_spec_id.is_brief")
    def _compute_price_unit(self):
        """An outline has no price: what its form would start with was not ordered."""
        outlines = self.filtered(
            lambda line: line.print_spec_id.is_brief and not line.print_price_locked
        )
        outlines.price_unit = outlines.technical_price_unit = 0
        return super(SaleOrderLine, self - outlines)._compute_price_unit()

    @api.depends("print_spec_id.is_brief")
    def _compute_name(self):
        return super()._compute_name()

    def _get_sale_order_line_multiline_description_sale(self):
        """Of an outline there is no more to say than its title."""
        if not self.print_spec_id.is_brief:
            return super()._get_sale_order_line_multiline_description_sale()
        return f"{self.product_id.name}\n{self.print_spec_id.title}"

    def _is_free_work(self):
        return not self.print_spec_id.is_brief and super()._is_free_work()

    def _action_launch_stock_rule(self, *, previous_product_uom_qty=False):
        """Nothing of a digital order leaves the store."""
        goods = self.filtered(lambda line: not line.order_id._is_digital())
        return super(SaleOrderLine, goods)._action_launch_stock_rule(
            previous_product_uom_qty=previous_product_uom_qty
        )
