from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from estimate import PriceError
from estimate.ready import earliest, ready_at, slowest_in_time
from hypothesis import given, settings
from hypothesis import strategies as st

SOFIA = ZoneInfo("Europe/Sofia")
CLOSED = {date(2026, 3, 3), date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 14)}


def at(day, hour, minute=0, month=3, tz=SOFIA):
    return datetime(2026, month, day, hour, minute, tzinfo=tz)


def week(first=2, last=20, month=3):
    """Working days of 9 to 12 and 13 to 18; the 3rd is a holiday in Bulgaria."""
    days = [d for d in range(first, last + 1) if date(2026, month, d) not in CLOSED]
    return [
        interval
        for day in days
        for interval in (
            (at(day, 9, month=month), at(day, 12, month=month)),
            (at(day, 13, month=month), at(day, 18, month=month)),
        )
    ]


def ready(start, hours, **settings):
    return ready_at(start, hours, week(), SOFIA, **settings).ready


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        (at(2, 10), 1, at(2, 11)),
        (at(2, 11), 2, at(2, 14)),  # lunch does not count
        (at(2, 11), 1, at(2, 12)),  # ready at noon, not after lunch
        (at(2, 17), 2, at(4, 10)),  # nor does the holiday
        (at(6, 17), 2, at(9, 10)),  # nor the week-end
        (at(7, 11), 1, at(9, 10)),
        (at(2, 20), 0, at(4, 9)),
        (at(2, 10), Decimal("0.5"), at(2, 10, 30)),
    ],
)
def test_the_clock_runs_in_working_hours(start, hours, expected):
    assert ready(start, hours) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [(at(2, 15), at(2, 16)), (at(2, 15, 1), at(4, 10)), (at(7, 20), at(9, 10))],
)
def test_after_the_cut_off_it_starts_on_the_next_working_day(start, expected):
    assert ready(start, 1, cut_off=time(15)) == expected


def test_the_clock_stops_while_the_client_is_awaited():
    pause = (at(2, 11), at(4, 9))
    assert ready(at(2, 10), 2, pauses=[pause]) == at(4, 10)
    # two pauses that overlap stop it once
    assert ready(at(2, 10), 2, pauses=[pause, (at(2, 11), at(2, 17))]) == at(4, 10)
    assert ready_at(at(2, 10), 2, week(), SOFIA, pauses=[(at(2, 11), None)]) is None
    assert ready(at(2, 10), 1, pauses=[(at(2, 11), None)]) == at(2, 11)


def test_delivery_days_come_on_top():
    promise = ready_at(at(5, 10), 2, week(), SOFIA, delivery_days=2)
    assert (promise.ready, promise.day) == (at(5, 12), date(2026, 3, 9))
    assert promise.meets(date(2026, 3, 9)) and not promise.meets(date(2026, 3, 8))


def test_the_slowest_turnaround_that_makes_it():
    promises = {
        name: ready_at(at(2, 10), hours, week(), SOFIA)
        for name, hours in (("standard", 24), ("fast", 8), ("express", 2))
    }
    assert slowest_in_time(date(2026, 3, 20), promises) == "standard"
    assert slowest_in_time(at(4, 12), promises) == "fast"
    assert slowest_in_time(at(2, 13), promises) == "express"
    assert slowest_in_time(at(2, 11), promises) is None
    assert earliest([*promises.values(), None]) == date(2026, 3, 2)


def test_an_hour_that_the_summer_takes_is_not_worked():
    night = [(at(28, 22), at(29, 6))]  # 3:00 becomes 4:00 in that night
    assert ready_at(at(28, 22), 6, night, SOFIA).ready == at(29, 5)


@pytest.mark.parametrize(
    ("start", "hours", "code"),
    [
        (datetime(2026, 3, 2, 10), 1, "naive_datetime"),
        (at(2, 10), -1, "negative_time"),
        (at(2, 10), 500, "calendar_too_short"),
    ],
)
def test_what_cannot_be_promised(start, hours, code):
    with pytest.raises(PriceError) as refused:
        ready_at(start, hours, week(), SOFIA)
    assert refused.value.code == code


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    st.integers(0, 7 * 24 * 60),
    st.integers(0, 40),
    st.integers(0, 8),
    st.randoms(use_true_random=False),
)
def test_dates_know_no_time_zone_and_no_order(minutes, hours, more, random):
    start = at(2, 0) + timedelta(minutes=minutes)
    intervals = week()
    promise = ready_at(start, hours, intervals, SOFIA, cut_off=time(15))
    random.shuffle(intervals)
    abroad = [(a.astimezone(UTC), b.astimezone(UTC)) for a, b in intervals]
    same = ready_at(start.astimezone(UTC), hours, abroad, SOFIA, cut_off=time(15))
    assert same == promise
    later = ready_at(start, hours + more, intervals, SOFIA, cut_off=time(15))
    assert start <= promise.started <= promise.ready <= later.ready
    worked = sum(
        (
            max(min(b, promise.ready) - max(a, promise.started), timedelta())
        ).total_seconds()
        for a, b in abroad
    )
    assert worked == hours * 3600
