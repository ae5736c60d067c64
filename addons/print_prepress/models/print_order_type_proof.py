from odoo import fields, models

from .print_proof import ANY, RULES


class PrintOrderType(models.Model):
    """Who approves the proofs of a kind of work, when its client says nothing."""

    _inherit = "print.order.type"

    proof_rule = fields.Selection(
        RULES, "Proofs are approved by", required=True, default=ANY
    )
    proof_quorum = fields.Integer("How many", default=2)

    _proof_quorum_positive = models.Constraint("CHECK (proof_quorum > 0)")
