import io
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from .files_common import PDF, FilesMixin
from .orders_common import PrintOrdersCommon


@tagged("post_install", "-at_install")
class TestLateLinkMail(FilesMixin, PrintOrdersCommon):
    """What is mailed about late files, and what happens by itself."""

    def setUp(self):
        super().setUp()
        self.links = self.env["print.late.link"]

    def _mails(self, act):
        queue = self.env["mail.mail"]
        before = queue.search([])
        act()
        self.env.flush_all()
        return queue.search([]) - before

    def _run(self, **after):
        """Return the mails of the cron when so much time has gone by."""
        self.patch(type(self.env["ir.cron"]), "_commit_progress", lambda *a, **kw: 1)
        with freeze_time(fields.Datetime.now() + timedelta(**after)):
            return self._mails(self.links._cron_run)

    def _to(self, mails):
        return sorted(
            address
            for mail in mails
            for address in [mail.email_to or mail.recipient_ids.email]
        )

    def test_the_mail_that_asks_for_files_carries_a_link(self):
        basket = self._basket(self.ivanova).with_user(self.ivanova).sudo()
        mails = self._mails(basket._submit_basket)
        mail = mails.filtered(
            lambda mail: mail.recipient_ids == self.ivanova.partner_id
        )
        link = basket.print_job_ids.late_link_ids
        self.assertEqual((len(link), link.account_id), (1, self.ivanova))
        self.assertIn(link._get_url(), mail.body_html)
        staff = mails - mail
        self.assertNotIn("/print/late/", staff.body_html)

    def test_a_job_with_its_files_gets_no_link(self):
        basket = self._basket(self.ivanova)
        file = self._receive(self.ivanova)
        basket.order_line.print_spec_id.file_ids = file.sudo()
        mails = self._mails(basket.with_user(self.ivanova).sudo()._submit_basket)
        self.assertFalse(basket.print_job_ids.late_link_ids)
        self.assertNotIn("/print/late/", "".join(mails.mapped("body_html")))

    def test_who_has_sent_nothing_is_reminded_three_times(self):
        job = self._send(self.ivanova).print_job_ids
        job.with_user(self.ivanova)._open_late_link("designer@example.com", 30)
        own = self.ivanova.partner_id.email
        both = sorted(["designer@example.com", own])
        for days, told in ((0, []), (1, both), (2, []), (3, both), (7, both), (9, [])):
            with self.subTest(days=days):
                self.assertEqual(self._to(self._run(days=days)), told)

    def test_a_cron_that_slept_reminds_once(self):
        self._send(self.ivanova)
        self.assertEqual(len(self._run(days=8)), 1)
        self.assertFalse(self._run(days=9))

    def test_nobody_is_reminded_of_what_has_come(self):
        job = self._send(self.ivanova).print_job_ids
        job._move_to("checking")
        self.assertFalse(self._run(days=1))

    def test_what_was_left_lying_is_sent_on_after_an_hour(self):
        order = self._send(self.ivanova)
        job = order.print_job_ids
        link = job.with_user(self.ivanova)._open_late_link("designer@example.com", 30)
        link._receive("cover.pdf", io.BytesIO(PDF))
        self.assertFalse(self._run(minutes=50))
        self.assertEqual(job.status_id.code, "awaiting_files")
        mails = self._run(minutes=70)
        self.assertEqual(job.status_id.code, "checking")
        told = mails.filtered(
            lambda mail: mail.recipient_ids == self.ivanova.partner_id
        )
        self.assertIn("cover.pdf", told.body_html)
        self.assertIn("cover.pdf", "".join(job.message_ids.mapped("body")))
        self.assertNotIn("/print/late/", told.body_html)

    def test_who_sent_the_files_himself_is_not_told(self):
        job = self._send(self.ivanova).print_job_ids
        link = job.late_link_ids
        link._receive("cover.pdf", io.BytesIO(PDF))
        mails = self._mails(link._submit)
        self.assertFalse(
            mails.filtered(lambda mail: mail.recipient_ids == self.ivanova.partner_id)
        )

    def test_a_mail_speaks_the_language_of_who_ordered(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        template = self.env.ref("print_portal.mail_template_late_link")
        template.with_context(lang="fr_FR").body_html = "<p>Envoyez les fichiers</p>"
        self.ivanova.lang = "fr_FR"
        job = self._send(self.ivanova).print_job_ids
        mails = self._mails(
            lambda: job.with_user(self.prepress)._open_late_link("d@example.com", 7)
        )
        self.assertEqual(mails.email_to, "d@example.com")
        self.assertIn("Envoyez les fichiers", mails.body_html)
