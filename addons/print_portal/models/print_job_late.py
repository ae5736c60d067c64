from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from ..file_names import same_file
from .print_job import CLIENT_MENDS


class PrintJob(models.Model):
    """Files that come after the order, while it waits for them."""

    _inherit = "print.job"

    late_link_ids = fields.One2many(
        "print.late.link",
        "job_id",
        string="Links for late files",
        readonly=True,
        groups="print_portal.group_prepress,sales_team.group_sale_salesman",
    )
    is_awaiting_files = fields.Boolean(compute="_compute_is_awaiting_files")

    def _compute_is_awaiting_files(self):
        for job in self:
            job.is_awaiting_files = job.status_id.code in CLIENT_MENDS

    # Files one by one ----------------------------------------------------------------

    def _take_file(self, file):
        """Let ``file`` be printed in this job, which is with the client.

        A current file of the same name, as people tell names apart, is replaced by it
        and kept as an older version.

        :param file: ``print.file`` of the client
        :return: the current ``print.artwork``
        :raise UserError: when the job is not with the client any more
        """
        self.ensure_one()
        job = self.sudo()  # accounts change a job through its doors only
        job._check_is_with_client()
        older = job._get_current_artwork().filtered(
            lambda artwork: same_file(artwork.name, file.name)
        )
        artwork = job._add_artwork(file, older)
        job.spec_id.file_ids = job.spec_id.file_ids - older.file_id | file
        return artwork

    def _drop_file(self, file):
        """Take ``file`` back; what it took the place of is to be printed again.

        :raise UserError: when the job is not with the client any more
        """
        self.ensure_one()
        job = self.sudo()  # accounts change a job through its doors only
        job._check_is_with_client()
        dropped = job._get_current_artwork().filtered(
            lambda artwork: artwork.file_id == file
        )
        older = (job.artwork_ids - job._get_current_artwork()).filtered(
            lambda artwork: any(
                artwork.version == new.version - 1 and same_file(artwork.name, new.name)
                for new in dropped
            )
        )
        dropped.is_current = False
        older[:1].is_current = True
        job.spec_id.file_ids = job.spec_id.file_ids - file | older[:1].file_id

    def _send_files(self):
        """All files are here: send this job to us.

        :raise UserError: when none has come, or the job is not with the client
        """
        self.ensure_one()
        job = self.sudo()  # accounts change a job through its doors only
        job._check_is_with_client()
        if job.spec_id._get_first_status() == "awaiting_files":
            raise UserError(self.env._("Add at least one file, then send it."))
        job._resubmit()

    # Links ---------------------------------------------------------------------------

    def _open_late_link(self, email="", days=30, note=""):
        """Return a new link for the files of this job, mailed to ``email`` if given.

        :raise AccessError: for an account that may not act on the order
        :raise UserError: with the way out
        """
        self.ensure_one()
        user = self.env.user
        if user.share:
            self.order_id._check_may_be_changed()
        else:
            self.check_access("write")
        # Who works on jobs may not read orders.
        person = self.order_id.sudo()._get_print_contact()
        is_own = email and email_normalize(email) == person.email_normalized
        link_sudo = self.env["print.late.link"]._open(
            self, user, email, days, note, contact=person if is_own else None
        )
        if link_sudo.email:
            link_sudo._mail()
        return link_sudo

    def _revoke_late_link(self, link_id):
        """Let a link of this job work no more.

        :raise AccessError: for an account that may not act on the order
        """
        self.ensure_one()
        self.order_id._check_may_be_changed()
        links_sudo = self.sudo().late_link_ids  # accounts have no right on links
        links_sudo.filtered(lambda link: link.id == link_id)._revoke()

    def _ensure_late_link(self, contact):
        """Return the link that mails to ``contact`` carry, as superuser, or none.

        :param contact: ``res.partner`` of the client
        """
        self.ensure_one()
        job = self.sudo()  # a consequence of the mail, whoever lets it go out
        links = job.late_link_ids.filtered(lambda link: link.partner_id == contact)
        if known := links.filtered("is_open")[:1]:
            return known
        account = job.order_id._get_late_account(contact)
        if not account or not job.partner_id.print_client_id:
            return links.browse()
        return links._open(job, account, contact.email or "", contact=contact)

    def _tell_late_files(self, link, files):
        """Tell whoever ordered that files came by a link, unless they are his own.

        :param link: ``print.late.link``
        :param files: ``print.file``
        """
        self.ensure_one()
        job = self.sudo()  # who holds a link sees nothing of the order
        names = ", ".join(files.mapped("name"))
        job._message_log(
            body=self.env._(
                "Sent by link (%(to)s): %(files)s",
                to=link.email or link.account_id.name,
                files=names,
            )
        )
        contact = job.order_id._get_print_contact()
        if link.partner_id != contact:
            order = job.order_id.with_context(print_late_files=names)
            order._send_print_mail(
                self.env.ref("print_portal.mail_template_late_received")
            )

    def action_ask_files(self):
        """Ask whom to send a link for late files."""
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for files"),
            "res_model": "print.late.link.ask",
            "view_mode": "form",
            "target": "new",
            "context": {"default_job_id": self.id},
        }
