"""An imposed PDF shows each page where the plan says, as it was, with marks around."""

import shutil

import pikepdf
import pypdfium2
import pytest
from hostile_pdfs import HOSTILE
from pdfs import Maker, separation
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageChops
from prepress import ghostscript
from prepress.budget import Budget
from prepress.impose import NotImposed, impose
from prepress.imposition import Marks, PagesDoNotFit, Scheme, Sheet, plan
from prepress.imposition import pdf as imposition_pdf
from prepress.pdf import read_pdf
from prepress.sandbox import Limits

# 288 x 432 pt with 18 pt of bleed are whole in micrometres and in points, so that
# pictures of a pixel to a point compare exactly.
PT = 25.4 / 72
WIDTH, HEIGHT, BLEED = 288, 432, 18
PAGE = (WIDTH * PT, HEIGHT * PT)
MEDIA = (0, 0, WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED)
TRIM = (BLEED, BLEED, BLEED + WIDTH, BLEED + HEIGHT)
SHEET = Sheet(1512 * PT, 1152 * PT)
BARE = Marks(False, False, False, False, False)
SPOT = "PANTONE 185 C"
needs_ghostscript = pytest.mark.skipif(
    not shutil.which("gs"), reason="Ghostscript is not installed"
)


def scheme(fold="F16-7", **values):
    values = {"sheet": SHEET, "marks": BARE, "bleed_mm": BLEED * PT} | values
    trims = {"face_mm": BLEED * PT, "head_mm": BLEED * PT, "foot_mm": BLEED * PT}
    return Scheme(fold=fold, **trims | values)


def content(number):
    """Return a page that looks different everywhere, and differs from the others."""
    shade = number / 40
    lines = [f"0 {shade} {1 - shade} 0 k 0 0 {MEDIA[2]} {MEDIA[3]} re f"]
    lines += [
        f"{row % 3 / 2} 0 0 {column % 4 / 4} k"
        f" {BLEED + column * 36} {BLEED + row * 36} {9 + number} 9 re f"
        for row in range(12)
        for column in range(8)
    ]
    lines.append(f"/Spot cs 1 scn {BLEED + 12} {BLEED + 300} 60 {40 + number} re f")
    return "\n".join(lines).encode()


def book(path, count=16, change=None):
    make = Maker()
    for number in range(1, count + 1):
        page = make.page(
            content(number),
            {"/ColorSpace": Dictionary(Spot=make.pdf.make_indirect(separation(SPOT)))},
            media=MEDIA,
            TrimBox=TRIM,
        )
        if change:
            change(page, number)
    return make.save(path)


def imposed(tmp_path, planned, *sources, inks=("Cyan", "Black", SPOT)):
    target = tmp_path / "imposed.pdf"
    sources = sources or [book(tmp_path / "book.pdf", planned.page_count)]
    imposition_pdf.impose(sources, target, planned, inks)
    return target


def drawn(path, number):
    """Return a page, a pixel to a point."""
    with pypdfium2.PdfDocument(path) as document:
        return document[number].render(scale=1).to_pil().convert("RGB")


def cut(image, area):
    """Return an area of a sheet, in micrometres, as an image."""
    left, bottom, width, height = (round(each / PT) for each in area.mm)
    top = image.height - bottom - height
    return image.crop((left, top, left + width, top + height))


def furthest(one, other):
    assert one.size == other.size
    return max(high for _low, high in ImageChops.difference(one, other).getextrema())


@pytest.mark.parametrize("rotation", [0, 90])
@pytest.mark.parametrize("style", ["WorkAndBack", "Perfecting"])
def test_each_page_is_on_its_place_as_it_was(tmp_path, style, rotation):
    sheet = Sheet(1512 * PT, 1512 * PT)
    planned = plan(scheme(work_style=style, rotation=rotation, sheet=sheet), 16, PAGE)
    target = imposed(tmp_path, planned)
    pages = [drawn(tmp_path / "book.pdf", number) for number in range(16)]
    for number, side in enumerate(planned.sheets[0].sides):
        shown = drawn(target, number)
        for place in side.placements:
            page = pages[place.page - 1].crop(TRIM)
            found = cut(shown, place.trim).rotate(-place.rotation, expand=True)
            assert furthest(found, page) < 12, place.page
            assert furthest(found, pages[place.page % 16].crop(TRIM)) > 12


