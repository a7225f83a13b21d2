"""Seats: the only writer of `seats_taken` and of the states that hold a seat.

The rule (measured on SQLite and PostgreSQL, see docs/decisions): the first statement of every
verb that moves seats is an UPDATE of the event's row, which locks it on both databases
(`events.locking.lock_event`); then the counter moves with a condition; a CHECK stands behind it.
Because every mover of an event's seats holds the event's lock, the counters of its sessions and
tables are safe too, in any order.
"""

from datetime import datetime

from django.db.models import F, Q

from events.models import Event, Session, Table
from events.published import event_seats
from festival.models import User
from registrations.models import Choice, LimitedOption, Registration, RegistrationRole
from registrations.states import ChoiceStatus, Status

Holder = Session | Table
HAS_A_FREE_SEAT = Q(capacity=None) | Q(seats_taken__lt=F("capacity"))
WITHIN_QUOTA = Q(quota=None) | Q(seats_taken__lt=F("quota"))
PUBLIC_HAS_ONE = HAS_A_FREE_SEAT & (
    Q(capacity=None) | Q(seats_taken__lt=F("capacity") - F("kept_back") + F("insiders_seated"))
)
COUNTERS = ["capacity", "kept_back", "seats_taken", "insiders_seated"]


def take(holder: Holder) -> bool:
    """Take one seat if there is one; False when it is full. The caller holds the event's lock."""
    rows = type(holder)._default_manager.filter(HAS_A_FREE_SEAT, pk=holder.pk)
    return rows.update(seats_taken=F("seats_taken") + 1) == 1


def is_free(holder: Holder) -> bool:
    """Whether `take` would find a seat; certain only for who holds the event's lock."""
    return type(holder)._default_manager.filter(HAS_A_FREE_SEAT, pk=holder.pk).exists()


def release(holder: Holder) -> None:
    """Give one seat back. The caller holds the event's lock and has nobody to hand it to."""
    type(holder)._default_manager.filter(pk=holder.pk).update(seats_taken=F("seats_taken") - 1)


def enter(event: Event, role: RegistrationRole | None) -> bool:
    """Take a seat at the event for somebody in this role, and one of the role's own.

    Both or neither; False when either is full. The caller holds the event's lock and has read
    the role since. Who comes without a role is one of the public.
    """
    if role is None:
        return _enter(event, insider=False)
    rows = RegistrationRole.objects.filter(WITHIN_QUOTA, pk=role.pk)
    if not rows.update(seats_taken=F("seats_taken") + 1):
        return False
    if not role.counts or _enter(event, insider=role.insider):
        return True
    _count_role(role, -1)
    return False


def leave(event: Event, role: RegistrationRole | None) -> None:
    """Give back what `enter` took. The caller holds the event's lock."""
    if role is not None:
        _count_role(role, -1)
    if role is None or role.counts:
        insider = -1 if role is not None and role.insider else 0
        _count_event(event, -1, insider)


def reclassify(role: RegistrationRole, *, counts: bool, insider: bool) -> bool:
    """Count everybody seated in a role anew, as its new flags say; False when they do not fit.

    The caller holds the event's lock, and saves the flags.
    """
    before = (role.counts, role.counts and role.insider)
    after = (counts, counts and insider)
    moved = [role.seats_taken * (new - old) for old, new in zip(before, after, strict=True)]
    event = Event.objects.get(pk=role.event_id)
    total, insiders = event.seats_taken + moved[0], event.insiders_seated + moved[1]
    if not fits(event.capacity, event.kept_back, taken=total, insiders=insiders):
        return False
    _count_event(event, *moved)
    return True


def fits(capacity: int | None, kept_back: int, *, taken: int, insiders: int) -> bool:
    """Whether so many people, of whom some are insiders, have room."""
    return capacity is None or taken <= min(capacity, capacity - kept_back + insiders)


def _enter(event: Event, *, insider: bool) -> bool:
    rows = Event.objects.filter(HAS_A_FREE_SEAT if insider else PUBLIC_HAS_ONE, pk=event.pk)
    inside = F("insiders_seated") + (1 if insider else 0)
    return rows.update(seats_taken=F("seats_taken") + 1, insiders_seated=inside) == 1


def _count_event(event: Event, seats: int, insiders: int) -> None:
    taken, inside = F("seats_taken") + seats, F("insiders_seated") + insiders
    Event.objects.filter(pk=event.pk).update(seats_taken=taken, insiders_seated=inside)


