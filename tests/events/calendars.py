"""Reads calendar files back by two parsers that know nothing of each other."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import icalendar
import vobject


class Read(NamedTuple):
    """What a resident's calendar makes of one entry; moments in UTC, days as they are."""

    title: str
    starts: datetime | date
    ends: datetime | date | None
    sequence: int
    status: str


def entries(data: bytes) -> dict[str, Read]:
    """The entries by UID, after making sure that both parsers read the same."""
    one, other = by_icalendar(data), by_vobject(data)
    assert one == other
    return one


def by_icalendar(data: bytes) -> dict[str, Read]:
    calendar = icalendar.Calendar.from_ical(data)
    return {
        str(event["UID"]): Read(
            str(event["SUMMARY"]),
            _in_utc(event["DTSTART"].dt),
            _in_utc(event["DTEND"].dt) if "DTEND" in event else None,
            int(event["SEQUENCE"]),
            str(event["STATUS"]),
        )
        for event in calendar.walk("VEVENT")
    }


def by_vobject(data: bytes) -> dict[str, Read]:
    calendar = vobject.readOne(data.decode())
    events: Iterable[Any] = getattr(calendar, "vevent_list", [])
    return {
        event.uid.value: Read(
            event.summary.value,
            _in_utc(event.dtstart.value),
            _in_utc(event.dtend.value) if hasattr(event, "dtend") else None,
            int(event.sequence.value),
            event.status.value,
        )
        for event in events
    }


def _in_utc(value: datetime | date) -> datetime | date:
    return value.astimezone(UTC) if isinstance(value, datetime) else value
