"""Proofs: how many, how large, and what keeps one from binding the printer.

A price goes by size and number of proofs, never by the number of different motifs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from .drivers import Drivers
from .films import CMYK
from .finding import ACCEPT, QUOTE, STOP, Finding
from .reading import names, pair, size
from .spots import twin_findings

STRIP_MM = 12  # height of the Fogra media wedge under a proof


def proof_counts(pages: int, copies: int, mm: tuple[int, int] | None) -> dict:
    """The figures that both kinds of proof are billed by.

    :param mm: width and height of one proof
    """
    proofs = pages * copies
    width, height = mm or (0, 0)
    area = Decimal(width * height).scaleb(-2)
    return {
        "proofs": proofs,
        "pages": pages,
        "copies": copies,
        "first_proofs": pages,
        "extra_proofs": proofs - pages,
        "one_proof_cm2": area,
        "proof_cm2": area * proofs,
    }


def proof_formula(pages: int, copies: int) -> str:
    """How the number of proofs comes about, over the names of ``proof_counts``.

    >>> proof_formula(2, 3), proof_formula(1, 3)
    ('{pages} × {copies}', '{copies}')
    """
    factors = {"pages": pages, "copies": copies}
    told = [f"{{{name}}}" for name, number in factors.items() if number != 1]
    return " × ".join(told) or "1"


@dataclass(frozen=True, slots=True)
class AnalogueProof:
    """A proof laid up from films, size in mm.

    >>> job = AnalogueProof(pages=2, copies=3, spots=("PANTONE 286 C",))
    >>> job.count(), job.films_needed(), job.drivers().counts["spot_proofs"]
    (6, 10, 6)
    """

    NEEDS: ClassVar = frozenset({"format"})

    pages: int = 1
    copies: int = 1
    format: tuple[int, int] | None = None
    inks: tuple[str, ...] = CMYK
    spots: tuple[str, ...] = ()
    system_name: str = ""
    system_polarity: str = ""
    film_polarity: str = ""
    films_brought: int | None = None
    is_by_hand: bool = False

    @classmethod
    def from_values(cls, values: Mapping) -> "AnalogueProof":
        system = values.get("system_data") or {}
        is_client = values.get("films_source") == "client"
        return cls(
            pages=values.get("pages") or 1,
            copies=values.get("copies") or 1,
            format=pair((values.get("format_data") or {}).get("size")),
            inks=tuple(values.get("inks") or ()),
            spots=names(values.get("separations")),
            system_name=values.get("system_name") or "",
            system_polarity=system.get("polarity", ""),
            film_polarity=values.get("film_polarity") or "" if is_client else "",
            films_brought=values.get("films_count") if is_client else None,
            is_by_hand=bool(system.get("by_hand")),
        )

    def count(self) -> int:
        return self.pages * self.copies

    def films_needed(self) -> int:
        """Films from which one copy of every page is laid up."""
        return self.pages * (len(self.inks) + len(self.spots))

    def formula(self) -> str:
        return proof_formula(self.pages, self.copies)

    def drivers(self) -> Drivers:
        proofs = self.count()
        return Drivers(
            quantity=Decimal(proofs),
            unit="proof",
            pieces=proofs,
            counts={
                **proof_counts(self.pages, self.copies, self.format),
                "inks": len(self.inks) + len(self.spots),
                "spots": len(self.spots),
                "spot_proofs": len(self.spots) * proofs,
                "films": self.films_needed(),
            },
        )

    def findings(self) -> Iterator[Finding]:
        if not self.inks and not self.spots:
            yield Finding("FI1", "inks", STOP)
        yield from twin_findings(self.spots)
        if self.films_brought is not None and self.films_brought < self.films_needed():
            params = {"n": self.films_brought, "need": self.films_needed()}
            yield Finding("R22S", "films_count", STOP, params)
        wanted = self.system_polarity
        if wanted and self.film_polarity not in ("", wanted):
            rule = "R22" if wanted == "Positive" else "R22N"
            yield Finding(rule, "system", STOP, {"system": self.system_name})
        if self.is_by_hand:
            yield Finding("R35", "system", QUOTE)


@dataclass(frozen=True, slots=True)
class DigitalProof:
    """A proof from an inkjet proofer, size in mm, scale in percent.

    >>> DigitalProof(pages=4, copies=2, format=(297, 420)).count()
    8

    The control strip stands under the picture, 12 mm high:

    >>> DigitalProof(format=(297, 420)).proof_size()
    (297, 432)
    """

    NEEDS: ClassVar = frozenset({"format"})

    pages: int = 1
    copies: int = 1
    format: tuple[int, int] | None = None
    proof_type: str = "contract"
    scale: int = 100
    has_strip: bool = True
    report: str = "label"
    is_certified: bool = True  # the paper of the proof, for contract proofs
    spots: tuple[str, ...] = ()
    condition_name: str = ""
    condition_paper: str = ""
    run_paper: str = ""
    run_paper_name: str = ""

    @classmethod
    def from_values(cls, values: Mapping) -> "DigitalProof":
        condition = values.get("print_condition_data") or {}
        return cls(
            pages=values.get("pages") or 1,
            copies=values.get("copies") or 1,
            format=size(values.get("proof_width"), values.get("proof_height"))
            or pair((values.get("format_data") or {}).get("size")),
            proof_type=values.get("proof_type") or "contract",
            scale=values.get("scale") or 100,
            has_strip=(values.get("control_strip") or "none") != "none",
            report=values.get("report") or "none",
            is_certified=(values.get("proof_media_data") or {}).get("certified", True),
            spots=names(values.get("separations")),
            condition_name=values.get("print_condition_name") or "",
            condition_paper=condition.get("paper", ""),
            run_paper=values.get("run_paper") or "",
            run_paper_name=values.get("run_paper_name") or "",
        )

    def count(self) -> int:
        return self.pages * self.copies

    def formula(self) -> str:
        return proof_formula(self.pages, self.copies)

    def proof_size(self) -> tuple[int, int] | None:
        """Width and height of one proof in mm, with its control strip."""
        if not self.format:
            return None
        return self.format[0], self.format[1] + (STRIP_MM if self.has_strip else 0)

    def drivers(self) -> Drivers:
        proofs = self.count()
        return Drivers(
            quantity=Decimal(proofs),
            unit="proof",
            pieces=proofs,
            counts={
                **proof_counts(self.pages, self.copies, self.proof_size()),
                "spots": len(self.spots),
                "spot_proofs": len(self.spots) * proofs,
                "strips": proofs if self.has_strip else 0,
                "reports": 0 if self.report == "none" else proofs,
            },
        )

    def findings(self) -> Iterator[Finding]:
        if self.proof_type == "contract":
            yield from self._contract_findings()
        yield from twin_findings(self.spots)
        is_other_paper = self.run_paper not in ("", self.condition_paper)
        if self.condition_paper and is_other_paper:
            params = {"a": self.condition_name, "b": self.run_paper_name}
            yield Finding("R23", "print_condition", ACCEPT, params)

    def _contract_findings(self) -> Iterator[Finding]:
        """Each is marked where it is mended: the kind of proof is what was wanted."""
        if self.scale != 100:
            yield Finding("R24", "scale", STOP, fix="100")
        if not self.has_strip:
            yield Finding("R24", "control_strip", STOP, fix="v3")
        if self.report == "none":
            yield Finding("R24L", "report", STOP, fix="label")
        if not self.is_certified:
            yield Finding("R24M", "proof_media", STOP)
