"""What a shop would say of a file: facts made by hand, the order, its limits."""

import dataclasses

import pytest
from prepress import (
    ERROR,
    NOTE,
    RULES,
    WARNING,
    FileFacts,
    FontFacts,
    ImageFacts,
    InkFacts,
    Limit,
    LineFacts,
    Ordered,
    PageFacts,
    Profile,
    TextFacts,
    judge,
    judge_job,
)

A4 = (210.0, 297.0)
CMYK = ("Cyan", "Magenta", "Yellow", "Black")
FLYER = Ordered(sizes=(A4,), pages=1, colors=4, paper="coated")
MEDIA = (0.0, 0.0, 216.0, 303.0)
TRIM = (3.0, 3.0, 213.0, 300.0)
MIDDLE = (100.0, 100.0, 150.0, 140.0)
ALL_ERRORS = Profile(tuple(Limit(code, ERROR) for code in RULES))


def page(number=1, **facts):
    facts = {"media": MEDIA, "trim": TRIM, "bleed": MEDIA, "inks": CMYK} | facts
    return PageFacts(number=number, **facts)


def pdf(*pages, **facts):
    facts = {"page_count": len(pages), "pdf_x": "PDF/X-4"} | facts
    return FileFacts(format="pdf", version="1.6", pages=pages, **facts)


def found(rule, file, ordered=FLYER, *limits):
    """Return what one rule finds: its one finding, None, or a list of several."""
    limits = limits or ((ERROR, 0.0),)
    profile = Profile(tuple(Limit(rule, *limit) for limit in limits))
    findings = (
        judge_job(file if isinstance(file, tuple) else (file,), ordered, profile)
        if RULES[rule].of_job
        else judge(file, ordered, profile)
    )
    return findings[0] if len(findings) == 1 else findings or None


def picture(ppi, **facts):
    facts = {"width_px": 900, "height_px": 600, "space": "DeviceCMYK"} | facts
    return ImageFacts(MIDDLE, ppi, **facts)


def text(size=12.0, box=MIDDLE, **facts):
    facts = {"font": "Sans", "space": "DeviceCMYK", "inks": ("Black",)} | facts
    return TextFacts(box, size, **facts)


def line(width, **facts):
    facts = {"space": "DeviceCMYK", "inks": ("Black",)} | facts
    return LineFacts(MIDDLE, width, **facts)


def test_a_good_file_has_no_finding():
    good = pdf(
        page(
            images=(picture(300.0),),
            texts=(text(is_overprinting=True),),
            lines=(line(0.5),),
            ink=InkFacts(290.0, 280.0),
        ),
        fonts=(FontFacts("Sans", "TrueType", is_embedded=True, pages=(1,)),),
        output_intents=("Coated FOGRA39",),
    )
    limits = [
        Limit("size", ERROR, 0.5),
        Limit("bleed", ERROR, 3.0),
        Limit("live_area", WARNING, 4.0),
        Limit("ppi_low", ERROR, 150.0),
        Limit("ppi_high", NOTE, 600.0),
        Limit("pages_most", ERROR, 2000.0),
        Limit("pdf_version", WARNING, 1.7),
        Limit("bits", WARNING, 8.0),
        Limit("ink_total", ERROR, 330.0),
        Limit("black_text", WARNING, 12.0),
        Limit("line", WARNING, 0.15),
    ]
    known = {limit.rule for limit in limits}
    rest = [Limit(code, ERROR) for code in RULES if code not in known]
    profile = Profile((*limits, *rest))
    assert judge(good, FLYER, profile) == []
    assert judge_job((good,), FLYER, profile) == []


def test_a_rule_that_is_off_finds_nothing():
    assert judge(FileFacts("pdf", trouble="broken"), FLYER, Profile()) == []


