"""Names of spot colours: each name in an order or a file is a separation of its own."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from .finding import STOP, Finding

MAKERS = (("pms", "pantone"),)  # what one maker's book is also called
# Letters behind the number tell the paper of the book's page, not another ink:
# C, U, M of Pantone with their older forms, K, N, Z, E of HKS.
PAPER = re.compile(r"(?<=\d)(cvc|cvu|cv|cp|up|[cum])$|(?<=^hks\d\d)[knze]$")


def ink_of(name: str) -> str:
    """Return what stays the same however an ink of a book is written.

    >>> ink_of("PANTONE 286 C") == ink_of("Pms 286U")
    True
    >>> ink_of("HKS 43 K"), ink_of("Varnish")
    ('hks43', 'varnish')
    """
    plain = re.sub(r"[\s._-]+", "", name.casefold())
    for short, maker in MAKERS:
        plain = re.sub(rf"^{short}(?=\d)", maker, plain)
    return PAPER.sub("", plain)


def twin_findings(names: Iterable[str]) -> Iterator[Finding]:
    """R11: two names of what is most likely one ink.

    >>> [each.params for each in twin_findings(("PANTONE 286 C", "PANTONE 286 CVC"))]
    [{'a': 'PANTONE 286 C', 'b': 'PANTONE 286 CVC'}]
    """
    for one, other in combinations(names, 2):
        if ink_of(one) == ink_of(other):
            yield Finding("R11", "separations", STOP, {"a": one, "b": other})
            return
