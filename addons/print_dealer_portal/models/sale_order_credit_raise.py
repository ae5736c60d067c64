from contextlib import contextmanager

from odoo import models
from odoo.exceptions import UserError

from .print_credit_release import USED

# Only who imports it holds this: nobody can put it into a context by RPC.
_WATCHED = object()
# The context in which orders are changed whatever the limit says.
UNWATCHED = {"print_credit_watch": _WATCHED}
# What makes an order dearer, and whose debt it becomes, which follows the client.
WATCHED_FIELDS = frozenset({"order_line", "partner_id", "partner_invoice_id"})


class SaleOrder(models.Model):
    """The credit limit stops a confirmed order, too, from growing above it, and from
    becoming the debt of somebody who may not owe so much."""

    _inherit = "sale.order"

    def write(self, vals):
        if not vals.keys() & WATCHED_FIELDS:
            return super().write(vals)
        with self._watch_credit() as watched:
            return super(SaleOrder, watched).write(vals)

    @contextmanager
    def _watch_credit(self):
        """Refuse what takes confirmed orders above the credit limit of their payers.

        What is written at once is looked at as a whole, when all of it is written.

        :return: these orders, for what is done to them
        :raise UserError: with the way out
        """
        watched = self.browse()
        if self.env.context.get("print_credit_watch") is not _WATCHED:
            watched = self.filtered(lambda order: order._is_credit_watched())
        # What is billed, and to whom, is closed to who merely takes the order.
        before = {
            order: (order._get_payer(), order.amount_total) for order in watched.sudo()
        }
        yield self.with_context(**UNWATCHED) if watched else self
        for order, (payer, amount) in before.items():
            if order._get_payer() != payer:  # he owes what is not billed yet
                amount = order.amount_invoiced
            order._check_credit_raised(amount)

    def _is_credit_watched(self):
        """Whether this order is confirmed where limits hold, whoever pays it."""
        # What a client may owe is closed to who merely takes the order.
        order = self.sudo()
        return order.state == "sale" and order.company_id.account_use_credit_limit

    def _check_credit_raised(self, before):
        """Refuse that this order costs more than ``before``, if it is too much to owe.

        :raise UserError: with the way out
        """
        if self.currency_id.compare_amounts(self.amount_total, before) <= 0:
            return
        excess = self._get_credit_excess()
        if not excess or self._has_used_release(excess):
            return
        release = self._get_usable_release(excess)
        if not release:
            raise UserError(self._get_excess_words(excess))
        release._use_for(self)

    def _has_used_release(self, excess):
        """Whether the release that this order was confirmed by goes that far, too: one
        of whoever pays it now."""
        # Who changes the order is let through, without reading releases.
        payer = self._get_payer()
        return any(
            release.state == USED
            and release.partner_id == payer
            and release.currency_id.compare_amounts(release.amount, excess) >= 0
            for release in self.sudo().print_release_ids
        )