@pytest.mark.parametrize("trouble", ["encrypted", "broken", "no_pages", "too_slow"])
def test_trouble_is_an_error_and_nothing_else_is_judged(trouble):
    findings = judge(FileFacts("pdf", trouble=trouble), FLYER, ALL_ERRORS)
    [opens] = [each for each in findings if each.rule == "opens"]
    assert opens.facts == {"trouble": trouble}
    assert {each.rule for each in findings} <= {"opens", "pages_most"}
    assert judge_job((FileFacts("pdf", trouble=trouble),), FLYER, ALL_ERRORS) == []


def test_one_rule_is_a_remark_first_and_an_error_further_on():
    file = pdf(
        page(1, images=(picture(200.0),)),
        page(2, images=(picture(149.0),)),
        page(3, images=(picture(100.0), picture(210.0))),
    )
    limits = (WARNING, 225.0), (ERROR, 150.0)
    error, remark = found("ppi_low", file, FLYER, *limits)
    assert (error.severity, error.pages, error.page) == (ERROR, (2, 3), 3)
    assert (error.value, error.limit, error.box) == (100.0, 150.0, MIDDLE)
    assert (remark.severity, remark.pages, remark.value) == (WARNING, (1, 3), 200.0)


def test_exactly_at_the_limit_is_good():
    file = pdf(page(images=(picture(225.0),)))
    assert found("ppi_low", file, FLYER, (WARNING, 225.0)) is None


def test_resolution_counts_at_the_size_of_the_work():
    banner = Ordered(sizes=((3000.0, 1500.0),), scale=10.0)
    file = pdf(page(images=(picture(600.0),)))
    finding = found("ppi_low", file, banner, (WARNING, 72.0))
    assert finding.value == 60.0


def test_resolution_follows_the_ruling_of_films():
    file = pdf(page(images=(picture(250.0),)))
    fine = dataclasses.replace(FLYER, ruling_lpi=175.0)
    assert found("ppi_ruling", file, fine, (WARNING, 1.5)).limit == 262.5
    coarse = dataclasses.replace(FLYER, ruling_lpi=133.0)
    assert found("ppi_ruling", file, coarse, (WARNING, 1.5)) is None


def test_tiny_pictures_and_bitmaps_have_other_rules():
    dot = picture(20.0, width_px=2, height_px=2)
    art = picture(400.0, is_bitmap=True)
    file = pdf(page(images=(dot, art)))
    assert found("ppi_low", file, FLYER, (ERROR, 450.0)) is None
    assert found("bitmap_low", file, FLYER, (ERROR, 550.0)).value == 400.0


# Size, boxes, bleed ----------------------------------------------------------------


def test_another_size_is_told_with_both_sizes():
    a5 = pdf(page(trim=(3.0, 3.0, 151.0, 213.0)))
    finding = found("size", a5, FLYER, (ERROR, 0.5))
    assert finding.facts == {
        "found_w": "148",
        "found_h": "210",
        "w": "210",
        "h": "297",
    }
    assert finding.value == 87.0


def test_a_page_may_be_turned_and_half_a_millimetre_off():
    turned = pdf(page(trim=(3.0, 3.0, 300.4, 213.0), media=(0, 0, 303, 216)))
    assert found("size", turned, FLYER, (ERROR, 0.5)) is None


def test_a_size_at_a_tenth_is_right_within_a_percent():
    banner = Ordered(sizes=((3000.0, 1500.0),), scale=10.0)
    media = (0.0, 0.0, 302.0, 150.0)
    file = pdf(page(trim=None, bleed=None, media=media))
    assert found("size_percent", file, banner, (WARNING, 1.0)) is None
    wrong = pdf(page(trim=None, bleed=None, media=(0.0, 0.0, 300.0, 200.0)))
    assert found("size_percent", wrong, banner, (WARNING, 1.0)).value > 10


def test_pages_side_by_side_are_called_a_spread():
    spread = pdf(page(trim=(0.0, 0.0, 420.0, 297.0), media=(0.0, 0.0, 420.0, 297.0)))
    assert found("size", spread, FLYER, (ERROR, 0.5)).facts["kind"] == "spread"


