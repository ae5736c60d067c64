from odoo.addons.print_ftp.tests.ftp_common import FtpMixin
from odoo.addons.print_portal.tests.orders_common import PrintOrdersCommon
from odoo.addons.print_prepress.tests.findings_common import (
    UNEMBEDDED,
    FindingsMixin,
    facts,
)
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestTexts(FtpMixin, FindingsMixin, PrintOrdersCommon):
    """The verdict stands beside the file, for whoever sees the order."""

    def setUp(self):
        super().setUp()
        self._give_passwords(self.ivanova | self.rival)
        self.who = self._come_in(self.ivanova)

    def _text(self, path):
        return self._read(self.who, path).decode("utf-8-sig")

    def test_what_was_found_stands_beside_the_file(self):
        job = self._job(self._checked(facts(ppi=140.0, fonts=UNEMBEDDED)))
        text = self._text("/cover.pdf.check.txt")
        self.assertIn("cover.pdf: ", text)
        self.assertIn(job.name, text)
        self.assertIn("- Pages 1–2: Picture of 140 ppi will look blurred.", text)
        self.assertIn(f"/my/print/orders/{job.order_id.id}", text)
        of_order = f"/orders/{job.order_id.name}/cover.pdf.check.txt"
        self.assertEqual(self._text(of_order), text)
        names = self._names(self.who)
        self.assertIn("cover.pdf.check.txt", names)

    def test_it_is_told_in_the_language_of_the_account(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self._job(self._checked(facts()))
        self.ivanova.lang = "ru_RU"
        self.env["ir.module.module"]._load_module_terms(["print_prepress"], ["ru_RU"])
        text = self._text("/cover.pdf.check.txt")
        self.assertIn("cover.pdf: ", text)
        self.assertRegex(text, "[а-я]{5}")

    def test_a_file_that_nobody_has_checked_has_no_text(self):
        self._job(self._receive(self.ivanova))
        names = self._names(self.who)
        self.assertEqual(names, ["cover.pdf", "orders", "ready"])

    def test_it_ends_when_the_work_begins(self):
        job = self._job(self._checked(facts()))
        self.assertIn("good to print", self._text("/cover.pdf.check.txt"))
        job.order_id.action_confirm()
        names = self._names(self.who)
        self.assertNotIn("cover.pdf.check.txt", names)

    def test_it_is_of_those_bytes_alone(self):
        job = self._job(self._checked(facts()))
        job.artwork_ids.file_id.checksum = "0" * 64
        names = self._names(self.who)
        self.assertNotIn("cover.pdf.check.txt", names)

    def test_other_clients_read_nothing(self):
        self._job(self._checked(facts()))
        self.assertEqual(self.rival._get_ftp_texts(), [])

    def test_a_returned_job_goes_on_when_what_was_wrong_has_a_better_file(self):
        job = self._job(self._checked(facts(fonts=UNEMBEDDED)))
        reason = self.env["print.reason"].search([("kind", "=", "return")], limit=1)
        job._move_to("returned", reason=reason)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE print_job SET awaited_since = now() - interval '1 hour';"
            "UPDATE print_artwork SET create_date = now() - interval '2 hours'"
        )
        self.env.invalidate_all()
        path = f"/orders/{job.order_id.name}/missing/cover.pdf"
        self._bring(self.who, path, b"%PDF-1.7 better")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE print_artwork SET create_date = now() - interval '3 minutes'"
            " WHERE is_current"
        )
        self.env.invalidate_all()
        self.env["print.job"]._cron_ftp_send_on()
        self.assertEqual(job.status_id.code, "checking")
