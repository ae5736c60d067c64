from odoo import models

from .print_finding import NOTE


class PrintArtwork(models.Model):
    """A file of a job in the viewer, with what was found in it."""

    _inherit = "print.artwork"

    _view_letter = "a"
    _view_folder = "artwork"

    def _get_view_values(self, page):
        """Return what the page of the viewer shows of this file.

        :param int page: to begin with
        """
        order = self.job_id.order_id
        findings = self._get_shown_findings()
        values = self._get_view_page(
            page,
            back={"url": self._get_back_url(), "name": order.name},
            pins=findings._get_pins(),
        )
        return values | {
            "findings": findings._get_view_rows(),
            "order_url": self._get_back_url(),
        }

    def action_view_pages(self):
        """Button of staff."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"{self._get_view_url()}/view",
            "target": "new",
        }

    def _get_back_url(self):
        if self.env.user._is_internal():
            return f"/odoo/print.job/{self.job_id.id}"
        order = self.job_id.order_id
        return self.env["ir.http"]._get_print_url(f"/orders/{order.id}#jobs")

    def _get_shown_findings(self):
        """Return the findings that this user reads, page by page.

        Staff read all of them; a client what ``_get_judged_values`` tells him.
        """
        is_staff = self.env.user._is_internal()
        findings = self.finding_ids if is_staff else self._get_told_findings()
        findings = findings.filtered(lambda each: each.severity != NOTE)
        return findings.sorted(lambda each: (each.page or 0, each.rank, each.id))

    def _get_safe_mm(self):
        """The live area that the files of this work are judged by."""
        # Limits are the shop's; how far text has to stay is told with each finding.
        profile = self.sudo().job_id.spec_id._get_preflight_profile()._get_profile()
        figures = [limit.figure for limit in profile.of("live_area")]
        return max(figures, default=super()._get_safe_mm())
