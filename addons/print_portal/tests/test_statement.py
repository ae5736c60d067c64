import io
from datetime import date

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.tests import tagged

from .branches_common import BranchesMixin
from .common import PrintPortalCommon
from .money_common import MoneyMixin


@tagged("post_install", "-at_install")
class TestStatement(MoneyMixin, BranchesMixin, PrintPortalCommon):
    """A statement says what the books say."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_branches()
        cls.own = cls.env.company.currency_id.name
        cls.startClassPatcher(freeze_time(cls.TODAY))

    def _get_open(self, partner, currency=None):
        """Return what the ledger has open, in the currency of its lines."""
        lines = self.env["account.move.line"].search(
            [
                ("partner_id", "child_of", partner.id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
            ]
        )
        if currency:
            lines = lines.filtered(lambda line: line.currency_id == currency)
        else:
            lines = lines.filtered(
                lambda line: line.currency_id == self.env.company.currency_id
            )
        return round(sum(lines.mapped("amount_residual_currency")), 2)

    def _tell(self, values):
        return [
            (str(row["date"]), row["charged"], row["paid"], row["debt"])
            for row in values["rows"]
        ]

    def test_all_that_moves_the_debt_is_a_row(self):
        early = self._bill(241.5, "2026-10-01")
        first = self._bill(98.82, "2026-11-03")
        self._pay(early, payment_date="2026-11-06")
        note = self._bill(20, "2026-11-07", move_type="out_refund")
        self._prepay(134.01, date="2026-11-18")
        self._pay(first, 40, payment_date="2026-11-19")
        back = self._prepay(10, payment_type="outbound", date="2026-11-20")
        self._bill(500, "2026-12-01")  # not in this period
        values = self._state(self.buh)[self.own]
        self.assertEqual(values["opening"], 241.5)
        self.assertEqual(
            self._tell(values),
            [
                ("2026-11-03", 98.82, 0, 340.32),
                ("2026-11-06", 0, 241.5, 98.82),
                ("2026-11-07", 0, 20, 78.82),
                ("2026-11-18", 0, 134.01, -55.19),
                ("2026-11-19", 0, 40, -95.19),
                ("2026-11-20", 10, 0, -85.19),
            ],
        )
        self.assertAlmostEqual(values["charged"], 108.82)
        self.assertAlmostEqual(values["paid"], 435.51)
        self.assertEqual(values["closing"], -85.19)
        words = [row["words"] for row in values["rows"]]
        self.assertEqual(words[0], f"Invoice {first.name}")
        self.assertEqual(words[2], f"Credit note {note.name}")
        self.assertEqual(words[-1], f"Refund {back.move_id.name}")

    def test_it_ends_with_what_is_open_in_the_ledger(self):
        for number, day in enumerate(("2026-09-30", "2026-10-31", "2026-11-11"), 1):
            self._pay(self._bill(100 * number, day), 33.33, payment_date=day)
        self._prepay(250, date="2026-11-12")
        closing = self._state(self.main)[self.own]["closing"]
        self.assertEqual(closing, self._get_open(self.poligraf))
        self.poligraf.invalidate_recordset()
        self.assertEqual(closing, round(self.poligraf.credit, 2))
        debt = self._balance(self.main)[self.own]["debt"]
        self.assertEqual(closing, round(debt, 2))

    def test_parts_due_on_several_days_are_one_row(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "Halves",
                "line_ids": [
                    (0, 0, {"value": "percent", "value_amount": 50, "nb_days": days})
                    for days in (0, 30)
                ],
            }
        )
        invoice = self._bill(100, "2026-11-05", invoice_payment_term_id=term.id)
        self.assertEqual(len(invoice.line_ids.filtered("date_maturity")), 2)
        values = self._state(self.main)[self.own]
        self.assertEqual(self._tell(values), [("2026-11-05", 100, 0, 100)])
        balance = self._balance(self.main)[self.own]
        self.assertEqual(balance["overdue"], 50)

    def test_currencies_are_counted_apart(self):
        foreign = self._foreign()
        self._bill(100, "2026-11-03")
        invoice = self._bill(300, "2026-11-04", currency_id=foreign.id)
        self._pay(invoice, 100, payment_date="2026-11-05", currency_id=foreign.id)
        found = self._state(self.main)
        self.assertEqual(list(found), [self.own, foreign.name])
        self.assertEqual(found[self.own]["closing"], 100)
        self.assertEqual(
            self._tell(found[foreign.name]),
            [("2026-11-04", 300, 0, 300), ("2026-11-05", 0, 100, 200)],
        )

    def test_what_is_settled_in_another_currency_leaves_both(self):
        foreign = self._foreign()
        invoice = self._bill(300, "2026-11-04", currency_id=foreign.id)
        own = self.env.company.currency_id
        self._pay(invoice, 150, payment_date="2026-11-06", currency_id=own.id)
        self.assertFalse(invoice.amount_residual)
        found = self._state(self.main)
        for currency in (own, foreign):
            with self.subTest(currency=currency.name):
                closing = found[currency.name]["closing"]
                self.assertEqual(closing, 0)
                self.assertEqual(closing, self._get_open(self.poligraf, currency))
        notes = [row["note"] for row in found[foreign.name]["rows"]]
        self.assertIn("settled in another currency", notes)

    def test_what_the_head_office_pays_for_a_branch_leaves_its_debt(self):
        self.anna.see_finance = True
        invoice = self._bill(100, "2026-11-04", self.north)
        payment = self._prepay(100, date="2026-11-07")
        receivable = (invoice | payment.move_id).line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        receivable.reconcile()
        branch = self._state(self.anna)[self.own]
        self.assertEqual(branch["closing"], 0)
        self.assertEqual(branch["rows"][-1]["note"], "settled by another office")
        whole = self._state(self.main)[self.own]
        self.assertEqual(
            self._tell(whole), [("2026-11-04", 100, 0, 100), ("2026-11-07", 0, 100, 0)]
        )

    def test_each_sees_his_own(self):
        self._bill(100, "2026-11-03")
        self._bill(60, "2026-11-03", self.north)
        self._bill(7, "2026-11-03", self.south)
        self._bill(900, "2026-11-03", self.reklama)
        self.anna.see_finance = True
        for user, debt in (
            (self.main, 167),
            (self.buh, 167),
            (self.anna, 60),
            (self.rival, 900),
            (self.ivanova, 0),
            (self.head, 0),
            (self.clara, 0),
            (self.stranger, 0),
            (self.public, 0),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._state(user)[self.own]["closing"], debt)
                self.assertEqual(self._balance(user)[self.own]["debt"], debt)

    def test_a_period_may_be_left_open_or_turned_round(self):
        read = self.env["print.statement"]._read_period
        first, last = date(2026, 11, 1), self.TODAY
        self.assertEqual(read(None, None), (first, last))
        self.assertEqual(read(last, first), (first, last))
        self.assertEqual(
            read(None, date(2026, 3, 9)), (date(2026, 3, 1), date(2026, 3, 9))
        )

    def test_too_many_rows_are_left_to_the_spreadsheet(self):
        for _number in range(3):
            self._bill(10, "2026-11-03")
        statements = self.env["print.statement"].with_user(self.main)
        period = date(2026, 11, 1), self.TODAY
        [short] = statements._get_statement(self.main, *period, limit=2)
        self.assertIsNone(short["rows"])
        self.assertEqual((short["count"], short["closing"]), (3, 30))
        [whole] = statements._get_statement(self.main, *period, limit=None)
        self.assertEqual(len(whole["rows"]), 3)

    def test_the_spreadsheet_has_numbers_and_days(self):
        foreign = self._foreign()
        self._bill(98.82, "2026-11-03")
        self._prepay(200, date="2026-11-04")
        self._bill(5, "2026-11-05", currency_id=foreign.id)
        statements = self.env["print.statement"].with_user(self.main)
        statement = statements._get_statement(
            self.main, date(2026, 11, 1), self.TODAY, limit=None
        )
        book = load_workbook(io.BytesIO(statements._to_spreadsheet(statement)))
        self.assertEqual(book.sheetnames, [self.own, foreign.name])
        rows = [list(row) for row in book[self.own].iter_rows(values_only=True)]
        self.assertEqual(rows[0][3:], ["Charged", "Paid or credited", "Debt"])
        self.assertEqual([row[5] for row in rows[1:]], [0, 98.82, -101.18, -101.18])
        self.assertEqual(rows[2][0].date(), date(2026, 11, 3))
        self.assertEqual(rows[-1][3:5], [98.82, 200])

    def test_the_paper_names_both_sides_and_the_debt(self):
        self._bill(98.82, "2026-11-03")
        reports = self.env["ir.actions.report"].with_user(self.buh).sudo()
        for is_act, words in ((False, "Statement of account"), (True, "the seller")):
            page, _kind = reports._render_qweb_html(
                "print_portal.action_report_statement",
                self.poligraf.ids,
                {"since": "2026-11-01", "until": "2026-11-26", "is_act": is_act},
            )
            text = page.decode()
            for expected in (words, "Poligraf Ltd", "Debt at the end", "98.82"):
                self.assertIn(expected, text)

    def test_the_paper_is_of_who_asks_whatever_is_named(self):
        invoice = self._bill(98.82, "2026-11-03")
        reports = self.env["ir.actions.report"].with_user(self.rival).sudo()
        page, _kind = reports._render_qweb_html(
            "print_portal.action_report_statement",
            self.poligraf.ids,
            {"since": "2026-11-01", "until": "2026-11-26"},
        )
        self.assertNotIn("Poligraf", page.decode())
        self.assertNotIn(invoice.name, page.decode())
