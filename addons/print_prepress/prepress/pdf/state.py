"""What is set while content is painted."""

from ..facts import Box
from . import access
from .colour import GRAY, Colour, Space
from .fonts import Font
from .geometry import Matrix

BLACK = GRAY.first()
SOLID = {"Normal", "Compatible", ""}


class State:
    """The graphics state; ``q`` keeps a copy.

    ``matrix`` leads to mm on the page as displayed, and ``clip`` is a box there.
    """

    __slots__ = (
        "matrix",
        "clip",
        "fill_space",
        "fill",
        "stroke_space",
        "stroke",
        "line_width",
        "fill_overprints",
        "stroke_overprints",
        "overprint_mode",
        "fill_alpha",
        "stroke_alpha",
        "blends",
        "has_mask",
        "font",
        "size",
        "letter_space",
        "word_space",
        "stretch",
        "leading",
        "rise",
        "rendering",
    )

    matrix: Matrix
    clip: Box
    fill_space: Space
    fill: Colour
    stroke_space: Space
    stroke: Colour
    font: Font | None

    def __init__(self, matrix: Matrix, clip: Box):
        self.matrix = matrix
        self.clip = clip
        self.fill_space = self.stroke_space = GRAY
        self.fill = self.stroke = BLACK
        self.line_width = 1.0
        self.fill_overprints = self.stroke_overprints = False
        self.overprint_mode = 0
        self.fill_alpha = self.stroke_alpha = 1.0
        self.blends = self.has_mask = False
        self.font = None
        self.size = 0.0
        self.letter_space = self.word_space = 0.0
        self.stretch = 1.0
        self.leading = self.rise = 0.0
        self.rendering = 0

    def copy(self) -> "State":
        new = State.__new__(State)
        for slot in State.__slots__:
            setattr(new, slot, getattr(self, slot))
        return new

    def is_see_through(self, alpha: float) -> bool:
        """Whether what lies below is seen through what is painted with ``alpha``."""
        return alpha < 1 or self.blends or self.has_mask


def read_settings(found, font_of) -> dict[str, object]:
    """Return what an ExtGState sets, by the slots of :class:`State`.

    :param font_of: what makes a font of one as it is in the file
    """
    given = access.entries(found)
    settings = {}
    if "/LW" in given:
        settings["line_width"] = access.number(given["/LW"], 1.0)
    if "/OP" in given:
        overprints = given["/OP"] is True
        settings |= {"stroke_overprints": overprints, "fill_overprints": overprints}
    if "/op" in given:
        settings["fill_overprints"] = given["/op"] is True
    if "/OPM" in given:
        settings["overprint_mode"] = access.whole(given["/OPM"])
    if "/CA" in given:
        settings["stroke_alpha"] = access.number(given["/CA"], 1.0)
    if "/ca" in given:
        settings["fill_alpha"] = access.number(given["/ca"], 1.0)
    if "/BM" in given:
        modes = access.items(given["/BM"]) or [given["/BM"]]
        settings["blends"] = access.name(modes[0]) not in SOLID
    if "/SMask" in given:
        settings["has_mask"] = access.name(given["/SMask"]) != "None"
    if len(pair := access.items(given.get("/Font"))) == 2:
        settings |= {"font": font_of(pair[0]), "size": access.number(pair[1])}
    return settings
