from odoo import models
from odoo.fields import Domain


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
        # Accounts have no right on the list; the orders in it are asked for by theirs.
        views_sudo = self.env["print.order.view"].sudo()
        views_sudo = views_sudo.search_fetch(
            [("user_id", "=", self.env.uid)], ["order_id"]
        )
        if not (ids := views_sudo.order_id.ids):
            return []
        seen = self.search_fetch(
            self._get_list_domain() & Domain("id", "in", ids), ["name", "print_title"]
        )
        rows = {
            order.id: {
                "id": order.id,
                "name": order.name,
                "title": order.print_title or "",
            }
            for order in seen
        }
        return [rows[order_id] for order_id in ids if order_id in rows]
