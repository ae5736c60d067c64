from decimal import Decimal

from odoo import models


class ResCurrency(models.Model):
    _inherit = "res.currency"

    def _get_print_rate(self, currency, company, day):
        """Return what one unit of this currency is worth in ``currency``.

        :return: exact number, or None where the company has no rate: core would take
            one for one, and sell a job for a tenth of its price
        """
        self.ensure_one()
        if self == currency:
            return Decimal(1)
        for each in self | currency:
            if not each._has_print_rate(company):
                return None
        return Decimal(str(self._get_conversion_rate(self, currency, company, day)))

    def _has_print_rate(self, company):
        """Whether ``company`` knows what this currency is worth."""
        self.ensure_one()
        if self == company.currency_id:
            return True
        root = company.root_id
        # Rates are for accountants; that there is one may be known to all.
        return any(
            rate.company_id in (root, root.browse()) for rate in self.sudo().rate_ids
        )
