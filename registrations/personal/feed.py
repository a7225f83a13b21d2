"""Somebody's own calendar to follow: the gathering, and each session they have a seat at.

Every entry keeps its UID for life, and its SEQUENCE only rises: it counts the versions of the
programme, twice the person's own changes, and one for the entry's end. The entry of the gathering
is the same one as in the mails (`registrations.mails.calendar_of`), except that it refers to the
public page: who may read somebody's calendar may not change their sign-up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from events.addresses import whole
from events.interop.ical import event_entry, scheduled, session_entries, uid_of
from events.interop.ical_writer import Entry, write_calendar
from events.programme import Programme
from events.published import Published
from registrations.links import FEED_SALT, token_of
from registrations.models import Choice, Registration
from registrations.states import LIVE, ChoiceStatus
from registrations.wording import holder_title


def sequence_of(registration: Registration, version: int, *, over: bool) -> int:
    """The SEQUENCE of an entry of theirs, at this version of what it is about.

    RFC 5546: what cancels an entry comes later than the entry; a change makes up for that.
    """
    return version + 2 * registration.revision + (1 if over else 0)


def feed_of(registration: Registration, published: Published, choices: Sequence[Choice]) -> bytes:
    """The calendar as text, the same until something changes; all choices, also given up ones.

    Who waits for a seat follows an empty calendar. Raises ValueError without `has_calendar`.
    """
    programme = published.programme
    with translation.override(registration.language):
        entries: list[Entry] = []
        if registration.has_certain_seat or registration.confirmed_at is not None:
            entries = [
                _gathering(registration, published),
                *_sessions(registration, published, choices),
            ]
        own = last_change(registration, choices)
        entries = [_dated(entry, own) for entry in entries]
    source = whole(_path(registration))
    return write_calendar(entries, method="PUBLISH", name=programme.name, source=source)


def last_change(registration: Registration, choices: Sequence[Choice]) -> datetime:
    """The last moment that is known at which they got, chose or cancelled something."""
    moments = (registration.confirmed_at, registration.cancelled_at)
    known = [moment for moment in moments if moment]
    return max([registration.created_at, *known, *(choice.since for choice in choices)])


def _dated(entry: Entry, own: datetime) -> Entry:
    """The entry with the last change to it, by the organisers or by themselves."""
    changed, stamped = max(entry.changed_at, own), max(entry.stamped_at, own)
    return replace(entry, changed_at=changed, stamped_at=stamped)


def feed_address(registration: Registration) -> str:
    """Where calendar programs follow it: `webcal://…`."""
    return f"webcal://{urlsplit(settings.SITE_URL).netloc}{_path(registration)}"


def _path(registration: Registration) -> str:
    """The same in every language: it is kept for a long time."""
    with translation.override(settings.LANGUAGE_CODE):
        token = token_of(registration, salt=FEED_SALT)
        return reverse("registrations:personal_feed", kwargs={"token": token})


def _gathering(registration: Registration, published: Published) -> Entry:
    programme = published.programme
    entry = event_entry(programme, url=_page(programme), stamped_at=published.published_at)
    over = entry.cancelled or registration.status not in LIVE
    return replace(
        entry,
        uid=uid_of(registration.code),
        sequence=sequence_of(registration, programme.revision, over=over),
        cancelled=over,
    )


def _sessions(
    registration: Registration, published: Published, choices: Sequence[Choice]
) -> Iterator[Entry]:
    """An entry for each session that they have, or had, a seat at; the title tells the table."""
    programme = published.programme
    known = {e.uid: e for e in session_entries(programme, stamped_at=published.published_at)}
    told = [c for c in choices if c.status in {ChoiceStatus.SEATED, ChoiceStatus.RELEASED}]
    told.sort(key=lambda choice: (choice.status == ChoiceStatus.SEATED, choice.pk))
    of_session = {choice.session.code: choice for choice in told}
    for session in scheduled(programme):
        found = of_session.get(session.code)
        if found is None:
            continue
        entry = known[uid_of(session.code)]
        gone = found.status != ChoiceStatus.SEATED
        yield replace(
            entry,
            uid=uid_of(f"{registration.code}-{session.code}"),
            title=_title(programme, found),
            sequence=sequence_of(registration, session.sequence, over=gone),
            cancelled=entry.cancelled or gone,
            part_of=uid_of(registration.code),
        )


def _page(programme: Programme) -> str:
    """The public page: a calendar is often shared, and the personal link is not to be."""
    return whole(reverse("events:event", kwargs={"slug": programme.slug}))


def _title(programme: Programme, choice: Choice) -> str:
    return f"{holder_title(programme, choice.session, choice.table)} – {programme.name}"
