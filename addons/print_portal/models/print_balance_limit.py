from odoo import api, models

from ..ledger import Ledger


class PrintBalance(models.AbstractModel):
    """How much a client may owe, and what is left of it."""

    _inherit = "print.balance"

    @api.model
    def _get_limit(self, account):
        """Return how much ``account``'s company may owe, and what is left of it.

        The limit is core's, of the commercial partner, in the company's currency.
        Confirmed orders that no invoice asks for yet count as owed, as they do where
        work is stopped by it.

        :return: ``None`` without a limit, else dict of ``limit``, ``owed``,
            ``ordered`` and ``left``, amounts
        """
        # Whether there are limits at all is the shop's setting.
        company = self.env.company.sudo()
        # Accounts read no limits; this is the one of their own company.
        buyer = account._print_buyer().sudo().with_company(company)
        if not company.account_use_credit_limit or not buyer.credit_limit:
            return None
        owed, ordered = buyer.credit, buyer.credit_to_invoice
        return {
            "limit": buyer.credit_limit,
            "owed": owed,
            "ordered": ordered,
            "left": buyer.credit_limit - owed - ordered,
        }

    @api.model
    def _get_limit_values(self, account):
        """Return the limit as texts, ``None`` without one."""
        limit = self._get_limit(account)
        if not limit:
            return None
        # Any account reads the currency it is billed in.
        company = self.env.company.sudo()
        ledger = Ledger(company, company.currency_id)
        used = limit["owed"] + limit["ordered"]
        return {
            **{name: ledger.plain(amount) for name, amount in limit.items()},
            "has_orders": bool(limit["ordered"]),
            "is_reached": company.currency_id.compare_amounts(limit["left"], 0) <= 0,
            "share": min(max(round(100 * used / limit["limit"]), 0), 100),
            "label": self.env._(
                "%(used)s of %(limit)s are taken",
                used=ledger.format(used),
                limit=ledger.format(limit["limit"]),
            ),
        }
