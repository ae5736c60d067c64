from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Workdays:
    """A calendar without weekends, around ``today`` in the time zone of the shop."""

    today: date
    tz: str = "Europe/Sofia"

    def day(self, ago: int) -> date:
        """Return the working day that lies ``ago`` of them before today.

        :param ago: negative for days to come; 0 is today, or the last one that was

        >>> Workdays(date(2026, 11, 23)).day(1)  # from a Monday back
        datetime.date(2026, 11, 20)
        >>> Workdays(date(2026, 11, 22)).day(0)  # a Sunday
        datetime.date(2026, 11, 20)
        >>> Workdays(date(2026, 11, 20)).day(-1)
        datetime.date(2026, 11, 23)
        """
        step = timedelta(days=1 if ago < 0 else -1)
        day = self.today
        while ago or day.weekday() >= SATURDAY:
            day += step
            if ago and day.weekday() < SATURDAY:
                ago += 1 if ago < 0 else -1
        return day

    def moment(self, ago: int, clock: str) -> datetime:
        """Return the moment in UTC, without time zone, as Odoo stores it.

        :param clock: local time of the shop, such as "09:30"

        >>> Workdays(date(2026, 11, 23)).moment(1, "09:30")
        datetime.datetime(2026, 11, 20, 7, 30)
        """
        local = datetime.combine(
            self.day(ago), time.fromisoformat(clock), ZoneInfo(self.tz)
        )
        return local.astimezone(UTC).replace(tzinfo=None)
