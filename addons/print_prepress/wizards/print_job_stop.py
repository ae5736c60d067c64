from odoo import api, models


class PrintJobStop(models.TransientModel):
    """The client reads what was found in his files, too: it need not be typed."""

    _inherit = "print.job.stop"

    @api.depends("job_ids")
    def _compute_preview(self):
        result = super()._compute_preview()
        for wizard in self.filtered(lambda wizard: wizard.kind == "return"):
            jobs = wizard.job_ids
            # Who stops a job may not see its order, only how its reader is addressed.
            lang = jobs.order_id.sudo()[:1]._get_print_contact().lang
            findings = jobs._get_open_findings().with_context(lang=lang)
            if findings:
                lines = [f"• {finding._get_line()}" for finding in findings]
                wizard.preview = "\n".join([wizard.preview or "", *lines]).strip()
        return result