def test_bleed_is_printed_up_to_the_next_page_and_no_further(tmp_path):
    planned = plan(scheme(head_mm=0), 16, PAGE)
    shown = drawn(imposed(tmp_path, planned), 0)
    pages = [drawn(tmp_path / "book.pdf", number) for number in range(16)]
    for place in planned.sheets[0].sides[0].placements:
        around = place.clip
        found = cut(shown, around).rotate(-place.rotation)
        left = round((place.trim.left - around.left) / 1000 / PT)
        right = round((around.right - place.trim.right) / 1000 / PT)
        above = round((around.top - place.trim.top) / 1000 / PT)
        below = round((place.trim.bottom - around.bottom) / 1000 / PT)
        if place.rotation == 180:
            left, right, above, below = right, left, below, above
        assert {left, right} == {0, BLEED}, "none in the fold"
        assert (above, below) == (0, BLEED), "none where two heads meet"
        page = pages[place.page - 1].crop(
            (
                BLEED - left,
                BLEED - above,
                BLEED + WIDTH + right,
                BLEED + HEIGHT + below,
            )
        )
        assert furthest(found, page) < 12, place.page


def _turned(page, number):
    """Write the same page lying on its side, in half points, off the origin."""
    page.Rotate = 90 if number % 2 else 270
    page.UserUnit = 0.5
    width, height = MEDIA[2:]
    place = b"0 2 -2 0 %d 0" % (2 * height)
    if not number % 2:
        place = b"0 -2 2 0 0 %d" % (2 * width)
    data = page.Contents.read_bytes()
    page.Contents.write(b"1 0 0 1 30 -50 cm q %s cm %s Q" % (place, data))
    page.MediaBox = Array([2 * height + 30, 2 * width - 50, 30, -50])
    inset = 2 * BLEED
    page.TrimBox = Array(
        [30 + inset, inset - 50, 2 * height + 30 - inset, 2 * width - 50 - inset]
    )


def test_turned_scaled_and_shifted_pages_come_out_the_same(tmp_path):
    planned = plan(scheme(), 16, PAGE)
    straight = drawn(imposed(tmp_path, planned), 0)
    other = book(tmp_path / "other.pdf", change=_turned)
    turned = drawn(imposed(tmp_path, planned, other), 0)
    assert furthest(straight, turned) < 12


def test_creep_moves_what_is_printed(tmp_path):
    creep = scheme(creep_mm=9 * PT)
    planned = plan(creep, 16, PAGE)
    shown = drawn(imposed(tmp_path, planned), 1)
    [place] = [each for each in planned.sheets[0].sides[1].placements if each.page == 3]
    page = drawn(tmp_path / "book.pdf", 2)
    found = cut(shown, place.trim)
    # Page 3 is one leaf inside: moved to its spine, at the left, by 9 pt.
    expected = page.crop((BLEED + 9, BLEED, BLEED + WIDTH + 9, BLEED + HEIGHT))
    assert furthest(found, expected) < 12


def test_spot_colours_layers_and_the_printing_condition_stay(tmp_path):
    make = Maker()
    layer = make.pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Varnish"))
    make.pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]))
    )
    profile = make.stream(b"not quite a profile", N=4)
    make.pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier="FOGRA51",
                DestOutputProfile=profile,
            )
        ]
    )
    for number in range(1, 5):
        make.page(
            b"/OC /Off BDC 0 0 9 9 re f EMC " + content(number),
            {
                "/ColorSpace": Dictionary(Spot=separation(SPOT)),
                "/Properties": Dictionary(Off=layer),
            },
            media=MEDIA,
            TrimBox=TRIM,
        )
    make.pdf.docinfo[Name.Trapped] = Name("/True")
    source = make.save(tmp_path / "layers.pdf")
    target = imposed(tmp_path, plan(scheme("F4-1"), 4, PAGE), source)
    with pikepdf.open(target) as made:
        [intent] = made.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "FOGRA51"
        assert made.docinfo[Name.Trapped] == Name("/True"), "not to be trapped again"
        assert intent.DestOutputProfile.read_bytes() == b"not quite a profile"
        form = made.pages[0].obj.Resources.XObject["/P1"]
        [known] = made.Root.OCProperties.OCGs
        assert form.Resources.Properties.Off.objgen == known.objgen
    facts = read_pdf(target, Budget())
    assert [SPOT in page.inks for page in facts.pages] == [True, True]


