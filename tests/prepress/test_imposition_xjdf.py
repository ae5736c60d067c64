"""The ticket says what the plan says, in the words of CIP4's schema."""

from datetime import UTC, datetime

import pytest
from lxml import etree
from prepress.imposition import CATALOGUE, Scheme, Sheet, plan
from prepress.imposition.xjdf import NAMESPACE, ticket
from test_imposition_plan import A5, LARGE, folded

# What XJDF 2's schema (xjdf.xsd of CIP4's repository XJDF-Schema) allows each element
# that we write: its attributes, and its children in the order of their sequence.
SCHEMA = {
    "XJDF": (
        "Category CommentURL DescriptiveName ICSVersions JobID JobPartID ProjectID"
        " RelatedJobID RelatedJobPartID RelatedProjectID Types",
        "AuditPool Comment GeneralID ProductList ResourceSet",
    ),
    "AuditPool": ("", "AuditCreated"),
    "AuditCreated": ("", "Header"),
    "Header": (
        "AgentName AgentVersion Author DeviceID ICSVersions ID PersonalID refID Time",
        "",
    ),
    "ResourceSet": (
        "CombinedProcessIndex CommentURL DescriptiveName ID Name ProcessUsage Unit"
        " Usage",
        "Comment Dependent GeneralID Resource",
    ),
    "Resource": (
        "Brand CommentURL DescriptiveName Duration ExternalID GrossWeight ID"
        " Orientation ResourceWeight Start StartOffset Status Transformation",
        "AmountPool Comment GeneralID Part Media RunList Layout"
        " ConventionalPrintingParams FoldingParams Component",
    ),
    "Part": ("SheetName Side", ""),
    "Media": ("Dimension MediaType MediaUnit Thickness Weight", ""),
    "RunList": (None, "FileSpec"),
    "FileSpec": ("MimeType URL UserFileName", ""),
    "Layout": (
        "Automated FilmRef InnermostShingling MaxCollect MinCollect OutermostShingling"
        " PaperRef PlateRef ProofPaperRef SurfaceContentsBox WorkStyle",
        "Device FileSpec FitPolicy PlacedObject Position SheetActivation StripMark",
    ),
    "PlacedObject": (
        "Anchor ClipBox ClipPath CTM HalfTonePhaseOrigin ID Ord PositionRef"
        " SourceClipPath TrimCTM TrimSize",
        "ContentObject MarkObject PageActivation PageCondition",
    ),
    "ContentObject": ("", ""),
    "ConventionalPrintingParams": (
        "Drying FirstSurface FountainSolution ModuleDrying Powder SheetLay Speed"
        " WorkStyle",
        "",
    ),
    "FoldingParams": (None, "Fold"),
    "Fold": (None, ""),
    "AmountPool": ("", "PartAmount"),
    "PartAmount": ("Amount MaxAmount MinAmount Waste", "Part PartWaste"),
    "Component": (
        "Automation CartonTopFlaps Columns Dimensions ContentRefs MaxHeat MediaRef"
        " Overfold OverfoldSide ProductType ProductTypeDetails ReaderPageCount"
        " SurfaceCount WindingResult",
        "IdentificationField",
    ),
}
WHEN = datetime(2026, 11, 26, 10, tzinfo=UTC)
PT = 72 / 25.4


def read(data):
    return etree.fromstring(data)


def found(root, path):
    return root.findall(path, {None: NAMESPACE, "": NAMESPACE})


def written(scheme, pages=16, trim=A5, **values):
    made = plan(scheme, pages, trim)
    return made, read(ticket(made, "i-000123", made=WHEN, **values))


@pytest.mark.parametrize(
    "scheme",
    [
        folded("F16-7", binding="perfect", spine_mm=3),
        folded("F8-7", work_style="WorkAndTurn", rotation=90),
        Scheme(LARGE, "repeat", "Simplex"),
    ],
)
def test_elements_and_attributes_are_those_of_the_schema(scheme):
    _made, root = written(
        scheme, title="Журнал", part="10", documents=["a.pdf", "b.pdf"], amount=500
    )
    for element in root.iter():
        attributes, children = SCHEMA[etree.QName(element).localname]
        if attributes is not None:
            assert set(element.attrib) <= set(attributes.split()), element.tag
        order = children.split()
        places = [order.index(etree.QName(child).localname) for child in element]
        assert places == sorted(places), element.tag


