"""What pages paint: pictures, colours, text, lines, and what lies between."""

import math
import zlib

import pytest
from pdfs import MM, TRIM, Maker, place, separation
from pikepdf import Array, Dictionary, Name

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


@pytest.fixture
def make():
    return Maker()


@pytest.fixture
def read(make, tmp_path):
    """Return what makes one page and reads it."""

    def read(content, resources=None, **entries):
        content = content.encode() if isinstance(content, str) else content
        make.page(content, resources, **entries)
        return make.facts(tmp_path / "a.pdf").pages[-1]

    return read


def near(box):
    return pytest.approx(box, abs=0.01)


# Pictures


def test_resolution_goes_through_the_whole_matrix(make, read):
    """300 pixels on 25.4 mm are 300 ppi; drawn at half the size, 600."""
    image = Dictionary(Im=make.image(300, 300))
    inner = make.form(place(25.4, 25.4, 0, 0), Resources=Dictionary(XObject=image))
    page = read(
        place(25.4, 25.4) + b"q 0.5 0 0 0.5 300 300 cm /Fm Do Q",
        {"/XObject": Dictionary(Im=image.Im, Fm=inner)},
    )
    assert [each.ppi for each in page.images] == [300, 600]
    assert page.images[0].box == near((20, 20, 45.4, 45.4))
    assert page.images[1].box[2] - page.images[1].box[0] == pytest.approx(12.7)


@pytest.mark.parametrize("degrees", [0, 17, 90, 135, 270])
def test_resolution_does_not_change_when_a_picture_is_turned(make, read, degrees):
    turn = math.radians(degrees)
    cos, sin = math.cos(turn), math.sin(turn)
    page = read(
        f"{144 * cos} {144 * sin} {-72 * sin} {72 * cos} 300 300 cm /Im Do",
        {"/XObject": Dictionary(Im=make.image(300, 300))},
    )
    assert page.images[0].ppi == pytest.approx(150)


def test_the_worse_direction_counts(make, read):
    page = read(
        place(25.4, 50.8), {"/XObject": Dictionary(Im=make.image(200, 200, bits=8))}
    )
    assert page.images[0].ppi == pytest.approx(100)


def test_a_clip_leaves_what_is_seen_of_a_picture(make, read):
    resources = {"/XObject": Dictionary(Im=make.image(30, 30))}
    window = f"{30 * MM} {30 * MM} {10 * MM} {10 * MM} re W n ".encode()
    page = read(window + place(60, 60), resources)
    assert page.images[0].box == page.content == near((30, 30, 40, 40))
    elsewhere = b"0 0 5 5 re W n " + place(60, 60)
    page = read(elsewhere, resources)
    assert not page.images and page.is_empty


def test_bitmaps_are_known(make, read):
    page = read(
        place(25.4, 25.4, name="Line") + b"1 0 0 0 k " + place(25.4, 25.4, name="Mask"),
        {
            "/XObject": Dictionary(
                Line=make.image(1200, 1200, Name.DeviceGray, bits=1),
                Mask=make.image(600, 600, Name.DeviceGray, bits=1, ImageMask=True),
            )
        },
    )
    assert [(each.is_bitmap, each.ppi) for each in page.images] == [
        (True, 1200),
        (True, 600),
    ]
    assert page.images[1].inks == ("Cyan",)
    assert page.inks == ("Cyan", "Black")


def test_a_picture_in_the_content_itself_is_read_past(read):
    page = read(
        b"q 72 0 0 72 72 72 cm BI /W 4 /H 2 /CS /RGB /BPC 8 ID "
        + b"EI (\xff\x00EI)/Do Q\n\x80\x80xxxx"
        + b"\nEI Q\n0 1 0 0 k 0 0 9 9 re f"
    )
    assert [(each.width_px, each.height_px) for each in page.images] == [(4, 2)]
    assert page.images[0].ppi == 2
    assert page.images[0].space == "DeviceRGB"
    assert page.inks == PROCESS
    assert not page.is_damaged


