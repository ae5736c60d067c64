from odoo import fields, models


class PrintOrderType(models.Model):
    """Prepress work: its way of counting, its rules in words."""

    _inherit = "print.order.type"

    process = fields.Selection(
        selection_add=[("prepress", "Hours of prepress")],
        ondelete={"prepress": "set default"},
    )

    def _get_rule_sentences(self):
        _ = self.env._
        return {
            **super()._get_rule_sentences(),
            "R19W": _("%(press)s cannot perfect. Choose sheetwise."),
            "RW1": _(
                "Without fonts and linked pictures we replace what is missing. Keep it?"
            ),
        }

    def _get_result_words(self):
        return {**super()._get_result_words(), "prepress": self.env._("%s hours")}
