from odoo.addons.print_report.tests.common import compile_bundles, read_pages
from odoo.addons.sale.tests.common import SaleCommon
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import ShortPasswords


@tagged("post_install", "-at_install")
class TestDocuments(SaleCommon, ShortPasswords, HttpCase):
    """Core's own documents of an order come out of the engine whole."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={**cls.env.context, "force_report_rendering": True, "lang": "en_US"}
        )
        cls.orders = cls.env["sale.order"].concat(
            *(cls._order(lines) for lines in (2, 40, 1))
        )
        cls.orders.action_confirm()
        compile_bundles(cls.env)

    @classmethod
    def _order(cls, lines):
        return cls.env["sale.order"].create(
            {
                "partner_id": cls.partner.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": cls.service_product.id,
                            "name": f"Plates {number}",
                            "qty_delivered": 1,
                        }
                    )
                    for number in range(lines)
                ],
            }
        )

    def _render(self, report, records):
        return self.env["ir.actions.report"]._render_qweb_pdf(report, records.ids)[0]

    def test_orders_are_printed_in_one_file_each_with_its_own_pages(self):
        pages = read_pages(self._render("sale.report_saleorder", self.orders))
        firsts = [n for n, text in enumerate(pages) if "Page 1 /" in text]
        self.assertEqual(len(firsts), 3)
        for order, first in zip(self.orders, firsts, strict=True):
            self.assertIn(order.name, pages[first])
        text = "".join(pages)
        self.assertEqual(text.count("Plates 0"), 3)
        self.assertEqual(text.count("Plates 39"), 1)

    def test_invoices_are_stored_one_by_one(self):
        invoices = self.orders._create_invoices(grouped=True)
        invoices.action_post()
        report = self.env.ref("account.account_invoices")
        report.attachment = "'invoice-%s.pdf' % object.id"
        self._render(report, invoices)
        for invoice in invoices:
            stored = read_pages(report.retrieve_attachment(invoice).raw)
            self.assertIn(invoice.name, stored[0])
            self.assertIn(f"Page 1 / {len(stored)}", stored[0])
            others = (invoices - invoice).mapped("name")
            self.assertFalse([name for name in others if name in "".join(stored)])

    def test_invoices_are_sent_with_their_pdf(self):
        invoices = self.orders._create_invoices(grouped=True)
        invoices.action_post()
        self.env["account.move.send"]._generate_and_send_invoices(
            invoices, sending_methods=["email"]
        )
        for invoice in invoices:
            pages = read_pages(invoice.invoice_pdf_report_id.raw)
            self.assertIn(invoice.name, pages[0])

    def test_a_client_opens_his_order_in_the_portal(self):
        order = self.orders[1]
        reports = type(self.env["ir.actions.report"])
        render = reports._pre_render_qweb_pdf

        def forced(report, *args, **kwargs):
            # The route has no way to ask for a real PDF in a test.
            report = report.with_context(force_report_rendering=True)
            return render(report, *args, **kwargs)

        self.patch(reports, "_pre_render_qweb_pdf", forced)
        answer = self.url_open(order.get_portal_url(report_type="pdf", download=True))
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn("Page 1 / 2", read_pages(answer.content)[0])
