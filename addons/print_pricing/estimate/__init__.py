"""What a print job needs, and what that costs: plain Python, without a database.

Models turn a spec into one of the processes below, ask it for its drivers (what the
price multiplies) and for its findings (what contradicts itself in the order). A recipe
of components, each with the shop's tariffs, turns drivers into the rows of a price::

    job = Job(Recipe((Component("plates", TariffChoice.of([tariff])),)), drivers)
    price_one(job).net

Lengths are whole millimetres, quantities and money are exact: ``int`` or ``Decimal``.
What cannot be priced raises :class:`PriceError`: a code and its params; the sentence is
written where languages are known.
"""

from .breakdown import LinePrice, Row, client_view, minimum_charge, shows_amounts
from .choice import TariffChoice, TariffKey
from .codes import codes_needed, codes_read
from .component import Component, Recipe, Surcharge
from .discount import Client, Discount, Terms
from .design import Design
from .drivers import Drivers
from .films import Films
from .finding import ACCEPT, QUOTE, STOP, Finding
from .formula import Formula, compile_formula
from .ladder import find_bargain, find_quantities, reach_rung
from .money import price_total, round_half_up, round_money
from .pieces import Pieces
from .plates import Plates
from .price import (
    Job,
    price_for_clients,
    price_ladder,
    price_many,
    price_one,
    read_rungs,
)
from .price_error import FormulaError, NoPrice, PriceError
from .proofs import AnalogueProof, DigitalProof
from .scanning import Scanning
from .tariff import Remark, Tariff, TariffPrice, grid_problems, read_grid
from .prepress import Prepress
from .press_printing import PressPrinting
from .wide_format import WideFormat

PROCESSES = {
    "pieces": Pieces,
    "plates": Plates,
    "area": WideFormat,
    "films": Films,
    "analogue_proof": AnalogueProof,
    "digital_proof": DigitalProof,
    "scanning": Scanning,
    "design": Design,
    "prepress": Prepress,
    "press_printing": PressPrinting,
}

__all__ = [
    "ACCEPT",
    "AnalogueProof",
    "DigitalProof",
    "Films",
    "Scanning",
    "PROCESSES",
    "QUOTE",
    "STOP",
    "Client",
    "Component",
    "Discount",
    "Design",
    "Drivers",
    "Finding",
    "Formula",
    "FormulaError",
    "Job",
    "LinePrice",
    "NoPrice",
    "Pieces",
    "Plates",
    "PriceError",
    "Recipe",
    "Remark",
    "Row",
    "Surcharge",
    "Tariff",
    "TariffChoice",
    "TariffKey",
    "TariffPrice",
    "Terms",
    "Prepress",
    "PressPrinting",
    "WideFormat",
    "client_view",
    "compile_formula",
    "grid_problems",
    "minimum_charge",
    "price_for_clients",
    "price_ladder",
    "price_many",
    "price_one",
    "codes_needed",
    "codes_read",
    "price_total",
    "read_grid",
    "round_half_up",
    "round_money",
    "shows_amounts",
]
