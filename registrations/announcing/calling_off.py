"""Calling off an event or a session: seats are freed, and everybody who counted on it is told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from events.cancelling import cancel_event, set_session_cancelled, with_session
from events.changes import ByLanguage, Change, in_each_language
from events.locking import lock_event
from events.models import Event, Session
from events.programme import Programme, from_json
from festival.models import User
from registrations.announcing.touched import Touched, touched_by
from registrations.mails import NOTHING_WRITTEN, Kind, Letter
from registrations.mails.telling import tell_hosts, tell_people, with_choices
from registrations.models import Registration
from registrations.seating import seats


@dataclass(frozen=True)
class CallOff:
    """What calling off would change, and whom it concerns; None for what is not public."""

    public: Programme | None
    told: ByLanguage
    touched: Touched

    @property
    def changes(self) -> Sequence[Change]:
        """The changes in the event's own language."""
        return self.told.get(self.public.language, ()) if self.public else ()


@transaction.atomic
def call_off(
    event: Event, *, letter: Letter = NOTHING_WRITTEN, now: datetime, by: User | None
) -> int:
    """Cancel an event with all its registrations, and mail everybody; how many mails.

    Those who had a seat or a place in line are cancelled in the same moment as the event: that
    stays the record of who would have come. Twice mails nobody again. Raises EventOver.
    """
    if lock_event(event.pk).cancelled_at is not None:
        return 0
    event.refresh_from_db(fields=["release"])
    plan = plan_event(event)
    people = with_choices(event)
    event = cancel_event(event, now=now, by=by)
    seats.empty_event(event, now=now, by=by)
    if event.release is None:
        return 0
    return _tell(event, plan, people, kind=Kind.EVENT_CANCELLED, letter=letter, now=now)


@transaction.atomic
def call_off_session(
    session: Session, *, letter: Letter = NOTHING_WRITTEN, now: datetime, by: User | None
) -> int:
    """Call a session off, free its seats, publish that alone, and mail; how many mails.

    Who waited there is told as well, and nobody moves up. Twice mails nobody again. Raises
    events.cancelling.EventOver and CalledOff.
    """
    event = lock_event(session.event_id)
    plan = plan_session(event, session)
    people = with_choices(event)
    release = set_session_cancelled(session, cancelled=True, now=now, by=by)
    seats.empty(session)
    if release is None:
        return 0
    event.release = release
    chose = [person for person in people if _drop(person, session)]
    others_own = set(plan.touched.people) - {person.pk for person in chose}
    others = [person for person in people if person.pk in others_own]
    told = _tell(
        event,
        plan,
        chose,
        kind=Kind.SESSION_CANCELLED,
        letter=letter,
        now=now,
        called_off=[session.code],
    )
    return told + tell_people(
        Kind.CHANGED,
        others,
        programme=from_json(release.content),
        letter=letter,
        now=now,
        own=plan.touched.people,
        changes=plan.told,
        called_off=[session.code],
    )


@transaction.atomic
def hold_session_after_all(session: Session, *, now: datetime, by: User | None) -> bool:
    """Let a session that was called off be on again, and publish that; whether it was off.

    Seats are not given back, and nobody is mailed: who chose it may have made other plans.
    """
    lock_event(session.event_id)
    was_off = Session.objects.filter(pk=session.pk, cancelled_at__isnull=False).exists()
    set_session_cancelled(session, cancelled=False, now=now, by=by)
    return was_off


def plan_event(event: Event) -> CallOff:
    """Whom calling the event off concerns; a fixed number of queries."""
    public = from_json(event.release.content) if event.release else None
    return _plan(event, public, replace(public, cancelled=True) if public else None)


def plan_session(event: Event, session: Session) -> CallOff:
    """Whom calling a session off concerns; a fixed number of queries."""
    public = from_json(event.release.content) if event.release else None
    known = public is not None and session.code in public.session_by_code
    new = with_session(public, session.code, cancelled=True) if public and known else None
    return _plan(event, public, new)


def _plan(event: Event, public: Programme | None, new: Programme | None) -> CallOff:
    if public is None or new is None:
        return CallOff(None, {}, Touched({}, {}, {}, ()))
    told = in_each_language(public, new)
    return CallOff(new, told, touched_by(told[new.language], event, public, new))


def _tell(
    event: Event,
    plan: CallOff,
    people: Sequence[Registration],
    *,
    kind: Kind,
    letter: Letter,
    now: datetime,
    called_off: Collection[str] = (),
) -> int:
    """Mail those who signed up and those on the programme; `event` has its new release."""
    new = from_json(event.release.content)  # type: ignore[union-attr]
    own = {} if kind == Kind.EVENT_CANCELLED else plan.touched.people
    told = tell_people(
        kind,
        people,
        programme=new,
        letter=letter,
        now=now,
        own=own,
        changes=plan.told,
        called_off=called_off,
    )
    return told + tell_hosts(
        plan.touched.reachable,
        programme=new,
        letter=letter,
        now=now,
        own=plan.touched.hosts,
        changes=plan.changes,
    )


def _drop(person: Registration, session: Session) -> bool:
    """Take the choice of a session off a person's list; whether it stood there."""
    standing = person.standing  # type: ignore[attr-defined]
    kept = [choice for choice in standing if choice.session_id != session.pk]
    person.standing = kept  # type: ignore[attr-defined]
    return len(kept) < len(standing)
