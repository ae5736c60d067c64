"""What a rule is: something to measure, and how its figures compare with a limit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ..facts import Box
from ..finding import Finding
from ..ordered import Ordered
from ..profile import Profile

ANY = "any"  # found is enough
AT_LEAST = "at_least"
AT_MOST = "at_most"

PAGES = 500  # numbers of pages that a finding keeps
NAMES = 8  # names that a finding tells


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule found a figure: on ``pages``, in ``box`` of the first of them."""

    pages: tuple[int, ...] = ()
    box: Box | None = None
    value: float | None = None
    name: str = ""  # of the font, the ink, the layer
    facts: dict[str, str] = field(default_factory=dict)


def _as_it_is(figure: float, _ordered: Ordered) -> float:
    return figure


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue.

    ``measure`` yields the :class:`Place` s of a file; of all files of the job, where
    ``of_job``. ``limit`` turns the figure of a profile into what this order allows.
    """

    code: str
    measure: Callable[..., Iterable[Place]]
    compare: str = ANY
    unit: str = ""
    of_job: bool = False
    limit: Callable[[float, Ordered], float] = _as_it_is

    def has_figure(self) -> bool:
        """Whether a profile has to say from which figure on."""
        return self.compare != ANY

    def judge(self, subject, ordered: Ordered, profile: Profile) -> list[Finding]:
        """Return a finding for each severity that this rule finds broken.

        Each place counts once, for the gravest limit that it breaks.
        """
        limits = profile.of(self.code)
        if not limits:
            return []
        allowed = [self.limit(limit.figure, ordered) for limit in limits]
        broken: list[list[Place]] = [[] for _limit in limits]
        for place in self.measure(subject, ordered):
            for figure, places in zip(allowed, broken, strict=True):
                if self._is_broken(place.value, figure):
                    places.append(place)
                    break
        return [
            self._tell(places, limit.severity, figure)
            for limit, figure, places in zip(limits, allowed, broken, strict=True)
            if places
        ]

    def _is_broken(self, value, figure) -> bool:
        if self.compare == AT_LEAST:
            return value < figure
        if self.compare == AT_MOST:
            return value > figure
        return True

    def _tell(self, places, severity, figure) -> Finding:
        """Return one finding for all ``places``; it shows the worst of them."""
        worst = places[0]
        if self.has_figure():
            choose = min if self.compare == AT_LEAST else max
            worst = choose(places, key=lambda place: place.value)
        facts = dict(worst.facts)
        if names := list(dict.fromkeys(place.name for place in places if place.name)):
            facts["names"] = ", ".join(names[:NAMES])
            if len(names) > NAMES:
                facts["names"] += " …"
        pages = sorted({page for place in places for page in place.pages})
        return Finding(
            self.code,
            severity,
            pages=tuple(pages[:PAGES]),
            page=worst.pages[0] if worst.pages else None,
            box=worst.box,
            value=worst.value,
            limit=figure if self.has_figure() else None,
            facts=facts,
        )