def test_the_sheet_is_what_the_boxes_say_and_the_file_is_sound(tmp_path):
    marked = scheme(marks=Marks(slug="Заказ i-000123 {sheet}/{sheets} {side} {ink}"))
    target = imposed(tmp_path, plan(marked, 16, PAGE))
    with pikepdf.open(target) as made:
        assert made.check_pdf_syntax() == []
        for page in made.pages:
            for box in (page.mediabox, page.trimbox, page.obj.BleedBox):
                assert [float(each) for each in box] == [0, 0, 1512, 1152]
    again = tmp_path / "again.pdf"
    imposition_pdf.impose(
        [tmp_path / "book.pdf"], again, plan(marked, 16, PAGE), ("Cyan", "Black", SPOT)
    )
    assert again.read_bytes() == target.read_bytes(), "the same in, the same out"


@needs_ghostscript
def test_marks_are_on_every_plate_and_names_each_on_its_own(tmp_path):
    marks = Marks(slug="{ink}", colour_bar=False)
    planned = plan(scheme(marks=marks), 16, PAGE)
    target = imposed(tmp_path, planned, inks=("Cyan", "Black", SPOT))
    folder = tmp_path / "plates"
    folder.mkdir()
    ghostscript.run(
        "tiffsep", target, folder, 60, ["-r72", "-dLastPage=1", "-sCompression=none"]
    )
    plates = {}
    for path in folder.glob("1(*).tif"):
        with Image.open(path) as plate:
            plates[path.name[2:-5].replace("%20", " ")] = plate.convert("L")
    assert {"Cyan", "Magenta", "Yellow", "Black", SPOT} <= set(plates)
    layout = planned.layout
    left = round(layout.left / 1000 / PT)
    beside = (0, 0, left - 2, 1152)  # trim and register marks left of the pages
    for name, plate in plates.items():
        assert plate.crop(beside).getextrema()[0] < 128, f"no mark on {name}"
    below = 1152 - round(layout.bottom / 1000 / PT)
    line = (left, below + 26, left + 300, 1152)
    names = {
        name: plate.crop(line).point(lambda value: 255 * (value < 128)).getbbox()
        for name, plate in plates.items()
    }
    assert names["Magenta"] is None and names["Yellow"] is None
    assert names["Cyan"][2] <= names["Black"][0] + 2
    assert names["Black"][2] <= names[SPOT][0] + 2


def test_one_set_of_plates_is_one_page(tmp_path):
    turn = scheme("F8-7", work_style="WorkAndTurn")
    target = imposed(tmp_path, plan(turn, 16, PAGE))
    with pikepdf.open(target) as made:
        assert len(made.pages) == 2


def test_blank_pages_are_left_white(tmp_path):
    planned = plan(scheme("F4-1"), 3, PAGE)
    shown = drawn(imposed(tmp_path, planned), 0)
    [blank] = [
        place for place in planned.sheets[0].sides[0].placements if place.page is None
    ]
    assert cut(shown, blank.trim).getextrema() == ((255, 255),) * 3


def _shared(page, number):
    """Let two pages draw the same stream in inks of their own."""
    if number % 2 == 0:
        page.Contents = _shared.before
        space = separation("PANTONE 300 C")
        page.Resources = Dictionary(ColorSpace=Dictionary(Spot=space))
    _shared.before = page.Contents


def test_pages_that_share_their_contents_keep_their_own_inks(tmp_path):
    source = book(tmp_path / "shared.pdf", 4, _shared)
    imposed(tmp_path, plan(scheme("F4-1"), 4, PAGE), source)
    facts = read_pdf(tmp_path / "imposed.pdf", Budget())
    for page in facts.pages:
        assert {"PANTONE 300 C", SPOT} <= set(page.inks)


