from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytz

from .estimate.price_error import PriceError
from .estimate.ready import last_call, ready_at

FIRST_DAYS, MOST_DAYS = 30, 730


class WorkingHours:
    """The working time of a ``resource.calendar``, with its holidays.

    Fetched once for any number of promises; further only when one needs more.

    :param calendar: ``resource.calendar``
    :param company: whose holidays count, beside those of all companies
    :param since: naive UTC moment from which promises are asked for
    :param until: naive UTC moment that has to be covered at least
    """

    def __init__(self, calendar, company, since, until=None):
        # Working time is no secret, and whoever orders may not read calendars.
        self._calendar = calendar.sudo()
        self._holidays = [
            ("time_type", "=", "leave"),
            ("company_id", "in", (False, company.id)),
        ]
        self.tz = ZoneInfo(self._calendar.tz)
        self._since = since - timedelta(1)  # what began on the day before goes on
        span = max(until or since, since) - self._since
        self._days = span.days + FIRST_DAYS
        self._most_days = span.days + MOST_DAYS
        self._intervals = None

    def promise(self, start, lead_hours, **options):
        """Return ``estimate``'s Promise, None while awaiting or without working time.

        :param start: naive UTC moment at which everything was there
        :param options: as for ``ready_at``; moments of pauses are naive UTC too
        """
        pauses = [
            (_aware(begin), end and _aware(end))
            for begin, end in options.pop("pauses", ())
        ]
        return self._ask(
            lambda: ready_at(
                _aware(start),
                lead_hours,
                self._intervals,
                self.tz,
                pauses=pauses,
                **options,
            )
        )

    def last_call(self, now, cut_off=None):
        """Return until when (naive UTC) all has to be there for a promise of now."""
        moment = self._ask(
            lambda: last_call(_aware(now), self._intervals, self.tz, cut_off)
        )
        return moment and moment.astimezone(UTC).replace(tzinfo=None)

    def works_on(self, day):
        """Whether there is working time on this date."""
        begin = datetime.combine(day, datetime.min.time())
        return bool(self._fetch(begin, begin + timedelta(1), self.tz))

    def _ask(self, question):
        """Answer from the working time that is known, or from more of it."""
        while True:
            self._ensure()
            try:
                return question()
            except PriceError as error:
                if error.code != "calendar_too_short":
                    raise
            if self._days >= self._most_days:
                return None
            self._days = min(self._days * 4, self._most_days)
            self._intervals = None

    def _ensure(self):
        if self._intervals is None:
            until = self._since + timedelta(self._days)
            self._intervals = self._fetch(self._since, until, UTC)

    def _fetch(self, begin, end, tz):
        """Return working intervals between two moments, naive in ``tz``."""
        begin, end = (
            moment.replace(tzinfo=tz).astimezone(pytz.utc) for moment in (begin, end)
        )
        intervals = self._calendar._work_intervals_batch(
            begin, end, domain=self._holidays
        )[False]
        return [(begin, end) for begin, end, _attendance in intervals]


def _aware(moment):
    return moment.replace(tzinfo=UTC)
