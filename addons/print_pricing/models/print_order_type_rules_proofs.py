from odoo import fields, models


class PrintOrderType(models.Model):
    """Analogue and digital proofs in words."""

    _inherit = "print.order.type"

    process = fields.Selection(
        selection_add=[
            ("analogue_proof", "Analogue proofs"),
            ("digital_proof", "Digital proofs"),
        ],
        ondelete={"analogue_proof": "set default", "digital_proof": "set default"},
    )

    def _get_rule_sentences(self):
        _ = self.env._
        return {
            **super()._get_rule_sentences(),
            "R22": _(
                "%(system)s takes positive films. Order films with the proof, or"
                " change it."
            ),
            "R22N": _(
                "%(system)s takes negative films. Order films with the proof, or"
                " change it."
            ),
            "R22S": _(
                "The proof takes %(need)s films, you bring %(n)s. Order films with the"
                " proof."
            ),
            "R23": _(
                "%(a)s is not for this paper (%(b)s): colours will differ. Keep it?"
            ),
            "R24": _("A contract proof is made 1:1 with the control strip."),
            "R24L": _(
                "A contract proof carries its measured values: choose label or PDF."
            ),
            "R24M": _("A contract proof is made on certified paper: choose another."),
        }

    def _get_result_words(self):
        proofs = self.env._("%s proofs")
        return {
            **super()._get_result_words(),
            "analogue_proof": proofs,
            "digital_proof": proofs,
        }

    def _get_quantity_units(self):
        proofs = self.env._("proofs")
        return {
            **super()._get_quantity_units(),
            "analogue_proof": proofs,
            "digital_proof": proofs,
        }
