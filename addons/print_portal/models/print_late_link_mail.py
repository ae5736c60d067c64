import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .print_job import CLIENT_MENDS
from .sale_order_mail import LAYOUT

_logger = logging.getLogger(__name__)

REMIND_AFTER = (1, 3, 7)  # days without a file
QUIET = timedelta(hours=1)  # after the last file nobody sends on: we do
GIVEN_UP = timedelta(days=1)  # an upload that was begun so long ago


class PrintLateLink(models.Model):
    """The mails that carry a link for late files, and what happens by itself."""

    _inherit = "print.late.link"

    def _mail(self):
        """Queue a mail with this link to whom it is for."""
        self.ensure_one()
        template = self.env.ref("print_portal.mail_template_late_link")
        # Whoever makes a link for a job may not read its order.
        order_sudo = self.job_id.order_id.sudo()
        sender = order_sudo._get_print_server()._get_stand_in().partner_id
        sender = sender or self.company_id.partner_id
        # Mail is a consequence of a step: who makes it may not read the whole order.
        template.sudo().send_mail(
            self.id,
            email_values={
                "author_id": sender.id,
                **({"email_from": sender.email_formatted} if sender.email else {}),
                "email_to": self.email,
            },
            email_layout_xmlid=LAYOUT,
        )
        order_sudo._hurry_mail()

    def _get_mail_subject(self):
        """Return the subject: number, what is asked for, the client's title."""
        job = self.job_id
        what = self.env._("files are awaited")
        if self.reminders:
            what = self.env._("files are still awaited")
        return " · ".join(filter(None, [job.name, what, job.title]))

    @api.model
    def _cron_run(self):
        """Send on what was left lying, then remind those who have sent nothing."""
        open_links = self.search(
            Domain("date_revoked", "=", False)
            & Domain("expires", ">", fields.Datetime.now())
            & Domain("job_id.status_id.code", "in", CLIENT_MENDS)
        ).filtered("is_open")
        for left, link in zip(
            range(len(open_links) - 1, -1, -1), open_links, strict=True
        ):
            if link._is_open():  # another one of the same job may just have been sent
                link._send_on()
            if link._is_open():
                link._remind()
            self.env["ir.cron"]._commit_progress(1, remaining=left)

    def _send_on(self):
        """Send what came an hour ago and longer: its holder has closed the page."""
        files = self._get_files()
        newest = max(files.mapped("date_received"), default=None)
        if not newest or newest > fields.Datetime.now() - QUIET or self._is_busy():
            return
        try:
            with self.env.cr.savepoint():
                self._submit()
        except UserError as refusal:
            # A form that has errors by now: the client reads them on his order.
            _logger.warning("Late files of %s: %s", self.job_id.name, refusal)

    def _is_busy(self):
        """Whether more is on its way; what was begun a day ago was given up."""
        since = fields.Datetime.now() - GIVEN_UP
        return any(upload.date_started > since for upload in self._get_unfinished())

    def _remind(self):
        """Ask once more after one, three and seven days without any file."""
        waited = (fields.Datetime.now() - self.create_date).days
        due = sum(days <= waited for days in REMIND_AFTER)
        if self.email and due > self.reminders and not self._get_files():
            self.reminders = due  # one mail, also after days without this cron
            self._mail()
