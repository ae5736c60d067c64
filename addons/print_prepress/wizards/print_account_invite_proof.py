from odoo import fields, models


class PrintAccountInvite(models.TransientModel):
    """The right to approve covers proofs, too."""

    _inherit = "print.account.invite"

    can_approve = fields.Boolean(string="Approves baskets and proofs")
