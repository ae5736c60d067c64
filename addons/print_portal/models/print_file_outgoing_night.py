import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

_logger = logging.getLogger(__name__)

GATHER = timedelta(minutes=2)  # files that come one after the other are told together


class PrintFile(models.Model):
    """What happens by itself with files that we have put out."""

    _inherit = "print.file"

    @api.model
    def _tell_soon(self):
        """Let the client be told once no more files come."""
        cron = self.env.ref("print_portal.ir_cron_outgoing")
        # Who makes a step may not start jobs of the system.
        cron.sudo()._trigger(at=fields.Datetime.now() + GATHER)

    @api.model
    def _cron_outgoing(self):
        """Tell clients of what was put out, one mail an order; remove what is over."""
        untold = self.search(
            Domain("outgoing_job_id", "!=", False) & Domain("is_told", "=", False)
        )
        quiet = fields.Datetime.now() - GATHER
        for order, files in untold.grouped(
            lambda file: file.outgoing_job_id.order_id
        ).items():
            if max(files.mapped("date_received")) > quiet:
                self._tell_soon()
                continue
            order._tell_outgoing(files)
            files.is_told = True
            self.env["ir.cron"]._commit_progress(len(files))
        self._remove_over()

    @api.model
    def _remove_over(self):
        """Remove what was kept long enough, unless a job of the client uses it."""
        today = fields.Date.context_today(self)
        over = self.search(
            Domain("outgoing_job_id", "!=", False) & Domain("kept_until", "<", today)
        )
        for file in over:
            try:
                with self.env.cr.savepoint():
                    file.unlink()
            except UserError as refusal:
                _logger.info("Outgoing files: %s", refusal)
            else:
                self.env["ir.cron"]._commit_progress(1)
