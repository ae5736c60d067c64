from decimal import Decimal

from estimate import ACCEPT, QUOTE, STOP, Prepress

IMPOSE = {
    "works": ["imposition"],
    "works_data": [{"hours": 0.5, "hours_page": 0.01}],
    "pages": 64,
    "press": "gto_52",
    "press_name": "GTO 52",
    "press_data": {"sheet_max": [520, 360], "can_perfect": False},
}


def rules(**more):
    findings = Prepress.from_values(IMPOSE | more).findings()
    return {finding.rule: finding for finding in findings}


def test_hours_are_the_sum_of_the_works():
    works = {
        "works": ["trapping", "pdf"],
        "works_data": [{"hours_page": 0.1}, {"hours": 0.5}],
        "pages": 20,
    }
    job = Prepress.from_values(works)
    assert job.drivers().quantity == Decimal("2.5")
    assert job.drivers().unit == "hour"
    assert job.formula() == "0.5 + 20 × 0.1"
    assert job.drivers().counts["works_pages"] == 40


def test_imposed_sheets_are_counted_once_page_and_sheet_are_known():
    page = {"finished_width": 210, "finished_height": 297}
    sheet = {"sheet_width": 1000, "sheet_height": 707}
    assert Prepress.from_values(IMPOSE | page).signatures() == 0
    assert Prepress.from_values(IMPOSE | page | sheet).signatures() == 4


def test_a_sheet_that_the_press_cannot_take_stops():
    finding = rules(sheet_width=700, sheet_height=500)["R16M"]
    assert finding.severity == STOP
    assert finding.params == {"press": "GTO 52", "max": "520 × 360"}
    assert not rules(sheet_width=360, sheet_height=520)


def test_a_press_that_cannot_perfect_stops():
    assert rules(work_style="Perfecting")["R19W"].fix == "WorkAndBack"
    other = rules(work_style="Perfecting", press_data={"can_perfect": True})
    assert "R19W" not in other


def test_stitched_pages_are_imposed_in_fours():
    stitched = {"binding": "SaddleStitch", "binding_data": {"multiple": 4}}
    assert rules(pages=62, **stitched)["R04"].fix == "64"
    assert rules(pages=62, works=["pdf"], works_data=[{}], **stitched) == {}


def test_open_files_without_fonts_or_pictures_ask_first():
    opened = {"source_app": "indesign", "source_app_data": {"is_open": True}}
    assert rules(**opened)["RW1"].severity == ACCEPT
    assert rules(**opened, fonts_sent=True)["RW1"].field == "links_sent"
    assert "RW1" not in rules(**opened, fonts_sent=True, links_sent=True)


def test_variable_data_is_priced_by_a_person():
    found = rules(works=["variable_data"], works_data=[{"is_quoted": True}])
    assert found["R35"].severity == QUOTE
