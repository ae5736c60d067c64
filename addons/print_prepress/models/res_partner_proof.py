from odoo import fields, models

from .print_proof import RULES


class ResPartner(models.Model):
    """Who approves proofs at a client."""

    _inherit = "res.partner"

    proof_person_ids = fields.One2many(
        "print.proof.person",
        "partner_id",
        "Approvers of proofs",
        groups="base.group_user",
        help="Nobody here: whoever ordered approves.",
    )
    proof_rule = fields.Selection(
        RULES,
        "Proofs are approved by",
        groups="base.group_user",
        help="Empty: as the kind of work says.",
    )
    proof_quorum = fields.Integer("How many", default=2, groups="base.group_user")

    _proof_quorum_positive = models.Constraint(
        "CHECK (proof_quorum IS NULL OR proof_quorum > 0)"
    )
