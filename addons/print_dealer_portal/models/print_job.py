from odoo import models


class PrintJob(models.Model):
    """What was released for an order holds at the gates of its jobs, too."""

    _inherit = "print.job"

    def _get_limit_blockers(self):
        blockers = super()._get_limit_blockers()
        return [] if blockers and self.order_id._is_released() else blockers
