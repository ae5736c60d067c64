from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.print_portal.models.sale_order_mail import LAYOUT
from odoo.addons.print_portal.signed_link import sign_until
from odoo.tools.mail import formataddr

from .print_proof import WAITING
from .print_proof_approver import LIFETIME
from .print_proof_mail import PICTURE_SCOPE

REMIND_AFTER = (1, 3, 7)  # days without a decision


class PrintProofApprover(models.Model):
    """The mails that ask for a decision, and ask again."""

    _inherit = "print.proof.approver"

    def _tell(self):
        """Queue a mail to each of these people; links live from here on."""
        now = fields.Datetime.now()
        for row in self.sudo():  # mail is a consequence of the step
            if not row._is_reachable():
                continue
            row.write({"date_told": row.date_told or now, "expires": now + LIFETIME})
            row._mail()

    def _mail(self):
        self.ensure_one()
        order = self.job_id.order_id
        sender = order._get_print_server()._get_stand_in().partner_id
        sender = sender or self.company_id.partner_id
        self.env.ref("print_prepress.mail_template_proof").send_mail(
            self.id,
            email_values={
                "author_id": sender.id,
                **({"email_from": sender.email_formatted} if sender.email else {}),
                "email_to": formataddr((self.name, self.email)),
            },
            email_layout_xmlid=LAYOUT,
        )
        order._hurry_mail()

    def _get_mail_subject(self):
        """Return the subject: number, what is asked for, the client's title."""
        job = self.job_id
        text = self.env._("approve proof %s")
        if self.reminders:
            text = self.env._("proof %s still waits for you")
        return " · ".join(
            filter(None, [job.name, text % self.proof_id.version, job.title])
        )

    def _get_mail_values(self):
        """Return what the mail says: the proof as its page tells it, and the button.

        :return: dict of ``proof`` (see ``print.proof._portal_values``), ``url``,
            ``picture`` (address or ""), ``until`` and ``contact``
        """
        self.ensure_one()
        proof = self.proof_id
        return {
            "proof": proof._portal_values(approver=self),
            "url": self._get_url(),
            "picture": self._get_picture_url(),
            "until": "" if self.user_id else self._format_until(),
            "contact": self.job_id.order_id._get_contact_values(),
        }

    def _get_picture_url(self):
        """Return the address of the picture in the mail, "" where none is drawn.

        Mail programs have no login: the address is signed, and shows the first page of
        one file as long as the mail is of use.
        """
        file = self.proof_id.file_ids[:1]
        if not file.artwork_id._filter_previewed():
            return ""
        token = sign_until(self.env, PICTURE_SCOPE, file.id, self.expires)
        return f"{self.get_base_url()}/print/approval/picture/{token}"

    # Reminders ------------------------------------------------------------------------

    @api.model
    def _cron_remind(self):
        """Call in who stands in for the absent, then ask again where nobody answers."""
        proofs = self.env["print.proof"].search(
            [("state", "=", WAITING), ("job_id.status_id.code", "=", "awaiting_proof")]
        )
        for left, proof in zip(range(len(proofs) - 1, -1, -1), proofs, strict=True):
            proof._call_in_stand_ins(is_told=True)
            for row in proof.approver_ids:
                row._remind()
            self.env["ir.cron"]._commit_progress(1, remaining=left)

    def _remind(self):
        """Ask once more after one, three and seven days without a decision."""
        self.ensure_one()
        if not self._is_awaited() or not self._is_reachable() or not self.date_told:
            return
        waited = fields.Datetime.now() - self.date_told
        due = sum(timedelta(days=days) <= waited for days in REMIND_AFTER)
        if due > self.reminders:
            self.reminders = due  # one mail, also after days without this cron
            self._tell()

    def action_tell(self):
        """Button of staff: the mail was lost, or its link has expired."""
        self.job_id.check_access("write")
        self.filtered(lambda each: each._is_awaited())._tell()
