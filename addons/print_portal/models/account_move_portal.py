from odoo import api, fields, models
from odoo.fields import Domain

from ..ledger import Ledger
from ..reading import read_relations, search_whole

# What an invoice of the list may be looked for by.
STATES = ("open", "overdue", "paid", "credit")
# How invoices lead to orders.
BILLED = ("invoice_line_ids", "invoice_line_ids.sale_line_ids")


class AccountMove(models.Model):
    """Invoices as the client's pages show them: the one source of lists and pages."""

    _inherit = "account.move"

    def _get_print_url(self):
        """Return the path of this invoice's page, in the area where one is now."""
        self.ensure_one()
        _home, root = self.env["ir.http"]._get_print_root()
        return f"{root}/invoices/{self.id}"

    # Searching -----------------------------------------------------------------------

    @api.model
    def _get_invoice_domain(self, state="", words="", since=None, until=None):
        """Return which invoices and credit notes a client's list holds.

        :param str state: one of ``STATES``, or empty for all
        :param str words: part of a number, of an order's number or of the client's
            reference
        :param date since: first day of the invoice, ``None`` for all
        :param date until: last day
        """
        domain = Domain("state", "=", "posted")
        domain &= Domain("move_type", "in", ("out_invoice", "out_refund"))
        domain &= Domain("company_id", "in", self.env.user._get_company_ids())
        if state in ("open", "overdue"):
            domain &= self._get_open_domain()
        if state == "overdue":
            today = fields.Date.context_today(self)
            domain &= Domain("invoice_date_due", "<", today)
        if state == "paid":
            domain &= Domain("move_type", "=", "out_invoice")
            domain &= Domain("payment_state", "in", ("paid", "in_payment", "reversed"))
        if state == "credit":
            domain &= Domain("move_type", "=", "out_refund")
        if words:
            domain &= Domain.OR(
                Domain(name, "ilike", words)
                for name in ("name", "invoice_origin", "ref")
            )
        if since:
            domain &= Domain("invoice_date", ">=", since)
        if until:
            domain &= Domain("invoice_date", "<=", until)
        return domain

    @api.model
    def _get_open_domain(self):
        """Return which invoices wait for money."""
        return (
            Domain("state", "=", "posted")
            & Domain("move_type", "=", "out_invoice")
            & Domain("company_id", "in", self.env.user._get_company_ids())
            & Domain("amount_residual", ">", 0)
        )

    @api.model
    def _get_state_labels(self):
        """Return what the list can be narrowed to, as ``[(state, label)]``."""
        _ = self.env._
        labels = {
            "open": _("Unpaid"),
            "overdue": _("Overdue"),
            "paid": _("Paid"),
            "credit": _("Credit notes"),
        }
        return [(state, labels[state]) for state in STATES]

    # Rows ----------------------------------------------------------------------------

    def _portal_rows(self, account):
        """Return these invoices as rows of a list; no query depends on their number.

        :param account: ``res.users`` that reads, and whose rights have found them
        :return: list of dicts ``id``, ``name``, ``url``, ``orders`` (``name`` and
            ``url``, empty where the order is not his), ``day``, ``due_day``, ``late``
            (in words), ``status`` and ``tone``, ``total``, ``left``, ``raw_left``,
            ``early`` (what it costs until when, "" where that is not less),
            ``raw_to_pay`` (what settles it today), ``symbol``
        """
        moves = self.sudo()  # columns are chosen here, the rows were found by rights
        moves._read_billed()
        moves._read_early()
        maturities = moves._get_open_maturities()
        own = moves._find_orders_of(account)
        return [move._portal_row(maturities.get(move.id), own) for move in moves]

    def _portal_row(self, maturity, own):
        """Return one row, see ``_portal_rows``.

        :param date maturity: when the next part is due, ``None`` for nothing open
        :param own: orders that the reader sees
        """
        balance = self.env["print.balance"]
        ledger = Ledger(self.company_id, self.currency_id)
        status, tone = self._get_status_words(maturity)
        return {
            "id": self.id,
            "name": self.name,
            "url": self._get_print_url(),
            "orders": [
                {
                    "name": order.name,
                    "url": self._get_order_url(order) if order in own else "",
                }
                for order in self._get_billed_orders()
            ],
            "day": balance._format_day(self.invoice_date or self.date),
            "due_day": balance._format_day(maturity)
            if self.move_type == "out_invoice"
            else "",
            "late": self._get_late_words(maturity),
            "status": status,
            "tone": tone,
            "total": ledger.plain(-self.direction_sign * self.amount_total),
            "left": ledger.plain(-self.direction_sign * self.amount_residual),
            "raw_left": self.amount_residual,
            "early": self._get_early_row(ledger),
            "raw_to_pay": self._get_amount_to_pay(),
            "symbol": self.currency_id.symbol,
        }

    def _get_order_url(self, order):
        _home, root = self.env["ir.http"]._get_print_root()
        return f"{root}/orders/{order.id}"

    def _get_billed_orders(self):
        """Return the print orders that this invoice is for."""
        orders = self.invoice_line_ids.sale_line_ids.order_id
        return orders.filtered("print_source")

    def _read_billed(self):
        """Read which lines of orders these invoices are for; asked as superuser."""
        read_relations(self, BILLED)
        self.invoice_line_ids.sale_line_ids.fetch(["order_id"])

    def _find_orders_of(self, account):
        """Return the billed orders that ``account`` sees: others are only named."""
        billed = self.invoice_line_ids.sale_line_ids.order_id
        if not billed:
            return billed
        orders = self.env["sale.order"].with_user(account)
        found, _total = search_whole(orders, [("id", "in", billed.ids)])
        return found.sudo()  # found by the account's own rights

    def _get_open_maturities(self):
        """Return when the next open part of each invoice is due, by its id."""
        lines = self.env["account.move.line"].sudo()  # as _portal_rows
        groups = lines._read_group(
            [
                ("move_id", "in", self.ids),
                ("account_id.account_type", "=", "asset_receivable"),
                ("reconciled", "=", False),
            ],
            ["move_id"],
            ["date_maturity:min"],
        )
        return {move.id: day for move, day in groups}

    def _get_late_words(self, maturity):
        """Return how late the payment is, "" for in time."""
        if not maturity or self.move_type != "out_invoice":
            return ""
        days = (fields.Date.context_today(self) - maturity).days
        if days <= 0:
            return ""
        if days == 1:
            return self.env._("overdue by one day")
        return self.env._("overdue by %s days", days)

    def _get_status_words(self, maturity):
        """Return ``(words, tone)`` of where the payment of this invoice stands."""
        _ = self.env._
        is_open = bool(self.amount_residual)
        if self.move_type == "out_refund":
            return (_("To be settled"), "run") if is_open else (_("Settled"), "ok")
        if self.payment_state == "reversed":
            return _("Cancelled by a credit note"), "off"
        if not is_open:
            return _("Paid"), "ok"
        if self._get_late_words(maturity):
            return _("Overdue"), "bad"
        if self.payment_state == "partial":
            return _("Paid in part"), "you"
        return _("To be paid"), "you"

    # The page ------------------------------------------------------------------------

    def _portal_values(self, account):
        """Return everything that ``account`` may see of this invoice, as texts."""
        self.ensure_one()
        move = self.sudo()  # as _portal_rows
        move._read_for_page()
        [row] = self._portal_rows(account)
        ledger = Ledger(move.company_id, move.currency_id)
        return {
            **row,
            "is_refund": move.move_type == "out_refund",
            "facts": move._get_paper_facts(),
            "lines": [move._portal_line(line, ledger) for line in move._get_lines()],
            "sums": move._get_sum_rows(ledger),
            "payments": move._get_settlements(ledger),
            "amount": ledger.format(move.amount_residual),
            "early": move._get_early_words(),
            "to_pay": ledger.format(move._get_amount_to_pay()),
            "is_open": bool(move.amount_residual),
            "can_pay": not move._get_payment_refusal(),
            "pending": move._get_pending_words(),
        }

    def _read_for_page(self):
        """Read what the page of an invoice looks into; asked as superuser."""
        read_relations(
            self,
            [
                *BILLED,
                "invoice_line_ids.sale_line_ids.print_job_ids",
                "line_ids",
                "line_ids.matched_debit_ids",
                "line_ids.matched_credit_ids",
                "transaction_ids",
            ],
        )
        # All lines together: each is looked at alone later.
        self.line_ids.mapped("account_id")
        self.invoice_line_ids.sale_line_ids.mapped("product_id")

    def _get_lines(self):
        """Return the lines that have an amount, or a word of the shop."""
        return self.invoice_line_ids.filtered(
            lambda line: line.display_type in ("product", "line_section", "line_note")
        )

    def _portal_line(self, line, ledger):
        """Return one line: work in the words of its form, goods in core's."""
        values = line._get_paper_values()
        is_amount = line.display_type == "product"
        return {
            **values,
            "is_amount": is_amount,
            "quantity": f"{values['quantity']} {values['unit']}" if is_amount else "",
            "price": ledger.plain(self._get_net_price(line)) if is_amount else "",
            "amount": ledger.plain(line.price_subtotal) if is_amount else "",
        }

    def _get_net_price(self, line):
        """Return what one unit costs after all: how it came about is not shown."""
        return line.price_subtotal / line.quantity if line.quantity else 0.0

    def _get_sum_rows(self, ledger):
        """Return net, taxes and total, as ``(label, text)``."""
        _ = self.env._
        taxes = self.line_ids.tax_line_id
        label = taxes.invoice_label or taxes.name if len(taxes) == 1 else _("Taxes")
        return [
            (_("Without tax"), ledger.plain(self.amount_untaxed)),
            (label, ledger.plain(self.amount_tax)),
            (_("Total"), ledger.format(self.amount_total)),
        ]

    def _get_settlements(self, ledger):
        """Return what has settled this invoice: payments, credit notes, prepayments.

        :return: list of dicts ``day``, ``label``, ``amount``
        """
        balance = self.env["print.balance"]
        receivable = self.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        credits = receivable.matched_credit_ids.sorted("max_date")
        debits = receivable.matched_debit_ids.sorted("max_date")
        found = [
            (each, each.credit_move_id, each.debit_amount_currency) for each in credits
        ]
        found += [
            (each, each.debit_move_id, each.credit_amount_currency) for each in debits
        ]
        return [
            {
                "day": balance._format_day(partial.max_date),
                "label": other.move_id._get_document_words(),
                "amount": ledger.plain(amount),
            }
            for partial, other, amount in found
            if amount
        ]

    def _find_payments(self):
        """Return the payments that have settled these invoices, the oldest first.

        As core's ``_get_reconciled_payments``, which asks nine queries.
        """
        payments = self.env["account.payment"]
        if not self:
            return payments
        settled = Domain("move_id", "in", self.ids) & Domain(
            "account_id.account_type", "=", "asset_receivable"
        )
        settling = Domain("matched_debit_ids.debit_move_id", "any", settled)
        settling |= Domain("matched_credit_ids.credit_move_id", "any", settled)
        return payments.search_fetch(
            Domain("move_id.line_ids", "any", settling), order="date, id"
        )

    def _get_document_words(self):
        """Return what this entry of the ledger is, in a client's words."""
        self.ensure_one()
        _ = self.env._
        if self.move_type == "out_refund":
            return _("Credit note %s", self.name)
        if self.is_sale_document(include_receipts=True):
            return _("Invoice %s", self.name)
        if not self._is_money():
            return _("Entry %s", self.name)
        if self._is_received():
            return _("Payment %s", self.name)
        return _("Refund %s", self.name)

    def _is_money(self):
        """Whether this entry stands for money that has moved."""
        return bool(self.origin_payment_id or self.statement_line_id)

    def _is_received(self):
        payment = self.origin_payment_id
        if payment:
            return payment.payment_type == "inbound"
        return self.statement_line_id.amount >= 0

    def _get_payment_way(self):
        """Return by which way money came: online, by bank or in cash."""
        _ = self.env._
        if self.origin_payment_id.payment_transaction_id:
            return _("online")
        return _("in cash") if self.journal_id.type == "cash" else _("by bank")