def test_a_cover_spread_that_is_ordered_is_none():
    book = dataclasses.replace(FLYER, sizes=(A4, (428.0, 297.0)))
    cover = pdf(page(trim=(3.0, 3.0, 431.0, 300.0), media=(0.0, 0.0, 434.0, 303.0)))
    assert found("size", cover, book, (ERROR, 0.5)) is None


def test_without_a_trim_box_the_ordered_size_says_where_the_cut_is():
    file = pdf(page(trim=None, bleed=None))
    assert found("size", file, FLYER, (ERROR, 0.5)) is None
    assert found("bleed", file, FLYER, (ERROR, 3.0)) is None
    assert found("trim_box", file).facts == {"w": "210", "h": "297"}


def test_pictures_have_no_trim_box_to_miss():
    file = dataclasses.replace(pdf(page(trim=None)), format="tiff")
    assert found("trim_box", file) is None


def test_bleed_has_to_be_there_and_painted():
    bare = pdf(page(1, media=TRIM, bleed=None), page(2))
    finding = found("bleed", bare, FLYER, (ERROR, 3.0))
    assert (finding.pages, finding.value, finding.limit) == ((1,), 0.0, 3.0)
    short = pdf(page(content=(1.0, 0.0, 216.0, 303.0)))
    assert found("bleed", short, FLYER, (ERROR, 3.0)).value == 2.0


def test_a_side_that_stays_white_needs_no_bleed():
    letter = pdf(page(media=TRIM, bleed=None, content=(20.0, 20.0, 190.0, 280.0)))
    assert found("bleed", letter, FLYER, (ERROR, 3.0)) is None


def test_the_bleed_that_was_ordered_counts():
    ordered = dataclasses.replace(FLYER, bleed_mm=5.0)
    assert found("bleed", pdf(page()), ordered, (ERROR, 3.0)).limit == 5.0


def test_text_near_the_cut_is_found_marks_beside_it_are_not():
    near = text(box=(5.0, 100.0, 60.0, 110.0))
    beside = text(box=(0.0, 0.0, 2.0, 2.0))
    file = pdf(page(texts=(near, beside)))
    assert found("live_area", file, FLYER, (WARNING, 4.0)).value == 2.0
    file = pdf(page(texts=(beside,)))
    assert found("live_area", file, FLYER, (WARNING, 4.0)) is None


def test_one_page_turned_among_others_is_found():
    turned = page(2, trim=(3.0, 3.0, 300.0, 213.0), media=(0, 0, 303, 216))
    finding = found("pages_alike", pdf(page(), turned), FLYER, (WARNING, 0.5))
    assert finding.pages == (2,)


def test_an_imposed_sheet_has_to_fit_its_plate():
    ordered = Ordered(sheet=(745.0, 605.0), is_imposed=True)
    small = pdf(page(media=(0.0, 0.0, 720.0, 520.0)))
    large = pdf(page(media=(0.0, 0.0, 1020.0, 720.0)))
    assert found("sheet", small, ordered) is None
    assert found("sheet", large, ordered).facts["found_w"] == "1020"


def test_a_pocket_takes_material_that_the_file_has_to_have():
    banner = Ordered(
        sizes=((3000.0, 1500.0),), scale=10.0, pockets=(100.0, 0.0, 100.0, 0.0)
    )
    bare = pdf(page(trim=None, bleed=None, media=(0.0, 0.0, 300.0, 150.0)))
    finding = found("R27", bare, banner)
    assert finding.facts == {"edge": "top", "need": "100", "has": "0"}
    enough = pdf(page(trim=None, bleed=None, media=(0.0, 0.0, 300.0, 170.0)))
    assert found("R27", enough, banner) is None


# Colours ----------------------------------------------------------------------------


