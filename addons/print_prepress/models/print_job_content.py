from odoo import api, fields, models
from odoo.exceptions import UserError

from ..prepress import count_pages, count_separations
from .print_finding import ACCEPTED

MISMATCH = "ContentMismatch"  # PrintTalk Quote/@DeviationCause
SEPARATIONS = "R21F"  # what is billed, where pages are not
COUNT_RULES = ("page_count", SEPARATIONS)


class PrintJob(models.Model):
    """A file with more, or less, in it than was ordered: its price is asked first."""

    _inherit = "print.job"

    has_count_finding = fields.Boolean(compute="_compute_has_count_finding")

    @api.depends("finding_ids.state", "finding_ids.rule")
    def _compute_has_count_finding(self):
        for job in self:
            job.has_count_finding = bool(job._get_count_findings())

    def _get_count_findings(self):
        """Return what was found of another number of pages, plates or films."""
        return self._get_open_findings().filtered(lambda each: each.rule in COUNT_RULES)

    def _get_found_quantity(self):
        """Return how much work the files make, in the unit that it is billed in.

        None where pages alone do not say it, as with a printed run: there the client
        changes his order.
        """
        self.ensure_one()
        files = tuple(self._get_current_artwork()._get_file_facts().values())
        ordered = self.spec_id._get_ordered()
        process = self.order_type_id.process
        if process in ("plates", "films"):
            return count_separations(files, ordered) if ordered.separations else None
        if process == "digital_proof":
            copies = self.spec_id.values.get("copies") or 1
            return count_pages(files) * copies
        return None

    def action_propose_price(self):
        """Ask the client to accept the price of what is in his files, before work.

        What is not dearer, or within the shop's tolerance, holds at once.

        :raise UserError: where the files do not say how much work they are
        """
        self.ensure_one()
        self.check_access("write")
        findings = self._get_count_findings()
        quantity = self._get_found_quantity()
        if not findings or not quantity:
            raise UserError(
                self.env._(
                    "%s: the price follows from the order here. Change the order.",
                    self.name,
                )
            )
        # The client reads it in his language.
        lang = self.order_id._get_print_contact().lang
        worst = findings.sorted(lambda finding: finding.rule != SEPARATIONS)[:1]
        note = worst.with_context(lang=lang).sentence
        self.write(
            {
                "made_quantity": quantity,
                "deviation_cause": MISMATCH,
                "deviation_note": note,
            }
        )
        self.line_id._settle_final_price(cause=MISMATCH, note=note)

    def _accept_content(self):
        """The client has agreed to the price of what is in his files."""
        findings = self._get_count_findings()
        # A consequence of the price, not a right of whoever accepts it.
        findings.sudo().write(findings._prepare_decision(ACCEPTED))
