import json
from urllib.parse import quote

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .common import ReportCase

CONTEXT = quote(json.dumps({"force_report_rendering": True}))


@tagged("post_install", "-at_install")
class TestRoutes(ReportCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.report = self._report("<p>Sheet of <t t-out='doc.name'/></p>")
        self.authenticate("admin", "admin")

    def test_a_report_opens_in_the_browser(self):
        answer = self.url_open(
            f"/report/pdf/{self.report.report_name}/{self.partner.id}?context={CONTEXT}"
        )
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn("Sheet of Client one", self._pages(answer.content)[0])

    def test_a_report_is_downloaded(self):
        url = f"/report/pdf/{self.report.report_name}/{self.partner.id}"
        answer = self.url_open(
            "/report/download",
            data={
                "data": json.dumps([url, "qweb-pdf"]),
                "context": json.dumps({"force_report_rendering": True}),
                "csrf_token": Request.csrf_token(self),
            },
        )
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertIn("Sheet of Client one", self._pages(answer.content)[0])

    def test_the_browser_is_told_that_pdfs_can_be_made(self):
        state = self.make_jsonrpc_request("/report/check_wkhtmltopdf", {})
        self.assertEqual(state, "ok")