def test_rgb_is_found_with_its_largest_place():
    small = ImageFacts((10, 10, 12, 12), 300.0, 99, 99, "DeviceRGB")
    large = ImageFacts(MIDDLE, 300.0, 99, 99, "ICCBasedRGB")
    finding = found("rgb", pdf(page(images=(small, large))))
    assert finding.box == MIDDLE
    assert found("rgb_untagged", pdf(page(images=(large,)))) is None
    assert found("rgb", pdf(page(spaces=("DeviceRGB",)))).page == 1


def test_an_ink_that_is_not_ordered_is_named():
    file = pdf(page(1), page(2, inks=(*CMYK, "PANTONE 185 C")))
    finding = found("R10", file)
    assert finding.pages == (2,)
    assert finding.facts == {"ordered": "4", "found": "CMYK + PANTONE 185 C"}


def test_inks_ordered_by_name_are_taken_by_name():
    films = Ordered(inks=(*CMYK, "PANTONE 185 C"))
    assert found("R10", pdf(page(inks=(*CMYK, "PANTONE 185 C"))), films) is None
    assert found("R10", pdf(page(inks=("Pantone 185 CVC",))), films)


def test_one_ink_may_be_any_but_two_are_too_many():
    single = Ordered(colors=1)
    assert found("R10", pdf(page(inks=("Cyan",))), single) is None
    assert found("R10", pdf(page(inks=("Cyan", "Black"))), single)


def test_technical_colours_and_marks_are_no_inks():
    file = pdf(page(inks=(*CMYK, "CutContour", "All", "None")))
    assert found("R10", file) is None
    assert found("spots", file) is None


def test_inks_that_are_ordered_in_vain_are_told():
    assert found("R10F", pdf(page(inks=("Black",)))).facts["found"] == "Black"
    assert found("R10F", (pdf(page(inks=("Black",))), pdf(page()))) is None
    partial = pdf(page(inks=("Black",)), is_partial=True)
    assert found("R10F", partial) is None


def test_two_names_of_one_ink_are_told():
    ordered = dataclasses.replace(FLYER, ink_key=lambda name: name[:11].casefold())
    file = pdf(page(inks=("PANTONE 185 C", "Pantone 185 CVC")))
    assert found("R11", file, ordered).facts == {
        "a": "PANTONE 185 C",
        "b": "Pantone 185 CVC",
    }
    one = pdf(page(inks=("Pantone 185 CVC",)))
    assert found("R11", one, dataclasses.replace(ordered, spots=("PANTONE 185 C",)))
    assert found("R11", one, ordered) is None


def test_registration_colour_belongs_beside_the_page():
    inside = line(0.5, inks=("All",))
    beside = dataclasses.replace(inside, box=(0.0, 0.0, 2.0, 0.1))
    assert found("registration", pdf(page(lines=(inside,)))).box == MIDDLE
    assert found("registration", pdf(page(lines=(beside,)))) is None


def test_a_cutting_line_may_lie_in_any_file_of_the_job():
    ordered = Ordered(has_cut_line=True)
    picture_only, outline = pdf(page()), pdf(page(inks=("CutContour",)))
    assert found("R29", (picture_only,), ordered)
    assert found("R29", (picture_only, outline), ordered) is None


def test_each_paper_has_its_limit_of_ink():
    file = pdf(page(ink=InkFacts(397.0, 310.0, MIDDLE)))
    profile = Profile(
        (Limit("ink_total", ERROR, 330.0), Limit("ink_uncoated", ERROR, 300.0))
    )
    assert judge(file, FLYER, profile) == []
    [finding] = judge(file, dataclasses.replace(FLYER, paper="uncoated"), profile)
    assert (finding.value, finding.limit, finding.box) == (310.0, 300.0, MIDDLE)


def test_colours_made_for_another_paper_are_told():
    file = pdf(page(), output_intents=("PSO Uncoated ISO12647 (FOGRA47)",))
    assert found("R23", file).facts == {
        "a": "uncoated",
        "b": "coated",
        "names": "PSO Uncoated ISO12647 (FOGRA47)",
    }
    assert found("R23", file, dataclasses.replace(FLYER, paper="uncoated")) is None


