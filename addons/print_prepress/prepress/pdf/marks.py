"""What a page turns out to paint."""

import heapq
import math

from ..facts import Box, ImageFacts, LineFacts, TextFacts
from .colour import Colour
from .fonts import Font
from .geometry import grow, intersect, rounded, union

# Candidates kept before the worst are chosen among them, and how many then go on.
MOST, KEPT = 4096, 1024
# Spaces where overprinting white leaves no trace, and those where it does so only in
# the mode in which no ink is nothing to print.
BY_INK, BY_MODE = {"Separation", "DeviceN"}, {"DeviceCMYK", "DeviceGray"}
TOUCHING = 0.5  # mm: lines no farther apart are one place


class Places:
    """Places of one kind, the worst of them by several rankings."""

    def __init__(self, *rankings):
        self._rankings = rankings
        self._places = []  # as painted
        self._last = {}

    def add(self, place):
        self._places.append(place)
        if len(self._places) >= MOST:
            self._places = self.worst(KEPT)

    def join(self, what: tuple, box: Box, reach: float):
        """Add ``what`` at ``box``, or to its like at most ``reach`` mm away."""
        last = self._last.get(what)
        if last and intersect(grow(last[1], reach), box):
            last[1] = union(last[1], box)
            return
        self._last[what] = place = [what, box]
        if len(self._last) >= MOST:
            self._last = {what: place}
        self.add(place)

    def worst(self, most: int) -> list:
        """Return up to ``most`` places, as painted: the first of each ranking."""
        if len(self._places) <= most:
            return self._places
        share = max(most // len(self._rankings), 1)
        chosen = set()
        for ranking in self._rankings[:most]:
            ranks = [ranking(place) for place in self._places]
            chosen.update(heapq.nsmallest(share, range(len(ranks)), ranks.__getitem__))
        return [self._places[at] for at in sorted(chosen)]


class Marks:
    """Everything that one page paints, in mm as displayed.

    :param media: no place lies outside
    :param trim: text and lines near its edges are places worth keeping, if known
    """

    def __init__(self, media: Box, trim: Box | None):
        self._media = media
        self._trim = trim or media
        self.content: Box | None = None
        self.spaces, self.inks = set(), set()
        self.fonts: set[Font] = set()
        self.has_transparency = self.has_white_overprint = self.is_damaged = False
        self.patterns = set()  # walked already
        self._images = Places(
            lambda image: (image.is_bitmap, image.ppi),
            lambda image: (not image.is_bitmap, image.ppi),
            lambda image: -image.ppi,
            lambda image: -_weight(image.space),
        )
        self._texts = Places(
            lambda place: place[0][0],
            lambda place: self._inset(place[1]),
            lambda place: (-len(place[0][3]), place[0][0]),
            lambda place: (not (place[0][4] or place[0][5]), place[0][0]),
            lambda place: -_weight(place[0][2]),
        )
        self._lines = Places(
            lambda place: place[0][0],
            lambda place: self._inset(place[1]),
            lambda place: (-len(place[0][2]), place[0][0]),
            lambda place: (not (place[0][3] or place[0][4]), place[0][0]),
            lambda place: -_weight(place[0][1]),
        )

    def paint(self, box: Box, colour: Colour, mode: int | None, see_through: bool):
        """Note that ``box`` is painted.

        :param mode: the overprint mode where it overprints, else None
        """
        self.has_transparency |= see_through
        if colour.space != "Pattern":
            self.spaces.add(colour.space)
        if not colour.is_white:
            self.inks.update(colour.inks)
            self.content = union(self.content, box)
        elif mode is not None and (
            colour.space in BY_INK or (mode == 1 and colour.space in BY_MODE)
        ):
            self.has_white_overprint = True

    def image(self, image: ImageFacts):
        self._images.add(image)

    def text(self, box: Box, size: float, font: Font, colour: Colour, overprints: bool):
        """Note text of ``size`` pt; lines of one column are one place."""
        self.fonts.add(font)
        what = (
            round(size, 2),
            font.name,
            colour.space,
            colour.inks,
            colour.is_white,
            overprints,
        )
        self._texts.join(what, box, reach=size * 0.35)

    def line(self, box: Box, width: float, colour: Colour, overprints: bool):
        """Note a line of ``width`` pt."""
        what = (
            round(width, 3),
            colour.space,
            colour.inks,
            colour.is_white,
            overprints,
        )
        self._lines.join(what, box, reach=TOUCHING)

    def images(self, most: int) -> tuple[ImageFacts, ...]:
        return tuple(self._images.worst(most))

    def texts(self, most: int) -> tuple[TextFacts, ...]:
        return tuple(
            TextFacts(rounded(box), *what) for what, box in self._texts.worst(most)
        )

    def lines(self, most: int) -> tuple[LineFacts, ...]:
        return tuple(
            LineFacts(rounded(box), *what) for what, box in self._lines.worst(most)
        )

    def _inset(self, box):
        """Return how near a place comes to the trim from inside; marks lie outside."""
        trim = self._trim
        if not intersect(box, trim):
            return math.inf
        return min(
            box[0] - trim[0], box[1] - trim[1], trim[2] - box[2], trim[3] - box[3]
        )


def _weight(space):
    """Return how much a place of a colour space is worth: what is not ink, more."""
    return ("Gray" not in space) + (space.endswith("RGB") or space == "Lab")