def test_files_are_named_in_the_order_of_their_pages():
    _made, root = written(folded("F4-1"), documents=["cover.pdf", "block.pdf"])
    files = found(root, "ResourceSet[@Name='RunList']/Resource/RunList/FileSpec")
    assert [file.get("URL") for file in files] == ["cover.pdf", "block.pdf"]


def test_each_page_is_placed_where_it_is_printed():
    made, root = written(folded("F16-7", creep_mm=0.5))
    resources = found(root, "ResourceSet[@Name='Layout']/Resource")
    sides = [side for sheet in made.sheets for side in sheet.sides]
    assert len(resources) == len(sides)
    for resource, side in zip(resources, sides, strict=True):
        [part] = found(resource, "Part")
        assert part.get("Side") == side.name.capitalize()
        placed = {
            int(each.get("Ord")) + 1: each
            for each in found(resource, ".//PlacedObject")
        }
        assert set(placed) == {place.page for place in side.placements}
        for place in side.placements:
            a, b, c, d, e, f = map(float, placed[place.page].get("CTM").split())
            corners = [
                (a * x + c * y + e, b * x + d * y + f)
                for x in (0, 148 * PT)
                for y in (0, 210 * PT)
            ]
            left, bottom, width, height = (each * PT for each in place.content.mm)
            assert min(x for x, _y in corners) == pytest.approx(left, abs=1e-3)
            assert max(x for x, _y in corners) == pytest.approx(left + width, abs=1e-3)
            assert min(y for _x, y in corners) == pytest.approx(bottom, abs=1e-3)
            assert max(y for _x, y in corners) == pytest.approx(
                bottom + height, abs=1e-3
            )


@pytest.mark.parametrize("code", CATALOGUE)
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_folds_are_where_the_sheet_is_creased(code, rotation):
    """Followed from edge to crease, each fold meets the lines of the plan."""
    sheet = Sheet(3100, 2900, gripper_mm=14)
    count = len(CATALOGUE[code].pages())
    made, root = written(folded(code, rotation=rotation, sheet=sheet), count)
    folds = found(root, ".//FoldingParams/Fold")
    assert len(folds) == len(CATALOGUE[code].folds)
    at = {"Left": 0.0, "Front": 0.0}
    lines = set()
    for fold in folds:
        at[fold.get("From")] += float(fold.get("Travel")) / PT
        lines.add((fold.get("From"), round(at[fold.get("From")] * 1000)))
    # Where the first edge of the pattern lies on the turned sheet
    edges = ["left", "bottom", "right", "top"]
    for name, travelled in lines:
        edge = edges[(["Left", "Front"].index(name) + rotation // 90) % 4]
        place = {
            "left": ("x", travelled),
            "right": ("x", made.size[0] - travelled),
            "bottom": ("y", travelled),
            "top": ("y", made.size[1] - travelled),
        }[edge]
        assert place in [
            (axis, pytest.approx(line, abs=2)) for axis, line in made.folds
        ]


@pytest.mark.parametrize(("code", "way"), [("F4-1", "Down"), ("F4-2", "Up")])
def test_a_half_folded_down_leaves_page_one_up(code, way):
    """Lying front up, page 1 stays in sight if the other half goes down."""
    made, root = written(folded(code), 4)
    [fold] = found(root, ".//FoldingParams/Fold")
    assert (fold.get("From"), fold.get("To")) == ("Left", way)
    [front, _back] = made.sheets[0].sides
    assert (1 in [place.page for place in front.placements]) == (way == "Down")


def test_what_people_type_is_kept_or_made_a_token():
    made = plan(folded("F4-1"), 4, A5)
    root = read(
        ticket(made, "i-1 <&> 2", title="Каталог \x00\x0b<b>", part="a b", made=WHEN)
    )
    assert root.get("JobID") == "i-1-2"
    assert root.get("JobPartID") == "a-b"
    assert root.get("DescriptiveName") == "Каталог <b>"


def test_blank_pages_are_not_placed_and_one_set_is_one_side():
    _made, root = written(folded("F8-7", work_style="WorkAndTurn"), 7)
    [resource] = found(root, "ResourceSet[@Name='Layout']/Resource")
    orders = [each.get("Ord") for each in found(resource, ".//PlacedObject")]
    assert sorted(map(int, orders)) == list(range(7))
