"""What is handed to a price call, and handed down to pricelist rules."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from .client_terms import ClientTerms
from .estimate import LinePrice


@dataclass(frozen=True, slots=True, eq=False)
class PriceRequest:
    """One job to price for one client; see ``print.spec._price_many``.

    Records are Odoo's: ``print.spec``, ``product.pricelist``, ``res.company``,
    ``res.currency``, ``product.product``.

    :param values: of the form instead of the spec's own, to price a ladder
    :param partner_id: id of the commercial partner, 0: a passer-by
    :param percent: what the pricelist's rule takes off
    :param order: jobs with the same one share ranges and thresholds of the order
    """

    spec: Any
    pricelist: Any
    company: Any
    currency: Any
    day: date
    product: Any = None
    partner_id: int = 0
    percent: Decimal = Decimal(0)
    order: Any = None
    values: dict | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PriceBatch:
    """Prices of order lines that were computed together, on their way to the lines.

    It travels in the context, so it is told from others by identity.

    :param prices: by id of the order line
    :param terms: of each client, by id of the commercial partner
    """

    prices: dict[Any, LinePrice] = field(default_factory=dict)
    terms: dict[int, ClientTerms] = field(default_factory=dict)