def test_a_palette_counts_as_the_space_of_its_colours(make, read):
    image = make.image(10, 10, Name.DeviceGray)
    image.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, 1, b"\0\0\0\xff\xff\xff"])
    page = read(place(10, 10), {"/XObject": Dictionary(Im=image)})
    assert page.images[0].space == "DeviceRGB"


def test_a_jpeg_2000_picture_tells_its_own_colours(make, read):
    header = b"\0\0\0\x16ihdr" + bytes([0, 0, 0, 9, 0, 0, 0, 9, 0, 4, 15, 7, 0, 0])
    image = make.stream(header, Subtype=Name.Image, Width=9, Height=9)
    image.Filter = Name.JPXDecode
    page = read(place(10, 10), {"/XObject": Dictionary(Im=image)})
    assert (page.images[0].space, page.images[0].bits) == ("DeviceCMYK", 16)


# Colours


@pytest.mark.parametrize(
    ("operators", "spaces", "inks"),
    [
        ("0 0 0 1 k", {"DeviceCMYK"}, ("Black",)),
        ("0 0.4 0 0 k", {"DeviceCMYK"}, ("Magenta",)),
        ("0.5 g", {"DeviceGray"}, ("Black",)),
        ("1 g", {"DeviceGray"}, ()),
        ("1 1 1 rg", {"DeviceRGB"}, ()),
        ("0 0 0 rg", {"DeviceRGB"}, PROCESS),
        ("/Spot cs 1 scn", {"Separation"}, ("PANTONE 185 C",)),
        ("/Spot cs 0 scn", {"Separation"}, ()),
        ("/Spot cs", {"Separation"}, ("PANTONE 185 C",)),
        ("/Two cs 0 0.3 scn", {"DeviceN"}, ("Gold",)),
        ("/Two cs 0.1 0.3 scn", {"DeviceN"}, ("Black", "Gold")),
        ("/All cs 1 scn", {"Separation"}, ("All",)),
        ("/None cs 1 scn", {"Separation"}, ()),
        ("/IccRgb cs 0 0.1 1 scn", {"ICCBasedRGB"}, PROCESS),
        ("/IccCmyk cs 0 0 1 0 scn", {"ICCBasedCMYK"}, ("Yellow",)),
        ("/IccGray cs 0 scn", {"ICCBasedGray"}, ("Black",)),
        ("/Lab cs 40 10 10 scn", {"Lab"}, PROCESS),
        ("/Lab cs 100 0 0 scn", {"Lab"}, ()),
        ("/Palette cs 1 scn", {"DeviceCMYK"}, ("Cyan",)),
    ],
)
def test_colour_spaces_and_inks(make, read, operators, spaces, inks):
    def profile(parts):
        return Array([Name.ICCBased, make.stream(b"", N=parts)])

    two = separation("Gold")
    two[0], two[1] = Name.DeviceN, Array([Name.Black, Name.Gold])
    resources = {
        "/ColorSpace": Dictionary(
            Spot=separation("PANTONE 185 C"),
            Two=two,
            All=separation("All"),
            None_=separation("None"),
            IccRgb=profile(3),
            IccCmyk=profile(4),
            IccGray=profile(1),
            Lab=Array([Name.Lab, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))]),
            Palette=Array([Name.Indexed, Name.DeviceCMYK, 1, bytes(4) + b"\xff\0\0\0"]),
        )
    }
    resources["/ColorSpace"]["/None"] = separation("None")
    page = read(f"{operators} 100 100 200 200 re f", resources)
    assert set(page.spaces) == spaces
    assert page.inks == inks
    assert (page.content is None) == (not inks)


def test_strokes_have_a_colour_of_their_own(read):
    page = read("0 0 0 0 k 0 1 0 0 K 2 w 100 100 200 200 re B")
    assert page.inks == ("Magenta",)
    assert page.lines[0].inks == ("Magenta",)


