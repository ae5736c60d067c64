from odoo import models


class PrintJob(models.Model):
    """When a judgement is news for the client."""

    _inherit = "print.job"

    def _judge_files(self):
        """Who has asked for it is told."""
        result = super()._judge_files()
        self.order_id._tell_verdict_later()
        return result
