"""Seats: the only writer of `seats_taken` and of the states that hold a seat.

The rule (measured on SQLite and PostgreSQL, see docs/decisions): the first statement of every
verb that moves seats is an UPDATE of the event's row, which locks it on both databases
(`events.locking.lock_event`); then the counter moves with a condition; a CHECK stands behind it.
Because every mover of an event's seats holds the event's lock, the counters of its sessions and
tables are safe too, in any order.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from events.models import Event, Session, Table
from festival.models import User
from registrations.models import Choice, LimitedOption, Registration, RegistrationRole
from registrations.states import ChoiceStatus, Status

Holder = Session | Table
HAS_A_FREE_SEAT = Q(capacity=None) | Q(seats_taken__lt=F("capacity"))
WORTH_URGING = timedelta(hours=2)  # a shorter offer is fresh in mind when it ends
COUNTERS = ["capacity", "added_at_door", "kept_back", "seats_taken", "insiders_seated"]


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


def enter(event: Event, role: RegistrationRole | None, size: int = 1) -> bool:
    """Take seats at the event for so many people in this role, and as many of the role's own.

    All or none; False when there are too few of either. The caller holds the event's lock and
    has read the role since. Who comes without a role is one of the public.
    """
    if role is None:
        return _enter(event, size, insider=False)
    within = Q(quota=None) | Q(seats_taken__lte=F("quota") + F("added_at_door") - size)
    rows = RegistrationRole.objects.filter(within, pk=role.pk)
    if not rows.update(seats_taken=F("seats_taken") + size):
        return False
    if not role.counts or _enter(event, size, insider=role.insider):
        return True
    _count_role(role, -size)
    return False


def leave(event: Event, role: RegistrationRole | None, size: int = 1) -> None:
    """Give back what `enter` took. The caller holds the event's lock."""
    if role is not None:
        _count_role(role, -size)
    if role is None or role.counts:
        insider = size if role is not None and role.insider else 0
        _count_event(event, -size, -insider)


def reclassify(role: RegistrationRole, *, counts: bool, insider: bool) -> bool:
    """Count everybody seated in a role anew, as its new flags say; False when they do not fit.

    The caller holds the event's lock, and saves the flags.
    """
    before = (role.counts, role.counts and role.insider)
    after = (counts, counts and insider)
    moved = [role.seats_taken * (new - old) for old, new in zip(before, after, strict=True)]
    event = Event.objects.get(pk=role.event_id)
    total, insiders = event.seats_taken + moved[0], event.insiders_seated + moved[1]
    if not fits(event.all_seats, event.kept_back, taken=total, insiders=insiders):
        return False
    _count_event(event, *moved)
    return True


def fits(every: int | None, kept_back: int, *, taken: int, insiders: int) -> bool:
    """Whether so many people, of whom some are insiders, have room in so many seats."""
    return every is None or taken <= min(every, every - kept_back + insiders)


def _enter(event: Event, size: int, *, insider: bool) -> bool:
    after = F("seats_taken") + size
    every = F("capacity") + F("added_at_door")
    fits = Q(capacity=None) | Q(seats_taken__lte=every - size)
    if not insider:
        left = every - F("kept_back") + F("insiders_seated")
        fits &= Q(capacity=None) | Q(seats_taken__lte=left - size)
    rows = Event.objects.filter(fits, pk=event.pk)
    inside = F("insiders_seated") + (size if insider else 0)
    return rows.update(seats_taken=after, insiders_seated=inside) == 1


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


def take_option(limit: LimitedOption) -> bool:
    """Take one place of an option; False when there is none. The caller holds the event's lock."""
    rows = LimitedOption.objects.filter(pk=limit.pk, seats_taken__lt=F("capacity"))
    return rows.update(seats_taken=F("seats_taken") + 1) == 1


def release_options(limits: Iterable[LimitedOption]) -> None:
    """Give one place back at each. The caller holds the event's lock."""
    for limit in limits:
        rows = LimitedOption.objects.filter(pk=limit.pk)
        rows.update(seats_taken=F("seats_taken") - 1)


def seat_or_queue(choice: Choice) -> None:
    """Give a choice its seat, or a place in line; its own `since` decides where. Not yet saved."""
    choice.status = ChoiceStatus.SEATED if take(choice.holder) else ChoiceStatus.WAITING


def give_up(choice: Choice) -> list[Choice]:
    """Release a choice; a seat it held goes to the first in line, and theirs to the next.

    Returns everybody's choice that now has a seat. The caller holds the event's lock.
    """
    heirs: list[Choice] = []
    leaving = [choice]
    while leaving:
        gone = leaving.pop()
        held = gone.status == ChoiceStatus.SEATED
        gone.status = ChoiceStatus.RELEASED
        gone.save(update_fields=["status"])
        if held:
            leaving += _hand_on(gone.holder, heirs)
    return heirs


