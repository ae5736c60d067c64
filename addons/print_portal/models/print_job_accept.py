from odoo import api, fields, models
from odoo.exceptions import UserError


class PrintJob(models.Model):
    """The buttons by which staff accept and certify all files of a job at once."""

    _inherit = "print.job"

    is_acceptable = fields.Boolean(
        compute="_compute_is_acceptable", help="Has files that nobody accepted yet."
    )
    is_certifiable = fields.Boolean(
        compute="_compute_is_acceptable", help="Has accepted files to certify."
    )

    @api.depends(
        "artwork_ids.state", "artwork_ids.is_current", "artwork_ids.is_certified"
    )
    @api.depends_context("uid")
    def _compute_is_acceptable(self):
        is_prepress = self.env.user.has_group("print_portal.group_prepress")
        for job in self:
            files = job._get_current_artwork()
            is_open = job.kind not in ("done", "cancel")
            job.is_acceptable = is_open and "checking" in files.mapped("state")
            job.is_certifiable = (
                is_open
                and is_prepress
                and bool(files)
                and not any(file._awaits_acceptance() for file in files)
                and not all(files.mapped("is_certified"))
            )

    def action_accept_files(self):
        """Say that the files of these jobs may be printed."""
        self.check_access("write")
        if not self._get_current_artwork()._accept():
            raise UserError(self.env._("No file here waits to be accepted."))

    def action_certify_files(self):
        """Vouch for the files of these jobs as they are."""
        self.check_access("write")
        files = self._get_current_artwork().filtered(lambda file: not file.is_certified)
        if not files:
            raise UserError(self.env._("No file here waits to be certified."))
        files._certify()
