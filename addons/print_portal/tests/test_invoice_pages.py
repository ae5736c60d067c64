from lxml import html

from odoo.tests import tagged
from odoo.tools import mute_logger

from .pages_common import PrintPagesCommon

OVERDUE = "/my/invoices/overdue"
PAST = {"invoice_date": "2020-01-01", "invoice_date_due": "2020-01-15"}


@tagged("post_install", "-at_install")
class TestOverdueInvoices(PrintPagesCommon):
    """Core looks for the contact of the user alone; a client's invoices are his."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice = cls._create_invoice(**PAST)
        cls.foreign = cls._create_invoice(cls.reklama, **PAST)

    def _pay(self, amount):
        """Begin to pay what is overdue; return the answer of the route."""
        demo = self.env.ref("payment.payment_provider_demo")
        demo.write({"state": "test", "is_published": True})
        params = {
            "payment_reference": "BATCH/1",
            "provider_id": demo.id,
            "payment_method_id": demo.payment_method_ids[:1].id,
            "token_id": None,
            "amount": amount,
            "flow": "direct",
            "tokenization_requested": False,
            "landing_route": "/my/invoices",
        }
        answer = self.url_open(
            "/invoice/transaction/overdue", json={"jsonrpc": "2.0", "params": params}
        )
        return answer.json()

    def test_who_sees_the_money_of_a_client_pays_all_he_owes(self):
        for user in (self.main, self.buh):
            with self.subTest(user=user.login):
                self._login(user)
                for page in ("/my", "/my/invoices"):
                    links = self._find(
                        self._get(page), "//a[hasclass('btn')][normalize-space()]"
                    )
                    texts = {link.get("href"): link.text_content() for link in links}
                    self.assertEqual(texts.get(OVERDUE), "Pay overdue", page)
                page = self._read(self._get(OVERDUE))
                self.assertIn(self.invoice.name, page)
                self.assertIn("100.00", page)
                self.assertNotIn(self.foreign.name, page)

    def test_nobody_else_does(self):
        for user in (self.ivanova, self.head, self.person, self.stranger):
            with self.subTest(user=user.login):
                self._login(user)
                answer = self._get(OVERDUE)
                self.assertEqual(answer.status_code, 303)
                self.assertNotIn(self.invoice.name, answer.text)
        self._login(self.rival)
        page = self._read(self._get(OVERDUE))
        self.assertIn(self.foreign.name, page)
        self.assertNotIn(self.invoice.name, page)
        self.authenticate(None, None)
        self.assertNotIn(self.invoice.name, self.url_open(OVERDUE).text)

    def test_invoices_to_two_addresses_are_paid_at_once(self):
        address = self.env["res.partner"].create(
            {"parent_id": self.poligraf.id, "type": "invoice", "name": "Hall 2"}
        )
        self._create_invoice(address, **PAST)
        self._login(self.buh)
        page = self._read(self._get(OVERDUE))
        self.assertIn("200.00", page)

    def test_what_no_one_payment_settles_is_paid_from_the_list(self):
        currency = self.env["res.currency"].search(
            [("id", "!=", self.invoice.currency_id.id), ("active", "=", False)], limit=1
        )
        currency.active = True
        self._create_invoice(currency_id=currency.id, **PAST)
        self._login(self.buh)
        answer = self._get(OVERDUE)
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers["Location"].endswith("/my/invoices"))

    def test_what_was_shown_is_what_is_paid(self):
        self._login(self.buh)
        with mute_logger("odoo.http"):
            refused = self._pay(60)
        self.assertIn("has changed", refused["error"]["data"]["message"])
        values = self._pay(100)["result"]
        transaction = self.env["payment.transaction"].search(
            [("reference", "=", values["reference"])]
        )
        self.assertEqual(transaction.invoice_ids, self.invoice)
        self.assertEqual(transaction.partner_id, self.buh.partner_id)

    def test_another_client_pays_nothing_of_it(self):
        self._login(self.ivanova)
        with mute_logger("odoo.http"):
            refused = self._pay(100)
        self.assertIn("has changed", refused["error"]["data"]["message"])
        self.assertFalse(self.invoice.transaction_ids)

    def test_heads_stand_over_their_columns(self):
        self._login(self.buh)
        [table] = self._find(self._get("/my/invoices"), "//table")
        heads = [cell.get("name") for cell in table.xpath(".//thead//th")]
        cells = [cell.get("name") for cell in table.xpath(".//tbody/tr[1]/td")]
        self.assertEqual(len(heads), len(cells))
        self.assertEqual(heads.index("status"), cells.index("invoice_status"))
        self.assertEqual(heads.index("amount_due"), cells.index("invoice_amount"))

    def test_a_phone_shows_the_whole_invoice(self):
        """Rules for papers on a phone are in the bundle that they are shown with."""
        self._login(self.buh)
        page = self._get(f"/my/invoices/{self.invoice.id}?report_type=html")
        links = html.fromstring(page.content).xpath("//link[@rel='stylesheet']/@href")
        css = "".join(self.url_open(link).text for link in links if "/web/" in link)
        self.assertRegex(css, r"max-width: ?600px")


@tagged("post_install", "-at_install")
class TestRefusedPages(PrintPagesCommon):
    def test_what_is_too_large_gets_a_sentence(self):
        order = self._order(self.main)
        self._login(self.main)
        with mute_logger("odoo.http"):
            answer = self._post(
                f"/my/print/orders/{order.id}/message", message="x" * (11 << 20)
            )
        self.assertEqual(answer.status_code, 413)
        text = self._read(answer)
        self.assertIn("one form takes at most 10.0 MB", text)
        self.assertIn("What you typed is still there", text)
        self.assertTrue(self._find(answer, "//header[hasclass('pr-top')]"))
        self.assertFalse(order._get_talk_values(self.main))

    def test_a_page_that_is_not_there_leads_home(self):
        self._login(self.main)
        for path in ("/my/print/orders/999999", "/nowhere"):
            with self.subTest(path=path), mute_logger("odoo.http"):
                answer = self._get(path)
                self.assertEqual(answer.status_code, 404)
                self.assertEqual(self._read(answer, "//h1"), "Page not found")
                links = self._find(answer, "//main//a/@href")
                self.assertEqual(links, ["/my"])

    def test_the_login_form_waits_for_no_script(self):
        [form] = self._find(self.url_open("/web/login"), "//form[@action='/web/login']")
        self.assertNotIn("d-none", form.get("class"))
