"""The days of a gathering, and moments on them as people write them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from events.models import Event

MOST_DAYS = 31  # in a list to choose from
HALF_A_DAY = timedelta(hours=12)


def days_of(event: Event, starts: Iterable[datetime | None] = ()) -> list[date]:
    """The days that a gathering is held on, with those that items already stand on.

    One that ends at midnight does not reach the next day. Of a very long one only the first
    day is listed, and those with items.
    """
    first = timezone.localdate(event.starts_at, event.zone)
    end = event.ends_at.astimezone(event.zone)
    last = end.date() - timedelta(days=end.time() == time.min and end.date() > first)
    length = (last - first).days + 1
    days = {first + timedelta(days=n) for n in range(length if length <= MOST_DAYS else 1)}
    days |= {timezone.localdate(start, event.zone) for start in starts if start}
    return sorted(days)


def day_name(day: date) -> str:
    """`maandag 2 november`."""
    return date_format(day, "l j F")


def moment(day: date, clock: time, event: Event) -> datetime:
    """The moment of a clock's time on a day, in the event's own zone."""
    return datetime.combine(day, clock, event.zone)


def end_moment(start: datetime, clock: time, event: Event) -> datetime:
    """The first such time after a start, when that is within half a day; else the same day's.

    An evening may run past midnight; an end just before its start is a slip of the pen.
    """
    day = start.astimezone(event.zone).date()
    end = moment(day, clock, event)
    overnight = moment(day + timedelta(days=1), clock, event)
    return overnight if end < start and overnight - start <= HALF_A_DAY else end
