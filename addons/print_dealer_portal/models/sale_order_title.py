from odoo import api, models


class SaleOrder(models.Model):
    """What an order of goods is called, and by what else it is found."""

    _inherit = "sale.order"

    @api.depends("order_line.product_id", "is_basket")
    def _compute_print_title(self):
        """Goods have no title of the client's: the first of them speaks for all.

        In his language, for he reads it; a basket changes with each click, and is
        called when it is sent.
        """
        result = super()._compute_print_title()
        for order in self:
            if not order.print_title and order.print_source and not order.is_basket:
                order.print_title = order._get_goods_title()
        return result

    def _get_goods_title(self):
        self.ensure_one()
        lang = self.partner_id.lang
        goods = self._get_goods().product_id.with_context(lang=lang)
        if len(goods) < 2:
            return goods.name
        return goods.env._(
            "%(goods)s and more: %(count)s", goods=goods[0].name, count=len(goods) - 1
        )

    @api.depends("order_line.product_id", "is_basket")
    def _compute_print_search_text(self):
        """Dealers know goods by their codes, and look for the orders that have them.

        By the code of that day: a new one does not rewrite all orders there are.
        """
        result = super()._compute_print_search_text()
        for order in self.filtered(lambda order: not order.is_basket):
            codes = order._get_goods().mapped("product_id.default_code")
            known = [order.print_search_text, *codes]
            order.print_search_text = "\n".join(dict.fromkeys(filter(None, known)))
        return result
