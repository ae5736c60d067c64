from markupsafe import Markup

from odoo import api, fields, models

from ..prepress import judge, judge_job
from .print_artwork_verdict import VERDICTS
from .print_finding import ERROR, ERRORS, GOOD, OPEN, REMARKS, UNBEGUN, UNKNOWN

# From the gravest: what a job is worth is what its worst file is.
BY_GRAVITY = (ERRORS, REMARKS, UNKNOWN, GOOD)
# Which reason of a return says in a word what was found.
REASONS = {
    "file_broken": ("opens", "repaired", "unknown_kind"),
    "fonts_missing": ("fonts_embedded", "fonts_type3", "package_fonts"),
    "links_missing": ("links_missing",),
    "no_bleed": ("bleed", "live_area", "R27"),
    "wrong_size": ("size", "size_percent", "sheet", "pages_alike", "trim_box"),
    "low_resolution": ("ppi_low", "ppi_ruling", "bitmap_low"),
    "wrong_inks": ("rgb", "rgb_untagged", "lab", "R10", "R11", "R29", "spots"),
    "page_count": ("page_count", "R21F", "R32"),
    "ink_limit": ("ink_total", "ink_uncoated", "ink_news"),
}


class PrintJob(models.Model):
    """What was found in the files of a job, and what follows from it."""

    _inherit = "print.job"

    finding_ids = fields.One2many(
        "print.finding",
        "job_id",
        string="Findings",
        readonly=True,
        domain=["|", ("artwork_id", "=", False), ("artwork_id.is_current", "=", True)],
    )
    verdict = fields.Selection(VERDICTS, compute="_compute_verdict", store=True)
    open_finding_count = fields.Integer(compute="_compute_verdict", store=True)

    is_unbegun = fields.Boolean(
        compute="_compute_is_unbegun",
        compute_sudo=True,
        help="Its files may still be mended.",
    )
    findings_html = fields.Html(
        compute="_compute_findings_html",
        sanitize=False,
        help="What somebody has still to decide on, at a glance.",
    )

    @api.depends("status_id", "resume_status_id")
    def _compute_is_unbegun(self):
        """A price may be agreed, or a job held, when the work is long done."""
        started = self.env["print.status"]._get("started").sequence
        for job in self:
            reached = job._get_reached_status().sequence
            job.is_unbegun = job.kind in UNBEGUN and reached < started

    @api.depends("finding_ids.state", "finding_ids.details")
    @api.depends_context("lang")
    def _compute_findings_html(self):
        row = Markup("<li>%s</li>")
        for job in self:
            findings = job._get_open_findings()
            rows = Markup().join(
                row % finding._get_staff_line() for finding in findings
            )
            job.findings_html = rows and Markup("<ul class='mb-0'>%s</ul>") % rows

    @api.depends(
        "artwork_ids.is_current",
        "artwork_ids.verdict",
        "finding_ids.state",
        "finding_ids.severity",
    )
    def _compute_verdict(self):
        for job in self:
            artwork = job._get_current_artwork()
            findings = job._get_findings()
            found = {*artwork.mapped("verdict")}
            if findings:
                found.add(findings._get_verdict())
            job.verdict = next((each for each in BY_GRAVITY if each in found), False)
            job.open_finding_count = len(
                findings.filtered(lambda finding: finding._is_open())
            )

    def _get_findings(self):
        """Return what was found in the files that are to be printed."""
        return self.finding_ids.filtered(
            lambda finding: not finding.artwork_id or finding.artwork_id.is_current
        )

    def _get_open_findings(self):
        """Return what somebody has still to decide on."""
        return self._get_findings().filtered(lambda finding: finding._is_open())

    # Judging --------------------------------------------------------------------------

    def _judge_files(self):
        """Compare the files of these jobs with their orders, and keep what is found.

        Files whose check is not done are left out; what only all files together tell
        waits for the last of them.
        """
        # A judgement is the shop's own; whoever causes it may not write it.
        for job in self.sudo():
            artwork = job._get_current_artwork()
            facts = artwork._get_file_facts()
            ordered = job.spec_id._get_ordered()
            profile = job.spec_id._get_preflight_profile()._get_profile()
            found = [
                (file, finding)
                for file, known in facts.items()
                for finding in judge(known, ordered, profile)
            ]
            if facts and len(facts) == len(artwork):
                together = judge_job(tuple(facts.values()), ordered, profile)
                found += [(artwork.browse(), finding) for finding in together]
            job._get_findings()._keep(job, found)
            judged = artwork.browse().concat(*facts)
            judged.date_judged = fields.Datetime.now()

    def _add_artwork(self, file, replaces=None):
        """Another file changes what all of them together tell."""
        before = self._get_current_artwork()
        artwork = super()._add_artwork(file, replaces=replaces)
        if artwork not in before:
            self._judge_files()
        return artwork

    def _revise_spec(self, spec):
        """Another order: the same files may be right for it."""
        result = super()._revise_spec(spec)
        self._judge_files()
        return result

    # What follows ---------------------------------------------------------------------

    @api.depends("artwork_ids.verdict", "verdict")
    def _compute_next_status(self):
        return super()._compute_next_status()

    def _get_file_blockers(self):
        """What stops a file stops its job, until it is replaced or waived."""
        return self._get_finding_blockers() + super()._get_file_blockers()

    def _get_gate_facts(self, rule):
        """A gate opened for some errors does not let others pass."""
        facts = super()._get_gate_facts(rule)
        if rule != "files":
            return facts
        errors = self._get_open_findings().filtered(lambda each: each.severity == ERROR)
        return [*facts, sorted(errors.mapped("rule"))]

    def _get_finding_blockers(self):
        """Return what in the files keeps the work from beginning, as sentences."""
        self.ensure_one()
        findings = self._get_open_findings()
        errors = findings.filtered(lambda finding: finding.severity == ERROR)
        if not errors:
            return []
        lines = [finding._get_line() for finding in errors[:1]]
        if len(errors) > 1:
            lines.append(self.env._("More of it: %s.", len(errors) - 1))
        return lines

    def action_return_findings(self):
        """Return these jobs with what was found: the reason is chosen already."""
        action = self.action_return()
        action["name"] = self.env._("Return with the findings")
        if reason := self._get_finding_reason():
            action["context"]["default_reason_id"] = reason.id
        return action

    def _get_finding_reason(self):
        """Return the ``print.reason`` that fits the gravest finding, if one does."""
        rules = self._get_open_findings().sorted("rank").mapped("rule")
        codes = [
            code for rule in rules for code, known in REASONS.items() if rule in known
        ]
        reasons = self.env["print.reason"]
        if not codes:
            return reasons
        return reasons.search(
            [("code", "=", codes[0]), ("kind", "=", "return")], limit=1
        )

    def action_waive_findings(self):
        """Ask prepress why the files may be printed as they are."""
        return self._get_open_findings().action_waive()

    def _portal_values(self):
        """Add what all files of the job together show."""
        together = self._get_findings().filtered(
            lambda each: not each.artwork_id and (self.is_unbegun or each.state != OPEN)
        )
        return {
            **super()._portal_values(),
            "findings": together._get_told_values(),
            "open_findings": self.open_finding_count,
        }
