"""Films: how many a job needs, how large they are, and what contradicts itself.

One film for each ink of each page. What each use of films takes (polarity, side of the
emulsion, ruling) is kept with the choices of the shop's form.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from .drivers import Drivers
from .finding import ACCEPT, QUOTE, STOP, Finding
from .reading import fits, names, number, pair, say_size, size
from .screen import RULINGS, too_few_tones
from .spots import twin_findings

CMYK = ("C", "M", "Y", "K")
SINGLE_PAGES = "single"
BY_SHOP = "by_shop"
BY_SCHEME = "by_scheme"  # known before it is made: forms are counted from it
IMPOSED_BY_US = (BY_SHOP, BY_SCHEME)
FIT = "fit"  # film cut to the page and its marks
MARKS_MM = 7  # register and corner marks, outside the bleed
BORDER_MM = 15  # around a page when the film is cut to fit


@dataclass(frozen=True, slots=True)
class Films:
    """An order of films. Lengths in mm, rulings in lpi.

    >>> Films(pages=2).count()
    8

    Sixteen pages in four inks, and ninety-six in black only:

    >>> job = Films(pages=16, black_pages=96)
    >>> job.count(), job.formula()
    (160, '{pages} × {inks} + {black_pages}')

    The film is cut to the page with 15 mm on each side:

    >>> Films(page=(210, 297)).film_size()
    (240, 327)
    """

    NEEDS: ClassVar = frozenset({"finished_width", "finished_height"})

    pages: int = 1
    black_pages: int = 0
    inks: tuple[str, ...] = CMYK
    spots: tuple[str, ...] = ()
    copies: int = 1
    imposition: str = SINGLE_PAGES
    forms: int = 0
    page: tuple[int, int] | None = None
    bleed_mm: int = 3
    film_format: str = FIT
    film: tuple[int, int] | None = None
    recorder_mm: int | None = None
    purpose_name: str = ""
    polarity: str = ""
    reading: str = ""
    usual: tuple[str, str] = ("", "")  # polarity and reading of this purpose
    screen_ruling: int | None = None
    max_ruling: int | None = None
    ruled_by: str = ""  # the paper or the purpose that limits the ruling
    output_resolution: int | None = None
    is_am: bool = True
    is_trapped: bool = False

    @classmethod
    def from_values(cls, values: Mapping) -> "Films":
        purpose = values.get("purpose_data") or {}
        paper = values.get("paper_data") or {}
        limit = paper if paper.get("max_ruling") else purpose
        chosen = values.get("film_format_data") or {}
        return cls(
            pages=values.get("pages") or 1,
            black_pages=values.get("black_pages") or 0,
            inks=tuple(values.get("inks") or ()),
            spots=names(values.get("separations")),
            copies=values.get("copies") or 1,
            imposition=values.get("imposition") or SINGLE_PAGES,
            forms=values.get("forms") or 0,
            page=size(values.get("finished_width"), values.get("finished_height")),
            bleed_mm=values.get("bleed") or 0,
            film_format=values.get("film_format") or FIT,
            film=size(values.get("film_width"), values.get("film_height"))
            or pair(chosen.get("size")),
            recorder_mm=chosen.get("recorder_mm"),
            purpose_name=values.get("purpose_name") or "",
            polarity=values.get("polarity") or "",
            reading=values.get("reading") or "",
            usual=(purpose.get("polarity", ""), purpose.get("reading", "")),
            screen_ruling=number(values.get("screen_ruling")),
            max_ruling=limit.get("max_ruling"),
            ruled_by=values.get("paper_name" if limit is paper else "purpose_name", ""),
            output_resolution=number(values.get("output_resolution")),
            is_am=(values.get("screening_type") or "AM") == "AM",
            is_trapped=values.get("trap") == "by_shop",
        )

    def is_imposed(self) -> bool:
        return self.imposition != SINGLE_PAGES

    def units(self) -> int:
        """What gets a set of separations: pages, or forms of imposed sheets."""
        return max(self.forms, 1) if self.is_imposed() else self.pages

    def ink_count(self) -> int:
        return len(self.inks) + len(self.spots)

    def set_count(self) -> int:
        """Films of one set of the whole job."""
        black = 0 if self.is_imposed() else self.black_pages
        return self.units() * self.ink_count() + black

    def count(self) -> int:
        """Films to make: pages × inks, in ``copies`` identical sets."""
        return self.set_count() * self.copies

    def film_size(self) -> tuple[int, int] | None:
        """Width and height of one film in mm; nothing while it is not known.

        A bleed above 8 mm moves the marks further out than the usual border.
        """
        if self.film_format != FIT or not self.page:
            return self.film
        border = 2 * max(BORDER_MM, self.bleed_mm + MARKS_MM)
        return self.page[0] + border, self.page[1] + border

    def needed_size(self) -> tuple[int, int] | None:
        """The page with its bleed and marks, in mm.

        >>> Films(page=(210, 297)).needed_size()
        (230, 317)
        """
        if not self.page:
            return None
        border = 2 * (self.bleed_mm + MARKS_MM)
        return self.page[0] + border, self.page[1] + border

    def one_film_cm2(self) -> Decimal:
        """Area of one film, for a rate by area and its smallest billed film.

        >>> Films(film_format="A4", film=(230, 320)).one_film_cm2()
        Decimal('736.00')
        """
        width, height = self.film_size() or (0, 0)
        return Decimal(width * height).scaleb(-2)

    def drivers(self) -> Drivers:
        films = self.count()
        process_set = self.units() if set(CMYK) <= set(self.inks) else 0
        return Drivers(
            quantity=Decimal(films),
            unit="film",
            pieces=max(films, 1),
            counts={
                "films": films,
                "pages": self.pages,
                "forms": self.forms,
                "black_pages": self.black_pages,
                "inks": self.ink_count(),
                "spots": len(self.spots),
                "sets": self.copies,
                # A shop that bills four-colour sets takes these, and what is beside.
                "cmyk_sets": process_set * self.copies,
                "films_beside_sets": films - 4 * process_set * self.copies,
                "first_films": self.set_count(),
                "duplicate_films": films - self.set_count(),
                "one_film_cm2": self.one_film_cm2(),
                "film_cm2": self.one_film_cm2() * films,
                "fm_films": 0 if self.is_am else films,
                "trapped_pages": self.pages if self.is_trapped else 0,
                "imposed_forms": (
                    self.units() if self.imposition in IMPOSED_BY_US else 0
                ),
            },
        )

    def findings(self) -> Iterator[Finding]:
        if not self.set_count():
            yield Finding("FI1", "inks", STOP)
        if self.is_imposed() and not self.forms:
            # Only the client knows what his file makes; ours is planned and priced, and
            # whoever reads a scheme says why it does not tell.
            if self.imposition == BY_SHOP:
                yield Finding("R35", "imposition", QUOTE)
            elif self.imposition != BY_SCHEME:
                yield Finding("FI2", "forms", STOP)
        yield from twin_findings(self.spots)
        yield from self._side_findings()
        yield from self._size_findings()
        yield from self._screen_findings()

    def formula(self) -> str:
        """The count as arithmetic over the names of ``drivers().counts``.

        A factor of one says nothing and is left out.

        >>> Films(pages=2, copies=3).formula()
        '{pages} × {inks} × {sets}'
        >>> Films(inks=("K",), black_pages=8).formula()
        '1 + {black_pages}'
        """
        units = "forms" if self.is_imposed() else "pages"
        factors = {units: self.units(), "inks": self.ink_count()}
        told = [f"{{{name}}}" for name, number in factors.items() if number != 1]
        text = " × ".join(told) or "1"
        if self.black_pages and not self.is_imposed():
            text = f"{text} + {{black_pages}}"
        if self.copies == 1:
            return text
        return f"({text}) × {{sets}}" if "+" in text else f"{text} × {{sets}}"

    def _side_findings(self) -> Iterator[Finding]:
        chosen = {"polarity": self.polarity, "reading": self.reading}
        for field, usual in zip(chosen, self.usual, strict=True):
            if usual and chosen[field] not in ("", usual):
                # Two rules: who keeps the one has not looked at the other.
                rule = "R14P" if field == "polarity" else "R14"
                params = {"purpose": self.purpose_name}
                yield Finding(rule, field, ACCEPT, params, fix=usual)

    def _size_findings(self) -> Iterator[Finding]:
        needed, film = self.needed_size(), self.film_size()
        if not (needed and film):
            return
        if not fits(needed, film):
            params = {"w": needed[0], "h": needed[1]}
            yield Finding("R15", "film_format", STOP, params)
        elif self.recorder_mm and min(film) > self.recorder_mm:
            params = {"max": self.recorder_mm, "film": say_size(film)}
            yield Finding("R15W", "film_format", STOP, params)

    def _screen_findings(self) -> Iterator[Finding]:
        ruling, resolution = self.screen_ruling, self.output_resolution
        if not (self.is_am and ruling):
            return
        if self.max_ruling and ruling > self.max_ruling:
            params = {"lpi": ruling, "max": self.max_ruling, "name": self.ruled_by}
            usable = max((r for r in RULINGS if r <= self.max_ruling), default=None)
            fix = str(usable) if usable else None
            yield Finding("R13P", "screen_ruling", ACCEPT, params, fix=fix)
        elif resolution and (finding := too_few_tones(resolution, ruling)):
            yield finding