def test_a_shading_prints_with_all_that_it_runs_through(make, read):
    shading = Dictionary(
        ShadingType=2,
        ColorSpace=separation("Gold"),
        Coords=Array([0, 0, 100, 100]),
        Function=Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1),
    )
    pattern = Dictionary(PatternType=2, Shading=shading)
    page = read(
        "/Pattern cs /P scn 10 10 50 50 re f", {"/Pattern": Dictionary(P=pattern)}
    )
    assert (page.spaces, page.inks) == (("Separation",), ("Gold",))
    page = read("100 100 50 50 re W n /Sh sh", {"/Shading": Dictionary(Sh=shading)})
    assert page.inks == ("Gold",)
    assert page.content == near([100 / MM, 100 / MM, 150 / MM, 150 / MM])


def test_a_tiling_prints_with_what_its_cell_does(make, read):
    cell = make.stream(
        place(25.4, 25.4, 0, 0) + b"/Spot cs 1 scn 0 0 5 5 re f",
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=Array([0, 0, 72, 72]),
        XStep=72,
        YStep=72,
        Matrix=Array([0.5, 0, 0, 0.5, 0, 0]),
        Resources=Dictionary(
            XObject=Dictionary(Im=make.image(150, 150)),
            ColorSpace=Dictionary(Spot=separation("Gold")),
        ),
    )
    page = read(
        "/Pattern cs /P scn 100 100 50 50 re f", {"/Pattern": Dictionary(P=cell)}
    )
    assert page.inks == (*PROCESS, "Gold")
    assert page.images[0].ppi == 300
    painted = [100 / MM, 100 / MM, 150 / MM, 150 / MM]
    assert page.content == page.images[0].box == near(painted)


def test_a_tiling_without_colours_takes_those_it_is_given(make, read):
    cell = make.stream(
        b"0 0 5 5 re f",
        PatternType=1,
        PaintType=2,
        BBox=Array([0, 0, 9, 9]),
        XStep=9,
        YStep=9,
    )
    page = read(
        "/Dots cs 0 0 1 0 /P scn 100 100 50 50 re f",
        {
            "/Pattern": Dictionary(P=cell),
            "/ColorSpace": Dictionary(Dots=Array([Name.Pattern, Name.DeviceCMYK])),
        },
    )
    assert (page.spaces, page.inks) == (("DeviceCMYK",), ("Yellow",))


def test_a_default_space_stands_in_for_a_device_space(make, read):
    default = Array([Name.ICCBased, make.stream(b"", N=3)])
    page = read(
        "1 0 0 rg 0 0 9 9 re f", {"/ColorSpace": Dictionary(DefaultRGB=default)}
    )
    assert page.spaces == ("ICCBasedRGB",)


# Overprint and transparency

OVER = {"/ExtGState": Dictionary(Over=Dictionary(OP=True, OPM=1))}


@pytest.mark.parametrize(
    ("content", "vanishes"),
    [
        ("/Over gs 0 0 0 0 k 9 9 9 9 re f", True),
        ("/Over gs 1 g 9 9 9 9 re f", True),
        ("/Over gs 0 0 0 0 K 9 9 9 9 re S", True),
        ("/Over gs 0 0 0 1 k 9 9 9 9 re f", False),
        ("/Over gs 1 1 1 rg 9 9 9 9 re f", False),
        ("0 0 0 0 k 9 9 9 9 re f", False),
        ("q /Over gs Q 0 0 0 0 k 9 9 9 9 re f", False),
        ("/Over gs 0 0 0 0 k 9 9 9 9 re n", False),
    ],
)
def test_white_that_overprints_vanishes(read, content, vanishes):
    assert read(content, OVER).has_white_overprint is vanishes


def test_overprint_of_fills_and_strokes_is_set_apart(make, read):
    page = read(
        "/Fills gs BT /F 10 Tf (x) Tj ET 0 0 9 9 re S",
        {
            "/ExtGState": Dictionary(Fills=Dictionary(OP=False, op=True)),
            "/Font": Dictionary(F=make.font()),
        },
    )
    assert page.texts[0].is_overprinting
    assert not page.lines[0].is_overprinting


