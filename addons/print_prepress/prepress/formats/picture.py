"""A file that is one picture, told as a page with that picture on it."""

from dataclasses import dataclass, field

from ..facts import ImageFacts, PageFacts
from .source import Broken

MM_PER_INCH = 25.4
# What Photoshop and layout programs take a picture for that does not say its own.
ASSUMED_PPI = 72.0

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
# What is printed of each space; RGB and Lab have to be separated first.
_INKS = {"DeviceGray": ("Black",), "DeviceRGB": PROCESS, "DeviceCMYK": PROCESS}
_INKS |= {"Lab": PROCESS}
_WITH_PROFILE = {
    "DeviceGray": "ICCBasedGray",
    "DeviceRGB": "ICCBasedRGB",
    "DeviceCMYK": "ICCBasedCMYK",
}
# A side longer than this is nobody's picture: formats of 4 bytes allow much more.
MOST_PIXELS = 10_000_000


@dataclass(slots=True)
class Picture:
    """What the header of a picture says, gathered while it is read.

    ``ppi`` across and down; ``space`` as PDF calls it, without a profile; a palette
    counts as the space of its colours. ``spots`` are channels that are printed beside
    those of the colour space. ``profile`` is the name of the embedded one.
    """

    width: int = 0
    height: int = 0
    ppi: tuple[float, float] = (ASSUMED_PPI, ASSUMED_PPI)
    space: str = ""
    bits: int = 8
    packing: str = ""
    colourants: tuple[str, ...] | None = None
    spots: tuple[str, ...] = field(default=())
    profile: str = ""
    has_transparency: bool = False

    def page(self, number=1):
        """Return the page that this picture is.

        :raise Broken: if it has no size, or an absurd one
        """
        if not (0 < self.width <= MOST_PIXELS and 0 < self.height <= MOST_PIXELS):
            raise Broken(f"{self.width} x {self.height} pixels")
        across, down = (
            value if 1 <= value <= 100_000 else ASSUMED_PPI for value in self.ppi
        )
        box = (
            0.0,
            0.0,
            round(self.width / across * MM_PER_INCH, 3),
            round(self.height / down * MM_PER_INCH, 3),
        )
        own = _INKS.get(self.space, ()) if self.colourants is None else self.colourants
        inks = tuple(dict.fromkeys((*own, *self.spots)))
        space = self.space
        if self.profile:
            space = _WITH_PROFILE.get(space, space)
        spaces = (space, *(("Separation",) if self.spots else ()))
        image = ImageFacts(
            box=box,
            ppi=round(min(across, down), 2),
            width_px=self.width,
            height_px=self.height,
            space=space,
            inks=inks,
            bits=self.bits,
            is_bitmap=self.bits == 1 and self.space == "DeviceGray",
            filter=self.packing,
        )
        return PageFacts(
            number=number,
            media=box,
            content=box,
            images=(image,),
            spaces=spaces,
            inks=inks,
            has_transparency=self.has_transparency,
        )
