"""Figures named "forms.md" are those of the shop's rule book, 1.2 and 2."""

from dataclasses import replace
from decimal import Decimal

import pytest
from estimate import ACCEPT, QUOTE, STOP, Films
from estimate.screen import tones, too_few_tones

A4 = Films(page=(210, 297))


def rules(job):
    return {finding.rule: finding for finding in job.findings()}


@pytest.mark.parametrize(
    ("job", "films"),
    [
        # forms.md 1.2: films = Σ pages × inks × copies
        (Films(), 4),
        (Films(pages=2), 8),
        (Films(pages=2, copies=3), 24),
        (Films(inks=("K",), pages=16), 16),
        (Films(pages=16, black_pages=96), 160),
        (Films(spots=("PANTONE 286 C", "Varnish")), 6),
        # forms.md 2: imposed sheets × inks; 16 pages 4+4 on one sheet have two forms
        (Films(pages=16, imposition="own_scheme", forms=2), 8),
        (Films(pages=16, black_pages=9, imposition="by_shop", forms=2), 8),
    ],
)
def test_films_are_counted_as_the_trade_counts_them(job, films):
    assert job.count() == films
    assert job.drivers().quantity == Decimal(films)
    assert (job.drivers().unit, job.drivers().pieces) == ("film", films)


def test_a_shop_may_bill_films_or_four_colour_sets():
    counts = Films(pages=2, spots=("PANTONE 286 C",), copies=2).drivers().counts
    assert (counts["films"], counts["cmyk_sets"], counts["films_beside_sets"]) == (
        20,
        4,
        4,
    )
    counts = Films(inks=("K",), pages=2).drivers().counts
    assert (counts["cmyk_sets"], counts["films_beside_sets"]) == (0, 2)


def test_duplicate_films_have_a_rate_of_their_own():
    counts = Films(pages=2, copies=3).drivers().counts
    assert (counts["first_films"], counts["duplicate_films"]) == (8, 16)


def test_area_is_told_for_one_film_and_for_all():
    counts = replace(A4, copies=2).drivers().counts
    assert counts["one_film_cm2"] == Decimal("784.80")  # 240 × 327 mm
    assert counts["film_cm2"] == Decimal("6278.40")


def test_surcharges_are_counted_by_what_they_are_for():
    counts = Films(pages=2, is_am=False, is_trapped=True).drivers().counts
    assert (counts["fm_films"], counts["trapped_pages"]) == (8, 2)
    counts = Films(imposition="by_shop", forms=6).drivers().counts
    assert counts["imposed_forms"] == 6


def test_values_of_the_form_are_read_with_the_facts_of_the_shop():
    job = Films.from_values(
        {
            "pages": 3,
            "inks": ["K"],
            "separations": "PANTONE 286 C, Foil",
            "finished_width": 210,
            "finished_height": 297,
            "film_format": "A3",
            "film_format_data": {"size": [320, 450], "recorder_mm": 762},
            "purpose_data": {"polarity": "Positive", "reading": "RRED"},
            "paper_name": "Uncoated",
            "paper_data": {"max_ruling": 133},
            "screen_ruling": "150",
            "output_resolution": "2400",
        }
    )
    assert job.count() == 9
    assert job.film_size() == (320, 450)
    assert rules(job)["R13P"].params == {"lpi": 150, "max": 133, "name": "Uncoated"}


@pytest.mark.parametrize(
    ("dpi", "lpi", "levels"),
    [  # forms.md 2: tones
        (2400, 150, 256),
        (2400, 175, 189),
        (2400, 200, 145),
        (1200, 150, 65),
        (2540, 133, 256),  # 365, capped
    ],
)
def test_tones_of_a_screen(dpi, lpi, levels):
    assert tones(dpi, lpi) == levels


def test_a_ruling_with_too_few_tones_names_one_that_has_them():
    finding = rules(replace(A4, screen_ruling=150, output_resolution=1200))["R12"]
    assert (finding.field, finding.severity, finding.fix) == (
        "screen_ruling",
        ACCEPT,
        "100",
    )
    assert finding.params == {"lpi": 150, "dpi": 1200, "n": 65, "ok": 100}
    assert too_few_tones(1200, 100) is None
    assert not rules(
        replace(A4, screen_ruling=150, output_resolution=1200, is_am=False)
    )


def test_the_finer_limit_comes_first():
    job = replace(A4, screen_ruling=200, output_resolution=1200, max_ruling=110)
    assert set(rules(job)) == {"R13P"}
    assert rules(job)["R13P"].fix == "100"  # 110 is in no list


@pytest.mark.parametrize(
    ("usual", "polarity", "reading", "found"),
    [
        (("Positive", "RRED"), "Positive", "RRED", {}),
        (("Positive", "RRED"), "Negative", "RRED", {"R14P": "Positive"}),
        (("Negative", "RREU"), "Negative", "RRED", {"R14": "RREU"}),
        (("Negative", "RREU"), "Positive", "RRED", {"R14P": "Negative", "R14": "RREU"}),
        (("Positive", "RRED"), "", "", {}),
        (("", ""), "Negative", "RREU", {}),
    ],
)
def test_films_unlike_their_purpose_may_be_kept(usual, polarity, reading, found):
    job = replace(A4, usual=usual, polarity=polarity, reading=reading)
    assert {rule: finding.fix for rule, finding in rules(job).items()} == found
    assert all(finding.severity == ACCEPT for finding in job.findings())


@pytest.mark.parametrize(
    ("job", "fits"),
    [
        # forms.md 1.2: A4 film 230×320, A3 film 320×450
        (replace(A4, film_format="A4", film=(230, 320)), True),
        (replace(A4, page=(297, 210), film_format="A4", film=(230, 320)), True),
        (replace(A4, page=(211, 297), film_format="A4", film=(230, 320)), False),
        (replace(A4, bleed_mm=5, film_format="A4", film=(230, 320)), False),
        (replace(A4, bleed_mm=5, film_format="A3", film=(320, 450)), True),
        (replace(A4, bleed_mm=20), True),  # the film grows with the page
    ],
)
def test_the_page_with_its_marks_must_fit(job, fits):
    assert ("R15" not in rules(job)) is fits


def test_a_page_too_large_says_how_much_film_it_needs():
    finding = rules(replace(A4, film_format="A4", film=(200, 300)))["R15"]
    assert (finding.field, finding.severity) == ("film_format", STOP)
    assert finding.params == {"w": 230, "h": 317}


def test_film_is_no_wider_than_the_recorder():
    job = replace(A4, page=(800, 1200), recorder_mm=762)
    assert rules(job)["R15W"].params == {"max": 762, "film": "830 × 1230"}
    assert not rules(replace(A4, page=(700, 1000), recorder_mm=762))


def test_no_ink_is_no_film():
    assert rules(Films(inks=()))["FI1"].severity == STOP
    assert not rules(Films(inks=(), spots=("Foil",)))


def test_imposition_by_the_shop_is_priced_by_a_person_until_the_forms_are_known():
    assert rules(Films(imposition="by_shop"))["R35"].severity == QUOTE
    assert not rules(Films(imposition="by_shop", forms=2))


def test_the_forms_of_an_own_scheme_are_told_by_the_client():
    finding = rules(Films(imposition="own_scheme"))["FI2"]
    assert (finding.field, finding.severity) == ("forms", STOP)
    assert not rules(Films(imposition="own_scheme", forms=2))