def test_contents_in_pieces_are_put_together(tmp_path):
    def torn(page, number):
        data = page.Contents.read_bytes()
        at = data.index(b"\n", len(data) // 2)
        pieces = [Stream(made, data[:at]), Stream(made, data[at:])]
        page.Contents = Array([made.make_indirect(piece) for piece in pieces])

    source = book(tmp_path / "whole.pdf", 16)
    planned = plan(scheme(), 16, PAGE)
    whole = drawn(imposed(tmp_path, planned, source), 0)
    with pikepdf.open(source) as made:
        for number, page in enumerate(made.pages, start=1):
            torn(page.obj, number)
        made.save(tmp_path / "torn.pdf")
    assert (
        furthest(drawn(imposed(tmp_path, planned, tmp_path / "torn.pdf"), 0), whole)
        == 0
    )


def test_pages_of_another_size_are_named(tmp_path):
    def widened(page, number):
        if number == 11:
            page.TrimBox = Array([BLEED, BLEED, BLEED + WIDTH + 4, BLEED + HEIGHT])

    source = book(tmp_path / "odd.pdf", change=widened)
    with pytest.raises(PagesDoNotFit) as refused:
        imposed(tmp_path, plan(scheme(), 16, PAGE), source)
    assert refused.value.code == "page_size"
    assert refused.value.facts == {
        "file": "1",
        "page": "11",
        "found": "103.01 × 152.4",
        "planned": "101.6 × 152.4",
    }


def test_apart_a_file_is_imposed_with_progress(tmp_path):
    planned = plan(scheme(binding="perfect"), 160, PAGE)
    source = book(tmp_path / "book.pdf", 160)
    told = []
    target = tmp_path / "apart.pdf"
    pages = impose(
        [source], target, planned, ["Black"], tell=lambda *each: told.append(each)
    )
    assert pages == 20
    with pikepdf.open(target) as made:
        assert len(made.pages) == 20
    assert all(total == 10 for _done, total in told)


@pytest.mark.parametrize(
    ("spoil", "limits", "trouble"),
    [
        (lambda data: data[:200], Limits(memory=8 << 30, written=1 << 30), "broken"),
        (lambda data: data, Limits(memory=8 << 30, written=1 << 10), "too_large"),
        (lambda data: data, Limits(wall_s=0.01, written=1 << 30), "too_slow"),
    ],
)
def test_what_cannot_be_imposed_leaves_nothing(tmp_path, spoil, limits, trouble):
    source = book(tmp_path / "book.pdf")
    source.write_bytes(spoil(source.read_bytes()))
    target = tmp_path / "imposed.pdf"
    with pytest.raises(NotImposed) as refused:
        impose([source], target, plan(scheme(), 16, PAGE), ["Black"], limits)
    assert refused.value.trouble == trouble
    assert not target.exists()


def test_apart_a_wrong_number_of_pages_is_told(tmp_path):
    source = book(tmp_path / "book.pdf", 15)
    with pytest.raises(PagesDoNotFit) as refused:
        impose([source], tmp_path / "a.pdf", plan(scheme(), 16, PAGE), ["Black"])
    assert refused.value.facts == {"found": "15", "planned": "16"}
    assert not (tmp_path / "a.pdf").exists()


def test_a_file_that_is_there_is_kept(tmp_path):
    source, target = book(tmp_path / "book.pdf"), tmp_path / "kept.pdf"
    target.write_bytes(b"of somebody else")
    with pytest.raises(FileExistsError):
        impose([source], target, plan(scheme(), 16, PAGE), ["Black"])
    assert target.read_bytes() == b"of somebody else"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_imposed_or_refused(tmp_path, name):
    source, target = tmp_path / "hostile.pdf", tmp_path / "imposed.pdf"
    HOSTILE[name](source)
    one = Scheme(Sheet(400, 400), "repeat", "Simplex", columns=1, rows=1)
    limits = Limits(memory=1 << 30, cpu_s=2, wall_s=15, written=1 << 30)
    try:
        pages = impose([source], target, plan(one, 1, (216, 303)), ["Black"], limits)
    except (NotImposed, PagesDoNotFit):
        assert not target.exists()
        return
    assert pages == 1
    with pikepdf.open(target) as made:
        assert len(made.pages) == 1