@pytest.mark.parametrize(
    ("settings", "operators", "is_transparent"),
    [
        ({"ca": 0.5}, "9 9 9 9 re f", True),
        ({"ca": 0.5}, "9 9 9 9 re S", False),
        ({"CA": 0.5}, "9 9 9 9 re S", True),
        ({"ca": 1}, "9 9 9 9 re f", False),
        ({"BM": Name.Multiply}, "9 9 9 9 re f", True),
        ({"BM": Name.Normal}, "9 9 9 9 re f", False),
        ({"SMask": Name("/None")}, "9 9 9 9 re f", False),
        ({"SMask": Dictionary(S=Name.Alpha)}, "9 9 9 9 re f", True),
        ({"ca": 0.5}, "9 9 9 9 re n", False),
    ],
)
def test_transparency_counts_where_it_is_used(
    read, settings, operators, is_transparent
):
    state = {"/ExtGState": Dictionary(Gs=Dictionary(**settings))}
    assert read(f"/Gs gs {operators}", state).has_transparency is is_transparent


def test_a_soft_mask_of_a_picture_is_transparency(make, read):
    image = make.image(9, 9, SMask=make.image(9, 9, Name.DeviceGray))
    assert read(place(9, 9), {"/XObject": Dictionary(Im=image)}).has_transparency


# Text


@pytest.fixture
def fonts(make):
    return {
        "/Font": Dictionary(
            Own=make.font("ABCDEF+Vera", embedded=True), Not=make.font("Courier")
        )
    }


def test_text_has_size_place_and_colour(read, fonts):
    """Ten letters of 0.6 x 10 pt, at 72 pt, from 2 pt below to 8 pt above."""
    page = read("0 0 0 1 k BT /Own 10 Tf 72 144 Td (abcdefghij) Tj ET", fonts)
    [text] = page.texts
    assert (text.size_pt, text.font, text.inks) == (10, "Vera", ("Black",))
    assert text.box == near((25.4, 142 / MM, 25.4 + 60 / MM, 152 / MM))
    assert page.content == text.box


@pytest.mark.parametrize(
    "operators",
    [
        "/Own 10 Tf 2 0 0 2 72 72 Tm",
        "/Own 1 Tf 20 0 0 20 72 72 Tm",
        "/Own 20 Tf 0 1 -1 0 72 72 Tm",
        "/Own 20 Tf 1 0 0.3 1 72 72 Tm",
        "/Own 20 Tf 50 Tz 72 72 Td",
        "/Own 20 Tf 5 Ts 72 72 Td",
    ],
)
def test_size_of_text_is_what_is_seen(read, fonts, operators):
    page = read(f"BT {operators} (abc) Tj ET", fonts)
    assert page.texts[0].size_pt == pytest.approx(20)


def test_text_moves_on(read, fonts):
    """Spaces, adjustments and leading: the second line ends where it must."""
    page = read(
        "BT /Own 10 Tf 14 TL 2 Tc 3 Tw 72 144 Td (a b) Tj"
        " T* [(ab) -500 (c)] TJ 0 Tc 0 Tw (d) ' ET",
        fonts,
    )
    [text] = page.texts
    first = 3 * 6 + 3 * 2 + 3
    second = 3 * 6 + 3 * 2 + 5
    assert text.box[2] - text.box[0] == pytest.approx(max(first, second) / MM, abs=0.01)
    assert text.box[1] == pytest.approx((144 - 2 * 14 - 2) / MM, abs=0.01)


def test_text_of_another_size_is_another_place(read, fonts):
    page = read(
        "BT /Own 10 Tf 72 700 Td (large) Tj /Own 4 Tf 0 -600 Td (small) Tj ET", fonts
    )
    assert [text.size_pt for text in page.texts] == [10, 4]


def test_text_far_apart_is_two_places(read, fonts):
    page = read("BT /Own 10 Tf 72 700 Td (top) Tj 0 -600 Td (foot) Tj ET", fonts)
    assert len(page.texts) == 2


