"""Reading one typed line such as `20.00-20.30 Plenaire opening @Studio`. Pure.

Times are written with a point, a colon, or a `u`; an end, a day and a room may be left out.
A line without a time is an item that has no place in the day yet.
"""

import re
from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from festival.names import folded
from festival.refusals import Refused

CLOCK = r"[:.]\d{2}(?!\d)|\s?[uh](?:\d{2})?(?![^\W\d_])|(?=\s*uur\b)"
UNTIL = r"\s*(?:[-–—]|tot\b|t/m|to\b|until\b|till\b)\s*"
HOURS = rf"(?={UNTIL}\d{{1,2}}(?:{CLOCK})\s*uur\b)"  # the 20 of `20-21 uur`
START = re.compile(
    rf"(?:(?:om|van|vanaf|from|at)\s+)?(?P<time>\d{{1,2}}(?:{CLOCK}|{HOURS}))(?:\s*uur\b)?", re.I
)
END = re.compile(rf"{UNTIL}(?P<time>\d{{1,2}}(?:{CLOCK}))(?:\s*uur\b)?", re.I)
ALMOST_TIME = re.compile(r"\d{1,3}[:.]\d{1,3}(?![\d.])")
ROOM = re.compile(r"(?:^|\s)@\s*(?P<room>[^@]+)$")
DAY = re.compile(
    r"(?:(?P<weekday>[^\W\d_]{2,9})\.?\s+)?"
    r"(?:(?P<day>\d{1,2})(?:[/-](?P<month>\d{1,2})(?:[/-](?P<year>\d{4}))?|\s+(?P<name>[^\W\d_]{3,9})\.?)\s+)?"
)
MONTHS = (
    "januari january",
    "februari february",
    "maart mrt march",
    "april",
    "mei may",
    "juni june",
    "juli july",
    "augustus august",
    "september",
    "oktober october",
    "november",
    "december",
)
WEEKDAYS = (
    "maandag monday",
    "dinsdag tuesday",
    "woensdag wednesday",
    "donderdag thursday",
    "vrijdag friday",
    "zaterdag saturday",
    "zondag sunday",
)
LONGEST_TITLE = 200


class Unreadable(Refused):
    """The line says something that cannot be understood."""


@dataclass(frozen=True)
class Line:
    """What a line says. `day` is a day, month and perhaps year; `weekday` counts from Monday."""

    title: str
    start: time | None = None
    end: time | None = None
    day: tuple[int, int, int | None] | None = None
    weekday: int | None = None
    room: str = ""


def read_line(text: str) -> Line:
    """The parts of a line. Raises Unreadable with a sentence that says what to type."""
    rest = " ".join(text.split())
    if not rest:
        raise Unreadable(_("Type a time and a title, such as: 20.00 Welcome."))
    rest, room = _room(rest)
    rest, day, weekday = _day(rest)
    rest, start, end = _times(rest)
    title = rest.lstrip("-–—:|•*, ").strip()
    if not title:
        raise Unreadable(_("Give the item a title as well, such as: 20.00 Welcome."))
    if len(title) > LONGEST_TITLE:
        raise Unreadable(_("A title has at most 200 characters."))
    return Line(title, start, end, day, weekday, room)


def day_of(line: Line, days: list[date], chosen: date) -> date:
    """The day that a line is about, out of a gathering's days; `chosen` if it names none.

    Raises Unreadable for a day that does not exist or that the gathering does not have.
    """
    if line.day is not None:
        number, month, year = line.day
        fits = [d for d in days if (d.day, d.month) == (number, month) and year in (None, d.year)]
    elif line.weekday is not None:
        fits = [d for d in days if d.weekday() == line.weekday]
    else:
        return chosen
    if not fits:
        raise Unreadable(_("This gathering is not held on the day at the start of the line."))
    return chosen if chosen in fits else fits[0]


def _room(text: str) -> tuple[str, str]:
    """The line without its room, and the room."""
    found = ROOM.search(text)
    return (text[: found.start()].rstrip(), found["room"].strip()) if found else (text, "")


def _day(text: str) -> tuple[str, tuple[int, int, int | None] | None, int | None]:
    """The line without its day, the date, and the day of the week; only before a time."""
    found = DAY.match(text)
    if not found or not found[0] or not START.match(text, found.end()):
        return text, None, None
    weekday = _among(found["weekday"], WEEKDAYS)
    month = int(found["month"]) if found["month"] else _among(found["name"], MONTHS, first=1)
    if (found["weekday"] and weekday is None) or (found["day"] and month is None):
        return text, None, None
    if month is None:
        return text[found.end() :], None, weekday
    year = int(found["year"]) if found["year"] else None
    return text[found.end() :], (int(found["day"]), month, year), weekday


def _among(word: str | None, names: tuple[str, ...], first: int = 0) -> int | None:
    """The number of a name that is told whole or by its first letters."""
    if not word:
        return None
    told = folded(word)
    return next(
        (n for n, both in enumerate(names, first) if any(w.startswith(told) for w in both.split())),
        None,
    )


def _times(text: str) -> tuple[str, time | None, time | None]:
    """The line without its times, and the times."""
    started = START.match(text)
    if not started:
        if almost := ALMOST_TIME.match(text):
            raise Unreadable(_not_a_time(almost[0]))
        return text, None, None
    start, at = read_time(started["time"]), started.end()
    ended = END.match(text, at)
    return (
        text[ended.end() :] if ended else text[at:],
        start,
        read_time(ended["time"]) if ended else None,
    )


def read_time(text: str) -> time:
    """`20.30`, `20:30`, `20u30`, `20u` or `20` as a time. Raises Unreadable."""
    found = re.fullmatch(r"(\d{1,2})(?:\s*[:.uh]\s*(\d{2})?)?(?:\s*uur)?", text.strip(), re.I)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004 - a clock
        raise Unreadable(_not_a_time(text))
    return time(hour, minute)


def _not_a_time(text: str) -> str:
    return _("“%(text)s” is not a time. Write it like 20.30.") % {"text": text}
