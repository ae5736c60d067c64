import re

from odoo.fields import Command
from odoo.tests import tagged

from .files_common import FilesMixin
from .orders_common import PrintOrdersCommon
from .pages_common import PrintPagesCommon

ORDERS = "/my/print/orders"
CONFIRMATION = "sale.report_saleorder"
PROFORMA = "sale.report_saleorder_pro_forma"
INVOICE = "account.report_invoice"
NOTE = "stock.report_deliveryslip"
ACT = "print_portal.report_act"
# 96.00 for the plates and 15 % of tax: the figures of every paper here.
TOTAL, PRICE = "110.40", "12.00"

# What each paper says beside names and figures, in each language of our clients.
WORDS = {
    "en_US": {
        PROFORMA: ("Pro-forma invoice no.", "Seller", "Buyer", "Bank", "Issued by"),
        INVOICE: ("Invoice", "Seller", "Buyer", "Bank", "Received by"),
        NOTE: ("Delivery note no.", "Delivery address", "Packages", "Received by"),
        ACT: ("Act of acceptance no.", "Contractor", "Customer", "no claims"),
    },
    "ru_RU": {
        PROFORMA: ("Счёт на оплату №", "Продавец", "Покупатель", "Банк", "прописью"),
        INVOICE: ("Счёт-фактура", "Продавец", "Покупатель", "Банк", "прописью"),
        NOTE: ("Накладная №", "Адрес доставки", "Отпустил", "Получил"),
        ACT: ("Акт выполненных работ №", "Исполнитель", "Заказчик", "прописью"),
    },
    "bg_BG": {
        PROFORMA: ("Проформа фактура №", "Доставчик", "Получател", "Словом"),
        INVOICE: ("Фактура", "Доставчик", "Получател", "Словом", "Съставил"),
        NOTE: ("Стокова разписка №", "Адрес за доставка", "Предал", "Получил"),
        ACT: ("Приемо-предавателен протокол №", "Възложител", "Словом"),
    },
    "fr_FR": {
        PROFORMA: ("Facture pro forma n°", "Vendeur", "Client", "Banque"),
        INVOICE: ("Facture", "Vendeur", "Client", "Banque", "Établi par"),
        NOTE: ("Bon de livraison n°", "Adresse de livraison", "Colis", "Reçu par"),
        ACT: ("Procès-verbal de réception n°", "Prestataire", "aucune réserve"),
    },
}


class PapersMixin:
    """An order that was delivered and invoiced, between two firms with numbers."""

    def _deliver(self, order):
        picking = order.picking_ids
        picking.move_ids.quantity = order.order_line.product_uom_qty
        picking.button_validate()
        return picking

    def _make_firms(self):
        self.env.company.partner_id.write(
            {"vat": "BG200512346", "company_registry": "200512346"}
        )
        self.env["res.partner.bank"].create(
            {
                "acc_number": "BG80BNBG96611020345678",
                "partner_id": self.env.company.partner_id.id,
                "bank_id": self.env["res.bank"]
                .create({"name": "Bank of the tests", "bic": "SCBKBGSF"})
                .id,
                "allow_out_payment": True,
            }
        )
        self.poligraf.write(
            {
                "vat": "BG103000417",
                "company_registry": "103000417",
                "street": "14 Devnya St",
            }
        )


