"""Scanning: at which resolution, how large the files become, and what cannot be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import ClassVar

from .drivers import Drivers
from .finding import ACCEPT, QUOTE, STOP, Finding
from .reading import number, pair, size

MM_PER_INCH = Decimal("25.4")
CHANNELS = {"bitmap": 1, "grey": 1, "RGB": 3, "CMYK": 4}
LINE_ART_PPI = 1200  # at final size; 800 is still sharp
COARSE_LINE_ART_PPI = 800
UNSCREENED_PPI = 300  # at final size, when no ruling is known
TABLET_MM = (297, 420)  # larger originals are photographed


@dataclass(frozen=True, slots=True)
class Scanning:
    """Originals to be scanned: sizes in mm, scale in percent.

    150 lpi at 100 % needs 300 ppi, an enlargement to double size 600:

    >>> Scanning(ruling=150).needed_ppi(), Scanning(ruling=150, scale=200).needed_ppi()
    (300, 600)

    An A4 page at 300 ppi in RGB with 8 bits:

    >>> Scanning(original=(210, 297), ruling=150).file_bytes()
    26101897
    """

    NEEDS: ClassVar = frozenset({"original_width", "original_height"})
    QUANTITY: ClassVar = "originals_count"

    originals: int = 1
    original: tuple[int, int] | None = None
    is_fragile: bool = False
    is_photographed: bool = False
    is_by_hand: bool = False
    optical_ppi: int | None = None
    scale: int = 100
    target_width: int | None = None
    ruling: int | None = None
    is_line_art: bool = False
    scan_dpi: int | None = None
    mode: str = "RGB"
    bits: int = 8
    format: str = "TIFF"
    is_descreened: bool = False
    retouch: str = "none"
    languages: tuple[str, ...] = ()
    goes_on_medium: bool = False
    return_by: str = "pick_up"

    @classmethod
    def from_values(cls, values: Mapping) -> "Scanning":
        data = values.get("original_data") or {}
        return cls(
            originals=values.get("originals_count") or 1,
            original=size(values.get("original_width"), values.get("original_height"))
            or pair(data.get("size")),
            is_fragile=bool(values.get("fragile")),
            is_photographed=bool(data.get("photographed")),
            is_by_hand=bool(data.get("by_hand")),
            optical_ppi=data.get("optical_ppi"),
            scale=values.get("scale") or 100,
            target_width=values.get("target_width"),
            ruling=number(values.get("target_ruling")),
            is_line_art=values.get("target_ruling") == "line_art",
            scan_dpi=values.get("scan_dpi"),
            mode=values.get("mode") or "RGB",
            bits=number(values.get("bits")) or 8,
            format=values.get("format") or "TIFF",
            is_descreened=bool(values.get("descreen")),
            retouch=values.get("retouch") or "none",
            languages=tuple(values.get("ocr_lang") or ()),
            goes_on_medium=values.get("result_to") == "own_medium",
            return_by=values.get("originals_return") or "pick_up",
        )

    def enlargement(self) -> Decimal:
        """Final size ÷ original size."""
        if self.target_width and self.original:
            return Decimal(self.target_width) / self.original[0]
        return Decimal(self.scale) / 100

    def final_ppi(self) -> int:
        """Pixels per inch of the printed picture: twice the ruling."""
        if self.is_line_art:
            return LINE_ART_PPI
        return 2 * self.ruling if self.ruling else UNSCREENED_PPI

    def needed_ppi(self) -> int:
        """Resolution over the original: 2 × lpi × scale, rounded up."""
        return _ceil(self.final_ppi() * self.enlargement())

    def coarsest_ppi(self) -> int:
        """Below this the picture shows its pixels: 1.5 × lpi × scale."""
        final = self.final_ppi() * Decimal("0.75")
        if self.is_line_art:
            final = COARSE_LINE_ART_PPI
        return _ceil(final * self.enlargement())

    def ppi(self) -> int:
        """What the scanner is set to: as ordered, else as needed."""
        return self.scan_dpi or self.needed_ppi()

    def file_bytes(self) -> int:
        """Size of one file without compression: w × h × ppi² × channels × bytes."""
        width, height = self.original or (0, 0)
        pixels = width * height * self.ppi() ** 2 / MM_PER_INCH**2
        bits = 1 if self.mode == "bitmap" else self.bits
        return int(pixels * CHANNELS[self.mode] * bits / 8)

    def file_mb(self) -> Decimal:
        """One file in megabytes of a million bytes, one decimal, never 0.

        >>> Scanning(original=(36, 24), scan_dpi=4000).file_mb()
        Decimal('64.3')
        """
        tenths = Decimal(self.file_bytes()).scaleb(-5).to_integral_value(ROUND_CEILING)
        return tenths.scaleb(-1)

    def must_be_photographed(self) -> bool:
        """Bound, fragile or large originals do not go onto the glass."""
        if self.is_photographed or self.is_fragile:
            return True
        sides = sorted(self.original or (0, 0))
        return any(a > b for a, b in zip(sides, TABLET_MM, strict=True))

    def drivers(self) -> Drivers:
        scans = self.originals
        return Drivers(
            quantity=Decimal(scans),
            unit="scan",
            pieces=scans,
            counts={
                "scans": scans,
                "scan_ppi": self.ppi(),
                "one_file_mb": self.file_mb(),
                "file_mb": self.file_mb() * scans,
                "photographed": scans if self.must_be_photographed() else 0,
                "cmyk_conversions": scans if self.mode == "CMYK" else 0,
                "descreened": scans if self.is_descreened else 0,
                "dusted": scans if self.retouch == "dust" else 0,
                "retouched": scans if self.retouch == "full" else 0,
                "ocr_pages": scans if self.languages else 0,
                "media": 1 if self.goes_on_medium else 0,
                "insured_returns": 1 if self.return_by == "courier" else 0,
            },
        )

    def findings(self) -> Iterator[Finding]:
        yield from self._resolution_findings()
        if self.format == "JPEG" and (self.bits > 8 or self.mode == "bitmap"):
            yield Finding("S02", "format", STOP, fix="TIFF")
        if self.is_by_hand:
            yield Finding("R35", "original", QUOTE)

    def _resolution_findings(self) -> Iterator[Finding]:
        most, ppi = self.optical_ppi, self.ppi()
        if most and ppi > most:
            fix = str(most) if most >= self.coarsest_ppi() else None
            params = {"need": ppi, "max": most}
            yield Finding("R30", "scan_dpi", STOP, params, fix=fix)
        elif ppi < self.coarsest_ppi():
            params = {"ppi": ppi, "need": self.needed_ppi()}
            fix = str(self.needed_ppi())
            yield Finding("S01", "scan_dpi", ACCEPT, params, fix=fix)


def _ceil(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_CEILING))
