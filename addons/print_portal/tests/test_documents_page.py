from base64 import b64encode

from odoo.exceptions import AccessError, ValidationError

from .pages_common import PrintPagesCommon
from .test_papers import PapersMixin

DOCUMENTS = "/my/print/documents"


class DocumentsCase(PrintPagesCommon):
    def _document(self, name, **values):
        return self.env["print.document"].create(
            {
                "name": name,
                "kind": "certificate",
                "file": b64encode(name.encode()),
                "file_name": f"{name}.txt",
                **values,
            }
        )


class TestDocumentsPage(DocumentsCase):
    def setUp(self):
        super().setUp()
        self.env["print.document"].search([]).active = False
        self.for_all = self._document("FSC")
        self.ours = self._document("Frame", client_id=self.poligraf.id)
        self.money = self._document(
            "Terms", client_id=self.poligraf.id, kind="price_conditions"
        )
        self.theirs = self._document("Rival", client_id=self.reklama.id)

    def _names(self, account):
        self._login(account)
        rows = "//section[@aria-labelledby='from_the_shop']//li//p[1]"
        return {el.text_content() for el in self._find(self._get(DOCUMENTS), rows)}

    def test_each_finds_what_is_meant_for_him(self):
        self.assertEqual(self._names(self.main), {"FSC", "Frame", "Terms"})
        self.assertEqual(self._names(self.buh), {"FSC", "Frame", "Terms"})
        self.assertEqual(self._names(self.ivanova), {"FSC", "Frame"})
        self.assertEqual(self._names(self.rival), {"FSC", "Rival"})

    def test_a_file_is_for_who_finds_its_document(self):
        for account, document, status in (
            (self.ivanova, self.ours, 200),
            (self.ivanova, self.for_all, 200),
            (self.ivanova, self.money, 404),
            (self.buh, self.money, 200),
            (self.rival, self.ours, 404),
        ):
            with self.subTest(account=account.login, document=document.name):
                self._login(account)
                answer = self._get(f"{DOCUMENTS}/{document.id}/download")
                self.assertEqual(answer.status_code, status)
                if status == 200:
                    self.assertEqual(answer.content, document.name.encode())
                    self.assertIn(
                        f"{document.name}.txt", answer.headers["Content-Disposition"]
                    )
                core = self._get(f"/web/content/print.document/{document.id}/file")
                self.assertEqual(core.status_code, status)

    def test_a_right_that_is_taken_away_closes_the_document(self):
        path = f"{DOCUMENTS}/{self.money.id}/download"
        self._login(self.buh)
        self.assertEqual(self._get(path).status_code, 200)
        self.buh.see_finance = False
        self.assertEqual(self._get(path).status_code, 404)

    def test_price_conditions_are_about_money_unless_staff_say_otherwise(self):
        self.assertTrue(self.money.is_for_finance)
        self.assertFalse(self.ours.is_for_finance)
        self.money.is_for_finance = False
        self.assertEqual(self._names(self.ivanova), {"FSC", "Frame", "Terms"})

    def test_who_keeps_documents(self):
        for user in (self.salesperson, self.accountant, self.coordinator):
            self.assertEqual(self.ours.with_user(user).name, "Frame")
        with self.assertRaises(AccessError):
            self.ours.with_user(self.prepress).read(["name"])
        with self.assertRaisesRegex(ValidationError, "with a client code"):
            self.ours.client_id = self.stranger.partner_id


class TestPapersPage(PapersMixin, DocumentsCase):
    def setUp(self):
        super().setUp()
        self.order = self._job_in("ready", self.ivanova).order_id
        self.picking = self._deliver(self.order)
        self.invoice = self.order._create_invoices()
        self.invoice.action_post()

    def _rows(self, account, query=""):
        self._login(account)
        page = self._get(f"{DOCUMENTS}?{query}")
        self.assertEqual(page.status_code, 200)
        return [el.text_content() for el in self._find(page, "//tbody/tr/th/a")]

    def test_the_papers_of_an_order_are_there_and_open(self):
        names = {self.order.name, self.picking.name, self.invoice.name}
        self.assertEqual(set(self._rows(self.main)), names)
        page = self._get(DOCUMENTS)
        text = self._read(page, "//table")
        for label in ("Order confirmation", "Act of acceptance", "Delivery note"):
            self.assertIn(label, text)
        for url in self._find(page, "//table//a/@href"):
            with self.subTest(url=url):
                self.assertEqual(self._get(url).status_code, 200)

    def test_papers_that_name_amounts_are_for_who_sees_money(self):
        self.assertEqual(self._rows(self.ivanova), [self.picking.name])
        self.assertEqual(self._rows(self.ivanova, "kind=invoice"), [self.picking.name])
        self.assertEqual(self._rows(self.buh), [self.invoice.name])
        self.assertEqual(self._rows(self.head), [self.picking.name])
        self.assertEqual(self._rows(self.rival), [])

    def test_papers_are_found_by_kind_and_day(self):
        self.assertEqual(self._rows(self.main, "kind=invoice"), [self.invoice.name])
        self.assertEqual(self._rows(self.main, "kind=delivery"), [self.picking.name])
        self.assertEqual(self._rows(self.main, "kind=order"), [self.order.name])
        self.picking.date_done = "2020-05-05 12:00:00"
        self.assertEqual(self._rows(self.main, "until=2020-12-31"), [self.picking.name])
        self.assertEqual(len(self._rows(self.main, "since=2020-05-06")), 2)
        self.assertEqual(
            self._rows(self.main, "since=2020-05-05")[-1], self.picking.name
        )
        self.assertEqual(len(self._rows(self.main, "since=tomorrow")), 3)
        self.assertIn(
            "Nothing found", self._read(self._get(f"{DOCUMENTS}?until=1999-01-01"))
        )

    def test_more_papers_ask_no_more_of_the_database(self):
        self._login(self.main)
        few = self._count_queries(DOCUMENTS)
        for number in range(4):
            order = self._order(self.main, self._form(job_title=f"Booklet {number}"))
            order.action_confirm()
            self._deliver(order)
            order._create_invoices().action_post()
        self.assertEqual(len(self._rows(self.main)), 15)
        self.assertLessEqual(self._count_queries(DOCUMENTS), few + 3)
