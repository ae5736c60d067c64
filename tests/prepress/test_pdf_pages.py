"""Boxes, pages and trouble: what is known of a PDF before its content is."""

import pikepdf
import pytest
from pdfs import MEDIA, TRIM, Maker, read_pdf
from pikepdf import Array, Dictionary, Name
from prepress.budget import Budget


def near(box):
    return pytest.approx(box, abs=0.002)


@pytest.fixture
def make():
    return Maker()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.pdf"


def page_of(make, path, **entries):
    make.page(**entries)
    return make.facts(path).pages[0]


def test_boxes_are_in_millimetres(make, path):
    page = page_of(make, path, TrimBox=TRIM, BleedBox=MEDIA)
    assert page.media == near((0, 0, 216, 303))
    assert page.trim == near((3, 3, 213, 300))
    assert page.bleed == near((0, 0, 216, 303))
    assert page.crop is None and page.art is None


def test_places_count_from_the_corner_of_the_media_box(make, path):
    page = page_of(make, path, media=(-72, 72, 72, 216), TrimBox=(-36, 108, 36, 180))
    assert page.media == near((0, 0, 50.8, 50.8))
    assert page.trim == near((12.7, 12.7, 38.1, 38.1))


def test_a_box_may_name_any_two_corners(make, path):
    page = page_of(make, path, media=(144, 144, 0, 0), TrimBox=(72, 0, 0, 144))
    assert page.media == near((0, 0, 50.8, 50.8))
    assert page.trim == near((0, 0, 25.4, 50.8))


def test_a_box_ends_where_the_media_box_ends(make, path):
    page = page_of(make, path, media=(0, 0, 72, 72), BleedBox=(-9, -9, 36, 99))
    assert page.bleed == near((0, 0, 12.7, 25.4))


@pytest.mark.parametrize(
    ("rotate", "media", "trim"),
    [
        (0, (200, 100), (10, 20, 50, 60)),
        (90, (100, 200), (20, 150, 60, 190)),
        (180, (200, 100), (150, 40, 190, 80)),
        (270, (100, 200), (40, 10, 80, 50)),
        (-90, (100, 200), (40, 10, 80, 50)),
    ],
)
def test_places_turn_with_the_page(make, path, rotate, media, trim):
    """Turned clockwise, the lower left corner comes to the upper left."""
    mm = 72 / 25.4
    page = page_of(
        make,
        path,
        media=(0, 0, 200 * mm, 100 * mm),
        TrimBox=(10 * mm, 20 * mm, 50 * mm, 60 * mm),
        Rotate=rotate,
    )
    assert page.media == near((0, 0, *media))
    assert page.trim == near(trim)


def test_a_user_unit_makes_everything_larger(make, path):
    """A banner of 5 m is written as 2 m in units of 2.5 points."""
    page = page_of(
        make,
        path,
        media=(0, 0, 1000, 500),
        UserUnit=10,
        content=b"0.02 w 100 100 m 500 100 l S",
    )
    assert page.media == near((0, 0, 3527.778, 1763.889))
    assert page.user_unit == 10
    assert page.lines[0].width_pt == pytest.approx(0.2)


def test_boxes_are_inherited_from_the_tree(make, path):
    page = make.page()
    del page["/MediaBox"]
    make.pdf.Root.Pages.MediaBox = Array([0, 0, 144, 72])
    make.pdf.Root.Pages.Rotate = 90
    assert make.facts(path).pages[0].media == near((0, 0, 25.4, 50.8))


def test_every_page_is_counted(make, path):
    for _page in range(24):
        make.page()
    facts = make.facts(path)
    assert facts.page_count == len(facts.pages) == 24
    assert [page.number for page in facts.pages] == list(range(1, 25))
    assert not facts.trouble and not facts.is_repaired and not facts.is_partial


def test_a_page_without_ink_is_empty(make, path):
    make.page(b"")
    make.page(b"0 0 0 0 k 0 0 600 800 re f")
    make.page(b"0 0 0 1 k 0 0 600 800 re f")
    assert [page.is_empty for page in make.facts(path).pages] == [True, True, False]


def test_an_open_file_is_read_like_a_path(make, path):
    make.page()
    make.save(path)
    with path.open("rb") as file:
        assert read_pdf(file, Budget()) == read_pdf(path, Budget())


def test_trouble_of_files_that_cannot_be_read(make, path):
    path.write_bytes(b"")
    assert read_pdf(path, Budget()).trouble == "empty"
    path.write_bytes(b"%PDF-1.4\n" + b"nothing else\n" * 99)
    assert read_pdf(path, Budget()).trouble == "broken"
    make.save(path)
    assert read_pdf(path, Budget()).trouble == "no_pages"


def test_a_password_is_trouble_only_where_it_is_asked_for(make, path):
    make.page(b"0 0 100 100 re f")
    asks = pikepdf.Encryption(user="secret", owner="secret")
    make.save(path, encryption=asks)
    assert read_pdf(path, Budget()).trouble == "encrypted"
    locked = pikepdf.Encryption(user="", owner="secret")
    make.save(path, encryption=locked)
    facts = read_pdf(path, Budget())
    assert not facts.trouble and facts.is_encrypted
    assert facts.pages[0].inks == ("Black",)


def test_a_file_that_was_cut_off_is_known_as_such(make, path):
    for _page in range(20):
        make.page(b"0 0 100 100 re f")
    whole = make.save(path).read_bytes()
    path.write_bytes(whole[: whole.rindex(b"startxref")])
    facts = read_pdf(path, Budget())
    assert facts.is_repaired and facts.page_count == 20
    path.write_bytes(whole[: len(whole) // 2])
    facts = read_pdf(path, Budget())
    assert facts.trouble == "broken" or facts.is_repaired


def test_what_a_file_says_of_itself(make, path):
    make.page()
    make.pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier="FOGRA39",
            )
        ]
    )
    make.pdf.Root.OCProperties = Dictionary(
        OCGs=Array([make.pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Die"))]),
        D=Dictionary(),
    )
    make.pdf.docinfo["/Creator"] = "Adobe InDesign 18.0"
    make.pdf.docinfo["/Producer"] = "Adobe PDF Library"
    make.pdf.docinfo["/Trapped"] = Name("/False")
    make.pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-3:2002"
    facts = make.facts(path)
    assert facts.creator == "Adobe InDesign 18.0"
    assert facts.trapped == "False"
    assert facts.pdf_x == "PDF/X-3:2002"
    assert facts.output_intents == ("FOGRA39",)
    assert facts.layers == ("Die",)


def test_xmp_speaks_where_the_information_is_silent(make, path):
    make.page()
    with make.pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"
        xmp["xmp:CreatorTool"] = "Scribus & friends"
        xmp["pdf:Trapped"] = "True"
    facts = make.facts(path)
    assert (facts.pdf_x, facts.trapped) == ("PDF/X-4", "True")
    assert facts.creator == "Scribus & friends"
