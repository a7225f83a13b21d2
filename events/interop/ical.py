"""Calendar files of a gathering: what a press on “add to calendar” gives, and feeds.

The event is one entry, each session another, so that a resident adds the evening as a whole
or one workshop. An entry keeps its UID for life, wherever it is found.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from email.utils import parseaddr
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _

from events import addresses
from events.interop.ical_writer import Entry, Mailbox, write_calendar
from events.interop.plain import plain
from events.programme import Programme, Session, Table

DATED = ("moment", "day")


def has_calendar(programme: Programme) -> bool:
    """Whether its date is known to the day, so that it can stand in a calendar."""
    return programme.precision in DATED


def uid_of(code: str) -> str:
    """The identity of an entry for life, from the public code of what it is about."""
    return f"{code}@{urlsplit(settings.SITE_URL).hostname}"


def event_calendar(programme: Programme, *, stamped_at: datetime) -> bytes:
    """The gathering as one entry. Raises ValueError without `has_calendar`."""
    entry = event_entry(programme, url=_page(programme, "event"), stamped_at=stamped_at)
    source = addresses.feed("event_calendar", slug=programme.slug)
    return write_calendar([entry], method="PUBLISH", name=entry.title, source=source)


def session_calendar(programme: Programme, code: str, *, stamped_at: datetime) -> bytes:
    """One session as one entry, cancelled when it has been withdrawn.

    Raises KeyError when the programme never had this session, or its time is not known.
    """
    found = {entry.uid: entry for entry in session_entries(programme, stamped_at=stamped_at)}
    entry = found[uid_of(code)]
    source = addresses.feed("session_calendar", slug=programme.slug, code=code)
    return write_calendar([entry], method="PUBLISH", name=entry.title, source=source)


def programme_calendar(programme: Programme, *, stamped_at: datetime) -> bytes:
    """Each session as an entry, to subscribe to; the gathering itself where none has a time."""
    page = _page(programme, "programme")
    sessions = session_entries(programme, stamped_at=stamped_at)
    entries = sessions or [event_entry(programme, url=page, stamped_at=stamped_at)]
    return write_calendar(
        [replace(entry, keeps_free=True) for entry in entries],
        method="PUBLISH",
        name=programme.name,
        source=addresses.feed("programme_calendar", slug=programme.slug),
    )


def sessions_calendar(
    programme: Programme, codes: Collection[str], *, stamped_at: datetime
) -> bytes:
    """Some sessions as entries, for a mail; empty when none of them has a time.

    A table's code stands for its session. Raises ValueError without `has_calendar`.
    """
    tables = {table.code: session.code for session, table in programme.all_tables()}
    wanted = {uid_of(tables.get(code, code)) for code in codes}
    some = [e for e in session_entries(programme, stamped_at=stamped_at) if e.uid in wanted]
    return write_calendar(some, method="PUBLISH") if some else b""


def site_calendar(releases: Iterable[tuple[Programme, datetime]]) -> bytes:
    """Each gathering as an entry, to subscribe to; a release comes with its moment."""
    entries = [
        event_entry(programme, url=_page(programme, "event"), stamped_at=stamped_at)
        for programme, stamped_at in releases
        if has_calendar(programme)
    ]
    return write_calendar(
        [replace(entry, keeps_free=True) for entry in entries],
        method="PUBLISH",
        name=settings.SITE_NAME,
        source=addresses.feed("site_calendar"),
    )


def personal_calendar(
    programme: Programme,
    *,
    uid: str,
    attendee_name: str,
    attendee_email: str,
    url: str,
    sequence: int,
    method: Literal["REQUEST", "CANCEL"] = "REQUEST",
    chosen_sessions: Collection[str] = (),
    stamped_at: datetime,
) -> bytes:
    """The gathering as one attendee's own appointment, for a mail or their personal page.

    `uid` comes from `uid_of(registration.code)` and stays the same; `sequence` rises with
    each later file for the same `uid`, a CANCEL included. `chosen_sessions` are codes of
    sessions or tables. `url` is the personal page. Texts are in the active language.
    Serve or attach it as `text/calendar; method=…`. Raises ValueError without `has_calendar`.
    """
    entry = event_entry(programme, url=url, stamped_at=stamped_at)
    chosen = _chosen(programme, chosen_sessions)
    manage = _("See or change your sign-up: %(url)s") % {"url": url}
    mine = replace(
        entry,
        uid=uid,
        sequence=sequence,
        changed_at=stamped_at,
        cancelled=entry.cancelled or method == "CANCEL",
        description="\n\n".join(part for part in (chosen, manage, entry.description) if part),
        attendee=Mailbox(attendee_name, attendee_email),
    )
    return write_calendar([mine], method=method)


def event_entry(programme: Programme, *, url: str, stamped_at: datetime) -> Entry:
    """The whole gathering as one entry. Raises ValueError without `has_calendar`."""
    if not has_calendar(programme):
        raise ValueError(f"the day of {programme.slug} is not known")
    return Entry(
        uid=uid_of(programme.code),
        title=programme.name,
        starts_at=programme.starts_at,
        ends_at=programme.ends_at,
        zone=programme.zone,
        all_day=programme.precision == "day",
        stamped_at=stamped_at,
        changed_at=programme.changed_at or stamped_at,
        sequence=programme.sequence,
        cancelled=programme.cancelled,
        organiser=organiser_of(programme),
        url=url,
        place=place_of(programme),
        description=_about_event(programme),
        categories=tuple(theme.title for theme in programme.themes),
    )


def scheduled(programme: Programme) -> list[Session]:
    """The sessions with a time; at the end those that were withdrawn."""
    return [s for s in (*programme.sessions, *programme.withdrawn) if s.starts_at and s.ends_at]


def session_entries(programme: Programme, *, stamped_at: datetime) -> list[Entry]:
    """An entry for each scheduled session. Raises ValueError without `has_calendar`."""
    event = event_entry(programme, url=_page(programme, "programme"), stamped_at=stamped_at)
    return [_session_entry(programme, session, event) for session in scheduled(programme)]


def _session_entry(programme: Programme, session: Session, event: Entry) -> Entry:
    theme = programme.theme_by_slug.get(session.theme)
    gone = session.code not in programme.session_by_code
    return replace(
        event,
        uid=uid_of(session.code),
        title=f"{session.title} – {programme.name}",
        starts_at=session.starts_at or event.starts_at,
        ends_at=session.ends_at or event.ends_at,
        all_day=False,
        changed_at=session.changed_at or event.changed_at,
        sequence=session.sequence,
        cancelled=session.cancelled or programme.cancelled,
        url=event.url if gone else _page(programme, "session", code=session.code),
        place=place_of(programme, session.room),
        description=_about_session(programme, session),
        categories=(theme.title,) if theme else (),
        part_of=event.uid,
    )


def organiser_of(programme: Programme) -> Mailbox:
    """Who sends the calendar: the first organising partner, at the contact's address."""
    names = [
        programme.organisation_by_slug[partner.organisation].name
        for partner in programme.partners
        if partner.role == "organiser"
    ]
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return Mailbox((names or [settings.SITE_NAME])[0], programme.contact.email or sender)