# Text, lines, overprint ---------------------------------------------------------------


def test_small_text_may_be_black_but_not_in_several_inks():
    assert (
        found("small_text", pdf(page(texts=(text(4.0),))), FLYER, (ERROR, 5.0)) is None
    )
    mixed = pdf(page(texts=(text(4.0, inks=CMYK),)))
    assert found("small_text", mixed, FLYER, (WARNING, 5.0)).value == 4.0
    negative = pdf(page(texts=(text(4.5, inks=(), is_white=True),)))
    assert found("small_text", negative, FLYER, (WARNING, 5.0)).value == 4.5


def test_a_line_in_several_inks_has_to_be_thicker():
    file = pdf(page(lines=(line(0.3), line(0.3, inks=CMYK), line(0.0))))
    assert found("line", file, FLYER, (WARNING, 0.15)).value == 0.0
    assert found("line_inks", file, FLYER, (WARNING, 0.5)).value == 0.3


def test_white_that_overprints_is_found():
    white = text(inks=(), is_white=True, is_overprinting=True)
    assert found("white_overprint", pdf(page(texts=(white,)))).box == MIDDLE
    assert found("white_overprint", pdf(page(has_white_overprint=True))).page == 1


def test_names_of_fonts_are_told_and_not_too_many():
    fonts = tuple(FontFacts(f"F{n}", "Type1", False, (n,)) for n in range(1, 12))
    finding = found("fonts_embedded", pdf(page(), fonts=fonts))
    assert finding.facts["names"] == "F1, F2, F3, F4, F5, F6, F7, F8 …"
    assert len(finding.pages) == 11
    type3 = FontFacts("T3", "Type3", False, (1,))
    assert found("fonts_embedded", pdf(page(), fonts=(type3,))) is None


# Counts -------------------------------------------------------------------------------


def test_pages_are_counted_over_all_files():
    book = dataclasses.replace(FLYER, pages=6)
    cover = pdf(page(1), page(2))
    block = pdf(page(1), page(2), page(3), page(4))
    assert found("page_count", (cover, block), book) is None
    assert found("page_count", (block,), book).facts == {"found": "4", "ordered": "6"}


def test_films_are_one_for_each_ink_of_each_page():
    films = Ordered(inks=CMYK, separations=16, separation_unit="films", copies=2)
    file = pdf(page(1), page(2, inks=("Black",)))
    assert found("R21F", file, films).facts == {
        "found": "10",
        "ordered": "16",
        "kind": "films",
    }
    assert found("R21F", pdf(page(1), page(2)), films) is None


def test_plates_are_not_counted_where_only_a_part_was_read():
    plates = Ordered(colors=4, separations=8)
    assert found("R21F", pdf(page()), plates)
    assert found("R21F", pdf(page(), is_partial=True), plates) is None


def test_damage_and_locks_are_told():
    file = pdf(page(1), page(2, is_damaged=True), is_encrypted=True)
    assert found("damaged", file).pages == (2,)
    assert found("locked", file)


def test_rows_of_a_list_are_the_copies():
    run = Ordered(rows=500)
    layout = pdf(page())
    assert found("R32", (layout, FileFacts("other", rows=499)), run).facts == {
        "found": "499",
        "ordered": "500",
    }
    assert found("R32", (layout, FileFacts("other", rows=500)), run) is None
    assert found("R32M", (layout,), run)
    assert found("unknown_kind", FileFacts("other", rows=500), run) is None


def test_judging_two_hundred_pages_takes_milliseconds():
    import time

    marks = tuple(text(12.0 + n) for n in range(32))
    pages = tuple(
        page(n, texts=marks, images=(picture(300.0),) * 32) for n in range(1, 201)
    )
    start = time.process_time()
    judge(pdf(*pages), FLYER, ALL_ERRORS)
    assert time.process_time() - start < 1.0
