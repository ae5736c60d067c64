from odoo import api, fields, models

from .print_finding import ERRORS, GOOD, OPEN, REMARKS, UNKNOWN

VERDICTS = [
    (UNKNOWN, "Not checked yet"),
    (GOOD, "Good to print"),
    (REMARKS, "Remarks to decide on"),
    (ERRORS, "Cannot be printed like this"),
]


class PrintArtwork(models.Model):
    """What the check of a file says about printing it in this job."""

    _inherit = "print.artwork"

    finding_ids = fields.One2many(
        "print.finding", "artwork_id", string="Findings", readonly=True
    )
    date_judged = fields.Datetime("Judged on", readonly=True)
    verdict = fields.Selection(VERDICTS, compute="_compute_verdict", store=True)

    @api.depends("date_judged", "finding_ids.state", "finding_ids.severity")
    def _compute_verdict(self):
        for artwork in self:
            if not artwork.date_judged:
                artwork.verdict = UNKNOWN
            else:
                artwork.verdict = artwork.finding_ids._get_verdict()

    def _judge(self):
        """Compare what is in these files with what was ordered.

        Called when a file was checked, and whenever order or limits change. Old
        versions keep what was found in them.
        """
        self.job_id._judge_files()

    def write(self, vals):
        """What is not printed any more does not count either."""
        result = super().write(vals)
        if "is_current" in vals:
            self.job_id._judge_files()
        return result

    def _awaits_acceptance(self):
        """What the check finds good needs no person; everything else does."""
        return super()._awaits_acceptance() and self.verdict != GOOD

    def _portal_values(self):
        """Add what the check has found, see ``_get_judged_values``."""
        return {**super()._portal_values(), "judged": self._get_judged_values()}

    def _get_judged_values(self):
        """Return what a client reads of the check of this file.

        Once the work has begun, only what was decided is still told.

        :return: see ``print.finding._get_judged_values``, and ``is_replaceable``
        """
        self.ensure_one()
        is_begun = not self.job_id.is_unbegun
        findings = self._get_told_findings()
        verdict = UNKNOWN if is_begun else self.verdict
        words = self._get_content_words()
        return {
            **findings._get_judged_values(verdict, words),
            "is_replaceable": not is_begun and verdict in (REMARKS, ERRORS),
        }

    def _get_told_findings(self):
        """Return what a client reads of the check of this file."""
        findings = self.finding_ids
        if self.job_id.is_unbegun:
            return findings
        decided = findings.filtered(lambda finding: finding.state != OPEN)
        return decided.with_prefetch(findings._prefetch_ids)

    def _get_file_facts(self):
        """Return what is known of the bytes of these files.

        :return: dict of ``print.artwork`` to ``FileFacts``, without what nobody has
            read yet
        """
        checks = self.env["print.preflight"].sudo()  # accounts read no checks
        found = checks._find(list(set(self.mapped("checksum"))))
        facts = {check.checksum: check._get_facts() for check in found}
        return {
            artwork: facts[artwork.checksum]
            for artwork in self
            if facts.get(artwork.checksum)
        }