def _count_role(role: RegistrationRole, seats: int) -> None:
    rows = RegistrationRole.objects.filter(pk=role.pk)
    rows.update(seats_taken=F("seats_taken") + seats)


def count_option(limit: LimitedOption) -> int:
    """Count who chose an option before it had a limit; not yet saved.

    The caller holds the event's lock.
    """
    values = limit.question.answers.of_live().values_list("value", flat=True)
    limit.seats_taken = sum(limit.text in value.splitlines() for value in values)
    return limit.seats_taken


def seat_or_queue(choice: Choice) -> None:
    """Give a choice its seat, or a place in line; its own `since` decides where. Not yet saved."""
    choice.status = ChoiceStatus.SEATED if take(choice.holder) else ChoiceStatus.WAITING


def give_up(choice: Choice) -> Choice | None:
    """Release a choice; a seat it held goes to the first in line, who is returned."""
    held = choice.status == ChoiceStatus.SEATED
    choice.status = ChoiceStatus.RELEASED
    choice.save(update_fields=["status"])
    if not held:
        return None
    heir: Choice | None = Choice.objects.at(choice.holder).in_line().with_person().first()
    if heir is None:
        release(choice.holder)
        return None
    _seat(heir)
    return heir


def fill(holder: Session | Table) -> list[Choice]:
    """Seat as many as fit of those in line at one session or table, the first one first."""
    seated: list[Choice] = []
    for choice in Choice.objects.at(holder).in_line().with_person()[: _room_in(holder)]:
        if not take(holder):
            break
        _seat(choice)
        seated.append(choice)
    return seated


def admit_first(event: Event, *, now: datetime) -> list[Registration]:
    """Confirm those in line for whom there is a seat, the first one first, and return them.

    Who is ahead in line and comes in a role that is full keeps nobody else waiting.
    """
    admitted: list[Registration] = []
    while (first := first_who_fits(event)) is not None:
        if not enter(event, first.role):
            break
        admit(first, now=now)
        admitted.append(first)
    return admitted


def first_who_fits(event: Event) -> Registration | None:
    """The first in line for whom there is a seat now."""
    event.refresh_from_db(fields=COUNTERS)
    whole = event.seats_left != 0
    line = event.registrations.waiting().fitting(public=not event_seats(event).full, whole=whole)
    first: Registration | None = line.select_related("role").first()
    return first


def admit(registration: Registration, *, now: datetime) -> None:
    """Turn a waiting registration, whose seat is already taken, into a confirmed one."""
    registration.status = Status.CONFIRMED
    registration.confirmed_at = now
    registration.save(update_fields=["status", "confirmed_at"])
    wishes = registration.choices.filter(status=ChoiceStatus.WISHED)
    for choice in wishes.select_related("session", "table"):
        seat_or_queue(choice)
        choice.save(update_fields=["status"])


def empty(session: Session) -> None:
    """Release every choice of a session and its tables, seated or in line: nobody moves up.

    The caller holds the event's lock.
    """
    Choice.objects.standing().filter(session=session).update(status=ChoiceStatus.RELEASED)
    Table.objects.filter(session=session).update(seats_taken=0)
    Session.objects.filter(pk=session.pk).update(seats_taken=0)


def empty_event(event: Event, *, now: datetime, by: User | None) -> None:
    """Cancel every registration of an event and release every choice: nobody moves up.

    The caller holds the event's lock.
    """
    people = event.registrations.live()
    people.update(status=Status.CANCELLED, cancelled_at=now, cancelled_by=by)
    of_event = Choice.objects.standing().filter(registration__event=event)
    of_event.update(status=ChoiceStatus.RELEASED)
    Table.objects.filter(session__event=event).update(seats_taken=0)
    Session.objects.filter(event=event).update(seats_taken=0)
    RegistrationRole.objects.filter(event=event).update(seats_taken=0)
    Event.objects.filter(pk=event.pk).update(seats_taken=0, insiders_seated=0)


def _seat(choice: Choice) -> None:
    choice.status = ChoiceStatus.SEATED
    choice.save(update_fields=["status"])


def _room_in(holder: Holder) -> int | None:
    """Free seats, so that no longer piece of a line is read than can move; None for no limit."""
    return None if holder.capacity is None else max(holder.capacity - holder.seats_taken, 0)
