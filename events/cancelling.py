"""Cancelling an event or a session: it stays to be seen, as cancelled, and calendars are told."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.locking import lock_event
from events.models import Event, Release, Session
from events.programme import Programme, from_json
from events.publishing import keep
from festival.audit import record
from festival.models import User
from festival.refusals import Refused


class EventOver(Refused):
    """What has been held cannot be cancelled."""


class CalledOff(Refused):
    """The gathering itself is called off; a session of it cannot be on."""


@transaction.atomic
def cancel_event(event: Event, *, now: datetime, by: User | None) -> Event:
    """Cancel an event. Twice does no harm. Raises EventOver.

    What the public already sees is published again, marked as cancelled: nothing of the draft
    that was not public becomes so. To tell who signed up, use `registrations.announcing.calling_off`.
    """
    event = lock_event(event.pk)
    if event.cancelled_at is not None:
        return event
    if event.ends_at <= now:
        raise EventOver(_("This gathering is over; it can no longer be cancelled."))
    event.cancelled_at, event.cancelled_by = now, by
    event.save(update_fields=["cancelled_at", "cancelled_by"])
    record("cancel event", event, now=now, by=by, event_id=event.pk)
    if event.release is not None:
        public = from_json(event.release.content)
        keep(event, replace(public, cancelled=True), now=now, by=by)
    return event


@transaction.atomic
def set_session_cancelled(
    session: Session, *, cancelled: bool, now: datetime, by: User | None
) -> Release | None:
    """Call a session off, or let it be on again; the release that says so.

    That alone becomes public: nothing else of the draft does. None when nothing was to be done,
    or when the public does not know the session. To free its seats and to tell who chose it,
    use `registrations.announcing.calling_off`. Raises EventOver and CalledOff.
    """
    event = lock_event(session.event_id)
    session.refresh_from_db(fields=["cancelled_at", "cancelled_by"])
    if (session.cancelled_at is not None) == cancelled:
        return None
    if event.ends_at <= now:
        raise EventOver(_("This gathering is over; its programme stays as it was."))
    if event.cancelled_at is not None:
        raise CalledOff(_("The gathering itself is called off."))
    session.cancelled_at, session.cancelled_by = (now, by) if cancelled else (None, None)
    session.save(update_fields=["cancelled_at", "cancelled_by"])
    session.touch()
    action = "call off session" if cancelled else "hold session after all"
    record(action, session, now=now, by=by, event_id=event.pk)
    public = from_json(event.release.content) if event.release else None
    if public is None or session.code not in public.session_by_code:
        return None
    return keep(event, with_session(public, session.code, cancelled=cancelled), now=now, by=by)


def with_session(public: Programme, code: str, *, cancelled: bool) -> Programme:
    """A programme in which one session is called off, or on again."""
    sessions = tuple(
        replace(session, cancelled=cancelled) if session.code == code else session
        for session in public.sessions
    )
    return replace(public, sessions=sessions)
