from odoo import api, models


class SaleOrder(models.Model):
    """Many jobs of one kind that come as a table, from clients and from staff."""

    _inherit = "sale.order"

    @api.model
    def _add_rows(self, order_type, rows, key):
        """Put the rows that are right into the user's basket; twice with one key, once.

        :param order_type: as superuser, for clients may not read forms
        :param rows: what ``print.order.type._read_rows`` returns
        :param str key: of this press of the button
        :return: how many rows are in the basket now
        """
        contents = [row["content"] for row in rows if not row["errors"]]
        if not contents:
            return 0
        basket_sudo = self._get_basket(create=True)
        if self.env["print.once"]._is_first(key, contents):
            basket_sudo._add_print_jobs(order_type, contents)
        return len(contents)
