"""When people came in, and how long it was busy; purely, with the geometry of the drawing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from events.pages.when import clock
from registrations.staff.dashboard.chart import SIZE, nice_top

SLOT = timedelta(minutes=5)
DAY = timedelta(days=1)
MOST = 48  # periods in the drawing
STEPS = (SLOT, timedelta(minutes=15), timedelta(hours=1), DAY)
GAP = 0.2  # of the width of a bar
BUSY = 2  # it is busy while at least one in so many of the busiest five minutes came


@dataclass(frozen=True)
class Period:
    """A part of the time in which people came: how many, and how many there were by its end."""

    begins: datetime
    label: str
    came: int
    inside: int


@dataclass(frozen=True)
class Peak:
    """The busiest five minutes, and the time around it in which it stayed busy; local times."""

    people: int
    at: str
    begins: str
    ends: str
    minutes: int


@dataclass(frozen=True)
class Arrivals:
    """The periods, the peak, and the drawing: its bars, and its two axes."""

    periods: tuple[Period, ...]
    peak: Peak
    bars: str
    numbers: tuple[int, int, int]  # from the top down
    labels: tuple[str, ...]  # the first, the middle and the last
    minutes: int  # of one period


def arrivals_of(moments: Sequence[datetime], zone: ZoneInfo) -> Arrivals:
    """How at least one moment spreads over time, by the clock on the wall there."""
    long = max(moments) - min(moments)
    step = next((one for one in STEPS if long / one < MOST), DAY)
    periods = _periods(moments, zone, step)
    top = nice_top(max(period.came for period in periods))
    shown = (periods[0], periods[(len(periods) - 1) // 2], periods[-1])
    return Arrivals(
        periods=periods,
        peak=_peak(moments, zone),
        bars=_bars([period.came for period in periods], top),
        numbers=(top, top // 2, 0),
        labels=tuple(dict.fromkeys(period.label for period in shown)),
        minutes=step // timedelta(minutes=1),
    )


def _periods(moments: Sequence[datetime], zone: ZoneInfo, step: timedelta) -> tuple[Period, ...]:
    """From the first one in which somebody came to the last, also those in which nobody did;
    of what lasts very long, only those in which somebody came."""
    came = Counter(_slot(moment, zone, step) for moment in moments)
    first, last = min(came), max(came)
    number = (last - first) // step + 1
    begins = [first + step * n for n in range(number)] if number <= MOST * 2 else sorted(came)
    found, inside = [], 0
    for begin in begins:
        inside += came[begin]
        found.append(Period(begin, _label(begin, zone, step), came[begin], inside))
    return tuple(found)


def _slot(moment: datetime, zone: ZoneInfo, step: timedelta) -> datetime:
    """When its period began, in UTC; days as midnight of the local date, called UTC."""
    if step == DAY:
        local = moment.astimezone(zone)
        return datetime(local.year, local.month, local.day, tzinfo=UTC)
    seconds = int(moment.timestamp())
    return datetime.fromtimestamp(seconds - seconds % int(step.total_seconds()), UTC)


def _label(begin: datetime, zone: ZoneInfo, step: timedelta) -> str:
    return date_format(begin, "j F") if step == DAY else clock(begin.astimezone(zone))


def _peak(moments: Sequence[datetime], zone: ZoneInfo) -> Peak:
    came = Counter(_slot(moment, zone, SLOT) for moment in moments)
    busiest = min(came, key=lambda begin: (-came[begin], begin))
    enough = came[busiest] / BUSY
    begins = ends = busiest
    while came[begins - SLOT] >= enough:
        begins -= SLOT
    while came[ends + SLOT] >= enough:
        ends += SLOT
    return Peak(
        people=came[busiest],
        at=clock(busiest.astimezone(zone)),
        begins=clock(begins.astimezone(zone)),
        ends=clock((ends + SLOT).astimezone(zone)),
        minutes=(ends + SLOT - begins) // timedelta(minutes=1),
    )


def _bars(numbers: Sequence[int], top: int) -> str:
    """The path of the bars, in a drawing of 100 by 100."""
    wide = SIZE / len(numbers)
    parts = []
    for n, number in enumerate(numbers):
        if number:
            left, right = wide * (n + GAP / 2), wide * (n + 1 - GAP / 2)
            high = SIZE - SIZE * number / top
            parts.append(f"M{left:.2f} {SIZE} V{high:.2f} H{right:.2f} V{SIZE} Z")
    return " ".join(parts)
