"""Moving dates to another day or year: hours stay on the clock, days stay on the week."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]


def shifted(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same hour by the clock in `zone`, a number of days on; 20.00 stays 20.00."""
    return moved_by(moment, timedelta(days=days), zone, zone)


def moved_by(moment: datetime, shift: timedelta, zone: ZoneInfo, to: ZoneInfo) -> datetime:
    """What the clock in `zone` says, with `shift` added to it, on the clock in `to`."""
    there = moment.astimezone(zone).replace(tzinfo=None) + shift
    return there.replace(tzinfo=to)


def shift_between(before: Span, zone: ZoneInfo, after: Span, to: ZoneInfo) -> timedelta:
    """By how much a whole gathering moves, by the clock; zero when it only grows or shrinks.

    It moves as a whole to as many days later, or within its day when start and end move alike.
    """
    was = [moment.astimezone(zone).replace(tzinfo=None) for moment in before]
    now = [moment.astimezone(to).replace(tzinfo=None) for moment in after]
    days = {new.date() - old.date() for old, new in zip(was, now, strict=True)}
    hours = {new - old for old, new in zip(was, now, strict=True)}
    whole = len(days) == 1 and (len(hours) == 1 or days != {timedelta()})
    return now[0] - was[0] if whole else timedelta()


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
