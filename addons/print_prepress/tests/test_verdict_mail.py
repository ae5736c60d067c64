from odoo.addons.print_portal.tests.orders_common import PrintOrdersCommon
from odoo.tests import tagged

from .findings_common import UNEMBEDDED, FindingsMixin, facts


@tagged("post_install", "-at_install")
class TestVerdictMail(FindingsMixin, PrintOrdersCommon):
    """Who asks for it reads by mail what the check has found."""

    def setUp(self):
        super().setUp()
        self.notice = self.env.ref("print_prepress.notice_verdict")
        self.template = self.env.ref("print_prepress.mail_template_verdict")
        self.ivanova.email = "ivanova@example.com"

    def _wish(self):
        account = self.ivanova
        on = [each["id"] for each in account._get_notice_values() if each["is_on"]]
        account.with_user(account)._save_notices([*on, self.notice.id])

    def _mails(self, order):
        self.env.cr.precommit.run()
        found = self.env["mail.mail"].search(
            [("model", "=", "sale.order"), ("res_id", "=", order.id)]
        )
        return found.filtered(lambda mail: "files checked" in mail.subject)

    def test_nobody_is_told_who_has_not_asked(self):
        [offer] = [
            each
            for each in self.ivanova._get_notice_values()
            if each["id"] == self.notice.id
        ]
        self.assertFalse(offer["is_on"] or offer["is_mandatory"])
        job = self._job(self._checked(facts()))
        self.assertFalse(self._mails(job.order_id))

    def test_the_choice_is_kept_and_taken_back(self):
        self._wish()
        self.assertEqual(self.ivanova.partner_id.print_wished_ids, self.notice)
        self.assertFalse(self.ivanova.partner_id.print_muted_ids)
        self.ivanova._save_notices([])
        self.assertFalse(self.ivanova.partner_id.print_wished_ids)

    def test_what_was_found_is_in_the_mail(self):
        self._wish()
        job = self._job(self._checked(facts(ppi=140.0, fonts=UNEMBEDDED)))
        mail = self._mails(job.order_id)
        self.assertEqual(mail.recipient_ids, self.ivanova.partner_id)
        self.assertIn("Picture of 140 ppi will look blurred", mail.body_html)
        self.assertIn("cover.pdf", mail.body_html)
        self.assertIn(f"/my/print/orders/{job.order_id.id}", mail.body_html)

    def test_a_good_file_is_told_as_well(self):
        self._wish()
        job = self._job(self._checked(facts()))
        self.assertIn("good to print", self._mails(job.order_id).body_html)

    def test_one_mail_when_all_files_are_checked(self):
        self._wish()
        unchecked = self._receive(self.ivanova, "inside.pdf", b"%PDF-1.7 inside")
        job = self._job(self._checked(facts()), unchecked)
        self.assertFalse(self._mails(job.order_id))
        job.artwork_ids.filtered(lambda each: each.name == "inside.pdf").unlink()
        job._judge_files()
        job._judge_files()
        self.assertEqual(len(self._mails(job.order_id)), 1)

    def test_what_is_only_decided_is_no_news(self):
        self._wish()
        job = self._job(self._checked(facts(ppi=200.0)))
        self.assertEqual(len(self._mails(job.order_id)), 1)
        remarks = job._get_open_findings()
        self.assertTrue(remarks)
        job.order_id.with_user(self.ivanova)._accept_findings(remarks.ids)
        job._judge_files()
        self.assertEqual(len(self._mails(job.order_id)), 1)

    def test_a_better_file_is_news(self):
        self._wish()
        job = self._job(self._checked(facts(ppi=140.0)))
        self.assertEqual(len(self._mails(job.order_id)), 1)
        better = self._checked(facts())
        job.with_user(self.ivanova).artwork_ids._mend_by(better)
        self.assertEqual(len(self._mails(job.order_id)), 2)
