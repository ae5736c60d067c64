import re

from odoo import models
from odoo.tools import get_lang

from ..estimate import PROCESSES

FRACTION = re.compile(r"\d+\.\d+")
QUANTITY = "copies"  # the field that most processes multiply by


class PrintOrderType(models.Model):
    """How the quantity of a job comes about, in words."""

    _inherit = "print.order.type"

    def _is_quantity_derived(self):
        """Whether the order line counts what follows from several fields."""
        self.ensure_one()
        return hasattr(PROCESSES[self.process], "formula")

    def _get_quantity_field(self):
        """Return the field of the form that says how many, empty without one."""
        self.ensure_one()
        code = getattr(PROCESSES[self.process], "QUANTITY", QUANTITY)
        return self._get_fields([code]).filtered(lambda field: field.kind == "integer")

    def _get_formula(self, spec):
        """Return how the quantity comes about, empty when it is just typed.

        A process with ``formula()`` has ``count()`` too. Its formula may name figures
        of ``drivers().counts`` in braces; each is told with its word.
        """
        self.ensure_one()
        if not self._is_quantity_derived():
            return ""
        process = self._get_process(spec.values or {})
        counts, words = process.drivers().counts, self._get_count_words()
        formula = process.formula().format_map(
            {
                name: word % counts[name]
                for name, word in words.items()
                if name in counts
            }
        )
        formula = self._localize_fractions(formula)
        if str(process.count()) == "0":
            return ""  # figures that cannot be read count nothing
        count = self._localize_fractions(str(process.count()))
        result = self._get_result_words()[self.process] % count
        if {"×", "+"} & set(formula):
            return f"{formula} = {result}"
        if process.count() == 1:
            return ""  # a single one needs no telling
        return result[:1].upper() + result[1:]

    def _localize_fractions(self, text):
        """Return ``text`` with its fractions as the user's language writes them."""
        point = get_lang(self.env).decimal_point
        return FRACTION.sub(lambda match: match[0].replace(".", point), text)

    def _get_count_words(self):
        """Return the words of the figures in formulas, by their name in ``counts``.

        Translations need no plural: "pages: 2" in languages that have several.
        """
        _ = self.env._
        return {
            "pages": _("%s pages"),
            "inks": _("%s inks"),
            "copies": _("%s copies"),
        }

    def _get_result_words(self):
        """Return how a process with a formula tells its result, by its code."""
        return {"plates": self.env._("%s plates")}

    def _get_quantity_unit(self, quantity=None):
        """Return what an order line of this work counts, beside its number.

        Translations need no plural; a single one is a piece, whatever it is.
        """
        self.ensure_one()
        if quantity == 1:
            return self.env._("pc")
        return self._get_quantity_units().get(self.process) or self.env._("pcs")

    def _get_quantity_units(self):
        """Return what order lines count, by process, where it is not pieces."""
        return {"plates": self.env._("plates")}
