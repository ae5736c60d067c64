"""What one file may cost to read."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

TOO_LARGE, TOO_DEEP, TOO_SLOW = "too_large", "too_deep", "too_slow"


class BudgetSpent(Exception):
    """A file asks for more than it is given; ``trouble`` says of what."""

    def __init__(self, trouble: str):
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(slots=True)
class Budget:
    """What is left for one file; each ``spend`` may raise :class:`BudgetSpent`.

    Work in Python ends by itself; a single call of a library in C does not, so that
    whoever inspects files of strangers gives the whole process its limits too.

    :param seconds: from now on
    :param pages: that a file may have, at most
    :param tokens: operators and operands of all content, as often as it is drawn
    :param content_bytes: of that content, as often as it is drawn
    :param objects: looked into: resources, fonts, colour spaces, annotations
    :param depth: of forms in forms, and of colour spaces on colour spaces
    :param stream_bytes: that one stream may decode to
    :param tell: called with (pages read, pages in all) as it goes on

    >>> Budget(tokens=10).spend(tokens=11)
    Traceback (most recent call last):
    prepress.budget.BudgetSpent: too_large
    """

    seconds: float = 30
    pages: int = 10_000
    tokens: int = 20_000_000
    content_bytes: int = 1 << 30
    objects: int = 2_000_000
    depth: int = 24
    stream_bytes: int = 128 << 20
    tell: Callable[[int, int], None] = lambda done, total: None  # noqa: E731
    _ends: float = field(init=False)

    def __post_init__(self):
        self._ends = time.monotonic() + self.seconds

    def spend(self, tokens: int = 0, objects: int = 0, content_bytes: int = 0):
        """Take from what is left, and look at the clock."""
        self.tokens -= tokens
        self.objects -= objects
        self.content_bytes -= content_bytes
        if min(self.tokens, self.objects, self.content_bytes) < 0:
            raise BudgetSpent(TOO_LARGE)
        if time.monotonic() > self._ends:
            raise BudgetSpent(TOO_SLOW)

    def go_down(self, depth: int):
        """Allow what lies ``depth`` levels below the page."""
        if depth > self.depth:
            raise BudgetSpent(TOO_DEEP)
