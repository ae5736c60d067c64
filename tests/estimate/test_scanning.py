"""Figures named "forms.md" are those of the shop's rule book, 1.8 and 1.11."""

from dataclasses import replace
from decimal import Decimal

import pytest
from estimate import ACCEPT, QUOTE, STOP, Scanning

A4 = Scanning(original=(210, 297), ruling=150)


def rules(job):
    return [(f.rule, f.field, f.severity, f.fix) for f in job.findings()]


@pytest.mark.parametrize(
    ("job", "ppi"),
    [
        # forms.md 1.8: ppi = 2 × lpi × scale; 150 lpi needs 300 ppi
        (A4, 300),
        (replace(A4, scale=50), 150),
        (replace(A4, ruling=133, scale=150), 399),
        (replace(A4, ruling=None), 300),
        (replace(A4, is_line_art=True), 1200),
        # a slide of 36 mm printed 300 mm wide: 300 × 8.33
        (Scanning(original=(36, 24), ruling=150, target_width=300), 2500),
        (replace(A4, scan_dpi=450), 450),
    ],
)
def test_resolution_follows_from_ruling_and_enlargement(job, ppi):
    assert job.ppi() == ppi


@pytest.mark.parametrize(
    ("job", "size"),
    [
        # forms.md 1.8: w(in) × h(in) × ppi² × channels × bytes
        (Scanning(original=(254, 254), scan_dpi=300), 27_000_000),
        (Scanning(original=(254, 254), scan_dpi=300, bits=16), 54_000_000),
        (Scanning(original=(254, 254), scan_dpi=300, mode="CMYK"), 36_000_000),
        (Scanning(original=(254, 254), scan_dpi=300, mode="grey"), 9_000_000),
        (Scanning(original=(254, 254), scan_dpi=1200, mode="bitmap"), 18_000_000),
        (A4, 26_101_897),
        (Scanning(), 0),
    ],
)
def test_size_of_a_file(job, size):
    assert job.file_bytes() == size


def test_megabytes_are_counted_for_one_file_and_for_all():
    counts = replace(A4, originals=36).drivers().counts
    assert counts["one_file_mb"] == Decimal("26.2")
    assert counts["file_mb"] == Decimal("943.2")
    assert counts["scans"] == 36


def test_the_line_counts_scans():
    drivers = replace(A4, originals=36).drivers()
    assert (drivers.quantity, drivers.unit, drivers.pieces) == (36, "scan", 36)


@pytest.mark.parametrize(
    ("job", "count", "expected"),
    [
        (replace(A4, originals=3, mode="CMYK"), "cmyk_conversions", 3),
        (replace(A4, originals=3, is_descreened=True), "descreened", 3),
        (replace(A4, originals=3, retouch="dust"), "dusted", 3),
        (replace(A4, originals=3, retouch="full"), "retouched", 3),
        (replace(A4, originals=3, retouch="full"), "dusted", 0),
        (replace(A4, originals=3, languages=("bg", "en")), "ocr_pages", 3),
        (replace(A4, originals=3, goes_on_medium=True), "media", 1),
        (replace(A4, originals=3, return_by="courier"), "insured_returns", 1),
        # forms.md 1.8: bound, fragile, > A3: photographed, not scanned
        (replace(A4, originals=3), "photographed", 0),
        (replace(A4, originals=3, is_fragile=True), "photographed", 3),
        (replace(A4, originals=3, is_photographed=True), "photographed", 3),
        (replace(A4, originals=3, original=(420, 297)), "photographed", 0),
        (replace(A4, originals=3, original=(421, 297)), "photographed", 3),
    ],
)
def test_what_is_charged_apart_is_counted_apart(job, count, expected):
    assert job.drivers().counts[count] == expected


def test_enlargement_beyond_the_scanner_stops():
    job = replace(A4, scale=900, optical_ppi=2400)
    (finding,) = job.findings()
    assert (finding.rule, finding.severity) == ("R30", STOP)
    assert finding.params == {"need": 2700, "max": 2400}
    assert finding.fix == "2400"  # still 1.5 × lpi × scale
    assert not rules(replace(job, scan_dpi=2400))
    assert rules(replace(job, scale=2000)) == [("R30", "scan_dpi", STOP, None)]


def test_a_coarser_scan_may_be_kept():
    # forms.md 1.8: ≥ 1.5 × lpi × scale
    assert not rules(replace(A4, scan_dpi=225))
    assert rules(replace(A4, scan_dpi=224)) == [("S01", "scan_dpi", ACCEPT, "300")]
    line_art = replace(A4, is_line_art=True)
    assert not rules(replace(line_art, scan_dpi=800))
    assert rules(replace(line_art, scan_dpi=799))[0][3] == "1200"


@pytest.mark.parametrize("change", [{"bits": 16}, {"mode": "bitmap"}])
def test_jpeg_holds_eight_bits_a_channel(change):
    job = replace(A4, format="JPEG", **change)
    assert rules(job) == [("S02", "format", STOP, "TIFF")]
    assert not rules(replace(A4, format="JPEG"))


def test_what_no_scanner_takes_is_priced_by_a_person():
    assert rules(replace(A4, is_by_hand=True)) == [("R35", "original", QUOTE, None)]


def test_values_of_the_form_are_read_with_the_facts_of_the_shop():
    job = Scanning.from_values(
        {
            "original": "slide_35",
            "original_data": {"size": [36, 24], "optical_ppi": 4000},
            "originals_count": 12,
            "target_width": 300,
            "target_ruling": "150",
            "bits": "16",
            "ocr_lang": None,
            "result_to": "own_medium",
        }
    )
    assert (job.ppi(), job.originals, job.bits) == (2500, 12, 16)
    assert job.drivers().counts["media"] == 1
    assert not rules(job)
