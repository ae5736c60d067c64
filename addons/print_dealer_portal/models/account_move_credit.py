from odoo import models


class AccountMove(models.Model):
    """What is paid or credited lets orders go on that the credit limit has stopped."""

    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft)
        self.env["sale.order"]._refresh_credit_of(posted.commercial_partner_id)
        return posted