def give_up_all(choices: Iterable[Choice]) -> list[Choice]:
    """Release choices of people who leave together, and none of them inherits from another.

    As with `give_up`; those in line go first, so that no freed seat comes to one of them.
    """
    heirs: list[Choice] = []
    for choice in sorted(choices, key=lambda one: one.status == ChoiceStatus.SEATED):
        heirs += give_up(choice)
    return heirs


def _hand_on(holder: Holder, heirs: list[Choice]) -> list[Choice]:
    """Give a seat that came free to the first in line; what that person leaves for it."""
    line = Choice.objects.at(holder).in_line().with_person()
    heir: Choice | None = line.first()
    if heir is None:
        release(holder)
        return []
    heirs.append(heir)
    return _seat(heir)


def fill(holder: Session | Table) -> list[Choice]:
    """Seat as many as fit of those in line at one session or table, the first one first.

    Returns them, and whoever got a seat that one of them left.
    """
    seated: list[Choice] = []
    left: list[Choice] = []
    for choice in Choice.objects.at(holder).in_line().with_person()[: _room_in(holder)]:
        if not take(holder):
            break
        left += _seat(choice)
        seated.append(choice)
    return seated + [heir for choice in left for heir in give_up(choice)]


def admit(people: Sequence[Registration], *, until: datetime | None, now: datetime) -> None:
    """Give people, whose seats are already taken, what they came for.

    An offer `until` then, if there is one, of which they are reminded later unless it ends so
    soon that the offer itself says enough; otherwise the seat, once the address is confirmed
    where the event asks for that.
    """
    state: dict[str, Any] = {"status": Status.OFFERED, "hold_until": until}
    if until is None:
        state = {"status": Status.CONFIRMED, "confirmed_at": now}
    urged_at = now if until is not None and until - now < WORTH_URGING else None
    _set_state(people, **state, passes_until=None, urged_at=urged_at)
    wishes = Choice.objects.filter(registration__in=people).to_be_seated()
    for choice in wishes.select_related("session", "table").order_by("since", "id"):
        seat_or_queue(choice)
        choice.save(update_fields=["status"])


def hold(people: Sequence[Registration], *, until: datetime) -> None:
    """Keep the seats of people until they confirm their address."""
    _set_state(people, status=Status.PENDING, confirmed_at=None, hold_until=until)


def confirm(people: Sequence[Registration], *, now: datetime) -> None:
    """Make the seats of people theirs."""
    _set_state(people, status=Status.CONFIRMED, confirmed_at=now, hold_until=None, urged_at=None)


def queue_again(people: Sequence[Registration], *, passes_until: datetime) -> list[Choice]:
    """Put people, who held a seat until now, back where they were in line; the heirs' choices.

    The caller has given their seats at the event back, and holds the lock.
    """
    _set_state(
        people, status=Status.WAITING, hold_until=None, urged_at=None, passes_until=passes_until
    )
    standing = Choice.objects.standing().filter(registration__in=people, block__ranked=False)
    choices = list(standing.select_related("session", "table"))
    heirs = give_up_all(choices)
    # a seat that was only kept until another came is not wished for as well
    kept = {choice.instead_of_id for choice in choices}
    wishes = [choice.pk for choice in choices if choice.pk not in kept]
    Choice.objects.filter(pk__in=wishes).update(status=ChoiceStatus.WISHED, instead_of=None)
    return heirs


def _set_state(people: Sequence[Registration], **state: Any) -> None:
    for person in people:
        for name, value in state.items():
            setattr(person, name, value)
    Registration.objects.filter(pk__in=[person.pk for person in people]).update(**state)


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
    gone = {"status": Status.CANCELLED, "cancelled_at": now, "cancelled_by": by}
    people.update(**gone, hold_until=None, checked_in_at=None)
    of_event = Choice.objects.standing().filter(registration__event=event)
    of_event.update(status=ChoiceStatus.RELEASED)
    Table.objects.filter(session__event=event).update(seats_taken=0)
    Session.objects.filter(event=event).update(seats_taken=0)
    RegistrationRole.objects.filter(event=event).update(seats_taken=0, added_at_door=0)
    LimitedOption.objects.filter(question__event=event).update(seats_taken=0)
    Event.objects.filter(pk=event.pk).update(seats_taken=0, insiders_seated=0, added_at_door=0)


def _seat(choice: Choice) -> list[Choice]:
    """Give a choice in line the seat that is taken for it; what is left for it."""
    old, choice.instead_of = choice.instead_of, None
    choice.status = ChoiceStatus.SEATED
    choice.save(update_fields=["status", "instead_of"])
    if old is None or old.status != ChoiceStatus.SEATED:
        return []
    Choice.objects.in_line().filter(instead_of=old).update(instead_of=choice)
    return [old]


def _room_in(holder: Holder) -> int | None:
    """Free seats, so that no longer piece of a line is read than can move; None for no limit."""
    return None if holder.capacity is None else max(holder.capacity - holder.seats_taken, 0)
