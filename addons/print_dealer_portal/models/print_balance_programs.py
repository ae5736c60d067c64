from odoo import api, models

from ..plain_numbers import write_number


class PrintBalance(models.AbstractModel):
    """The balance as programs of dealers read it."""

    _inherit = "print.balance"

    @api.model
    def _get_program_values(self):
        """Return what the current user's company owes today, and may owe.

        :return: dict of ``balances``, one for each currency, and ``limit`` or None
        """
        user = self.env.user
        return {
            "balances": [_as_program(each) for each in self._get_balance(user)],
            "limit": self._get_program_limit(user),
        }

    def _get_program_limit(self, user):
        limit = self._get_limit(user)
        if not limit:
            return None
        currency = self.env.company.currency_id
        return {
            "currency": currency.name,
            "limit": write_number(limit["limit"], currency.decimal_places),
            "left": write_number(limit["left"], currency.decimal_places),
        }


def _as_program(balance):
    ledger = balance["ledger"]
    places = ledger.currency.decimal_places
    return {
        "currency": ledger.currency.name,
        **{
            name: write_number(balance[name], places)
            for name in ("debt", "due", "overdue", "credited")
        },
    }
