from odoo import models


class PrintJob(models.Model):
    _inherit = "print.job"

    def _message_post_after_hook(self, message, msg_vals):
        """What is said at a job is news of its order."""
        result = super()._message_post_after_hook(message, msg_vals)
        self.sudo().order_id._add_news_of(message)  # its writer may not read the order
        return result
