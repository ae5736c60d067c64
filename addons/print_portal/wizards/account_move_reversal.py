from odoo import models


class AccountMoveReversal(models.TransientModel):
    _inherit = "account.move.reversal"

    def _prepare_default_reversal(self, move):
        """Keep the reason as it was put: the note names its invoice beside it.

        Core writes both into one sentence, in English where it has no translation.
        """
        values = super()._prepare_default_reversal(move)
        if move._is_print_paper():
            values["ref"] = self.reason
        return values
