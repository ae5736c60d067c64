from odoo.addons.print_portal.tests.orders_common import PrintOrdersCommon
from odoo.addons.print_report.tests.common import read_pages
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestPrintPapers(PrintOrdersCommon):
    """Papers of the orders, printed by the engine that the orders do not know."""

    def test_a_work_ticket_is_one_sheet(self):
        order = self._order(None, self._form(), self._form(self.wide))
        order.print_note = "Ask for Anna at the gate. " * 20
        reports = self.env["ir.actions.report"].with_user(self.prepress)
        content, _kind = reports.with_context(
            force_report_rendering=True
        )._render_qweb_pdf("print_portal.report_work_ticket", order.print_job_ids.ids)
        pages = read_pages(content)
        self.assertEqual(len(pages), 2)
        for job, text in zip(order.print_job_ids, pages, strict=True):
            self.assertIn(job.name, text)
            self.assertIn("A newer ticket makes this one void", text)
