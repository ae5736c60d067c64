from odoo import models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """Findings on the page of an order, and in the mail that returns it."""

    _inherit = "sale.order"

    def _accept_findings(self, finding_ids):
        """The user takes these remarks of this order as they are.

        :param finding_ids: those that the page has shown
        :raise AccessError: for an account that may only look
        :raise UserError: for what cannot be accepted, or is not there any more
        """
        self.ensure_one()
        findings = self.env["print.finding"].search(
            [("id", "in", list(finding_ids)), ("job_id.order_id", "=", self.id)]
        )
        self._check_may_be_changed()
        if not findings or len(findings) < len(set(finding_ids)):
            raise UserError(
                self.env._("The files were checked again meanwhile: look at it again.")
            )
        findings._accept()

    def _get_awaited_words(self, status, reason):
        """While we check, the client may already see and decide what was found."""
        lead, more, label = super()._get_awaited_words(status, reason)
        # Whoever may see the order may know how much is left to decide.
        count = sum(self.sudo().print_job_ids.mapped("open_finding_count"))
        if status.kind == "check" and count:
            more = self.env._(
                "Already found in the files: %s. Look at it below.", count
            )
        return lead, more, label

    def _get_mail_values(self):
        """Add what is to be mended, by job, where one is with the client."""
        values = super()._get_mail_values()
        # The mail is a consequence of the step, whoever takes it.
        returned = self.sudo().print_job_ids.filtered(
            lambda job: job.status_id.code == "returned"
        )
        values["findings"] = [
            {
                "title": job.title,
                "lines": [
                    {
                        "file": finding.artwork_id.name or "",
                        "text": finding._get_line(),
                        "tone": finding._portal_values()["tone"],
                    }
                    for finding in job._get_open_findings()
                ],
            }
            for job in returned
            if job._get_open_findings()
        ]
        return values
