from odoo import models

NARROWEST_REM, WIDEST_REM = 8, 34
REM_A_CHARACTER = 0.6
ARROW_REM = 4  # padding of a list, and its arrow


class PrintSpecField(models.Model):
    _inherit = "print.spec.field"

    def _get_input_rem(self):
        """Return how wide the input is drawn: its width tells what is expected."""
        self.ensure_one()
        if self.kind == "date":
            return 12
        characters = self.range_max or WIDEST_REM / REM_A_CHARACTER
        if self.kind == "selection":
            labels = (
                f"{choice.name} · {choice.description or ''}"
                for choice in self.value_ids
            )
            characters = max(map(len, labels), default=0)
        width = characters * REM_A_CHARACTER + ARROW_REM
        return round(min(max(width, NARROWEST_REM), WIDEST_REM), 1)
