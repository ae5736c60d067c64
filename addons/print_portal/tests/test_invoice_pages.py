from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .branches_common import BranchesMixin
from .money_common import MoneyMixin
from .pages_common import PrintPagesCommon

PAY = "/my/print/invoices/pay"


@tagged("post_install", "-at_install")
class TestPayInvoices(MoneyMixin, BranchesMixin, PrintPagesCommon):
    """Any selection of invoices is paid at once, by one payment."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_branches()
        cls.demo = cls.env.ref("payment.payment_provider_demo")
        cls.demo.write({"state": "test", "is_published": True})
        cls.first = cls._bill(100, "2020-01-10")
        cls.second = cls._bill(60, "2020-02-10")
        cls.third = cls._bill(5, "2020-03-10")

    def _url(self, *invoices):
        return PAY + "?" + "&".join(f"invoice={move.id}" for move in invoices)

    def _ask(self, invoices, amount, **values):
        """Ask for a payment as the payment form does; return the whole answer."""
        params = {
            "provider_id": self.demo.id,
            "payment_method_id": self.demo.payment_method_ids[:1].id,
            "token_id": None,
            "amount": amount,
            "flow": "direct",
            "tokenization_requested": False,
            "landing_route": "https://elsewhere.example",
            **values,
        }
        numbers = "-".join(map(str, invoices.ids))
        answer = self.url_open(
            f"{PAY}/{numbers}", json={"jsonrpc": "2.0", "params": params}
        )
        return answer.json()

    def _begin(self, invoices, amount, **values):
        """Begin a payment; return the transaction."""
        reference = self._ask(invoices, amount, **values)["result"]["reference"]
        return self.env["payment.transaction"].search([("reference", "=", reference)])

    def _refusal(self, invoices, amount):
        """Return the sentence with which a payment is refused."""
        with mute_logger("odoo.http"):
            return self._ask(invoices, amount)["error"]["data"]["message"]

    def _finish(self, transaction):
        transaction._set_done()
        transaction._post_process()

    def test_one_payment_settles_the_selection(self):
        both = self.first | self.second
        self._login(self.buh)
        page = self._get(self._url(*both))
        self.assertIn("160.00", self._read(page, "//h1"))
        [form] = self._find(page, "//form[@id='o_payment_form']")
        self.assertEqual(float(form.get("data-amount")), 160)
        self.assertEqual(
            form.get("data-transaction-route"),
            f"{PAY}/{self.first.id}-{self.second.id}",
        )
        transaction = self._begin(both, 160)
        self.assertEqual(transaction.invoice_ids, both)
        self.assertEqual(transaction.partner_id, self.buh.partner_id)
        self.assertEqual(transaction.landing_route, "/my/print/balance")
        self._finish(transaction)
        self.assertEqual(both.mapped("amount_residual"), [0, 0])
        self.assertEqual(self.third.amount_residual, 5)
        self.assertEqual(len(transaction.payment_id), 1)

    def test_a_part_settles_what_is_due_first(self):
        both = self.second | self.first
        self._login(self.buh)
        page = self._get(f"{self._url(*both)}&amount=120,50")
        self.assertIn("120.50", self._read(page, "//h1"))
        self._finish(self._begin(both, 120.5))
        self.assertEqual(self.first.amount_residual, 0)
        self.assertEqual(self.second.amount_residual, 39.5)

    def test_a_wrong_part_says_what_fits_and_keeps_what_was_typed(self):
        self._login(self.buh)
        for typed, words in (
            ("160.01", "Only"),
            ("0", "above zero"),
            ("-5", "above zero"),
            ("abc", "as a number"),
            ("nan", "above zero"),
            ("1e999", "above zero"),
        ):
            with self.subTest(typed=typed):
                page = self._get(f"{self._url(self.first, self.second)}&amount={typed}")
                self.assertEqual(page.status_code, 422)
                self.assertIn(words, self._read(page, "//p[@role='alert']"))
                [field] = self._find(page, "//input[@name='amount']")
                self.assertEqual(field.get("value"), typed)

    def _bill_early(self, amount):
        """Return an invoice of today that costs a tenth less within a week."""
        terms = self.env["account.payment.term"].create(
            {
                "name": "30 days, less within 7",
                "early_discount": True,
                "discount_percentage": 10,
                "discount_days": 7,
                "early_pay_discount_computation": "included",
                "line_ids": [Command.create({"value": "percent", "nb_days": 30})],
            }
        )
        today = fields.Date.context_today(self.env.user)
        return self._bill(amount, today, invoice_payment_term_id=terms.id)

    def test_an_invoice_that_is_paid_early_costs_less(self):
        early = self._bill_early(100)
        self._login(self.buh)
        page = self._get(f"/my/print/invoices/{early.id}")
        words = self._read(page)
        self.assertRegex(words, r"it costs .*90\.00.*, which is .*10\.00.* less")
        self.assertNotIn("%", words)
        self.assertIn("90.00", self._read(page, "//a[contains(@href, '/pay?')]"))
        page = self._get(self._url(early))
        [form] = self._find(page, "//form[@id='o_payment_form']")
        self.assertEqual(float(form.get("data-amount")), 90)
        self.assertIn("90.00", self._refusal(early, 100))
        self._finish(self._begin(early, 90))
        self.assertEqual(early.amount_residual, 0)
        page = self._get(f"/my/print/invoices/{early.id}")
        self.assertRegex(self._read(page), r"with .*10\.00.* taken off")

    def test_the_order_names_what_is_paid_early_and_until_when(self):
        order = self._order(self.main)
        order.action_confirm()
        early = self._bill_early(100)
        early.invoice_line_ids.sale_line_ids = order.order_line[:1]
        self._login(self.main)
        page = self._get(f"/my/print/orders/{order.id}")
        button = self._read(page, f"//aside//a[@href='{early._get_print_url()}']")
        self.assertIn("90.00", button)
        self.assertRegex(self._read(page, "//aside"), r"Until .* it costs .*90\.00")

    def test_several_invoices_are_paid_early_at_once(self):
        invoices = self._bill_early(100) | self.third | self._bill_early(20)
        self._login(self.buh)
        page = self._get(self._url(*invoices))
        self.assertIn("113.00", self._read(page, "//h1"))
        self.assertIn("−", self._read(page, "//aside//dl"))
        self.assertIn("90.00 until", self._read(page, "//aside//dl"))
        self._finish(self._begin(invoices, 113))
        self.assertEqual(invoices.mapped("amount_residual"), [0, 0, 0])

    def test_lists_say_until_when_an_invoice_costs_less(self):
        early = self._bill_early(100)
        day = fields.Date.context_today(self.env.user) + timedelta(days=7)
        words = f"90.00 until {self.env['print.balance']._format_day(day)}"
        self._login(self.buh)
        self.assertIn(words, self._read(self._get("/my/print/invoices")))
        page = self._get("/my/print/balance")
        self.assertIn(words, self._read(page))
        [box] = self._find(page, f"//input[@value='{early.id}']")
        self.assertEqual(float(box.get("data-amount")), 90)
        path = "/my/print/invoices?state=open"
        few = self._count_queries(path)
        for _number in range(3):
            self._bill_early(50)
        self.assertLessEqual(self._count_queries(path), few + 1)
        self._pay(early)
        self.assertNotIn(words, self._read(self._get("/my/print/invoices")))

    def test_after_its_days_an_early_invoice_costs_all_of_it(self):
        late = self._bill_early(100)
        late.line_ids.discount_date = fields.Date.context_today(
            self.env.user
        ) - timedelta(days=1)
        self._login(self.buh)
        page = self._get(f"/my/print/invoices/{late.id}")
        self.assertNotIn("less.", self._read(page, "//aside"))
        self.assertNotIn("until", self._read(self._get("/my/print/invoices"), "//td"))
        self._finish(self._begin(late, 90))
        self.assertEqual(late.amount_residual, 10)

    def test_what_was_paid_meanwhile_is_not_paid_again(self):
        both = self.first | self.second
        self._login(self.buh)
        self.assertEqual(self._get(self._url(*both)).status_code, 200)
        self._pay(self.first)
        self.assertIn("nothing is left to pay", self._refusal(both, 160))
        page = self._get(self._url(*both))
        self.assertEqual(page.status_code, 422)
        self.assertIn("nothing is left to pay", self._read(page))
        self._pay(self.second, 20)
        self.assertIn("Only", self._refusal(self.second, 60))
        self.assertFalse(both.transaction_ids)

    def test_a_payment_under_way_is_waited_for(self):
        self._login(self.buh)
        self._begin(self.first, 100)._set_pending()
        self.assertIn("under way", self._refusal(self.first | self.second, 160))
        page = self._get(f"/my/print/invoices/{self.first.id}")
        self.assertIn("under way", self._read(page))
        self.assertFalse(self._find(page, "//a[contains(@href, '/pay?')]"))

    def test_nothing_ticked_says_so(self):
        self._login(self.buh)
        page = self._get(PAY)
        self.assertEqual(page.status_code, 422)
        self.assertIn("Tick the invoices", self._read(page, "//div[@role='alert']"))

    def test_two_currencies_are_two_payments(self):
        foreign = self._foreign()
        other = self._bill(9, "2020-01-10", currency_id=foreign.id)
        self._login(self.buh)
        page = self._get(self._url(self.first, other))
        self.assertEqual(page.status_code, 422)
        self.assertIn("one currency", self._read(page))
        self.assertIn("one currency", self._refusal(self.first | other, 100))

    def test_nobody_pays_or_settles_the_invoices_of_others(self):
        foreign = self._bill(9, "2020-01-10", self.reklama)
        for user in (self.ivanova, self.rival):
            self._login(user)
            with self.subTest(user=user.login):
                self._refusal(self.first, 100)
                answer = self._post("/my/print/balance/settle", invoice=self.first.id)
                self.assertEqual(answer.status_code, 404)
        self._login(self.buh)
        self._refusal(self.first | foreign, 100)
        self.assertFalse((self.first | foreign).transaction_ids)

    def test_a_branch_owes_no_more_what_its_head_office_has_paid(self):
        self.anna.see_finance = True
        invoice = self._bill(40, "2020-01-10", self.north)
        self._login(self.buh)
        transaction = self._begin(invoice, 40)
        self._finish(transaction)
        self.assertEqual(invoice.amount_residual, 0)
        self.assertEqual(transaction.payment_id.partner_id, self.north)
        own = self.company.currency_id.name
        self.assertEqual(self._balance(self.anna)[own]["debt"], 0)

    def test_a_transfer_that_was_announced_is_awaited_and_may_be_replaced(self):
        provider = self.env.ref("payment.payment_provider_transfer")
        provider.write({"state": "enabled", "is_published": True})
        self._login(self.buh)
        transaction = self._begin(
            self.first,
            100,
            provider_id=provider.id,
            payment_method_id=provider.payment_method_ids[:1].id,
            flow="redirect",
        )
        transaction._set_pending()
        page = self._get(f"/my/print/invoices/{self.first.id}")
        self.assertIn(f"Payment reference: {transaction.reference}", self._read(page))
        self.assertTrue(self._find(page, "//a[contains(@href, '/pay?')]"))
