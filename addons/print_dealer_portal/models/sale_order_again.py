from odoo import models
from odoo.addons.print_portal.models.sale_order_again import NEW
from odoo.addons.print_portal.models.sale_order_page import RANKS


class SaleOrder(models.Model):
    """Goods that are ordered again, with the work of the same order."""

    _inherit = "sale.order"

    def _get_again_lines(self, line_id=0):
        """Look once which of the goods are still sold."""
        lines = super()._get_again_lines(line_id)
        goods = lines.filtered(lambda line: line._is_goods())
        return lines.with_context(
            print_goods_sold=self._find_goods(goods.product_id.ids)
        )

    def _get_again_line(self, line, stops):
        """Goods have no form to be filled in again."""
        values = super()._get_again_line(line, stops)
        if not line._is_goods():
            return values
        code = line.product_id.default_code or ""
        return {**values, "type": code, "has_form": False}

    def _portal_row(self, sees_money):
        row = super()._portal_row(sees_money)
        is_again = row["is_again"] or (
            self.print_rank >= RANKS["nobody"]
            and any(line._is_repeatable_goods() for line in self.order_line)
        )
        return {**row, "is_again": is_again}

    def _repeat_into_basket(self, mode, line_id=0):
        """Tell which of the goods cost something else by now."""
        told = super()._repeat_into_basket(mode, line_id)
        basket_sudo = self.env["sale.order"]._get_basket()
        sees_money = self.env.user._has_print_right("see_finance")
        if mode == NEW or not sees_money or basket_sudo.currency_id != self.currency_id:
            return told
        # The user has found the order by his rights, and sees its prices.
        prices = {
            line.product_id: line.price_unit
            for line in self.sudo()._get_again_lines(line_id)
        }
        before = {
            line.id: prices.get(line.product_id) for line in basket_sudo._get_goods()
        }
        return told + basket_sudo._tell_new_prices(before)

    def _add_again(self, mode, contents):
        """Put goods into the basket at once; work goes its own way."""
        goods = [again["goods"] for _line, again in contents if "goods" in again]
        result = super()._add_again(
            mode, [each for each in contents if "goods" not in each[1]]
        )
        if goods:
            self._put_goods(goods)
        return result
