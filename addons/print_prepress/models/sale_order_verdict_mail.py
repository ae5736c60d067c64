import hashlib
import json

from odoo import api, fields, models

PENDING = "print_prepress.verdicts"


class SaleOrder(models.Model):
    """What the check has found is told by mail, to who has asked for such mails."""

    _inherit = "sale.order"

    print_verdict_told = fields.Char(
        "Told of the check",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Digest of the files and findings of which the client was told last.",
    )

    def _tell_verdict_later(self):
        """Tell at the end of this transaction: more files of the order may follow."""
        pending = self.env.cr.precommit.data.setdefault(PENDING, set())
        if not pending:
            self.env.cr.precommit.add(self.env["sale.order"]._tell_pending)
        pending.update(self.ids)

    @api.model
    def _tell_pending(self):
        ids = self.env.cr.precommit.data.pop(PENDING, set())
        self.browse(ids).exists()._tell_verdict()
        self.env.flush_all()  # the flush of the commit is over by now

    def _tell_verdict(self):
        """Mail what was found when all files of these orders are checked.

        Once for the same bytes and findings: what was only decided is no news.
        """
        template = self.env.ref("print_prepress.mail_template_verdict")
        # Accounts may not read notices, nor write what was told.
        for order in self.sudo():
            told = order._get_verdict_digest()
            if not told or told == order.print_verdict_told:
                continue
            notice = order.env["print.notice"]._find(template, order.print_status_id)
            if notice._is_wanted_by(order._get_print_contact()):
                order.print_verdict_told = told
                order._send_print_mail(template)

    def _get_verdict_digest(self):
        """Return a digest of what was found in files that may still be mended.

        "" while one of them is not checked, or there are none.
        """
        jobs = self.print_job_ids.filtered("is_unbegun")
        artwork = jobs._get_current_artwork()
        if not artwork or not all(artwork.mapped("date_judged")):
            return ""
        found = [
            [
                job.id,
                sorted(job._get_current_artwork().mapped("checksum")),
                sorted(job._get_findings().mapped("rule")),
            ]
            for job in jobs.sorted("id")
        ]
        return hashlib.sha256(json.dumps(found).encode()).hexdigest()

    def _get_verdict_values(self):
        """Return what the mail says of each job.

        :return: list of dicts ``title``, ``findings`` of all files together, and
            ``files``, dicts ``name``, ``summary``, ``tone`` and ``findings``
        """
        # The mail goes to who ordered, whoever lets it be sent.
        return [
            {
                "title": job.title or job.name,
                "findings": job._portal_values()["findings"],
                "files": [
                    {"name": artwork.name, **artwork._get_judged_values()}
                    for artwork in job._get_current_artwork()
                ],
            }
            for job in self.sudo().print_job_ids.filtered("is_unbegun")
        ]
