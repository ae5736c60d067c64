import re

from odoo.tests import tagged

from .pages_common import PrintPagesCommon


@tagged("post_install", "-at_install")
class TestTypography(PrintPagesCommon):
    def test_no_blank_stands_before_a_comma(self):
        file = self._receive(self.main, "booklet.pdf")
        done = self._job_in("ready", self.main).order_id
        done._create_invoices().action_post()
        returned = self._job_in("returned", self.main)
        basket = self._basket(self.main, self._form(), self._form(self.wide))
        basket.order_line.print_spec_id.file_ids = file
        self._login(self.main)
        orders = "/my/print/orders"
        for path in (
            "/my",
            "/my/print/order",
            "/my/print/order/ctp_plates",
            "/my/print/order/wide_format",
            "/my/print/basket",
            "/my/print/basket/print",
            "/my/print/files",
            orders,
            f"{orders}/{done.id}",
            f"{orders}/{returned.order_id.id}",
            f"{orders}/{returned.order_id.id}/job/{returned.id}",
        ):
            with self.subTest(path=path):
                page = self._get(path)
                self.assertEqual(page.status_code, 200)
                text = self._read(page, "//body")
                self.assertEqual(re.findall(r"\S* [,.;:!?](?: \S+|$)", text), [])

    def test_no_blank_stands_before_a_comma_on_the_ticket(self):
        job = self._job_in("started", self.main)
        report = self.env.ref("print_portal.action_report_work_ticket")
        html = report._render_qweb_html(report.report_name, job.ids)[0].decode()
        words = re.sub(r"<style.*?</style>|<[^>]+>", "", html, flags=re.DOTALL)
        text = re.sub(r"\s+", " ", words)
        self.assertIn(job.name, text)
        self.assertEqual(re.findall(r"\S* [,.;:!?](?: \S+|$)", text), [])