@tagged("post_install", "-at_install")
class TestPapers(PapersMixin, FilesMixin, PrintOrdersCommon):
    """Pro-forma, invoice, delivery note and act, as law and trade want them."""

    def setUp(self):
        super().setUp()
        self._make_firms()
        self.order = self._job_in("ready").order_id
        self.order.client_order_ref = "PO-77"
        self.order.order_line.product_id.invoice_policy = "order"

    def _paper(self, report, record, lang="en_US", reader=None, **data):
        """Return what a paper says when ``reader`` opens it."""
        self.poligraf.lang = lang
        (self.order.partner_id | self.order.partner_invoice_id).lang = lang
        record.env.invalidate_all()
        reports = self.env["ir.actions.report"].with_user(reader or self.main)
        html, _kind = reports.sudo()._render_qweb_html(
            report, record.ids, data={"report_type": "pdf", **data}
        )
        text = re.sub(r"<[^>]*>", " ", html.decode())
        return " ".join(text.split())

    def _records(self):
        invoice = self.order._create_invoices()
        invoice.action_post()
        return {
            PROFORMA: self.order,
            INVOICE: invoice,
            NOTE: self._deliver(self.order),
            ACT: self.order,
        }

    def test_every_paper_names_what_its_language_asks_for(self):
        records = self._records()
        for lang, papers in WORDS.items():
            for report, words in papers.items():
                with self.subTest(lang=lang, report=report):
                    paper = self._paper(report, records[report], lang)
                    for word in words:
                        self.assertIn(word, paper)

    def test_both_sides_stand_with_their_numbers(self):
        for report, record in self._records().items():
            with self.subTest(report):
                paper = self._paper(report, record)
                for number in ("BG200512346", "BG103000417", "200512346", "103000417"):
                    self.assertIn(number, paper)
                self.assertIn("14 Devnya St", paper)
                self.assertIn(f"Client code {self.poligraf.client_code}", paper)
                self.assertIn("PO-77", paper)
                self.assertIn(self.order.name, paper)

    def test_where_to_pay_stands_where_one_pays(self):
        records = self._records()
        for report in (PROFORMA, INVOICE):
            paper = self._paper(report, records[report])
            for fact in (
                "Bank of the tests",
                "BG80 BNBG 9661 1020 3456 78",
                "SCBKBGSF",
            ):
                self.assertIn(fact, paper)
        self.assertNotIn("SCBKBGSF", self._paper(NOTE, records[NOTE]))

    def test_the_total_is_spelled_in_russian_and_bulgarian(self):
        records = self._records()
        spelled = {
            "ru_RU": "Сто десять",
            "bg_BG": "Сто и десет",
        }
        for lang, words in spelled.items():
            for report in (PROFORMA, INVOICE, ACT):
                with self.subTest(lang=lang, report=report):
                    self.assertIn(words, self._paper(report, records[report], lang))
        self.assertNotIn("Total in words", self._paper(ACT, records[ACT]))

    def test_a_posted_invoice_is_an_invoice_before_it_was_sent(self):
        """Core's portal prints what was not sent yet as a pro-forma."""
        invoice = self._records()[INVOICE]
        self.assertFalse(invoice.invoice_pdf_report_id)
        for lang, title in {
            "en_US": "Invoice",
            "ru_RU": "Счёт-фактура",
            "bg_BG": "Фактура",
            "fr_FR": "Facture",
        }.items():
            with self.subTest(lang):
                paper = self._paper(INVOICE, invoice, lang, proforma=True)
                self.assertIn(f"{title} {invoice.name}", paper)
                for word in ("Proforma", "Проформа", "proforma", "pro forma"):
                    self.assertNotIn(word, paper)
        name = invoice._get_invoice_proforma_pdf_report_filename()
        self.assertNotIn("proforma", name)
        self.assertIn(invoice.name.replace("/", "_"), name)

    def test_an_invoice_of_other_business_is_titled_as_core_does(self):
        stranger = self.env["res.partner"].create({"name": "Buys no print"})
        invoice = self._create_invoice(stranger)
        self.assertIn("Proforma", self._paper(INVOICE, invoice, proforma=True))
        self.assertIn("proforma", invoice._get_invoice_proforma_pdf_report_filename())

    def test_a_credit_note_names_the_invoice_and_the_reason(self):
        invoice = self._records()[INVOICE]
        wizard = self.env["account.move.reversal"].create(
            {
                "move_ids": [Command.set(invoice.ids)],
                "journal_id": invoice.journal_id.id,
                "reason": "Two plates came bent",
            }
        )
        wizard.reverse_moves()
        note = invoice.reversal_move_ids
        note.action_post()
        paper = self._paper(INVOICE, note)
        self.assertIn(f"Credit Note {note.name}", paper)
        self.assertIn(f"Corrects invoice {invoice.name} of ", paper)
        self.assertIn("Reason Two plates came bent", paper)
        self.assertNotIn("Reversal of", paper)

    def test_a_russian_firm_has_a_kpp_and_a_french_place_a_siret(self):
        self.poligraf.country_id = self.env.ref("base.ru")
        self.poligraf.vat = False
        self.poligraf.print_kpp = "770101001"
        self.assertIn("KPP 770101001", self._paper(PROFORMA, self.order))
        self.poligraf.country_id = self.env.ref("base.fr")
        self.poligraf.company_registry = "33417522100019"
        paper = self._paper(PROFORMA, self.order)
        self.assertNotIn("KPP", paper)
        self.assertIn("SIRET 33417522100019", paper)
        self.poligraf.company_registry = "334175221"
        self.assertIn("SIREN 334175221", self._paper(PROFORMA, self.order))

    def test_an_act_accepts_no_delivery_that_costs_nothing(self):
        product = self.env["product.product"].create(
            {"name": "Pick-up", "type": "service", "list_price": 0}
        )
        carrier = self.env["delivery.carrier"].create(
            {"name": "Pick-up", "product_id": product.id}
        )
        self.order.set_delivery_line(carrier, 0)
        self.assertNotIn("Pick-up", self._paper(ACT, self.order))
        self.order.set_delivery_line(carrier, 7)
        self.assertIn("Pick-up", self._paper(ACT, self.order))

    def test_a_french_seller_states_penalty_and_kind_of_supply(self):
        invoice = self._records()[INVOICE]
        self.assertNotIn("trois fois", self._paper(INVOICE, invoice, "fr_FR"))
        self.env.company.partner_id.country_id = self.env.ref("base.fr")
        paper = self._paper(INVOICE, invoice, "fr_FR")
        self.assertIn("trois fois le taux d’intérêt légal", paper)
        self.assertIn("livraison de biens", paper)

    def test_a_delivery_note_counts_the_work_in_its_own_words(self):
        paper = self._paper(NOTE, self._deliver(self.order))
        self.assertIn("Booklet Autumn", paper)
        self.assertEqual(paper.count("8 plates"), 2)
        self.assertIn(self.order.print_job_ids.name, paper)
        self.assertNotIn("Units", paper)

    def test_a_delivery_note_names_prices_where_client_and_reader_may(self):
        note = self._deliver(self.order)
        for wanted, reader, shown in [
            (False, self.main, False),
            (True, self.main, True),
            (True, self.salesperson, True),
            (True, self.ivanova, False),
        ]:
            with self.subTest(wanted=wanted, reader=reader.login):
                self.poligraf.print_delivery_prices = wanted
                paper = self._paper(NOTE, note, reader=reader)
                self.assertEqual(PRICE in paper, shown)
                self.assertEqual("96.00" in paper, shown)

    def test_an_act_without_finance_has_no_amount(self):
        self.assertIn(TOTAL, self._paper(ACT, self.order))
        paper = self._paper(ACT, self.order, reader=self.ivanova)
        self.assertIn("Booklet Autumn", paper)
        for amount in (TOTAL, PRICE, "96.00"):
            self.assertNotIn(amount, paper)

    def test_a_delivery_of_other_goods_is_as_core_makes_it(self):
        order = self._create_order()
        order.action_confirm()
        picking = order.picking_ids
        picking.move_ids.quantity = 1
        picking.button_validate()
        order.print_source = False
        self.assertNotIn("Packages", self._paper(NOTE, picking))

    def test_papers_printed_together_keep_their_languages(self):
        tax = self.order.order_line.tax_ids[:1]
        tax.invoice_label = "VAT"
        tax.with_context(lang="fr_FR").invoice_label = "TVA"
        self.assertEqual(tax.with_context(lang="fr_FR").tax_label, "TVA")
        self.assertEqual(tax.with_context(lang="en_US").tax_label, "VAT")

    def test_an_act_is_due_when_all_work_is_done(self):
        self.assertTrue(self.order._is_act_due())
        self.assertFalse(self._job_in("started").order_id._is_act_due())
        self.assertFalse(self._basket()._is_act_due())

    def test_a_proforma_is_due_until_the_invoice(self):
        self.assertTrue(self.order._is_proforma_due())
        self.assertFalse(self._basket()._is_proforma_due())
        self.order._create_invoices().action_post()
        self.assertFalse(self.order._is_proforma_due())


