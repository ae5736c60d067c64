"""What is counted apart in a balance: one company of the shop, one currency."""

from dataclasses import dataclass

from odoo.models import BaseModel
from odoo.tools.misc import formatLang

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Ledger:
    """Amounts of one company of the shop, in one currency.

    :param company: ``res.company``, as superuser: it is named to who has no right on it
    :param currency: ``res.currency``
    """

    company: BaseModel
    currency: BaseModel

    @property
    def key(self):
        """A name for addresses and fields of forms."""
        return f"{self.company.id}-{self.currency.id}"

    def plain(self, amount):
        """Return ``amount`` as a text without its currency, zero without a sign."""
        digits = self.currency.decimal_places
        return self._sign(
            amount, lambda size: formatLang(self.currency.env, size, digits=digits)
        )

    def format(self, amount):
        """Return ``amount`` as a text with its currency, zero without a sign."""
        return self._sign(amount, self.currency.format)

    def _sign(self, amount, write):
        rounded = self.currency.round(amount)
        text = write(abs(rounded))
        return f"{MINUS}{text}" if rounded < 0 else text
