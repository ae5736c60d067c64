"""Several files are imposed as the one that they would make."""

import random
from itertools import pairwise

import pikepdf
import pytest
from pdfs import Maker
from pikepdf import Array, Dictionary, Name
from prepress.budget import Budget
from prepress.impose import impose
from prepress.imposition import PagesDoNotFit, Scheme, Sheet, plan
from prepress.pdf import read_pdf
from test_imposition_pdf import (
    BLEED,
    HEIGHT,
    MEDIA,
    PAGE,
    PT,
    SHEET,
    SPOT,
    TRIM,
    WIDTH,
    book,
    drawn,
    furthest,
    imposed,
    scheme,
)


def torn(path, counts):
    """Return files of so many pages each that are a book together."""
    files, first = [], 0
    with pikepdf.open(path) as whole:
        for number, count in enumerate(counts):
            with pikepdf.new() as part:
                part.pages.extend(whole.pages[first : first + count])
                part.save(path.with_name(f"part{number}.pdf"))
            files.append(path.with_name(f"part{number}.pdf"))
            first += count
        assert first == len(whole.pages)
    return files


def cuts(count, seed):
    """Return some ways to tear so many pages into files."""
    chance = random.Random(seed)
    places = sorted(chance.sample(range(1, count), chance.randint(1, 5)))
    return [end - begin for begin, end in pairwise([0, *places, count])]


CUT_APART = {
    "sheet": SHEET,
    "columns": 2,
    "rows": 2,
    "gutter_x_mm": 2 * BLEED * PT,
    "gutter_y_mm": 2 * BLEED * PT,
    "bleed_mm": BLEED * PT,
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "made",
    [
        scheme(),
        scheme("F4-1", binding="perfect", work_style="Perfecting"),
        scheme("F8-7", work_style="WorkAndTurn", creep_mm=PT),
        Scheme(binding="stack", **CUT_APART),
        Scheme(binding="loose", work_style="Simplex", **CUT_APART),
    ],
    ids=["saddle", "perfect", "turned", "stack", "simplex"],
)
def test_wherever_a_book_is_torn_its_sheets_are_the_same(tmp_path, made, seed):
    planned = plan(made, 16, PAGE)
    source = book(tmp_path / "book.pdf")
    whole = imposed(tmp_path, planned, source).rename(tmp_path / "whole.pdf")
    joined = imposed(tmp_path, planned, *torn(source, cuts(16, seed)))
    with pikepdf.open(whole) as one, pikepdf.open(joined) as other:
        assert len(one.pages) == len(other.pages)
        for page, same in zip(one.pages, other.pages, strict=True):
            assert page.Contents.read_bytes() == same.Contents.read_bytes()
            forms = page.Resources.XObject
            assert set(forms.keys()) == set(same.Resources.XObject.keys())
            for name in forms.keys():  # noqa: SIM118 - a dictionary of the library
                found = same.Resources.XObject[name]
                assert found.read_bytes() == forms[name].read_bytes()
    assert furthest(drawn(joined, 0), drawn(whole, 0)) == 0
    inks = [page.inks for page in read_pdf(whole, Budget()).pages]
    assert [page.inks for page in read_pdf(joined, Budget()).pages] == inks
    assert any(SPOT in page for page in inks)


def leaf(path, *, layer="", begins="", intent="", trapped=""):
    """Return a file of one page whose lower left corner a layer paints black.

    :param layer: what its configuration says of it, ``ON`` or ``OFF``; "" without one
    :param begins: ``BaseState`` of its layers, where one is said
    """
    make = Maker()
    content, resources = b"0 0 0 1 k 0 0 100 100 re f", {}
    if layer:
        own = make.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=path.stem))
        content = b"/OC /Own BDC " + content + b" EMC"
        resources = {"/Properties": Dictionary(Own=own)}
        said = Dictionary(Order=Array([own]), AS=Array([Dictionary(OCGs=Array([own]))]))
        if begins:
            said.BaseState = Name(f"/{begins}")
        said[f"/{layer}"] = Array([own])
        make.pdf.Root.OCProperties = Dictionary(OCGs=Array([own]), D=said)
    make.page(content, resources, media=MEDIA, TrimBox=TRIM)
    if intent:
        make.pdf.Root.OutputIntents = Array(
            [Dictionary(Type=Name.OutputIntent, OutputConditionIdentifier=intent)]
        )
    if trapped:
        make.pdf.docinfo[Name.Trapped] = Name(f"/{trapped}")
    return make.save(path)


