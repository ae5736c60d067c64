from odoo import models


class PrintJob(models.Model):
    """A job whose price the client has still to accept."""

    _inherit = "print.job"

    def _get_blockers(self, status):
        """What is made does not leave before its price is agreed."""
        blockers = super()._get_blockers(status)
        # Who moves jobs may not read order lines.
        if status.kind in ("ready", "done") and self.line_id._get_asked():
            blockers.append(
                self.env._("Wait for the client: he has still to accept the price.")
            )
        return blockers

    def _notify_client(self):
        """A price to accept has a mail of its own, which says how much and why."""
        asked = self.filtered(
            lambda job: (
                job.sudo().status_id.code == "awaiting_price"
                and job.line_id._get_asked()
            )
        )
        return super(PrintJob, self - asked)._notify_client()
