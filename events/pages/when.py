"""Moments in words, as exactly as they are known and no more."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Event
from events.programme import Programme


@dataclass(frozen=True)
class When:
    """A moment or period: `text` for people, `iso` for a `<time>` element."""

    text: str
    iso: str


def when(starts_at: datetime, ends_at: datetime, precision: str, time_zone: str) -> When:
    """A period in the words of the active language, no more exact than `precision`."""
    zone = ZoneInfo(time_zone)
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    if precision == "moment":
        return When(_moments(start, end) + _abroad(time_zone), start.isoformat(timespec="minutes"))
    form, iso = {
        "day": ("l j F Y", start.date().isoformat()),
        "month": ("F Y", f"{start:%Y-%m}"),
        "year": ("Y", f"{start:%Y}"),
    }[precision]
    first, last = date_format(start, form), date_format(end, form)
    return When(first if first == last else f"{first} – {last}", iso)


def when_is(gathering: Event | Programme) -> str:
    """When a gathering is, in words: a draft as it stands, or a release."""
    return when(
        gathering.starts_at, gathering.ends_at, gathering.precision, gathering.time_zone
    ).text


def _moments(start: datetime, end: datetime) -> str:
    if start.date() == end.date():
        return f"{weekday(start)}, {span(start, end)}"
    return "{} – {}".format(
        date_format(start, "DATETIME_FORMAT"), date_format(end, "DATETIME_FORMAT")
    )


def _abroad(time_zone: str) -> str:
    """The time zone, where it is not the site's own."""
    return "" if time_zone == settings.TIME_ZONE else f" ({time_zone})"


def weekday(day: date) -> str:
    """`maandag 2 november 2015`."""
    return date_format(day, "l j F Y")


def day(value: date | None) -> str:
    """`2 november 2015`, or nothing."""
    return date_format(value, "DATE_FORMAT") if value else ""


def clock(moment: datetime) -> str:
    """`19.45`, in the zone that `moment` is in."""
    return _clock(get_language(), moment.time())


def clock_on(moment: datetime, today: date) -> str:
    """`19.45` of today, `3 mei, 19.45` of another day; both in the zone that `moment` is in."""
    at = clock(moment)
    return at if moment.date() == today else f"{date_format(moment, 'j F')}, {at}"


@lru_cache(maxsize=4096)
def _clock(language: str | None, at: time) -> str:
    """A programme says few times very often; writing one takes longer than finding it."""
    return time_format(at, "TIME_FORMAT")


def span(start: datetime, end: datetime) -> str:
    """`19.45 tot 22.00 uur`, or one time when nothing lies between."""
    if start == end:
        return _("%(time)s") % {"time": clock(start)}
    return _("%(start)s to %(end)s") % {"start": clock(start), "end": clock(end)}
