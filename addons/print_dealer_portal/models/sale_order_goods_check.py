from odoo import fields, models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """Goods of a basket as they are sold today: gone, repriced, in other packs."""

    _inherit = "sale.order"

    def _get_goods_problems(self):
        """Return why goods of this basket cannot be sent, as sentences by line id.

        No query depends on how many there are.
        """
        goods = self._get_goods()
        products = self._find_goods(goods.product_id.ids)
        problems = {}
        for line in goods:
            product = products.get(line.product_id.id)
            if not product:
                problems[line.id] = self.env._("No longer sold: remove it.")
            elif sentence := product._check_dealer_quantity(line.product_uom_qty):
                problems[line.id] = sentence
        return problems

    def _tell_goods_problems(self):
        """Return the same as sentences that name the goods."""
        problems = self._get_goods_problems()
        return [
            f"{line._get_print_title()}: {problems[line.id]}"
            for line in self._get_goods()
            if line.id in problems
        ]

    def _check_submission(self):
        """Refuse to send goods that are not sold any more, or not in that quantity."""
        result = super()._check_submission()
        if sentences := self._tell_goods_problems():
            raise UserError("\n".join(sentences))
        return result

    # Prices --------------------------------------------------------------------------

    def _get_goods_prices(self):
        """Return what one unit of each line of goods costs, by line id."""
        return {line.id: line.price_unit for line in self._get_goods()}

    def _reprice_lines(self):
        """Goods get the prices of today with the work, see ``_price_for_today``."""
        result = super()._reprice_lines()
        if self.is_basket:
            self._get_goods()._reprice_goods()
        return result

    def _reprice_goods(self):
        """Give goods of this basket the prices of this moment."""
        self.ensure_one()
        self.date_order = fields.Datetime.now()
        self._get_goods()._reprice_goods()
        self._refresh_goods_delivery()

    def _tell_new_prices(self, before):
        """Return what has become dearer or cheaper, as sentences that name the goods.

        :param before: prices that its owner has read, see ``_get_goods_prices``
        """
        return [
            self.env._(
                "%(goods)s: the price has changed from %(old)s to %(new)s.",
                goods=line._get_print_title(),
                old=line._write_unit_price(before[line.id]),
                new=line._write_unit_price(line.price_unit),
            )
            for line in self._get_goods()
            if line._is_another_price(before.get(line.id))
        ]

    def _refresh_waiting(self):
        """What waits for an approval costs what goods cost now."""
        result = super()._refresh_waiting()
        if self.is_basket and self.print_approval_state == "waiting":
            self._reprice_goods()
        return result
