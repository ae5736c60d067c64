from odoo import fields, models


class PrintOrderType(models.Model):
    """Design and layout: its way of counting, its rules in words."""

    _inherit = "print.order.type"

    process = fields.Selection(
        selection_add=[("design", "Hours of design")],
        ondelete={"design": "set default"},
    )

    def _get_rule_sentences(self):
        _ = self.env._
        return {
            **super()._get_rule_sentences(),
            "R31": _("Tell us what exists already: texts, pictures, logo."),
        }

    def _get_result_words(self):
        return {**super()._get_result_words(), "design": self.env._("%s hours")}
