from odoo import fields, models
from odoo.exceptions import UserError

# What is typed on a line of a basket, by the first part of the name of its field.
WORDS = {"ref": ("print_line_ref", 40), "note": ("print_line_note", 200)}


class SaleOrderLine(models.Model):
    """What a dealer says of one line: his own number for it, and a note."""

    _inherit = "sale.order.line"

    print_line_ref = fields.Char(
        "Your reference", help="The client's own number for this line."
    )
    print_line_note = fields.Char("Note on the line", help="In the client's words.")

    def _get_line_words(self):
        """Return what is said of this line: texts by the first part of their name."""
        self.ensure_one()
        return {kind: self[name] or "" for kind, (name, _max) in WORDS.items()}

    def _take_line_words(self, texts):
        """Keep what a dealer says of this line.

        :param texts: by the first part of their name; others are ignored
        :raise UserError: with a sentence, for a text that is too long
        """
        self.ensure_one()
        vals = {}
        for kind, (name, longest) in WORDS.items():
            if kind not in texts:
                continue
            text = " ".join(texts[kind].split())
            if len(text) > longest:
                raise UserError(
                    self.env._(
                        "%(field)s: shorten it to %(max)s characters.",
                        field=self._fields[name]._description_string(self.env),
                        max=longest,
                    )
                )
            if text != (self[name] or ""):
                vals[name] = text
        if vals:
            self.with_context(tracking_disable=True).write(vals)

    def _get_undo_values(self):
        return {**super()._get_undo_values(), **self._get_line_words()}

    def _portal_values(self, sees_money):
        return {**super()._portal_values(sees_money), "words": self._get_line_words()}

    def _get_sealed_facts(self):
        words = self._get_line_words()
        return [*super()._get_sealed_facts(), *filter(None, words.values())]
