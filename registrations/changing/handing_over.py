"""Giving a seat to somebody else, and giving a companion a link of their own.

Who gets a seat gets a row of their own: what the one before told and agreed to stays with that
one, who can still ask for it. Only the seat moves, with what was chosen for it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from festival.audit import record
from festival.models import AuditEntry
from festival.ratelimit import allowed
from festival.refusals import Refused
from registrations import mails
from registrations.changing.rules import locked
from registrations.models import Answer, Registration
from registrations.questions.answering import Kind
from registrations.questions.limits import release_places
from registrations.seating.added import UNMARKED
from registrations.seating.moving_up import move_up, must_prove, proof_until
from registrations.states import SEATED, Status

AN_HOUR = timedelta(hours=1)
MAILS_AGAIN = 3


class CannotHandOver(Refused):
    """This seat cannot be given to somebody else."""


@dataclass(frozen=True)
class Receiver:
    """Who gets a seat."""

    given_name: str
    family_name: str
    email: str
    infix: str = ""


@transaction.atomic
def hand_over(person: Registration, receiver: Receiver, *, now: datetime) -> Registration | None:
    """Give one person's seat to somebody else, who is mailed a link of their own.

    The choices go with the seat, and so do options that were chosen; what the one before wrote,
    needs and agreed to does not. An address that is signed up for the event already keeps what
    it has and is mailed that link; then nothing else happens, and the answer is None. Where the
    event asks for that, the seat is theirs once they confirm the address.
    Raises ChangesClosed, CannotHandOver, and ValidationError.
    """
    old = _allowed(person, now=now)
    if old.status == Status.ATTENDED:
        raise CannotHandOver(inside_already())
    if old.status != Status.CONFIRMED:
        raise CannotHandOver(_("Only a seat that you have for certain can be given away."))
    if _is_known(old, receiver.email, now=now):
        return None
    if old.lead is None:
        mails.tell(mails.Kind.HANDED_OVER, old, now=now)
    new = _received(old, receiver, now)
    gone = {"status": Status.CANCELLED, "cancelled_at": now}
    Registration.objects.filter(pk=old.pk).update(**gone, **UNMARKED)
    Registration.objects.filter(pk=old.party_id).update(revision=F("revision") + 1)
    release_places([old])
    record("hand over", old, now=now, by=None, event_id=old.event_id)
    record("receive a seat", new, now=now, by=None, event_id=old.event_id)
    if old.lead is not None:
        mails.tell(mails.Kind.CHANGED_OWN, old.first, now=now, passed_on=old)
    asked = new.status == Status.PENDING
    mails.tell(mails.Kind.PROVE if asked else mails.Kind.RECEIVED, new, now=now)
    return new


@transaction.atomic
def share(companion: Registration, *, email: str, now: datetime) -> Registration | None:
    """Give a companion a link of their own: from now on their sign-up stands by itself.

    It stays the same seat, or place in line. A known address is dealt with as in `hand_over`.
    Raises ChangesClosed, CannotHandOver, and ValidationError.
    """
    person = _allowed(companion, now=now)
    if person.lead is None or person.nameless:
        raise CannotHandOver(_("First fill in the name of this person."))
    if person.status not in {*SEATED, Status.WAITING}:
        raise CannotHandOver(_("Only a seat that you have for certain can be given away."))
    if _is_known(person, email, now=now):
        return None
    lead = person.lead
    person.lead, person.email, person.form_key = None, email, uuid4()
    person.clean_fields(exclude=["event", "role", "case", "sort_name"])
    person.save(update_fields=["lead", "email", "form_key"])
    Registration.objects.filter(pk=lead.pk).update(revision=F("revision") + 1)
    lead.refresh_from_db(fields=["revision"])
    record("share", person, now=now, by=None, event_id=person.event_id)
    waits = person.status == Status.WAITING
    mails.tell(mails.Kind.WAITING if waits else mails.Kind.CONFIRMED, person, now=now)
    mails.tell(mails.Kind.CHANGED_OWN, lead, now=now)
    move_up(person.event, now=now)  # who waited for seats together may now fit
    return person


def inside_already() -> str:
    """Why the seat of somebody who has been checked in cannot be given away."""
    return _("Who is inside already cannot give the seat away.")


def gave_away(person: Registration) -> bool:
    """Whether somebody who no longer comes gave the seat to somebody else; at most one query."""
    if person.status != Status.CANCELLED:
        return False
    trail = AuditEntry.objects.filter(event_id=person.event_id, action="hand over")
    return trail.filter(target_type="registration", target_id=person.pk).exists()


def _allowed(registration: Registration, *, now: datetime) -> Registration:
    person = locked(registration, now=now)
    if not person.event.hand_over:
        raise CannotHandOver(_("At this gathering seats cannot be given to somebody else."))
    return person


def _is_known(person: Registration, email: str, *, now: datetime) -> bool:
    """Whether the address has a sign-up of its own; its owner is mailed that link."""
    rows = person.event.registrations.leading().live().of_address(email)
    known = rows.select_related("role").first()
    if known is not None:
        known.event = person.event
        if allowed("mail again", known.code, limit=MAILS_AGAIN, per=AN_HOUR, now=now):
            mails.tell(mails.Kind.ALREADY, known, now=now)
    return known is not None


def _received(old: Registration, receiver: Receiver, now: datetime) -> Registration:
    """The row of who gets the seat, with what goes along with it."""
    new = Registration(
        event=old.event,
        form_key=uuid4(),
        role=old.role,
        language=old.first.language,
        status=Status.CONFIRMED,
        created_at=now,
        confirmed_at=now,
        added_seat=old.added_seat,
        added_in=old.added_in,
        **vars(receiver),
    )
    if must_prove(old.event, new, now):
        new.status, new.confirmed_at = Status.PENDING, None
        new.hold_until = proof_until(old.event, now)
    new.clean_fields(exclude=["event", "role", "lead", "case", "sort_name"])
    new.save(force_insert=True)
    old.choices.standing().update(registration=new)
    chosen = Answer.objects.of_people([old.pk]).ordinary()
    chosen.filter(question__kind__in=Kind.choosing()).update(registration=new)
    return new
