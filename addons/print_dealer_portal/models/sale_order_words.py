from odoo import models
from odoo.exceptions import UserError

from .sale_order_line_words import WORDS


class SaleOrder(models.Model):
    """References and notes of lines, as they are typed on the page of a basket."""

    _inherit = "sale.order"

    def _save_basket_form(self, typed):
        """Keep ``ref_<line id>`` and ``note_<line id>`` as well."""
        errors = super()._save_basket_form(typed)
        for line in self._get_portal_lines():
            texts = {
                kind: str(typed[name] or "")
                for kind in WORDS
                if (name := f"{kind}_{line.id}") in typed
            }
            for kind, text in texts.items():
                try:
                    line._take_line_words({kind: text})
                except UserError as refusal:
                    errors[f"{kind}_{line.id}"] = str(refusal)
        return errors

    def _restore_print_job(self, undo):
        line = super()._restore_print_job(undo)
        line._take_line_words(undo)
        return line
