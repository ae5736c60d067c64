from odoo import models
from odoo.tools import SQL


class SaleOrder(models.Model):
    """Orders that an account has looked at last."""

    _inherit = "sale.order"

    def _note_view(self):
        """Keep that the user has looked at this order, which he may see."""
        self.ensure_one()
        # Accounts have no right on the list itself: this is its only writer.
        self.env["print.order.view"].sudo()._note(self.env.user, self)

    def _get_recently_viewed(self):
        """Return what the user has looked at last, the latest first.

        What he may see no longer is left out.

        :return: list of dicts ``id``, ``name``, ``title``
        """
        query = self._search(self._get_list_domain())
        # Accounts have no right on the visits; the orders are asked for by theirs.
        visits = SQL.identifier(self.env["print.order.view"]._table)
        condition = SQL("visit.order_id = %s", SQL.identifier(query.table, "id"))
        query.add_join("JOIN", "visit", visits, condition)
        query.add_where(SQL("visit.user_id = %s", self.env.uid))
        query.order = SQL("visit.date DESC, visit.id DESC")
        names = [self._fields["name"], self._fields["print_title"]]
        return [
            {"id": order.id, "name": order.name, "title": order.print_title or ""}
            for order in self._fetch_query(query, names)
        ]
