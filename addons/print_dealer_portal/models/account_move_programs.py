from odoo import api, fields, models
from odoo.fields import Domain

from ..plain_numbers import write_number

KINDS = {"out_invoice": "invoice", "out_refund": "credit_note"}


class AccountMove(models.Model):
    """Invoices as programs of dealers read them."""

    _inherit = "account.move"

    @api.model
    def _get_program_page(self, cursor, limit, is_open=False):
        """Return invoices and credit notes that the current user may see, newest first.

        :param int cursor: id before which they begin, 0 for the newest
        :param int limit: at most so many
        :param bool is_open: only those that something is left of
        :return: ``(dicts, whether there are more)``
        """
        domain = Domain("move_type", "in", [*KINDS]) & Domain("state", "=", "posted")
        if cursor:
            domain &= Domain("id", "<", cursor)
        if is_open:
            domain &= Domain("payment_state", "in", ("not_paid", "partial"))
        found = self.search(domain, order="id desc", limit=limit + 1)
        # What the user may see was found by his rights; the columns are chosen here.
        moves_sudo = found[:limit].sudo()
        orders = self.env["sale.order"].search(
            [("id", "in", moves_sudo.invoice_line_ids.sale_line_ids.order_id.ids)]
        )
        return [move._get_program_values(orders) for move in moves_sudo], (
            len(found) > limit
        )

    def _get_program_values(self, orders):
        """Return one invoice, for programs.

        :param orders: those that the reader sees; others are not named
        """
        self.ensure_one()
        places = self.currency_id.decimal_places
        # Superuser on both sides, as the invoice is; they are the reader's own.
        billed = self.invoice_line_ids.sale_line_ids.order_id & orders.sudo()
        return {
            "id": self.id,
            "number": self.name,
            "kind": KINDS[self.move_type],
            "date": fields.Date.to_string(self.invoice_date),
            "due_date": fields.Date.to_string(self.invoice_date_due) or "",
            "currency": self.currency_id.name,
            "total": write_number(self.amount_total, places),
            "left": write_number(self.amount_residual, places),
            "orders": [{"id": order.id, "number": order.name} for order in billed],
        }
