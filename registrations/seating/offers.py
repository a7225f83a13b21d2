"""Seats that are kept for a while: offered to who waited, or until the address is confirmed."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from events.locking import lock_event
from events.models import Event
from festival.apart import apart
from festival.audit import record
from festival.models import AuditEntry
from festival.refusals import Refused
from registrations import mails
from registrations.changing.cancelling import leave, let_go
from registrations.models import Registration
from registrations.querysets import RegistrationQuerySet
from registrations.seating import humane, seats
from registrations.seating.moving_up import move_up, tell_seated
from registrations.states import HOLDS_SEAT, Status

AN_HOUR = timedelta(hours=1)
ABOUT_A_KEPT_SEAT = ("offer", "promote", "promote by hand", "accept", "decline", "lapse")


class NoOffer(Refused):
    """There is no seat kept for this person, or no longer."""


@transaction.atomic
def accept(registration: Registration, *, now: datetime) -> None:
    """Take the seats that are offered to somebody's party. Twice does no harm.

    Whoever of them has a seat until the address is confirmed keeps it: the link came by mail.
    As long as nobody else was offered the seats, also a little too late. Raises NoOffer, also
    once the gathering is over.
    """
    event, lead, people = _party(registration, RegistrationQuerySet.offered)
    if not people:
        _check_seated(lead)
        return
    _check_not_over(event, now)
    pending = event.registrations.pending().of_party(lead.pk)
    seats.confirm([*people, *pending], now=now)
    _note_proof(lead, now)
    record("accept", lead, now=now, by=None, event_id=event.pk)
    mails.tell(mails.Kind.CONFIRMED, lead, now=now)


@transaction.atomic
def decline(registration: Registration, *, now: datetime, stay: bool = False) -> None:
    """Leave the offered seats to who comes next; `stay` keeps the place in line for another.

    Who stays is not asked again before the next morning. Twice does no harm. Raises NoOffer, also
    once the gathering is over.
    """
    event, lead, people = _party(registration, RegistrationQuerySet.offered)
    if not people:
        gone = lead.status == Status.CANCELLED or lead.passes_until is not None
        if gone or _has_declined(lead):
            return
        raise NoOffer(_gone())
    _check_not_over(event, now)
    record("decline", lead, now=now, by=None, event_id=event.pk)
    kinds = (mails.Kind.DECLINED_STAYS, mails.Kind.CANCELLED)
    _withdraw(event, lead, people, stay=stay, kinds=kinds, now=now)


@transaction.atomic
def prove(registration: Registration, *, now: datetime) -> None:
    """Note that the address is somebody's own; a seat kept until then becomes theirs.

    Twice does no harm. Raises NoOffer when it came too late.
    """
    event, lead, people = _party(registration, RegistrationQuerySet.pending)
    if not people and lead.status == Status.CANCELLED:
        raise NoOffer(_gone())
    if lead.proved_at is not None and not people:
        return
    seats.confirm(people, now=now)
    _note_proof(lead, now)
    record("confirm address", lead, now=now, by=None, event_id=event.pk)
    if people:
        mails.tell(mails.Kind.CONFIRMED, lead, now=now)


def lapse_due(now: datetime) -> int:
    """End what was kept long enough: offers, and seats of unconfirmed addresses; how many.

    Where the event no longer asks to confirm the address, such a seat becomes theirs.
    """
    return _each(Registration.objects.lapsed(now), _lapse, now)


def urge_due(now: datetime) -> int:
    """Remind who has an hour left to answer; how many."""
    return _each(Registration.objects.soon_lapsed(now, AN_HOUR), _urge, now)


def wake_due(now: datetime) -> int:
    """Put who let others go first back in their turn; how many."""
    return _each(Registration.objects.awake(now).order_by("passes_until", "id"), _wake, now)


def _each(
    rows: RegistrationQuerySet, do: Callable[[Registration, datetime], None], now: datetime
) -> int:
    """Do something for each party among these people, each in its own transaction; for how many.

    A party for which it fails is logged and stands in nobody's way; it is tried again next time.
    """
    done = 0
    for person in {row.party_id: row for row in rows.select_related("lead")}.values():
        with apart(f"registration {person.code}"):
            do(person, now)
            done += 1
    return done


@transaction.atomic
def _lapse(person: Registration, now: datetime) -> None:
    event, lead, people = _party(person, lambda rows: rows.lapsed(now))
    offered = [one for one in people if one.status == Status.OFFERED]
    pending = [one for one in people if one.status == Status.PENDING]
    if offered or (pending and event.proof_hours is not None):
        record("lapse", lead, now=now, by=None, event_id=event.pk)
    if offered:
        kinds = (mails.Kind.OFFER_LAPSED, mails.Kind.OFFER_LAPSED)
        _withdraw(event, lead, offered, stay=lead.stays_in_line, kinds=kinds, now=now)
    if pending and event.proof_hours is None:
        seats.confirm(pending, now=now)
        record("keep seat", lead, now=now, by=None, event_id=event.pk)
        mails.tell(mails.Kind.CONFIRMED, lead, now=now)
    elif pending:
        kinds = (mails.Kind.HOLD_EXPIRED, mails.Kind.HOLD_EXPIRED)
        _withdraw(event, lead, pending, stay=False, kinds=kinds, now=now)


@transaction.atomic
def _urge(person: Registration, now: datetime) -> None:
    event, lead, people = _party(person, lambda rows: rows.soon_lapsed(now, AN_HOUR))
    if people:
        event.registrations.offered().of_party(lead.pk).update(urged_at=now)
        mails.tell(mails.Kind.OFFER_ENDING, lead, now=now)


@transaction.atomic
def _wake(person: Registration, now: datetime) -> None:
    event, lead, _people = _party(person, lambda rows: rows.awake(now))
    event.registrations.awake(now).of_party(lead.pk).update(passes_until=None)
    move_up(event, now=now)


def _withdraw(
    event: Event,
    lead: Registration,
    people: Sequence[Registration],
    *,
    stay: bool,
    kinds: tuple[mails.Kind, mails.Kind],
    now: datetime,
) -> None:
    """Let people go back to their place in line, or go; mail them so, and move the line up."""
    if stay:
        leave(event, people)
        heirs = seats.queue_again(people, passes_until=humane.next_morning(now, event.zone))
    else:
        heirs = let_go(event, people, now=now, by=None)
    lead.refresh_from_db()
    lead.event = event
    mails.tell(kinds[0] if stay else kinds[1], lead, now=now)
    tell_seated(heirs, now=now)
    move_up(event, now=now)


def _party(
    registration: Registration, which: Callable[[RegistrationQuerySet], RegistrationQuerySet]
) -> tuple[Event, Registration, list[Registration]]:
    """The event, locked; who leads the party; and those of it whom this is about."""
    event = lock_event(registration.event_id)
    lead: Registration = Registration.objects.select_related("role").get(pk=registration.party_id)
    lead.event = event
    people = which(event.registrations.all()).of_party(lead.pk)
    found = list(people.select_related("role", "lead__role"))
    return event, lead, found


def _has_declined(lead: Registration) -> bool:
    """Whether no is the last that was heard of a seat kept for a party, of which some have one."""
    trail = AuditEntry.objects.filter(target_type="registration", target_id=lead.pk)
    last = trail.filter(action__in=ABOUT_A_KEPT_SEAT).order_by("at", "id").last()
    return last is not None and last.action == "decline"


def _check_seated(lead: Registration) -> None:
    if lead.status not in HOLDS_SEAT:
        raise NoOffer(_gone())


def _check_not_over(event: Event, now: datetime) -> None:
    if event.ends_at <= now:
        raise NoOffer(_("This gathering is over."))


def _gone() -> str:
    return _("This seat is no longer kept for you.")


def _note_proof(lead: Registration, now: datetime) -> None:
    if lead.proved_at is None:
        lead.proved_at = now
        lead.save(update_fields=["proved_at"])