def place_of(programme: Programme, room: str = "") -> str:
    """Room, venue and address on one line; the event's room unless another is given."""
    venue = programme.venue
    if venue is None:
        return programme.town
    town = f"{venue.postal_code} {venue.town}".strip()
    country = "" if venue.country == "NL" else venue.country
    parts = (room or programme.room, venue.name, venue.street, town, country)
    return ", ".join(part for part in parts if part)


def _page(programme: Programme, name: str, **kwargs: str) -> str:
    return addresses.page(name, language=programme.language, slug=programme.slug, **kwargs)


def _about_event(programme: Programme) -> str:
    access = programme.venue.access_note if programme.venue else ""
    parts = (programme.motto, programme.summary, plain(programme.intro), plain(access))
    return "\n\n".join(part for part in parts if part)


def _about_session(programme: Programme, session: Session) -> str:
    people = [programme.person_by_code[a.person].name for a in session.appearances]
    with translation.override(programme.language):
        tables = [f"- {_table_line(table)}" for table in session.tables]
    parts = (plain(session.about), ", ".join(people), "\n".join(tables))
    return "\n\n".join(part for part in parts if part)


def _chosen(programme: Programme, codes: Collection[str]) -> str:
    """A line for each chosen session or table, in the order of the programme."""
    lines = []
    for session in programme.sessions:
        tables = [table for table in session.tables if table.code in codes]
        if session.code in codes or tables:
            starts_at = session.starts_at and session.starts_at.astimezone(programme.zone)
            when = formats.time_format(starts_at, "TIME_FORMAT") if starts_at else ""
            what = ", ".join([session.title, *(_table_line(table) for table in tables)])
            lines.append(f"- {when} {what}".replace("  ", " "))
    return "\n".join([_("You chose:"), *lines]) if lines else ""


def _table_line(table: Table) -> str:
    return _("table %(number)d: %(topic)s") % {"number": table.number, "topic": table.topic}
