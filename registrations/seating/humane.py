"""Humane hours: nobody has to answer at night, and nobody loses a seat while asleep. Pure."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

WAKES, SLEEPS = time(8), time(21)  # local time
AT_LEAST = timedelta(hours=1)
A_DAY = timedelta(days=1)


def deadline(
    now: datetime, *, hours: int | None, starts_at: datetime, zone: ZoneInfo
) -> datetime | None:
    """Until when somebody may answer an offered seat; None when they are to have it at once.

    So many hours count as lie between eight and nine o'clock local time. It lies before the day
    of the gathering, and is shorter when that is near; on the day itself, or when less than an
    hour is left before it, nobody is asked first. `hours` None says the same.
    """
    if hours is None or now.astimezone(zone).date() >= starts_at.astimezone(zone).date():
        return None
    left = timedelta(hours=hours)
    until = now
    for opens, closes in _waking(now, starts_at, zone):
        until = min(closes, opens + left)
        left -= until - opens
        if not left:
            break
    enough = timedelta(hours=hours) - left >= AT_LEAST
    return until if enough else None


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """When people are awake again on the next day."""
    return datetime.combine(now.astimezone(zone).date() + A_DAY, WAKES, zone)


def _waking(
    now: datetime, starts_at: datetime, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """From when until when people are awake, from now to the evening before the gathering.

    In UTC, so that what is added and subtracted is time that passes, also when clocks change.
    """
    utc = ZoneInfo("UTC")
    day, last = now.astimezone(zone).date(), starts_at.astimezone(zone).date()
    while day < last:
        opens = datetime.combine(day, WAKES, zone).astimezone(utc)
        closes = datetime.combine(day, SLEEPS, zone).astimezone(utc)
        if closes > now:
            yield max(opens, now.astimezone(utc)), closes
        day += A_DAY