LEAVES = Scheme(
    binding="loose", work_style="Simplex", **{**CUT_APART, "columns": 4, "rows": 1}
)


def side_by_side(tmp_path, leaves):
    """Return leaves on one side of a sheet, from the left."""
    sources = [
        leaf(tmp_path / f"leaf{number}.pdf", **values)
        for number, values in enumerate(leaves)
    ]
    return imposed(tmp_path, plan(LEAVES, len(leaves), PAGE), *sources, inks=("Black",))


def is_black(image, place):
    left, bottom = (round(each / PT) for each in place.trim.mm[:2])
    return image.getpixel((left + 10, image.height - bottom - 10)) < (99, 99, 99)


@pytest.mark.parametrize("first", [0, 1, 2, 3])
def test_layers_of_each_file_are_shown_as_in_their_own(tmp_path, first):
    leaves = [
        {"layer": "OFF"},
        {"layer": "ON", "begins": "OFF"},
        {"layer": "ON"},
        {"layer": "OFF", "begins": "OFF"},
    ]
    shown = [False, True, True, False]
    leaves, shown = leaves[first:] + leaves[:first], shown[first:] + shown[:first]
    target = side_by_side(tmp_path, leaves)
    [side] = plan(LEAVES, 4, PAGE).sheets[0].printed()
    places = sorted(side.placements, key=lambda place: place.page)
    image = drawn(target, 0)
    assert [is_black(image, place) for place in places] == shown
    with pikepdf.open(target) as made:
        known = made.Root.OCProperties
        names = [str(layer.Name) for layer in known.OCGs]
        assert names == ["leaf0", "leaf1", "leaf2", "leaf3"]
        assert [str(layer.Name) for layer in known.D.Order] == names
        assert [str(each.OCGs[0].Name) for each in known.D.AS] == names
        forms = made.pages[0].Resources.XObject
        for number, layer in enumerate(known.OCGs, start=1):
            own = forms[f"/P{number}"].Resources.Properties.Own
            assert own.objgen == layer.objgen


def test_a_file_without_layers_takes_none_from_others(tmp_path):
    target = side_by_side(tmp_path, [{}, {"layer": "OFF"}])
    [side] = plan(LEAVES, 2, PAGE).sheets[0].printed()
    places = sorted(side.placements, key=lambda place: place.page or 9)[:2]
    image = drawn(target, 0)
    assert [is_black(image, place) for place in places] == [True, False]


def test_the_printing_condition_is_that_of_the_first_file_that_says_one(tmp_path):
    target = side_by_side(tmp_path, [{}, {"intent": "FOGRA51"}, {"intent": "FOGRA39"}])
    with pikepdf.open(target) as made:
        [intent] = made.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "FOGRA51"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (("True", "True"), Name("/True")),
        (("True", "False"), None),
        (("True", ""), None),
        (("", ""), None),
    ],
)
def test_trapped_is_what_all_files_say(tmp_path, said, kept):
    target = side_by_side(tmp_path, [{"trapped": each} for each in said])
    with pikepdf.open(target) as made:
        assert made.docinfo.get(Name.Trapped) == kept


def test_a_page_of_another_size_is_named_by_its_file(tmp_path):
    def widened(page, number):
        if number == 7:
            page.TrimBox = Array([BLEED, BLEED, BLEED + WIDTH + 4, BLEED + HEIGHT])

    source = book(tmp_path / "odd.pdf", change=widened)
    sources = torn(source, (4, 2, 10))
    with pytest.raises(PagesDoNotFit) as refused:
        imposed(tmp_path, plan(scheme(), 16, PAGE), *sources)
    facts = refused.value.facts
    assert (facts["file"], facts["page"]) == ("3", "1")


def test_pages_of_all_files_are_counted(tmp_path):
    sources = torn(book(tmp_path / "book.pdf", 15), (4, 11))
    with pytest.raises(PagesDoNotFit) as refused:
        impose(sources, tmp_path / "a.pdf", plan(scheme(), 16, PAGE), ["Black"])
    assert refused.value.facts == {"found": "15", "planned": "16"}


def test_apart_single_pages_are_imposed_by_the_hundred(tmp_path):
    count = 200
    sources = torn(book(tmp_path / "book.pdf", count), (1,) * count)
    one = Scheme(Sheet(400, 400), "loose", "Simplex", columns=1, rows=1)
    target = tmp_path / "apart.pdf"
    assert impose(sources, target, plan(one, count, PAGE), ["Black"]) == count
    with pikepdf.open(target) as made:
        for number, page in enumerate(made.pages, start=1):
            assert f"/P{number}" in page.Resources.XObject
