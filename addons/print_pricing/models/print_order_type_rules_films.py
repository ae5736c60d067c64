from odoo import fields, models


class PrintOrderType(models.Model):
    """Film output in words."""

    _inherit = "print.order.type"

    process = fields.Selection(
        selection_add=[("films", "Films")], ondelete={"films": "set default"}
    )

    def _get_rule_sentences(self):
        _ = self.env._
        return {
            **super()._get_rule_sentences(),
            "FI1": _("Choose at least one ink, or name a spot colour."),
            "FI2": _("Enter how many forms your scheme makes, one for each side."),
            "R13P": _(
                "%(name)s: usual is up to %(max)s lpi, you chose %(lpi)s. Keep it?"
            ),
            "R14": _(
                "%(purpose)s: the emulsion is usually on the other side. Keep yours?"
            ),
            "R14P": _(
                "%(purpose)s: films usually have the other polarity. Keep yours?"
            ),
            "R15": _("The page with marks needs %(w)s × %(h)s mm of film."),
            "R15W": _("Film is %(max)s mm wide at most: %(film)s mm cannot be made."),
        }

    def _get_count_words(self):
        _ = self.env._
        return {
            **super()._get_count_words(),
            "forms": _("%s forms"),
            "black_pages": _("%s in black only"),
            "sets": _("%s sets"),
        }

    def _get_result_words(self):
        return {**super()._get_result_words(), "films": self.env._("%s films")}

    def _get_quantity_units(self):
        return {**super()._get_quantity_units(), "films": self.env._("films")}
