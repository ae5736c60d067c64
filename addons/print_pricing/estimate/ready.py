"""When a job is ready: the clock runs in working hours, from files fine to finished.

The calendar comes from outside as intervals of time-zone aware datetimes: holidays,
moved working Saturdays and shifts are in it already.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from .price_error import PriceError

MICROSECONDS = 3_600_000_000  # of an hour

Interval = tuple[datetime, datetime]
Pause = tuple[datetime, datetime | None]


@dataclass(frozen=True, slots=True)
class Promise:
    """What a client is told.

    :param started: when the clock began to run
    :param ready: when the work is done
    :param day: local date on which the client has it, delivery included
    """

    started: datetime
    ready: datetime
    day: date

    def meets(self, needed_by: datetime | date) -> bool:
        """Whether the client has it by then; a date means that day."""
        if isinstance(needed_by, datetime):
            local = needed_by.astimezone(self.ready.tzinfo)
            if self.day == self.ready.date():
                return self.ready <= needed_by
            return self.day <= local.date()
        return self.day <= needed_by


def ready_at(
    start: datetime,
    lead_hours: Decimal | int,
    intervals: Iterable[Interval],
    tz: tzinfo,
    *,
    cut_off: time | None = None,
    pauses: Iterable[Pause] = (),
    delivery_days: int = 0,
) -> Promise | None:
    """Return when work that may begin at ``start`` is ready.

    :param start: when everything was there: files accepted, proof approved, money in
    :param lead_hours: working hours that the type and turnaround take
    :param intervals: working time, in any order; it may overlap. Give enough of it:
        lead time, pauses and delivery have to end within
    :param tz: of the shop: its days and its ``cut_off`` are meant in it
    :param cut_off: what comes later than this begins on the next working day
    :param pauses: when the client was awaited; an end of ``None``: he still is
    :param delivery_days: working days on the way, after the day on which it is ready
    :return: the promise; ``None`` while the client is awaited, and the work not done
    :raise PriceError: ``calendar_too_short``, ``naive_datetime``, ``negative_time``

    >>> def at(day, hour):
    ...     return datetime(2026, 3, day, hour, tzinfo=UTC)
    >>> week = [(at(day, 9), at(day, 18)) for day in (2, 3, 4)]
    >>> ready_at(at(2, 16), 4, week, UTC, cut_off=time(15)).ready.isoformat()
    '2026-03-03T13:00:00+00:00'
    """
    if lead_hours < 0 or delivery_days < 0:
        raise PriceError("negative_time")
    working = _merged(intervals)
    pauses = list(pauses)
    _check_aware(start, *(end for pause in pauses for end in pause if end))
    opened = _opening(start, working, tz, cut_off).astimezone(UTC)
    # An open pause lasts for ever; the end of the calendar is as good.
    ends = max([end for _begin, end in working], default=start)
    stopped = _merged((begin, end or max(ends, begin)) for begin, end in pauses)
    left = _duration(lead_hours)
    started = None
    for begin, end in _without(working, stopped):
        begin = max(begin, opened)
        if begin > end or (begin == end and left):
            continue
        started = started or begin
        if end - begin >= left:
            ready = (begin + left).astimezone(tz)
            return Promise(
                started.astimezone(tz), ready, _delivered(ready, working, delivery_days)
            )
        left -= end - begin
    if any(end is None for _begin, end in pauses):
        return None
    raise PriceError("calendar_too_short", end=ends)


def slowest_in_time(
    needed_by: datetime | date, promises: Mapping[str, Promise | None]
) -> str | None:
    """Return the turnaround that is just fast enough, of those listed slowest first.

    A date that asks for less time moves the order to that rung; ``None``: no
    turnaround makes it, see :func:`earliest`.
    """
    for turnaround, promise in promises.items():
        if promise and promise.meets(needed_by):
            return turnaround
    return None


def earliest(promises: Iterable[Promise | None]) -> date | None:
    """The first day that can be promised at all."""
    return min((promise.day for promise in promises if promise), default=None)


def _opening(start, working, tz, cut_off) -> datetime:
    """The moment from which working time counts."""
    local = start.astimezone(tz)
    if cut_off is None or local.time() <= cut_off:
        return start
    later = [
        begin for begin, _end in _by_day(working, tz) if begin.date() > local.date()
    ]
    if not later:
        raise PriceError("calendar_too_short", end=start)
    return later[0]


def _delivered(ready, working, days) -> date:
    if not days:
        return ready.date()
    following = sorted(
        {
            begin.date()
            for begin, _end in _by_day(working, ready.tzinfo)
            if begin.date() > ready.date()
        }
    )
    if len(following) < days:
        raise PriceError("calendar_too_short", end=ready)
    return following[days - 1]


def _by_day(working, tz) -> Iterator[Interval]:
    """Working time cut at local midnights: a night shift works on two days."""
    for begin, end in working:
        begin, end = begin.astimezone(tz), end.astimezone(tz)
        while begin.date() < end.date():
            midnight = datetime.combine(begin.date() + timedelta(1), time(), tz)
            yield begin, midnight
            begin = midnight
        if begin < end:
            yield begin, end


def _merged(intervals: Iterable[tuple]) -> list[tuple]:
    """Return intervals in order, those that touch made one, in UTC arithmetic."""
    merged: list[tuple] = []
    for begin, end in sorted(map(_utc, intervals)):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        elif begin < end:
            merged.append((begin, end))
    return merged


def _without(working: list[tuple], stopped: list[tuple]) -> Iterator[tuple]:
    """Yield working time minus pauses."""
    for begin, end in working:
        for pause, resume in stopped:
            if resume <= begin or pause >= end:
                continue
            if begin < pause:
                yield begin, pause
            begin = resume
            if begin >= end:
                break
        if begin < end:
            yield begin, end


def _utc(interval: tuple) -> tuple:
    """Two datetimes of one zone subtract by the wall clock, and lose a summer hour."""
    _check_aware(*interval)
    return tuple(moment.astimezone(UTC) for moment in interval)


def _check_aware(*moments: datetime):
    for moment in moments:
        if moment.tzinfo is None:
            raise PriceError("naive_datetime", value=moment)


def _duration(hours) -> timedelta:
    microseconds = Decimal(str(hours)) * MICROSECONDS
    return timedelta(microseconds=int(microseconds.to_integral_value(ROUND_HALF_UP)))
