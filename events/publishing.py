"""Publishing: freezes the draft into a numbered release that the public sees from then on."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

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
    previous = from_json(event.release.content) if event.release else None
    programme = numbered(read_draft(event), previous, now)
    last = event.releases.aggregate(last=Max("number"))["last"] or 0
    release = Release.objects.create(
        event=event,
        number=last + 1,
        content=programme.as_json(),
        card=card_of(programme),
        notes=notes,
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
    before = {s.code: s for s in (*previous.sessions, *previous.withdrawn)} if previous else {}
    sessions = tuple(_numbered_session(s, before.get(s.code), now) for s in draft.sessions)
    kept = {session.code for session in sessions}
    gone = (session for code, session in before.items() if code not in kept)
    withdrawn = tuple(
        _numbered_session(replace(session, cancelled=True), session, now) for session in gone
    )
    moved = previous is not None and _fixed_event(draft) != _fixed_event(previous)
    return replace(
        draft,
        sessions=sessions,
        withdrawn=withdrawn,
        sequence=(previous.sequence if previous else 0) + moved,
        changed_at=now
        if previous is None or _said(draft) != _said(previous)
        else previous.changed_at,
    )


def _numbered_session(session: Session, before: Session | None, now: datetime) -> Session:
    if before is None:
        return replace(session, sequence=0, changed_at=now)
    unnumbered = replace(before, sequence=0, changed_at=None)
    same = replace(session, sequence=0, changed_at=None) == unnumbered
    moved = _fixed(session) != _fixed(before)
    return replace(
        session,
        sequence=before.sequence + moved,
        changed_at=before.changed_at if same else now,
    )


def _fixed(session: Session) -> tuple[object, ...]:
    return (session.starts_at, session.ends_at, session.room, session.cancelled)


def _fixed_event(programme: Programme) -> tuple[object, ...]:
    return (
        programme.starts_at,
        programme.ends_at,
        programme.precision,
        programme.venue,
        programme.room,
        programme.town,
        programme.cancelled,
    )


def _said(programme: Programme) -> Programme:
    """The programme without what only publishing adds."""
    bare = tuple(replace(s, sequence=0, changed_at=None) for s in programme.sessions)
    return replace(programme, sessions=bare, withdrawn=(), sequence=0, changed_at=None)


def card_of(programme: Programme) -> dict[str, Any]:
    """What lists of events show and filter on, in JSON values."""
    picture = programme.photos[0] if programme.photos else None
    return {
        "slug": programme.slug,
        "title": programme.title,
        "motto": programme.motto,
        "summary": programme.summary,
        "edition": programme.edition,
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
