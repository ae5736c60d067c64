"""Design and layout: hours from what is asked for and from what exists already."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from . import hours
from .drivers import Drivers
from .finding import STOP, Finding

TYPED_PAGE = 1800  # characters of one typed page


@dataclass(frozen=True, slots=True)
class Design(hours.Timed):
    """An order of design. All ``hours_*`` are the shop's estimates for one of each.

    Two drafts of a flyer, two pages in two languages:

    >>> Design(concepts=2, pages=2, languages=2, texts_state="final",
    ...     pictures_state="supplied", hours_concept=Decimal(1),
    ...     hours_page=Decimal("0.5")).hours()
    Decimal('4.0')

    >>> Design(concepts=2, pages=4, hours_concept=Decimal(2),
    ...     hours_page=Decimal("0.5")).formula()
    '2 × 2 + 4 × 0.5'
    """

    NEEDS: ClassVar = frozenset({"product_kind", "finished_format"})

    pages: int = 1
    languages: int = 1
    concepts: int = 1
    rounds: int = 2
    free_rounds: int = 0
    characters: int = 0
    pictures: int = 0
    texts_state: str = ""
    pictures_state: str = ""
    hours_concept: Decimal = Decimal(0)
    hours_page: Decimal = Decimal(0)
    hours_round: Decimal = Decimal(0)
    hours_typed_page: Decimal = Decimal(0)
    hours_picture: Decimal = Decimal(0)
    hours_fixed: Decimal = Decimal(0)

    @classmethod
    def from_values(cls, values: Mapping) -> "Design":
        kind = values.get("product_kind_data") or {}
        texts = values.get("texts_state_data")
        pictures = values.get("pictures_state_data")
        fixed = hours.total(values.get("brand_assets_data"), "hours")
        return cls(
            pages=values.get("pages") or 1,
            languages=len(values.get("languages") or ()) or 1,
            concepts=values.get("concepts") or 0,
            rounds=values.get("rounds") or 0,
            free_rounds=int(kind.get("free_rounds", 0)),
            characters=values.get("typed_characters") or 0,
            pictures=values.get("pictures_count") or 0,
            texts_state=values.get("texts_state") or "",
            pictures_state=values.get("pictures_state") or "",
            hours_concept=hours.number(kind, "hours_concept"),
            hours_page=hours.number(kind, "hours_page"),
            hours_round=hours.number(kind, "hours_round"),
            hours_typed_page=hours.number(texts, "hours_typed_page"),
            hours_picture=hours.number(pictures, "hours_picture"),
            hours_fixed=fixed + hours.number(values.get("deliverable_data"), "hours"),
        )

    def layouts(self) -> int:
        """Pages to lay out, over all languages."""
        return self.pages * self.languages

    def typed_pages(self) -> int:
        """Begun pages of 1 800 characters to type.

        >>> Design(characters=1801).typed_pages()
        2
        """
        return -(-self.characters // TYPED_PAGE)

    def paid_rounds(self) -> int:
        """Correction rounds beyond those that are free."""
        return max(self.rounds - self.free_rounds, 0)

    def drivers(self) -> Drivers:
        return self._timed(
            pages=self.pages,
            languages=self.languages,
            layouts=self.layouts(),
            concepts=self.concepts,
            rounds_paid=self.paid_rounds(),
            typed_pages=self.typed_pages(),
            pictures=self.pictures,
        )

    def findings(self) -> Iterator[Finding]:
        """R31: nobody can say how long it takes without knowing what exists."""
        if not (self.concepts and self.texts_state and self.pictures_state):
            yield Finding("R31", "rounds", STOP)

    def _steps(self) -> tuple[tuple[int, Decimal], ...]:
        return (
            (self.concepts, self.hours_concept),
            (self.layouts(), self.hours_page),
            (self.paid_rounds(), self.hours_round),
            (self.typed_pages(), self.hours_typed_page),
            (self.pictures, self.hours_picture),
            (1, self.hours_fixed),
        )
