from odoo.addons.print_dealer_portal.tests import leaks_common as shop
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


class PapersMixin:
    def _read(self, paper, walk, record):
        """Look through the text of a paper that ``walk.user`` gets."""
        # Doors hand papers out as superuser, in the name of who asks.
        reports = self.env["ir.actions.report"].with_user(walk.user).sudo()
        content, _kind = reports.with_context(
            force_report_rendering=True
        )._render_qweb_pdf(paper, record.ids)
        text = " ".join(read_pages(content))
        self.assertIn(self.env.company.name, text, "a blind reader")
        walk.look(paper, text)


@tagged("post_install", "-at_install")
class TestPrintLeaks(PapersMixin, LeaksCase):
    """What the portal's own test asks of pages, asked of papers as they are printed."""

    def test_no_paper_says_how_a_price_was_made(self):
        walk = self._start_walk(self.main)
        for paper, name in PAPERS.items():
            self._read(paper, walk, self.documents[name])
        self.assertEqual(walk.leaks, [])

    def test_it_finds_what_a_paper_says(self):
        self.documents["order"].note = "<p>You are on LEAK-35</p>"
        walk = self._start_walk(self.main)
        self._read("sale.report_saleorder", walk, self.documents["order"])
        self.assertEqual([leak.what for leak in walk.leaks], ["LEAK-35"])


@tagged("post_install", "-at_install")
class TestDealerPrintLeaks(PapersMixin, shop.DealerLeaksCase):
    """The same of what dealers print, where goods stand beside work."""

    def test_no_paper_tells_a_dealer_what_is_not_his(self):
        order = "sale.report_saleorder"
        for user in (self.dealer, self.reseller):
            walk, documents = self._start_walk(user), self.papers[user]
            for paper, name in (
                *PAPERS.items(),
                *((order, name) for name in ("basket", "waiting", "changed")),
            ):
                self._read(paper, walk, documents[name])
            with self.subTest(user=user.login):
                self.assertEqual(walk.leaks, [])
                self.assertIn((order, shop.PRICES), walk.told, "a blind walk")

    def test_it_finds_a_list_price_on_a_paper(self):
        order = self.papers[self.dealer]["waiting"]
        order.note = f"<p>Worth {shop.GOODS_LIST}</p>"
        walk = self._start_walk(self.dealer)
        self._read("sale.report_saleorder", walk, order)
        self.assertEqual([leak.what for leak in walk.leaks], [str(shop.GOODS_LIST)])
