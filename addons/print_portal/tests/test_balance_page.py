from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .money_common import MoneyMixin
from .pages_common import PrintPagesCommon

BALANCE = "/my/print/balance"
PAGES = (
    BALANCE,
    f"{BALANCE}/pdf",
    f"{BALANCE}/act",
    f"{BALANCE}/xlsx",
    "/my/print/invoices",
    "/my/print/payments",
)
# With a session, the frame of the page and one open invoice.
BALANCE_QUERIES = 40
INVOICE_QUERIES = 34


@tagged("post_install", "-at_install")
class TestBalancePage(MoneyMixin, PrintPagesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()

    def _ago(self, days):
        return self.today - timedelta(days=days)

    def _find_choice(self, page):
        [form] = self._find(page, "//form[hasclass('pr-choose')]")
        return form

    def test_what_is_overdue_is_ticked_and_summed(self):
        late = self._bill(671, self._ago(40), due=self._ago(4))
        later = self._bill(988.2, self._ago(3), due=self._ago(-10))
        self._bill(900, self._ago(3), self.reklama)
        self._login(self.buh)
        page = self._get(BALANCE)
        form = self._find_choice(page)
        boxes = {
            box.get("value"): box.get("checked") == "checked"
            for box in form.xpath(".//input[@name='invoice']")
        }
        self.assertEqual(boxes, {str(late.id): True, str(later.id): False})
        text = self._read(page)
        self.assertIn("overdue by 4 days", text)
        self.assertIn("Ticked: 1, ", text)
        [button] = form.xpath(".//button[contains(@class, 'btn-primary')]")
        self.assertIn("671.00", button.text_content())
        [debt] = self._find(page, "//dd[hasclass('tot')]")
        self.assertIn("1,659.20", debt.text_content())
        self.assertNotIn("900", text)

    def test_a_prepayment_is_called_so(self):
        self._prepay(100)
        self._login(self.buh)
        page = self._get(BALANCE)
        text = self._read(page, "//aside")
        self.assertRegex(text, r"Prepayment −100\.00")
        self.assertEqual(self._read(page, "//dt[hasclass('tot')]"), "Prepayment")
        self.assertIn("Nothing to pay", self._read(page))
        self.assertIn("Prepayment", self._read(self._get("/my"), "//aside"))

    def test_money_is_for_who_may_see_it(self):
        invoice = self._bill(671, self._ago(3))
        pages = (
            *PAGES,
            f"/my/print/invoices/{invoice.id}",
            f"/my/print/invoices/{invoice.id}/pdf",
            f"/my/print/invoices/pay?invoice={invoice.id}",
        )
        for user in (self.ivanova, self.head):
            self._login(user)
            menu = self._find(self._get("/my"), "//nav//a/@href")
            self.assertNotIn(BALANCE, menu)
            for path in pages:
                with self.subTest(user=user.login, path=path):
                    self.assertEqual(self._get(path).status_code, 404)
        self._login(self.rival)
        for path in pages[len(PAGES) :]:
            with self.subTest(path=path):
                self.assertEqual(self._get(path).status_code, 404)
        for path in PAGES:
            with self.subTest(path=path):
                answer = self._get(path)
                self.assertEqual(answer.status_code, 200)
                self.assertNotIn(invoice.name, answer.text)
        self._login(self.buh)
        for path in pages:
            with self.subTest(path=path):
                self.assertEqual(self._get(path).status_code, 200)
        self.assertIn(BALANCE, self._find(self._get("/my"), "//nav//a/@href"))

    def test_more_invoices_ask_no_more_of_the_database(self):
        self._bill(10, self._ago(3))
        self._pay(self._bill(20, self._ago(2)))
        order = self._order(self.main)
        order.action_confirm()
        order._create_invoices().action_post()
        self._login(self.main)
        few = {path: self._count_queries(path) for path in (BALANCE, *PAGES[4:])}
        self.assertLessEqual(few[BALANCE], BALANCE_QUERIES)
        for number in range(12):
            self._bill(10 + number, self._ago(4))
            self._pay(self._bill(20 + number, self._ago(2)))
        for path, count in few.items():
            with self.subTest(path=path):
                # What does not fit a page is counted.
                self.assertLessEqual(self._count_queries(path), count + 1)

    def test_a_statement_is_of_the_days_that_were_asked_for(self):
        early = self._bill(240, "2020-01-10")
        self._bill(98.82, "2020-02-03")
        self._login(self.buh)
        page = self._get(f"{BALANCE}?since=2020-02-01&until=2020-02-28")
        rows = [
            [self._fold(cell) for cell in row.xpath("./td")]
            for row in self._find(page, "//table[hasclass('pr-stm')]/tbody/tr")
        ]
        self.assertEqual(rows[0][4], "240.00")
        self.assertEqual(rows[1][2:], ["98.82", "", "338.82"])
        self.assertEqual(rows[2][2:], ["98.82", "0.00", "338.82"])
        table = self._read(page, "//table[hasclass('pr-stm')]")
        self.assertNotIn(early.name, table)
        self.assertEqual(self._get(f"{BALANCE}?since=x&until=9").status_code, 200)

    def _fold(self, cell):
        return " ".join(cell.text_content().split())

    def test_free_credit_settles_what_is_ticked(self):
        invoice = self._bill(100, self._ago(9))
        other = self._bill(50, self._ago(9))
        self._prepay(60)
        self._bill(30, self._ago(8), move_type="out_refund")
        self._login(self.buh)
        answer = self._post(f"{BALANCE}/settle", invoice=invoice.id)
        self.assertEqual(answer.status_code, 303)
        self.assertEqual((invoice.amount_residual, other.amount_residual), (10, 50))
        self.assertIn("used prepayments", " ".join(invoice.message_ids.mapped("body")))
        again = self._post(f"{BALANCE}/settle", invoice=invoice.id)
        self.assertEqual(again.status_code, 422)
        self.assertIn("Nothing is free to be used", self._read(again))

    def test_what_was_paid_for_an_order_waits_for_its_invoice(self):
        order = self._order(self.main)
        payment = self._prepay(order.amount_total)
        provider = self.env.ref("payment.payment_provider_demo")
        self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": provider.payment_method_ids[:1].id,
                "amount": payment.amount,
                "currency_id": payment.currency_id.id,
                "partner_id": self.main.partner_id.id,
                "sale_order_ids": [(6, 0, order.ids)],
                "payment_id": payment.id,
                "state": "done",
            }
        )
        payment.payment_transaction_id = order.transaction_ids
        invoice = self._bill(100, self._ago(9))
        self._login(self.buh)
        page = self._get(BALANCE)
        self.assertIn(f"Prepayment for {order.name}", self._read(page, "//aside"))
        self.assertNotIn("Use prepayments", self._read(page))
        answer = self._post(f"{BALANCE}/settle", invoice=invoice.id)
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(invoice.amount_residual, 100)

    def test_the_limit_says_what_is_left(self):
        self.company.account_use_credit_limit = True
        self.poligraf.credit_limit = 1000
        self._bill(300, self._ago(9))
        self._login(self.buh)
        text = self._read(self._get(BALANCE), "//aside")
        self.assertIn("You may owe up to 1,000.00", text)
        self.assertIn("Left of it 700.00", text)
        self._bill(700, self._ago(9))
        text = self._read(self._get(BALANCE), "//aside")
        self.assertIn("The limit is reached", text)
        self._login(self.rival)
        self.assertNotIn("Limit", self._read(self._get(BALANCE), "//aside"))


