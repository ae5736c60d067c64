from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import html2plaintext

DAYS = 90  # for which news are kept
LONGEST = 140  # characters of a message that is quoted


class PrintNews(models.Model):
    """What an account of a dealer finds behind the bell: what the shop has told it.

    Kept when it is told, by one row for each reader, so that a page counts what is
    unread without a look at orders. Nobody has a right on these rows: ``res.users``
    reads those of the user who asks.
    """

    _name = "print.news"
    _description = "News for an Account"
    _order = "id desc"
    _rec_name = "text"

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    order_id = fields.Many2one("sale.order", ondelete="cascade", index=True)
    text = fields.Char(required=True)
    is_read = fields.Boolean()

    _of_user_idx = models.Index("(user_id, id)")
    _unread_idx = models.Index("(user_id) WHERE is_read IS NOT TRUE")

    @api.model
    def _add(self, accounts, text, order=None):
        """Tell ``accounts`` of something; those who work in no area of dealers have
        their orders for it.

        :param text: one line, in their language
        """
        told = accounts.filtered(
            lambda user: user.share and user.active and user._works_as("dealer")
        )
        # Rows are made by this alone, whoever's step it is that is told.
        self.sudo().create(
            [
                {"user_id": user.id, "order_id": order and order.id, "text": text}
                for user in told
            ]
        )

    @api.model
    def _add_of_message(self, accounts, message, order=None):
        """Tell ``accounts`` what somebody of the shop wrote, by its first words."""
        words = " ".join(html2plaintext(message.body or "").split())
        if len(words) > LONGEST:
            words = f"{words[:LONGEST].rstrip()}…"
        self._add(accounts, f"{message.author_id.name}: {words}", order)

    @api.autovacuum
    def _forget_old(self):
        limit = fields.Datetime.now() - timedelta(days=DAYS)
        self.search([("create_date", "<", limit)]).unlink()