@tagged("post_install", "-at_install")
class TestPapersOfTheClient(PapersMixin, PrintPagesCommon):
    """A client takes his papers along from the page of his order."""

    def setUp(self):
        super().setUp()
        self.order = self._job_in("ready", self.ivanova).order_id
        self.note = self._deliver(self.order)

    def _papers(self, user):
        self._login(user)
        page = self._get(f"{ORDERS}/{self.order.id}")
        return dict(
            zip(
                [el.text_content() for el in self._find(page, "//*[@id='papers']//a")],
                self._find(page, "//*[@id='papers']//a/@href"),
                strict=True,
            )
        )

    def test_who_sees_money_gets_them_all(self):
        papers = self._papers(self.main)
        self.assertEqual(
            list(papers),
            [
                "Order confirmation",
                "Pro-forma invoice",
                "Act of acceptance",
                f"Delivery note {self.note.name}",
            ],
        )
        for name, url in papers.items():
            with self.subTest(name):
                answer = self._get(url)
                self.assertEqual(answer.status_code, 200)
                self.assertEqual(answer.headers["Content-Type"], "application/pdf")
                self.assertIn(name.split(" ")[0], answer.headers["Content-Disposition"])

    def test_who_sees_none_gets_the_delivery_note_alone(self):
        papers = self._papers(self.ivanova)
        self.assertEqual(list(papers), [f"Delivery note {self.note.name}"])
        self.assertEqual(self._get(*papers.values()).status_code, 200)
        for paper in ("pdf", "proforma", "act"):
            answer = self._get(f"{ORDERS}/{self.order.id}/{paper}")
            self.assertEqual(answer.status_code, 404)

    def test_an_invoice_is_fetched_by_who_sees_money_alone(self):
        self.order.order_line.product_id.invoice_policy = "order"
        invoice = self.order._create_invoices()
        invoice.action_post()
        papers = self._papers(self.main)
        answer = self._get(papers[invoice.name])
        self.assertEqual(answer.status_code, 200)
        self.assertIn(
            invoice.name.replace("/", "-"), answer.headers["Content-Disposition"]
        )
        self.assertNotIn("proforma", answer.headers["Content-Disposition"].lower())
        self._login(self.ivanova)
        for url in (
            papers[invoice.name],
            f"/my/invoices/{invoice.id}?report_type=html",
        ):
            answer = self._get(url)  # core's address leads to ours, ours to nobody
            self.assertIn(answer.status_code, (303, 404))
            self.assertNotIn(TOTAL, answer.text)

    def test_a_paper_that_is_not_due_does_not_exist(self):
        order = self._order(self.main)
        self._login(self.main)
        for paper in ("act", f"delivery/{self.note.id}", "delivery/0"):
            answer = self._get(f"{ORDERS}/{order.id}/{paper}")
            self.assertEqual(answer.status_code, 404)
