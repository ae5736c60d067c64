from odoo.addons.print_portal.tests.test_leaks import LeaksCase
from odoo.addons.print_report.tests.common import read_pages
from odoo.tests import tagged

# Every paper that clients get, by the document that it is printed of.
PAPERS = {
    "sale.report_saleorder": "order",
    "sale.report_saleorder_pro_forma": "order",
    "print_portal.report_act": "confirmed",
    "stock.report_deliveryslip": "picking",
    "account.report_invoice": "invoice",
}


@tagged("post_install", "-at_install")
class TestPrintLeaks(LeaksCase):
    """What the portal's own test asks of pages, asked of papers as they are printed."""

    def _read(self, paper, walk):
        """Look through the text of a paper that ``walk.user`` gets."""
        # Doors hand papers out as superuser, in the name of who asks.
        reports = self.env["ir.actions.report"].with_user(walk.user).sudo()
        content, _kind = reports.with_context(
            force_report_rendering=True
        )._render_qweb_pdf(paper, self.documents[PAPERS[paper]].ids)
        text = " ".join(read_pages(content))
        self.assertIn(self.documents["order"].company_id.name, text, "a blind reader")
        walk.look(paper, text)

    def test_no_paper_says_how_a_price_was_made(self):
        walk = self._start_walk(self.main)
        for paper in PAPERS:
            self._read(paper, walk)
        self.assertEqual(walk.leaks, [])

    def test_it_finds_what_a_paper_says(self):
        self.documents["order"].note = "<p>You are on LEAK-35</p>"
        walk = self._start_walk(self.main)
        self._read("sale.report_saleorder", walk)
        self.assertEqual([leak.what for leak in walk.leaks], ["LEAK-35"])
