from decimal import Decimal

from odoo import models
from odoo.tools import get_lang

from ..amount_words import in_words


class ResCurrency(models.Model):
    _inherit = "res.currency"

    def _get_amount_in_words(self, amount):
        """Return ``amount`` in words, "" where papers of this language carry none."""
        self.ensure_one()
        exact = Decimal(str(self.round(amount)))
        return in_words(exact, self.name, get_lang(self.env).iso_code[:2])
