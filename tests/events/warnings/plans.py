"""Plans to look at, without a database."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from events.plan import Part, Plan, PlannedRoom, PlannedSession, PlannedTable
from events.warnings import Kind, concerns_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
STUDIO = PlannedRoom(1, "Studio", 40)
EXPO = PlannedRoom(2, "Expo", None)
NOON = datetime(2026, 6, 1, 10, tzinfo=UTC)  # in Amsterdam
_numbers = count(1)


def at(hour: float, day: int = 0) -> datetime:
    """A clock time in Amsterdam, days after the first."""
    return NOON + timedelta(days=day, hours=hour - 12)


def planned(
    title: str, starts: float | None = 13, ends: float | None = 14, **about: Any
) -> PlannedSession:
    """A session on the first day, complete unless `about` says otherwise."""
    day = about.pop("day", 0)
    given: dict[str, Any] = {
        "code": title.lower(),
        "described": True,
        "room": EXPO.pk,
        "starts_at": None if starts is None else at(starts, day),
        "ends_at": None if ends is None else at(ends, day),
    }
    return PlannedSession(title=title, **(given | about))


def table(number: int = 1, *cast: Part, **about: Any) -> PlannedTable:
    """A table, with a host of its own unless it says who."""
    hosts = cast or (Part(next(_numbers) + 1000, "Gastheer", "host"),)
    return PlannedTable(f"t{next(_numbers)}", number, cast=hosts, **about)


def plan(*sessions: PlannedSession, **about: Any) -> Plan:
    """A day from ten to ten in a venue with two rooms."""
    given: dict[str, Any] = {
        "starts_at": at(10),
        "ends_at": at(22),
        "zone": AMSTERDAM,
        "rooms": (STUDIO, EXPO),
        "sessions": sessions,
    }
    return Plan(**(given | about))


def told(*sessions: PlannedSession, **about: Any) -> list[str]:
    """The sentences of all warnings about such a plan."""
    return [concern.sentence for concern in concerns_of(plan(*sessions, **about))]


def found(*sessions: PlannedSession, **about: Any) -> list[tuple[Kind, str, tuple[str, ...]]]:
    """The warnings about such a plan: their kind and the sessions they are about."""
    concerns = concerns_of(plan(*sessions, **about))
    return [(concern.kind, concern.session, concern.others) for concern in concerns]