def test_invisible_text_is_not_printed(read, fonts):
    page = read("BT /Not 10 Tf 3 Tr 72 72 Td (recognised) Tj ET", fonts)
    assert page.is_empty and not page.texts


def test_fonts_are_those_that_text_is_set_with(make, read, fonts, tmp_path):
    read("BT /Own 10 Tf (a) Tj ET", fonts)
    read("BT /Own 10 Tf (a) Tj /Not 10 Tf 40 40 Td (b) Tj ET", fonts)
    found = make.facts(tmp_path / "a.pdf").fonts
    assert {(font.name, font.is_embedded, font.pages) for font in found} == {
        ("Vera", True, (1, 2)),
        ("Courier", False, (2,)),
    }


def test_wide_characters_have_their_own_widths(make, read):
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name.Vera,
        DW=1000,
        W=Array([1, Array([500, 250]), 5, 9, 2000]),
        FontDescriptor=Dictionary(FontFile2=make.stream(b"")),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name.Vera,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([make.pdf.make_indirect(descendant)]),
    )
    page = read(
        "BT /F 10 Tf 72 72 Td <0001000200030007> Tj ET", {"/Font": Dictionary(F=font)}
    )
    [text] = page.texts
    assert text.box[2] - text.box[0] == pytest.approx(
        (5 + 2.5 + 10 + 20) / MM, abs=0.01
    )


def test_drawn_letters_are_as_large_as_they_are_drawn(make, read):
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontMatrix=Array([0.01, 0, 0, 0.01, 0, 0]),
        FontBBox=Array([0, 0, 50, 80]),
        FirstChar=97,
        LastChar=97,
        Widths=Array([50]),
    )
    page = read("BT /F 10 Tf 72 72 Td (aa) Tj ET", {"/Font": Dictionary(F=font)})
    [text] = page.texts
    assert text.size_pt == pytest.approx(8)
    assert text.box == near((25.4, 25.4, 25.4 + 10 / MM, 25.4 + 8 / MM))


# Lines


def test_a_line_is_as_thin_as_its_matrix_makes_it(read):
    page = read("1 w 0.1 0 0 5 0 0 cm 100 10 m 900 10 l S")
    assert page.lines[0].width_pt == pytest.approx(0.1)


def test_a_line_has_its_width_in_its_place(read):
    page = read("10 w 72 144 m 144 144 l S")
    assert page.lines[0].box == near((67 / MM, 139 / MM, 149 / MM, 149 / MM))


def test_the_thinnest_of_many_lines_is_kept(read):
    rows = [f"{n % 37 + 1} w {n * 7 % 600} {n} m 300 {n} l S" for n in range(9, 900)]
    rows[500:500] = ["0.05 w 10 10 m 300 700 l S"]
    page = read("\n".join(rows))
    assert len(page.lines) <= 32
    assert min(line.width_pt for line in page.lines) == 0.05


def test_text_that_comes_near_the_trim_is_kept(read, fonts):
    """Among hundreds of larger texts and outside of them, marks of the printer."""
    rows = ["BT /Own 9 Tf 100 100 Td (a) Tj ET"]
    rows += [
        f"BT /Own {8 + n % 90 / 10} Tf {100 + n % 9 * 40} {100 + n} Td (abc) Tj ET"
        for n in range(0, 600, 3)
    ]
    rows += ["BT /Own 30 Tf 10 400 Td (edge) Tj ET", "BT /Own 30 Tf 0 0 Td (m) Tj ET"]
    page = read("\n".join(rows), fonts, TrimBox=TRIM)
    assert any(text.box[0] < 4 and text.box[1] > 100 for text in page.texts)


# Forms, layers, annotations


def test_a_form_paints_only_inside_its_box(make, read):
    form = make.form(b"0 0 900 900 re f", box=(10, 10, 20, 20))
    form.Matrix = Array([2, 0, 0, 2, 0, 0])
    page = read("/Fm Do", {"/XObject": Dictionary(Fm=form)})
    assert page.content == near((20 / MM, 20 / MM, 40 / MM, 40 / MM))


