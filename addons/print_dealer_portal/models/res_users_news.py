from odoo import models
from odoo.fields import Domain
from odoo.tools.misc import format_datetime


class ResUsers(models.Model):
    """What an account has not read yet of what it was told."""

    _inherit = "res.users"

    def _get_news_domain(self):
        """Return the domain of this user's news: of orders that he sees, or of none."""
        self.ensure_one()
        # The domain of the rule itself: core's, of which it is a part, reads the whole
        # company first, and this is counted on every page.
        orders_sudo = self.env["sale.order"].sudo()
        seen = orders_sudo._search(self._print_domain("sale.order"))
        return Domain("user_id", "=", self.id) & (
            Domain("order_id", "=", False) | Domain("order_id", "in", seen)
        )

    def _count_news(self):
        """Return how many news this user has not read."""
        # Nobody has a right on the rows; each asks for his own.
        return (
            self.env["print.news"]
            .sudo()
            .search_count(self._get_news_domain() & Domain("is_read", "!=", True))
        )

    def _get_news(self, limit, offset=0):
        """Return this user's news, newest first: dicts ``text``, ``date``, ``is_new``
        and ``path``, where it leads below the root of the area."""
        news_sudo = self.env["print.news"].sudo()  # as above
        rows = news_sudo.search(self._get_news_domain(), limit=limit, offset=offset)
        return [
            {
                "text": row.text,
                "date": format_datetime(
                    self.env, row.create_date, dt_format="d MMMM, HH:mm"
                ),
                "is_new": not row.is_read,
                "path": f"/orders/{row.order_id.id}#talk"
                if row.order_id
                else "/contact",
            }
            for row in rows
        ]

    def _read_news(self, order=None):
        """Keep that this user has read what he was told.

        :param order: of that order alone; an empty one for what belongs to none
        """
        self.ensure_one()
        domain = Domain("user_id", "=", self.id) & Domain("is_read", "!=", True)
        if order is not None:
            domain &= Domain("order_id", "=", order.id)
        self.env["print.news"].sudo().search(domain).is_read = True  # his own
