from odoo import fields, models


class PrintOrderType(models.Model):
    """Printed runs: the shop's presses as facts, the rules in words."""

    _inherit = "print.order.type"

    process = fields.Selection(
        selection_add=[("press_printing", "Printed run")],
        ondelete={"press_printing": "set default"},
    )

    def _get_facts(self, values, form=None, records=None):
        """Add every press of the shop's list, since "our choice" takes one of them."""
        form = form or self._get_form()
        facts = super()._get_facts(values, form, records)
        question = form.questions.get("process")
        if self.process == "press_printing" and question:
            offered = [each for each in question.choices.values() if each.is_offered]
            facts["process_options"] = {each.code: each.data for each in offered}
            facts["process_option_names"] = {each.code: each.name for each in offered}
        return facts

    def _get_rule_sentences(self):
        _ = self.env._
        return {
            **super()._get_rule_sentences(),
            "R03": _(
                "This size does not fit: at most %(w)s × %(h)s mm. Choose a smaller"
                " one."
            ),
            "R04": _(
                "A stitched booklet needs pages in fours: make it %(down)s or %(up)s."
            ),
            "R05": _("Pages come in pairs: make it %(up)s."),
            "R06": _(
                "This block is %(mm)s mm thick, too much for: %(binding)s. Have it"
                " glued."
            ),
            "R06T": _(
                "This block is %(mm)s mm thick, too thin for: %(binding)s. Have it"
                " stitched."
            ),
            "R07": _(
                "Flat %(fw)s × %(fh)s folded this way gives %(w)s × %(h)s, not your"
                " size."
            ),
            "R08": _(
                "Paper over 170 g may crack at the fold. Keep it without creasing?"
            ),
            "R09": _("Thin paper curls under lamination: take 130 g or more. Keep it?"),
            "RP1": _("Cover and insert go with a block: tick the block too."),
            "RP2": _(
                "What differs from copy to copy is printed digitally. Choose digital."
            ),
        }