def test_a_form_leaves_the_state_as_it_was(make, read):
    form = make.form(b"0 1 0 0 k 5 w 2 0 0 2 0 0 cm")
    page = read("1 0 0 0 k /Fm Do 9 9 9 9 re f", {"/XObject": Dictionary(Fm=form)})
    assert page.inks == ("Cyan",)
    assert page.content == near((9 / MM, 9 / MM, 18 / MM, 18 / MM))


def test_a_form_begins_with_the_state_it_is_drawn_in(make, read):
    page = read(
        "1 0 0 0 k /Fm Do", {"/XObject": Dictionary(Fm=make.form(b"9 9 9 9 re f"))}
    )
    assert page.inks == ("Cyan",)


def test_a_layer_that_is_off_is_not_printed(make, read):
    shown, hidden = (
        make.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name))
        for name in ("Print", "Die")
    )
    make.pdf.Root.OCProperties = Dictionary(
        OCGs=Array([shown, hidden]), D=Dictionary(OFF=Array([hidden]))
    )
    page = read(
        "/OC /Shown BDC 1 0 0 0 k 9 9 9 9 re f EMC"
        " /OC /Hidden BDC /Span BMC 0 1 0 0 k 9 9 9 9 re f EMC 9 9 9 9 re f EMC"
        " 0 0 1 0 k 9 9 9 9 re f /Fm Do",
        {
            "/Properties": Dictionary(Shown=shown, Hidden=hidden),
            "/XObject": Dictionary(Fm=make.form(b"0 0 0 1 k 0 0 9 9 re f", OC=hidden)),
        },
    )
    assert page.inks == ("Cyan", "Yellow")


@pytest.mark.parametrize(("flags", "prints"), [(4, True), (0, False), (6, False)])
def test_an_annotation_counts_where_it_prints(make, read, flags, prints):
    stamp = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Stamp,
        F=flags,
        Rect=Array([72, 72, 144, 144]),
        AP=Dictionary(N=make.form(b"0 1 0 0 k 0 0 10 10 re f", box=(0, 0, 10, 10))),
    )
    page = read("", Annots=Array([stamp]))
    assert page.is_empty is not prints
    if prints:
        assert page.inks == ("Magenta",)
        assert page.content == near((25.4, 25.4, 50.8, 50.8))


# What makes no sense


def test_what_follows_nonsense_is_still_read(read):
    page = read("/Nowhere Do 1 k (a(b)\\)c) foo ]] >> 0 1 0 0 k 9 9 9 9 re f Q Q")
    assert page.inks == ("Magenta",)
    assert page.is_damaged


def test_content_in_pieces_is_one(make, read, tmp_path):
    page = make.page()
    page.Contents = Array([make.stream(b"0 1 0 0 k 9 9"), make.stream(b"9 9 re f")])
    assert make.facts(tmp_path / "a.pdf").pages[0].inks == ("Magenta",)


def test_content_that_breaks_off_is_read_as_far_as_it_goes(make, tmp_path):
    page = make.page()
    rows = b"0 1 0 0 k 9 9 9 9 re f\n" + b"".join(b"%d w\n" % n for n in range(40_000))
    page.Contents = make.stream(zlib.compress(rows)[:-20_000], Filter=Name.FlateDecode)
    page = make.facts(tmp_path / "a.pdf").pages[0]
    assert page.inks == ("Magenta",)
    assert page.is_damaged and not page.is_empty


def test_sound_pages_are_not_called_damaged(make, read, fonts):
    page = read(
        "% a remark\n/Artifact <</Type/Pagination/Attached[/Top]>> BDC EMC\n"
        "[3 2] 0 d 1 J 1 j 10 M 0.5 i /Perceptual ri\n"
        "0 0 m 1 1 l 2 2 3 3 4 4 c 5 5 6 6 v 7 7 8 8 y h f* BX EX"
        " BT /Own 9 Tf (\\(a\\051 \\\n(b) c) Tj <61> Tj [<61>-20(b)] TJ ET",
        fonts,
    )
    assert not page.is_damaged
