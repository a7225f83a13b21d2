"""What came of a sign-up, in words that are the same for a known and an unknown address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from events.models import Event
from registrations.models import Choice, Registration, RegistrationRole
from registrations.seating import seats
from registrations.seating.moving_up import asks_proof, seats_for_newcomers
from registrations.seating.positions import positions_of
from registrations.sign_up.applying import Companion
from registrations.sign_up.picking import Pick, called
from registrations.states import LIVE, ChoiceStatus, Status

Fate = tuple[str, bool]  # a title, and whether its seat was taken


@dataclass(frozen=True)
class Fared:
    """How one companion fared; `name` is empty for who came without one."""

    name: str
    status: Status
    position: int | None
    choices: tuple[Fate, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of a sign-up.

    `position` is the place in line (1 is first) when `status` is waiting; `choices` pairs each
    title with whether its seat was taken. `registration` is None for a known address.
    """

    status: Status
    position: int | None
    choices: tuple[Fate, ...]
    registration: Registration | None
    companions: tuple[Fared, ...] = ()


def outcome_of(registration: Registration) -> Outcome:
    """What came of a registration and its companions, as they stand now."""
    companions = list(registration.companions.filter(status__in=LIVE).order_by("id"))
    for companion in companions:
        companion.event = registration.event
    people = [registration, *companions]
    choices = Choice.objects.standing().filter(registration__in=people)
    return told(people, list(choices.select_related("session", "table", "registration")))


def told(people: Sequence[Registration], choices: Sequence[Choice]) -> Outcome:
    """What came of a party, of whom the first one leads; all their choices are given."""
    lead = people[0]
    places = positions_of(people)
    return Outcome(
        status=Status(lead.status),
        position=places.get(lead.pk),
        choices=_fates(lead, choices),
        registration=lead,
        companions=tuple(
            Fared(
                person.full_name,
                Status(person.status),
                places.get(person.pk),
                _fates(person, choices),
            )
            for person in people[1:]
        ),
    )


def _fates(person: Registration, choices: Sequence[Choice]) -> tuple[Fate, ...]:
    return tuple(
        (called(person.first.event, choice), choice.status == ChoiceStatus.SEATED)
        for choice in choices
        if choice.registration_id == person.pk
    )


def as_for_a_stranger(
    event: Event,
    picks: tuple[Pick, ...],
    role: RegistrationRole | None = None,
    *,
    companions: Sequence[Companion] = (),
    now: datetime,
) -> Outcome:
    """What about came of such a form, without doing anything: for who must not know better."""
    seated = seats_for_newcomers(event, role, 1 + len(companions))
    last = event.registrations.waiting().count() if seated <= len(companions) else 0
    held = Status.PENDING if asks_proof(event, now) else Status.CONFIRMED

    def place(number: int) -> int | None:
        return None if number < seated else last + 1  # who waits together stands in one place

    return Outcome(
        status=held if seated else Status.WAITING,
        position=place(0),
        choices=_would_be(event, picks, seated=seated > 0),
        registration=None,
        companions=tuple(
            Fared(
                " ".join(filter(None, (person.given_name, person.infix, person.family_name))),
                held if number < seated else Status.WAITING,
                place(number),
                _would_be(event, person.picks, seated=number < seated),
            )
            for number, person in enumerate(companions, 1)
        ),
    )


def _would_be(event: Event, picks: tuple[Pick, ...], *, seated: bool) -> tuple[Fate, ...]:
    return tuple(
        (called(event, pick), seated and seats.is_free(pick.table or pick.session))
        for pick in picks
    )
