"""Moving dates to another year: hours stay on the clock, days stay on the week."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


def shifted(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same hour by the clock in `zone`, a number of days on; 20.00 stays 20.00."""
    there = moment.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return there.replace(tzinfo=zone)


def next_time(day: date, *, after: date) -> date:
    """The same weekday about a year on, or as many years as it takes to come after `after`."""
    year = max(day.year + 1, after.year)
    while (found := same_weekday(day, year)) <= after:
        year += 1
    return found


def same_weekday(day: date, year: int) -> date:
    """The day nearest to the same date of another year that falls on the same weekday."""
    try:
        anniversary = day.replace(year=year)
    except ValueError:  # 29 February
        anniversary = day.replace(year=year, day=28)
    return anniversary + timedelta(days=(day.weekday() - anniversary.weekday() + 3) % 7 - 3)
