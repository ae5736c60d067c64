from odoo import models


class PrintJob(models.Model):
    """What the gates say about money: without a figure, who works reads it too."""

    _inherit = "print.job"

    def _get_prepaid_blockers(self):
        """Return that the order is not paid in full, as a sentence."""
        order = self.order_id
        if order.currency_id.is_zero(order._get_amount_due()):
            return []
        return [
            self.env._(
                "%s is not paid: the client pays it, or accounts book the payment.",
                order.name,
            )
        ]

    def _get_limit_blockers(self):
        """Return that the client would owe more than his limit, as a sentence.

        The limit is core's, of the client's commercial partner; no limit, no gate.
        """
        order = self.order_id
        company = order.company_id
        payer = order.partner_invoice_id.commercial_partner_id.with_company(company)
        if not company.account_use_credit_limit or not payer.credit_limit:
            return []
        owed = payer.credit + payer.credit_to_invoice
        if order.state != "sale":  # core counts confirmed orders as owed
            owed += order.currency_id._convert(
                order.amount_total, company.currency_id, company, order.date_order
            )
        if company.currency_id.compare_amounts(owed, payer.credit_limit) <= 0:
            return []
        return [
            self.env._(
                "The client's credit limit is reached: he pays, or accounts raise it."
            )
        ]

    def _get_price_blockers(self):
        """Return that the work has no final price yet, as a sentence.

        Work that was made as ordered costs what was agreed.
        """
        line = self.line_id
        if line.print_price_locked or line.qty_invoiced:
            return []
        if line.print_is_on_request:
            return [self.env._("No price yet: sales answers the request first.")]
        if self.made_quantity or self.delivered_quantity or self.remake_ids:
            return [
                self.env._("Made differently than ordered: sales sets the final price.")
            ]
        return []

    def _get_document_blockers(self):
        """Return that the goods are still in the store by the books, as a sentence."""
        if self.line_id._is_print_delivered():
            return []
        moves = self.line_id.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        return [
            self.env._(
                "%s is not validated: the store does that when the goods leave.",
                moves.picking_id[:1].name,
            )
        ]
