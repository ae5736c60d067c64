from odoo import models

from .product_product_quick import RIGHT, WRONG


class SaleOrder(models.Model):
    """A basket that is filled by rows of code and quantity."""

    _inherit = "sale.order"

    def _add_quick_rows(self, rows, key):
        """Put the rows that are right into this basket; twice with one key, once.

        What the basket refuses is told in its row, which is right no more.

        :param rows: what ``product.product._match_quick_lines`` returns
        :param str key: of this press of the button
        :return: ``(how many rows are in the basket now, the rows that are left)``
        """
        self.ensure_one()
        ready = [row for row in rows if row["state"] == RIGHT]
        refused = {}
        items = [(row["product_id"], row["quantity"]) for row in ready]
        if items and self.env["print.once"]._is_first(key, items):
            answers = self._put_goods(items)
            refused = {each["product_id"]: each["error"] for each in answers}
        left = []
        for row in rows:
            if row["state"] != RIGHT:
                left.append(row)
            elif error := refused.get(row["product_id"]):
                left.append(row | {"state": WRONG, "sentence": error})
        return len(rows) - len(left), left
