"""Writes calendar entries as iCalendar (RFC 5545, 5546 and 7986): CRLF, folded, escaped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Calendar, vCalAddress, vDuration
from icalendar import Event as Component

from events.interop.plain import one_line, printable

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
PRODUCER = "-//Festival//Festival//NL"
REFRESH = timedelta(hours=4)
RULED_ZONE = "Europe/Amsterdam"
RULED_FROM = 1997  # the two rules below hold from October 1996
# By hand: icalendar's own puts the change of spring at 03:00 and is an hour wrong that day.
VTIMEZONE = f"""BEGIN:VTIMEZONE
TZID:{RULED_ZONE}
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19970330T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""
LINE_END = b"\r\n"
TIME_ZONE_LINES = VTIMEZONE.encode().replace(b"\n", LINE_END)


@dataclass(frozen=True)
class Mailbox:
    """A name with an e-mail address."""

    name: str
    email: str


@dataclass(frozen=True)
class Entry:
    """One entry in a calendar; `all_day` counts whole days up to and including the last."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    stamped_at: datetime
    changed_at: datetime
    organiser: Mailbox
    all_day: bool = False
    sequence: int = 0
    cancelled: bool = False
    url: str = ""
    place: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    part_of: str = ""
    attendee: Mailbox | None = None
    keeps_free: bool = False  # something to choose from, not an appointment


def write_calendar(
    entries: Sequence[Entry], *, method: Method, name: str = "", source: str = ""
) -> bytes:
    """A whole calendar; `source` is the address at which it is renewed."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("name", one_line(name))
        calendar.add("x-wr-calname", one_line(name))
    if source:
        calendar.add("source", source, parameters={"VALUE": "URI"})
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH))
    components = [_component(entry) for entry in entries]
    for component in components:
        calendar.add_component(component)
    written: bytes = calendar.to_ical()
    local = any(part["DTSTART"].params.get("TZID") for part in components)
    if local or not components:  # RFC 5545, 3.6: at least one component
        return _with_time_zone(written)
    return written


def _with_time_zone(written: bytes) -> bytes:
    """The calendar with our time zone before its first entry, as text: the same each time."""
    first = LINE_END + b"BEGIN:VEVENT" + LINE_END  # no value holds a bare line end
    mark = first if first in written else LINE_END + b"END:VCALENDAR"
    head, found, tail = written.partition(mark)
    return head + LINE_END + TIME_ZONE_LINES + found.removeprefix(LINE_END) + tail


def _component(entry: Entry) -> Component:
    component = Component()
    component.add("uid", entry.uid)
    component.add("dtstamp", entry.stamped_at.astimezone(UTC))
    component.add("last-modified", entry.changed_at.astimezone(UTC))
    component.add("sequence", entry.sequence)
    component.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    component.add("summary", one_line(entry.title))
    _add_times(component, entry)
    component.add("organizer", _address(entry.organiser))
    for key, value in {
        "attendee": _attendee(entry.attendee) if entry.attendee else None,
        "transp": "TRANSPARENT" if entry.keeps_free else None,
        "location": one_line(entry.place),
        "description": printable(entry.description),
        "url": entry.url,
        "related-to": entry.part_of,
        "categories": [one_line(category) for category in entry.categories],
    }.items():
        if value:
            component.add(key, value)
    return component


def _add_times(component: Component, entry: Entry) -> None:
    """DTEND is exclusive and must lie after DTSTART: RFC 5545, 3.6.1 and 3.8.2.2."""
    if entry.all_day:
        first, last = (_day(moment, entry.zone) for moment in (entry.starts_at, entry.ends_at))
        component.add("dtstart", first)
        component.add("dtend", last + timedelta(days=1))
        return
    local = all(_local_is_clear(moment, entry.zone) for moment in (entry.starts_at, entry.ends_at))
    zone = entry.zone if local else UTC  # one for both: some readers mix them up
    component.add("dtstart", entry.starts_at.astimezone(zone))
    if entry.ends_at > entry.starts_at:
        component.add("dtend", entry.ends_at.astimezone(zone))


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _local_is_clear(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether our VTIMEZONE tells the local time, and only one moment goes by it.

    Of the hour that comes twice in autumn, readers do not agree on which one is meant.
    """
    local = moment.astimezone(zone)
    once = local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset()
    return zone.key == RULED_ZONE and local.year >= RULED_FROM and once


def _address(mailbox: Mailbox) -> vCalAddress:
    address = vCalAddress("mailto:" + quote(one_line(mailbox.email), safe="@+'"))
    # RFC 5545 has no escape for a double quote, and few readers know the one of RFC 6868
    address.params["CN"] = one_line(mailbox.name).replace('"', "’").replace("^", "")
    return address


def _attendee(mailbox: Mailbox) -> vCalAddress:
    address = _address(mailbox)
    parameters: dict[str, Any] = {
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
    }
    address.params.update(parameters)
    return address
