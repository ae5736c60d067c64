from odoo import models

LINES = 6  # of the basket, beside the list of products


class SaleOrder(models.Model):
    """What of a basket stands beside products."""

    _inherit = "sale.order"

    def _get_goods_cells(self, account):
        """Return what this basket holds of each product.

        :return: dict of product id to ``quantity`` (number) and ``subtotal`` (text, ""
            for who sees no money)
        """
        sees_money = account._has_print_right("see_finance")
        self._read_rows("order_line")
        return {
            id: {
                "quantity": _plain(line.product_uom_qty),
                "subtotal": self._format_goods_amount(line) if sees_money else "",
            }
            for id, line in self._get_lines_of_goods().items()
        }

    def _format_goods_amount(self, line):
        is_with_tax = self.company_id.is_dealer_price_with_tax
        return self._format_plain(
            line.price_total if is_with_tax else line.price_subtotal
        )

    def _get_goods_panel(self, account):
        """Return the basket in short: its newest lines and its sum.

        :return: dict of ``lines`` (``title``, ``quantity``, ``subtotal``), ``count`` of
            all of them, and ``total``, text with currency or ""
        """
        sees_money = account._has_print_right("see_finance")
        lines = self._get_portal_lines()
        is_with_tax = self.company_id.is_dealer_price_with_tax
        amount = self.amount_total if is_with_tax else self.amount_untaxed
        return {
            "lines": [
                {
                    "title": line._get_print_title(),
                    "quantity": line._format_quantity(line.product_uom_qty),
                    "subtotal": self._format_goods_amount(line) if sees_money else "",
                }
                for line in lines[-LINES:]
            ],
            "count": len(lines),
            "total": self.currency_id.format(amount) if sees_money else "",
        }


def _plain(quantity):
    return int(quantity) if quantity % 1 == 0 else quantity
