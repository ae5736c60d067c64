"""Figures named "forms.md" are those of the shop's rule book, 1.4, 1.5 and 1.11."""

from dataclasses import replace
from decimal import Decimal

import pytest
from estimate import ACCEPT, QUOTE, STOP, AnalogueProof, DigitalProof

A3 = DigitalProof(format=(297, 420))


def rules(job):
    return [(f.rule, f.field, f.severity, f.fix) for f in job.findings()]


def test_a_price_goes_by_size_and_number_of_proofs():
    # forms.md 1.5: Σ area × copies; the strip adds 12 mm of height
    drivers = replace(A3, pages=3, copies=2).drivers()
    assert (drivers.quantity, drivers.unit, drivers.pieces) == (6, "proof", 6)
    assert drivers.counts["one_proof_cm2"] == Decimal("1283.04")  # 297 × 432 mm
    assert drivers.counts["proof_cm2"] == Decimal("7698.24")


def test_first_copies_extra_copies_and_spot_colours_are_told_apart():
    job = replace(A3, pages=3, copies=2, spots=("PANTONE 286 C", "PANTONE 485 C"))
    counts = job.drivers().counts
    assert (counts["first_proofs"], counts["extra_proofs"]) == (3, 3)
    assert (counts["spots"], counts["spot_proofs"]) == (2, 12)
    assert (counts["strips"], counts["reports"]) == (6, 6)


def test_without_strip_and_report_neither_is_billed():
    counts = replace(A3, has_strip=False, report="none").drivers().counts
    assert (counts["strips"], counts["reports"]) == (0, 0)
    assert counts["one_proof_cm2"] == Decimal("1247.40")


def test_a_contract_proof_is_full_size_with_strip_and_report():
    assert not rules(A3)
    assert rules(replace(A3, scale=50)) == [("R24", "scale", STOP, "100")]
    assert rules(replace(A3, has_strip=False)) == [("R24", "control_strip", STOP, "v3")]
    assert rules(replace(A3, report="none")) == [("R24L", "report", STOP, "label")]
    house = DigitalProof.from_values(
        {
            "control_strip": "v3",
            "report": "pdf",
            "proof_media_data": {"certified": False},
        }
    )
    assert rules(house) == [("R24M", "proof_media", STOP, None)]


@pytest.mark.parametrize("kind", ["validation", "layout", "imposition", "halftone"])
def test_other_proofs_are_free_to_differ(kind):
    job = replace(A3, proof_type=kind, scale=50, has_strip=False, report="none")
    assert not rules(replace(job, is_certified=False))


def test_a_proof_for_another_paper_asks_first():
    job = replace(A3, condition_paper="coated", run_paper="uncoated")
    assert rules(job) == [("R23", "print_condition", ACCEPT, None)]
    assert not rules(replace(job, run_paper="coated"))
    assert not rules(replace(job, run_paper=""))
    assert not rules(replace(job, condition_paper=""))  # a profile of the client


def test_values_of_the_digital_form_are_read_with_the_facts_of_the_shop():
    job = DigitalProof.from_values(
        {
            "pages": 2,
            "format": "free",
            "format_data": {},
            "proof_width": 500,
            "proof_height": 300,
            "control_strip": "none",
            "report": "pdf",
            "proof_type": "layout",
            "separations": "PANTONE 286 C",
            "print_condition_name": "FOGRA52",
            "print_condition_data": {"paper": "uncoated"},
            "run_paper": "coated",
            "run_paper_name": "Coated",
        }
    )
    assert job.proof_size() == (500, 300)
    (finding,) = job.findings()
    assert finding.params == {"a": "FOGRA52", "b": "Coated"}
    assert job.drivers().counts["reports"] == 2


def test_an_analogue_proof_is_laid_up_from_a_film_for_each_ink():
    job = AnalogueProof(pages=2, copies=2, format=(320, 450), spots=("PANTONE 286 C",))
    counts = job.drivers().counts
    assert (counts["proofs"], counts["films"], counts["inks"]) == (4, 10, 5)
    assert (counts["first_proofs"], counts["extra_proofs"]) == (2, 2)
    assert counts["one_proof_cm2"] == Decimal("1440.00")


@pytest.mark.parametrize(
    ("system", "films", "rule"),
    [
        ("Positive", "Negative", "R22"),
        ("Negative", "Positive", "R22N"),
    ],
)
def test_films_of_the_other_polarity_do_not_fit_the_system(system, films, rule):
    job = AnalogueProof(system_polarity=system, film_polarity=films)
    assert rules(job) == [(rule, "system", STOP, None)]
    assert not rules(replace(job, film_polarity=system))
    assert not rules(replace(job, film_polarity=""))


def test_a_missing_separation_is_found_by_counting():
    job = AnalogueProof(pages=2, films_brought=7)
    assert rules(job) == [("R22S", "films_count", STOP, None)]
    assert next(job.findings()).params == {"n": 7, "need": 8}
    assert not rules(replace(job, films_brought=8))


def test_only_the_clients_own_films_are_questioned():
    values = {
        "films_source": "order",
        "inks": ["C", "M", "Y", "K"],
        "film_polarity": "Negative",
        "films_count": 1,
        "system_data": {"polarity": "Positive"},
    }
    assert not rules(AnalogueProof.from_values(values))
    theirs = AnalogueProof.from_values({**values, "films_source": "client"})
    assert [rule for rule, *_rest in rules(theirs)] == ["R22S", "R22"]


def test_a_proof_needs_an_ink():
    assert rules(AnalogueProof(inks=())) == [("FI1", "inks", STOP, None)]


@pytest.mark.parametrize("kind", [AnalogueProof, DigitalProof])
def test_the_number_of_proofs_is_told_as_arithmetic(kind):
    assert kind(pages=2).formula() == "{pages}"
    assert kind().formula() == "1"
    assert kind(pages=2, copies=3).formula() == "{pages} × {copies}"


def test_a_system_that_the_shop_has_not_is_priced_by_a_person():
    job = AnalogueProof.from_values({"inks": ["K"], "system_data": {"by_hand": True}})
    assert rules(job) == [("R35", "system", QUOTE, None)]
