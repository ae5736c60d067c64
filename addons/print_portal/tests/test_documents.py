from odoo.fields import Command
from odoo.tests import tagged

from .files_common import FilesMixin
from .orders_common import PrintOrdersCommon


@tagged("post_install", "-at_install")
class TestDocuments(FilesMixin, PrintOrdersCommon):
    """Confirmation and invoice say print work in the words of the order form."""

    def setUp(self):
        super().setUp()
        self.order = self._job_in("started").order_id
        self.order.client_order_ref = "PO-77"

    def _paper(self, record=None, reader=None):
        """Return the confirmation, or the invoice, as ``reader`` gets it, in HTML."""
        record = self.order if record is None else record
        report = {
            "sale.order": "sale.report_saleorder",
            "account.move": "account.report_invoice",
        }[record._name]
        reports = self.env["ir.actions.report"].with_user(reader or self.salesperson)
        # The portal prints with sudo(), for the account that asks.
        html, _kind = reports.sudo()._render_qweb_html(
            report, record.ids, data={"report_type": "pdf"}
        )
        return " ".join(html.decode().split())

    def test_a_confirmation_names_order_and_references(self):
        paper = self._paper()
        self.assertIn("Order confirmation", paper)
        self.assertIn(self.order.name, paper)
        self.assertIn("PO-77", paper)

    def test_a_confirmation_says_the_work_in_words(self):
        paper = self._paper()
        for words in ("Booklet Autumn", "CTP plates", "Plate size: 510 × 400 mm"):
            with self.subTest(words):
                self.assertIn(words, paper)
        self.assertIn("8 plates", paper)
        self.assertNotIn("Connect your software", paper)

    def test_a_confirmation_names_the_files(self):
        file = self._receive(self.ivanova, "booklet.pdf")
        artwork = self.order.print_job_ids._add_artwork(file)
        paper = self._paper()
        self.assertIn("booklet.pdf", paper)
        self.assertIn(artwork.checksum[:8], paper)

    def test_words_of_the_staff_on_a_line_stand(self):
        self.order.order_line.name = "Booklet Autumn\nPlates, ours to keep"
        paper = self._paper()
        self.assertIn("Plates, ours to keep", paper)
        self.assertEqual(paper.count("Booklet Autumn"), 1)

    def test_prices_are_net_and_no_discount_is_named(self):
        line = self.order.order_line
        paper = self._paper()
        self.assertIn(f"{line.price_unit:.2f}", paper)
        self.assertIn(f"{line.price_subtotal:.2f}", paper)
        self.assertNotIn("Disc.", paper)

    def test_who_sees_no_money_gets_a_paper_without_it(self):
        amounts = ("96.00", "12.00", "Unit Price", "Untaxed", "Payment")
        for reader, sees in [
            (self.ivanova, False),
            (self.head, False),
            (self.stranger, False),
            (self.buh, True),
            (self.main, True),
        ]:
            with self.subTest(reader.login):
                paper = self._paper(reader=reader)
                self.assertIn("Booklet Autumn", paper)
                for amount in amounts:
                    self.assertEqual(amount in paper, sees, amount)

    def test_a_price_is_preliminary_until_the_work_is_done(self):
        sentence = "A preliminary price"
        self.assertIn(sentence, self._paper())
        self.order.order_line._set_final_price(8, 13)
        self.assertNotIn(sentence, self._paper())

    def test_work_without_a_price_is_on_request(self):
        self.env["print.tariff"].search([]).unlink()
        order = self._order()
        paper = self._paper(order)
        self.assertIn("on request", paper)
        self.assertNotIn("Total", paper)
        self.assertNotIn("0.00", paper)

    def test_a_total_says_that_work_on_request_is_not_in_it(self):
        sentence = "Work on request is not in the total"
        self.assertNotIn(sentence, self._paper())
        self.env["print.tariff"].search([("order_type_id", "=", self.wide.id)]).unlink()
        paper = self._paper(self._order(None, self._form(), self._form(self.wide)))
        self.assertIn(sentence, paper)
        self.assertIn("on request", paper)
        self.assertIn("96.00", paper)

    def test_a_cancelled_order_is_called_one(self):
        self.order._action_cancel()
        paper = self._paper()
        self.assertIn("Cancelled order", paper)
        self.assertNotIn("preliminary", paper)

    def test_a_delivery_is_just_one_and_goods_are_pieces(self):
        self._add_delivery_and_goods()
        paper = self._paper()
        self.assertNotIn("Units", paper)
        self.assertNotIn("1.00", paper.replace("11.00", ""))
        self.assertIn("> 3 pcs <", paper.replace("</t>", ""))

    def _add_delivery_and_goods(self):
        carrier = self.env["delivery.carrier"].create(
            {
                "name": "Van",
                "fixed_price": 11,
                "product_id": self.env["product.product"]
                .create({"name": "Van", "type": "service", "list_price": 11})
                .id,
            }
        )
        self.order.set_delivery_line(carrier, 11)
        goods = self.env["product.product"].create(
            {"name": "Proof paper", "type": "consu", "list_price": 5}
        )
        self.order.order_line = [
            Command.create({"product_id": goods.id, "product_uom_qty": 3})
        ]

    def test_it_says_how_the_work_leaves(self):
        self.order.print_recipient_name = "Anna Ivanova"
        self.order.print_recipient_phone = "+7 916 111-22-33"
        self.order.print_note = "Before noon"
        paper = self._paper()
        for words in ("Anna Ivanova", "+7 916 111-22-33", "Before noon"):
            with self.subTest(words):
                self.assertIn(words, paper)

    def test_a_basket_is_called_one(self):
        paper = self._paper(self._basket(), reader=self.ivanova)
        self.assertIn("Basket", paper)
        self.assertNotIn("Quotation #", paper)

    def test_a_quotation_of_the_office_is_called_one(self):
        paper = self._paper(self._create_order())
        self.assertIn("Quotation no.", paper)
        self.assertIn("Date of the quotation", paper)
        self.assertIn("Plates", paper)

    def test_an_invoice_says_the_work_once_and_whose_job_it_was(self):
        self.order.order_line.product_id.invoice_policy = "order"
        invoice = self.order._create_invoices()
        invoice.action_post()
        self.assertEqual(invoice.invoice_line_ids.name, self.order.order_line.name)
        paper = self._paper(invoice, reader=self.accountant)
        self.assertEqual(paper.count("CTP plates"), 1)
        self.assertIn(self.order.print_job_ids.name, paper)
        self.assertIn("8 plates", paper)
        self.assertIn("PO-77", paper)

    def test_an_invoice_of_other_goods_is_as_core_makes_it(self):
        paper = self._paper(self._create_invoice(), reader=self.accountant)
        self.assertIn("10.00", paper)
        self.assertNotIn("plates", paper)
