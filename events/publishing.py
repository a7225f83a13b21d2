"""Publishing: freezes the draft into a numbered release that the public sees from then on."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from events.changes import ByLanguage, in_each_language
from events.draft import read_draft
from events.locking import lock_event
from events.models import Event, Release
from events.programme import Programme, Session, from_json
from festival.audit import record
from festival.models import User
from festival.refusals import Refused


class NothingToPublish(Refused):
    """The event is not yet in a state that the public may see."""


@transaction.atomic
def publish(event: Event, *, now: datetime, by: User | None, notes: str = "") -> Release:
    """Freeze the draft as the next release and make it what the public sees.

    Raises NothingToPublish when the event is still a draft. Twice gives two equal releases
    with the same sequences: calendars do not move.
    """
    event = lock_event(event.pk)
    if event.visibility == Event.Visibility.DRAFT:
        raise NothingToPublish(_("Choose first who may see the event: it is still a draft."))
    return keep(event, read_draft(event), now=now, by=by, notes=notes)


def keep(
    event: Event,
    programme: Programme,
    *,
    now: datetime,
    by: User | None,
    notes: str = "",
    told: ByLanguage | None = None,
) -> Release:
    """Make a programme the next release of an event. The caller holds the event's lock.

    `told` is what it changes, where the caller knows that already.
    """
    previous = from_json(event.release.content) if event.release else None
    told = told or in_each_language(previous, programme)
    programme = numbered(programme, previous, now)
    last = event.releases.aggregate(last=Max("number"))["last"] or 0
    release = Release.objects.create(
        event=event,
        number=last + 1,
        content=programme.as_json(),
        card=card_of(programme),
        notes=notes,
        changes={language: [one.sentence for one in some] for language, some in told.items()},
        published_at=now,
        published_by=by,
    )
    event.release = release
    event.save(update_fields=["release"])
    record(
        "publish", event, now=now, by=by, event_id=event.pk, changes={"release": [last, last + 1]}
    )
    return release


def numbered(draft: Programme, previous: Programme | None, now: datetime) -> Programme:
    """The draft with calendar sequences carried on from the previous release.

    RFC 5545, 3.8.7.4: SEQUENCE goes up when the start, end, place or status changes. Sessions
    that were public and are gone stay as `withdrawn`, so that calendars can cancel them.
    """
    if previous is None:
        fresh = tuple(replace(s, sequence=0, changed_at=now) for s in draft.sessions)
        return replace(draft, sessions=fresh, sequence=0, changed_at=now)
    moved = _frame(draft) != _frame(previous)
    before = {s.code: s for s in (*previous.sessions, *previous.withdrawn)}
    kept = {session.code for session in draft.sessions}
    gone = [replace(s, cancelled=True) for code, s in before.items() if code not in kept]
    sessions, withdrawn = (
        tuple(_numbered_session(s, before.get(s.code), moved, now) for s in some)
        for some in (draft.sessions, gone)
    )
    return replace(
        draft,
        sessions=sessions,
        withdrawn=withdrawn,
        sequence=previous.sequence + (moved or _hours(draft) != _hours(previous)),
        changed_at=previous.changed_at if _said(draft) == _said(previous) else now,
    )


def _numbered_session(
    session: Session, before: Session | None, everything_moved: bool, now: datetime
) -> Session:
    """A session's calendar entry also says where the event is, and whether it is on at all."""
    if before is None:
        return replace(session, sequence=0, changed_at=now)
    moved = everything_moved or _fixed(session) != _fixed(before)
    same = not moved and _bare(session) == _bare(before)
    return replace(
        session,
        sequence=before.sequence + moved,
        changed_at=before.changed_at if same else now,
    )


def _fixed(session: Session) -> tuple[object, ...]:
    return (session.starts_at, session.ends_at, session.room, session.cancelled)


def _hours(programme: Programme) -> tuple[object, ...]:
    return (programme.starts_at, programme.ends_at, programme.precision)


def _frame(programme: Programme) -> tuple[object, ...]:
    """What each entry in a calendar shares: the place, and whether the event is on."""
    venue = programme.venue
    address = (venue.name, venue.street, venue.postal_code, venue.town) if venue else ()
    return (*address, programme.room, programme.town, programme.cancelled)


def _bare(session: Session) -> Session:
    return replace(session, sequence=0, changed_at=None)


def _said(programme: Programme) -> Programme:
    """The programme without what only publishing adds."""
    sessions = tuple(_bare(session) for session in programme.sessions)
    return replace(programme, sessions=sessions, withdrawn=(), sequence=0, changed_at=None)


def card_of(programme: Programme) -> dict[str, Any]:
    """What lists of events show and filter on, in JSON values."""
    picture = programme.photos[0] if programme.photos else None
    return {
        "slug": programme.slug,
        "title": programme.title,
        "motto": programme.motto,
        "summary": programme.summary,
        "edition": programme.edition,
        "occasion": programme.occasion,
        "series": programme.series,
        "colour": programme.colour,
        "language": programme.language,
        "starts_at": programme.starts_at.isoformat(),
        "ends_at": programme.ends_at.isoformat(),
        "precision": programme.precision,
        "time_zone": programme.time_zone,
        "venue": programme.venue.name if programme.venue else "",
        "town": programme.town,
        "cancelled": programme.cancelled,
        "themes": [[theme.slug, theme.title] for theme in programme.themes],
        "organisations": [
            [o.slug, o.name]
            for o in programme.organisations
            if any(p.organisation == o.slug for p in programme.partners)
        ],
        "picture": [picture.small_path, picture.width, picture.height, picture.alt]
        if picture
        else None,
    }
