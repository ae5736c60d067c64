from odoo.addons.print_portal.tests.files_common import FilesMixin
from odoo.addons.print_portal.tests.orders_common import PrintOrdersCommon
from odoo.addons.print_report.tests.common import read_boxes, read_pages
from odoo.tests import tagged

CONFIRMATION = "sale.report_saleorder"
PROFORMA = "sale.report_saleorder_pro_forma"
INVOICE = "account.report_invoice_with_payments"
NOTE = "stock.report_deliveryslip"
ACT = "print_portal.report_act"
TICKET = "print_portal.report_work_ticket"

PAGE = {"en_US": "Page", "ru_RU": "Страница", "bg_BG": "Страница", "fr_FR": "Page"}
# A name without a blank, longer than the sheet is wide; and a title to go with it.
FILE_NAME = "Каталог_на_есенно-зимната_колекция_палта_и_якета_" * 3 + "край.pdf"
JOBS = 7


class PaperPagesMixin:
    """Papers of the orders, printed by the engine that the orders do not know."""

    def _print(self, report, records, reader=None, **context):
        reports = self.env["ir.actions.report"].with_user(reader or self.env.user)
        content, kind = reports.with_context(
            force_report_rendering=True, tz="Europe/Sofia", **context
        )._render_qweb_pdf(report, records.ids, data={"report_type": "pdf"})
        self.assertEqual(kind, "pdf")
        return content

    def _assert_whole(self, content):
        """Nothing is printed over an edge of the sheet, or of the body."""
        body_top = self.env.company.paperformat_id.margin_top
        for number, (width, boxes) in enumerate(read_boxes(content), start=1):
            lost = [
                box
                for box in boxes
                if box[1] < 0 or box[3] > width or box[2] < body_top - 1 < box[4]
            ]
            self.assertFalse(lost, f"cut on page {number}: {lost[:9]}")


@tagged("post_install", "-at_install")
class TestPrintPapers(PaperPagesMixin, FilesMixin, PrintOrdersCommon):
    def setUp(self):
        super().setUp()
        files = [
            self._receive(
                self.main, f"{number}_{FILE_NAME}", b"%PDF-1.7" + bytes(number)
            )
            for number in range(1, JOBS + 1)
        ]
        basket_sudo = self.env["sale.order"].with_user(self.main)._create_basket()
        for file in files:
            basket_sudo._add_print_job(
                self.plates, self._form(files_later=False), file_ids=file.ids
            )
        self.order = self.env["sale.order"].browse(basket_sudo.id)
        self.order.with_user(self.main).sudo()._submit_basket()
        self.order.print_note = "Ask for Anna at the gate. " * 60
        self.order.action_confirm()

    def _speak(self, lang):
        (self.order.partner_id | self.order.partner_invoice_id).lang = lang
        self.env.invalidate_all()

    def _deliver(self):
        picking = self.order.picking_ids
        for move in picking.move_ids:
            move.quantity = move.product_uom_qty
        picking.button_validate()
        return picking

    def _records(self):
        self.order.order_line.product_id.invoice_policy = "order"
        invoice = self.order._create_invoices()
        invoice.action_post()
        return {
            CONFIRMATION: self.order,
            PROFORMA: self.order,
            INVOICE: invoice,
            NOTE: self._deliver(),
            ACT: self.order,
        }

    def test_papers_of_many_pages_are_whole_in_each_language(self):
        records = self._records()
        for lang, page_word in PAGE.items():
            self._speak(lang)
            for report, record in records.items():
                content = self._print(report, record)
                pages = read_pages(content)
                with self.subTest(lang=lang, report=report):
                    self.assertGreater(len(pages), 1)
                    self._assert_whole(content)
                    for number, page in enumerate(pages, start=1):
                        self.assertIn(self.env.company.name, page)
                        self.assertIn(f"{page_word} {number} / {len(pages)}", page)
                        # No page of terms or signatures alone.
                        self.assertIn("Booklet Autumn", page)

    def test_the_name_of_each_file_can_be_read(self):
        text = "".join(read_pages(self._print(CONFIRMATION, self.order)))
        # A hyphen at the end of a row is read as this control character.
        text = "".join(text.split()).replace("\x02", "-")
        for number in range(1, JOBS + 1):
            self.assertIn(f"{number}_{FILE_NAME}", text)

    def test_signatures_stand_with_the_sum_that_is_signed(self):
        records = self._records()
        self._speak("bg_BG")
        for report, (by_us, total) in {
            INVOICE: ("Съставил", "Общо"),
            ACT: ("Предал", "Общо"),
            PROFORMA: ("Съставил", "Общо"),
            NOTE: ("Предал", "Пакети"),
        }.items():
            (signed,) = (
                page
                for page in read_pages(self._print(report, records[report]))
                if by_us in page
            )
            with self.subTest(report):
                self.assertIn(total, signed)
                self.assertIn("Booklet Autumn", signed)

    def test_papers_of_two_clients_stand_in_one_file_each_in_his_language(self):
        self._speak("bg_BG")
        other = self.env["sale.order"].search(
            [("partner_id.client_code", "=", "trame"), ("state", "=", "sale")], limit=1
        )
        pages = read_pages(self._print(CONFIRMATION, self.order | other))
        self.assertIn("Потвърждение на поръчка", pages[0])
        self.assertIn("Confirmation de commande", pages[-1])
        self.assertIn("Page 1 / 1", pages[-1])

    def test_a_work_ticket_is_one_sheet(self):
        job = self.order.print_job_ids[:1]
        for number in range(20, 32):
            name = f"{number}_{FILE_NAME}"
            job._add_artwork(self._receive(self.main, name, b"%PDF" + bytes(number)))
        job.note_production = "Picky about the fold.\n" * 30
        for lang in PAGE:
            with self.subTest(lang):
                content = self._print(TICKET, job, self.prepress, lang=lang)
                (page,) = read_pages(content)
                self.assertIn(job.name, page)
                self.assertIn("Picky about the fold", page)
                self.assertIn("Ask for Anna at the gate", page)
                self.assertNotIn("12.00", page)
                self.assertNotIn(self.order.currency_id.symbol, page)

    def test_tickets_of_an_order_are_a_sheet_each(self):
        pages = read_pages(self._print(TICKET, self.order.print_job_ids, self.prepress))
        self.assertEqual(len(pages), JOBS)
        for job, page in zip(self.order.print_job_ids, pages, strict=True):
            self.assertIn(job.name, page)
            self.assertIn("A newer ticket makes this one void", page)
