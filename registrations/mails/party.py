"""Who a mail is about: everybody of one sign-up, with where they stand and what they chose."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from events.programme import Programme
from registrations.chosen import state_of
from registrations.models import Answer, Choice, Registration
from registrations.seating.positions import places_of, positions_of
from registrations.states import HOLDS_SEAT, ChoiceStatus
from registrations.wording import holder_title, round_title, standing_of

LONGEST_ANSWER = 120  # characters


@dataclass(frozen=True)
class Line:
    """A choice in words: the round, what was chosen, and where it stands."""

    round: str
    title: str
    state: str


@dataclass(frozen=True)
class Said:
    """An answer in words, with the question as it was asked."""

    question: str
    answer: str


@dataclass(frozen=True)
class Told:
    """One person of a party in words."""

    name: str
    role: str
    state: str
    case: str
    choices: tuple[Line, ...]
    answers: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Party:
    """Everybody of one sign-up whom a mail tells of, the lead first if they come as well.

    `standing` has their choices by the key of the person. `positions` are the places in line of
    those who wait for the gathering, by their keys, `places` those for sessions and tables by the
    keys of the choices; without them a mail only says that somebody waits. `passed_on` is who gave their seat to somebody else.
    `answers` are those to ordinary questions, by the key of the person; `erased` are the
    questions whose answers went with an old role.
    """

    lead: Registration
    people: tuple[Registration, ...]
    standing: Mapping[int, Sequence[Choice]]
    positions: Mapping[int, int] = field(default_factory=dict)
    places: Mapping[int, int] = field(default_factory=dict)
    passed_on: Registration | None = None
    answers: Mapping[int, Sequence[Answer]] = field(default_factory=dict)
    erased: tuple[str, ...] = ()

    @property
    def several(self) -> bool:
        """Whether there is more than one person, or the only one is not who gets the mail."""
        return self.people not in ((self.lead,), ())

    @property
    def seated(self) -> bool:
        """Whether who gets the mail has a seat for certain."""
        return self.lead.status in HOLDS_SEAT and self.lead.hold_until is None

    @property
    def position(self) -> int | None:
        """The place in line of the first of those who wait; None where nobody does."""
        return min(self.positions.values(), default=None)

    @property
    def choices(self) -> list[Choice]:
        """All choices of all of them."""
        return [choice for person in self.people for choice in self.standing.get(person.pk, ())]

    def some(self, status: str) -> list[Registration]:
        """Those who are in one state."""
        return [person for person in self.people if person.status == status]


def party_of(
    registration: Registration,
    *,
    now: datetime,
    choices: Sequence[Choice] | None = None,
    numbered: bool = True,
    before: bool = False,
) -> Party:
    """The party of one person, as it stands now; at most five queries, whatever its size.

    Who was cancelled in this very moment is told of as well. `choices` are those of a person
    who came alone, where they are at hand. `numbered` asks for the places in line. `before`
    takes who leads the party as they are given, not as they are kept by now.
    """
    members = [registration]
    if choices is None:
        rows = Registration.objects.of_party(registration.party_id).select_related("role", "case")
        members = list(rows.order_by("id"))
    lead = next(person for person in members if person.pk == registration.party_id)
    lead = registration.first if before else lead
    for person in (lead, *members):
        person.event = registration.event
    people = tuple(person for person in members if person.is_live or person.cancelled_at == now)
    if choices is None:
        choices = _choices_of(people)
    return Party(
        lead,
        people,
        by_person(choices),
        positions=positions_of(people) if numbered else {},
        places=places_of(choices) if numbered else {},
    )


def by_person(choices: Iterable[Choice]) -> dict[int, list[Choice]]:
    """Choices by the key of whose they are."""
    found: dict[int, list[Choice]] = {}
    for choice in choices:
        found.setdefault(choice.registration_id, []).append(choice)
    return found


def told_of(party: Party, programme: Programme) -> list[Told]:
    """Everybody of a party in words, in the active language; no query."""
    return [_told(person, party, programme) for person in party.people]


def lines_of(party: Party, programme: Programme, person: Registration) -> tuple[Line, ...]:
    """What one person chose, in words; to who gets the mail the seat is theirs."""
    own = not party.several
    return tuple(
        Line(
            round_title(programme, choice.session, choice.block.title),
            _title(programme, choice),
            _state_of_choice(choice, party, own=own),
        )
        for choice in party.standing.get(person.pk, ())
    )


def answers_of(party: Party, person: Registration) -> tuple[Said, ...]:
    """What one person answered, in short."""
    return tuple(
        Said(answer.asked, Truncator(" ".join(answer.shown.split())).chars(LONGEST_ANSWER))
        for answer in party.answers.get(person.pk, ())
    )


def with_answers(party: Party) -> Party:
    """The party with what its people answered, never what is special; one query."""
    rows = Answer.objects.of_people(
        [person.pk for person in party.people if person.is_live]
    ).ordinary()
    found: dict[int, list[Answer]] = {}
    for answer in rows.select_related("question"):
        found.setdefault(answer.registration_id, []).append(answer)
    return replace(party, answers=found)


def _title(programme: Programme, choice: Choice) -> str:
    """What was chosen, with the number by which a table is found in the room."""
    title = holder_title(programme, choice.session, choice.table)
    if choice.table is None:
        return title
    known = programme.table_by_code.get(choice.table.code)
    number = known[1].number if known else choice.table.number
    return _("Table %(number)d: %(topic)s") % {"number": number, "topic": title}


def _choices_of(people: Sequence[Registration]) -> list[Choice]:
    """What stands of everybody's choices; one query."""
    by_pk = {person.pk: person for person in people}
    rows = Choice.objects.standing().filter(registration__in=list(by_pk))
    found = list(rows.select_related("session", "table", "block"))
    for choice in found:
        choice.registration = by_pk[choice.registration_id]
    return found


def _told(person: Registration, party: Party, programme: Programme) -> Told:
    return Told(
        name=name_of(person, party),
        role=person.role.name if person.role else "",
        state=_state(person, party),
        case=person.case.title if person.case else "",
        choices=lines_of(party, programme, person),
        answers=answers_of(party, person),
    )


def name_of(person: Registration, party: Party) -> str:
    """`Fatma van der Berg`, or `Companion 2` of who came without a name."""
    others = [other for other in party.people if other.pk != party.lead.pk]
    if person.nameless and person in others:
        return _("Companion %(number)d") % {"number": others.index(person) + 1}
    return person.full_name


def _state(person: Registration, party: Party) -> str:
    """Where one of several people stands."""
    if party.passed_on is not None and person.pk == party.passed_on.pk:
        return _("given to somebody else")
    if place := party.positions.get(person.pk):
        return _("waiting list, place %(place)d") % {"place": place}
    return standing_of(person, timezone.now())


def _state_of_choice(choice: Choice, party: Party, *, own: bool) -> str:
    place = party.places.get(choice.pk)
    if choice.status == ChoiceStatus.WAITING and place is not None:
        return _("waiting list, place %(place)d") % {"place": place}
    if choice.status == ChoiceStatus.SEATED and not own and not choice.went_with_the_session:
        return _("has a seat")
    return state_of(choice, numbered=False)
