"""What would take minutes to plan is refused at once, with what is possible."""

import pytest
from prepress.imposition import NoPlan, Scheme, Sheet, plan

SHEET = Sheet(1000, 700)


def refused(scheme, pages, trim):
    with pytest.raises(NoPlan) as refusal:
        plan(scheme, pages, trim)
    [fault] = refusal.value.faults
    return fault


def test_a_sheet_of_very_many_leaves():
    labels = Scheme(SHEET, "repeat", "Simplex")
    fault = refused(labels, 1, (5, 5))
    assert (fault.code, fault.field) == ("many_leaves", "columns")
    some = Scheme(SHEET, "repeat", "Simplex", columns=100, rows=100)
    [sheet] = plan(some, 1, (5, 5)).sheets
    assert len(sheet.sides[0].placements) == int(fault.facts["most"])


@pytest.mark.parametrize("binding", ["repeat", "loose", "stack"])
@pytest.mark.parametrize("style", ["Simplex", "WorkAndBack"])
def test_as_many_pages_as_are_said_are_planned_and_no_more(binding, style):
    # 600 leaves on a side
    scheme = Scheme(SHEET, binding, style, columns=30, rows=20, bleed_mm=0)
    if binding != "repeat":
        # Each page once: the general limit comes first.
        assert refused(scheme, 20_001, (30, 30)).facts["most"] == "20000"
        return
    fault = refused(scheme, 1000, (30, 30))
    assert (fault.code, fault.field) == ("many_pages", "page_count")
    most = int(fault.facts["most"])
    plan(scheme, most, (30, 30))
    assert refused(scheme, most + 1, (30, 30)).facts == fault.facts
