"""When people came in, by quarter of an hour."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats

from events.models import Event

QUARTER = timedelta(minutes=15)
MOST_ROWS = 40  # ten hours; of what lasts longer, only the quarters in which somebody came


@dataclass(frozen=True)
class Quarter:
    """A quarter of an hour: when it began, and how many came in; `share` of the busiest, 0–100."""

    begins: str
    people: int
    share: int


def arrivals_of(event: Event) -> list[Quarter]:
    """From the first quarter in which somebody came to the last one, also those without; one query."""
    moments = event.registrations.checked_in().values_list("checked_in_at", flat=True).order_by()
    return by_quarter(moments, event.zone)


def by_quarter(moments: Iterable[datetime], zone: ZoneInfo) -> list[Quarter]:
    """Moments counted by the quarters that a clock on the wall there shows."""
    came = Counter(_quarter(moment) for moment in moments)
    if not came:
        return []
    first, last = min(came), max(came)
    most = max(came.values())
    begins = [first + QUARTER * number for number in range(int((last - first) / QUARTER) + 1)]
    shown = begins if len(begins) <= MOST_ROWS else sorted(came)
    return [
        Quarter(formats.time_format(begin.astimezone(zone)), came[begin], came[begin] * 100 // most)
        for begin in shown
    ]


def _quarter(moment: datetime) -> datetime:
    seconds = int(moment.timestamp())
    return datetime.fromtimestamp(seconds - seconds % int(QUARTER.total_seconds()), moment.tzinfo)
