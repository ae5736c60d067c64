"""What an imposition scheme says: sheet, binding, work style, distances, marks.

Distances are mm, as people type them. Words are CIP4's where CIP4 has one.
"""

from dataclasses import asdict, dataclass, field

# Binding: how the leaves of a finished piece hold together
SADDLE = "saddle"  # signatures nested in one another, stitched through the back
PERFECT = "perfect"  # signatures gathered one after another, glued
LOOSE = "loose"  # single leaves, one after another on each sheet (n-up)
REPEAT = "repeat"  # one leaf as often as it fits, a sheet for each leaf
STACK = "stack"  # leaves that are in order once the cut piles lie on one another
BINDINGS = (SADDLE, PERFECT, LOOSE, REPEAT, STACK)
FOLDED = (SADDLE, PERFECT)

# Work style: ConventionalPrintingParams/@WorkStyle
SIMPLEX = "Simplex"
BACK = "WorkAndBack"  # sheetwise: a set of plates a side, turned about the grip
TURN = "WorkAndTurn"  # one set for both sides, the gripper edge stays
TUMBLE = "WorkAndTumble"  # one set for both sides, the gripper edge changes
PERFECTING = "Perfecting"  # a set a side in one pass, the gripper edge changes
WORK_STYLES = (SIMPLEX, BACK, TURN, TUMBLE, PERFECTING)
ONE_SET = (TURN, TUMBLE)

EDGES = ("bottom", "top", "left", "right")
SHIFT, SCALE = "shift", "scale"
ROTATIONS = (0, 90, 180, 270)  # degrees, counter-clockwise


@dataclass(frozen=True, slots=True)
class Margins:
    """What a press cannot print at each edge of a sheet, in mm, grip apart."""

    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A press sheet as it lies on the plate, the first edge down.

    ``gripper_mm`` of the edge ``gripper_edge`` are held by the grippers: nothing is
    printed there.

    >>> Sheet(1000, 700, gripper_mm=10).gripper_edge
    'bottom'
    """

    width_mm: float
    height_mm: float
    gripper_mm: float = 0.0
    gripper_edge: str = "bottom"
    margins: Margins = Margins()


@dataclass(frozen=True, slots=True)
class Marks:
    """Which marks are set; all lie outside of the trimmed pages.

    ``slug`` is a line of text at the gripper edge, in which ``{sheet}``,
    ``{sheets}``, ``{side}``, ``{signature}`` and ``{ink}`` are filled in; ``{ink}``
    comes out on each plate with the name of that plate's ink.
    """

    trim: bool = True
    fold: bool = True
    register: bool = True
    colour_bar: bool = True
    collation: bool = True
    slug: str = ""
    length_mm: float = 5.0  # of trim and fold marks
    offset_mm: float = 3.0  # from the corner of the trimmed page
    bar_mm: float = 5.0  # height of the colour bar


@dataclass(frozen=True, slots=True)
class Scheme:
    """How pages come on sheets.

    Folded work (``saddle``, ``perfect``) takes a ``fold`` of the catalogue; the other
    bindings take ``columns`` and ``rows``, 0 for as many as fit. Both are counted on
    the half sheet where one set of plates prints both sides.

    ``spine_mm`` is what is milled off a perfect binding; ``face_mm``, ``head_mm`` and
    ``foot_mm`` are what the three-knife trimmer cuts off, so that two pages that meet
    at their heads lie ``2 * head_mm`` apart. ``gutter_x_mm`` and ``gutter_y_mm`` are
    the distances between leaves that are cut apart.

    ``creep_mm`` is what each leaf, two pages, pushes those nested in it outwards:
    inner pages are moved towards the spine by it, or made narrower (``creep_by``).
    ``rotation`` turns the pages on the sheet, in folded work all of the layout.
    """

    sheet: Sheet
    binding: str = SADDLE
    work_style: str = BACK
    fold: str = ""
    columns: int = 0
    rows: int = 0
    rotation: int = 0
    spine_mm: float = 0.0
    face_mm: float = 0.0
    head_mm: float = 0.0
    foot_mm: float = 0.0
    gutter_x_mm: float = 0.0
    gutter_y_mm: float = 0.0
    bleed_mm: float = 3.0
    creep_mm: float = 0.0
    creep_by: str = SHIFT
    marks: Marks = field(default_factory=Marks)

    def to_json(self) -> dict:
        """Return plain data that ``from_json`` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict) -> "Scheme":
        """Return the scheme that plain data says.

        :raise TypeError, LookupError: if it says none

        >>> scheme = Scheme(Sheet(700, 500, margins=Margins(top=5)), fold="F8-7")
        >>> Scheme.from_json(scheme.to_json()) == scheme
        True
        """
        sheet = data["sheet"]
        margins = Margins(**sheet["margins"])
        return cls(
            **data
            | {
                "sheet": Sheet(**sheet | {"margins": margins}),
                "marks": Marks(**data["marks"]),
            }
        )

    def is_folded(self) -> bool:
        return self.binding in FOLDED

    def is_two_sided(self) -> bool:
        return self.work_style != SIMPLEX

    def has_one_set(self) -> bool:
        """Whether one set of plates prints both sides, two halves of a sheet."""
        return self.work_style in ONE_SET

    def turns_over_x(self) -> bool:
        """Whether left and right change places when the sheet is turned over.

        Else top and bottom do. The edge in the grip stays, or its opposite comes there.
        """
        is_level = self.sheet.gripper_edge in ("bottom", "top")
        return is_level == (self.work_style not in (TUMBLE, PERFECTING))