@tagged("post_install", "-at_install")
class TestInvoiceLists(MoneyMixin, PrintPagesCommon):
    def test_the_list_is_narrowed_by_its_address(self):
        paid = self._bill(10, "2020-01-10")
        self._pay(paid)
        late = self._bill(20, "2020-02-10", ref="PO-77")
        note = self._bill(5, "2020-03-10", move_type="out_refund")
        self._login(self.buh)
        for query, found in (
            ("", {paid, late, note}),
            ("?state=paid", {paid}),
            ("?state=overdue", {late}),
            ("?state=credit", {note}),
            ("?search=po-77", {late}),
            ("?since=2020-02-01&until=2020-02-28", {late}),
            ("?state=nonsense", {paid, late, note}),
            ("?search=nothing-like-it", set()),
        ):
            with self.subTest(query=query):
                page = self._get(f"/my/print/invoices{query}")
                names = set(self._find(page, "//tbody/tr/th/a/text()"))
                self.assertEqual(names, {move.name for move in found})

    def test_an_invoice_says_what_it_is_for_and_what_was_paid(self):
        order = self._order(self.main)
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.action_post()
        payment = self._pay(invoice, 10)
        self._login(self.buh)
        page = self._get(f"/my/print/invoices/{invoice.id}")
        text = self._read(page)
        for words in ("Booklet Autumn", order.name, f"Payment {payment.name}", "10.00"):
            self.assertIn(words, text)
        # The accountant of the client does not see his colleagues' orders.
        links = self._find(page, "//main//a/@href")
        self.assertNotIn(f"/my/print/orders/{order.id}", links)
        self.assertIn(f"/my/print/invoices/pay?invoice={invoice.id}", links)
        self._login(self.main)
        page = self._get(f"/my/print/invoices/{invoice.id}")
        links = self._find(page, "//main//a/@href")
        self.assertIn(f"/my/print/orders/{order.id}", links)

    def test_more_lines_ask_no_more_of_the_database(self):
        invoices = []
        for jobs in (2, 7):
            order = self._order(self.main, *[self._form()] * jobs)
            order.action_confirm()
            invoices.append(order._create_invoices())
            invoices[-1].action_post()
        self._login(self.main)
        few, many = (
            self._count_queries(f"/my/print/invoices/{invoice.id}")
            for invoice in invoices
        )
        self.assertEqual(many, few)
        self.assertLessEqual(few, INVOICE_QUERIES)

    def test_payments_say_what_took_them(self):
        invoice = self._bill(100, "2020-01-10")
        payment = self._pay(invoice, 130)
        free = self._prepay(7)
        self._prepay(900, self.reklama)
        self._login(self.buh)
        page = self._get("/my/print/payments")
        text = self._read(page, "//tbody")
        self.assertIn(payment.name, text)
        self.assertIn(f"{invoice.name}: 100.00", text)
        self.assertIn("Prepayment: 30.00", text)
        self.assertNotIn("900", text)
        found = self._get(f"/my/print/payments?search={free.name}")
        self.assertEqual(len(self._find(found, "//tbody/tr")), 1)

    def test_a_payment_has_its_receipt(self):
        invoice = self._bill(100, "2020-01-10")
        payment = self._pay(invoice, 130)
        self._prepay(900, self.reklama)
        self._login(self.buh)
        [url] = self._find(self._get("/my/print/payments"), "//tbody//a[1]/@href")[:1]
        paper = self._get(url)
        self.assertIn("attachment", paper.headers["Content-Disposition"])
        text = self._read(paper, "//body")
        for words in (payment.name, invoice.name, "100.00", "Prepayment", "30.00"):
            self.assertIn(words, text)
        self.assertIn("130.00", text)
        for user, status in (
            (self.ivanova, 404),
            (self.rival, 404),
            (self.stranger, 303),  # no client's account: nothing here is his
        ):
            with self.subTest(user=user.login):
                self._login(user)
                self.assertEqual(self._get(url).status_code, status)

    def test_cores_pages_lead_to_ours(self):
        invoice = self._bill(100, "2020-01-10")
        path = f"/my/print/invoices/{invoice.id}"
        for user in (self.buh, self.ivanova):
            self._login(user)
            for core, ours in (
                ("/my/invoices", "/my/print/invoices"),
                ("/my/invoices/page/2", "/my/print/invoices"),
                (f"/my/invoices/{invoice.id}", path),
                (f"/my/invoices/{invoice.id}?report_type=pdf", f"{path}/pdf"),
                (f"/my/invoices/{invoice.id}?report_type=html", path),
                ("/my/invoices/overdue", BALANCE),
            ):
                with self.subTest(user=user.login, path=core):
                    answer = self._get(core)
                    self.assertEqual(answer.status_code, 303)
                    self.assertTrue(answer.headers["Location"].endswith(ours))
        self._login(self.stranger)
        self.assertEqual(self._get("/my/invoices").status_code, 200)
