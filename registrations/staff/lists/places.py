"""Sessions and tables that can be chosen: how full each is, and who is expected there."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from events.models import Event, Session, Table
from registrations.filtering.finding import places_of
from registrations.filtering.sentence import place_named
from registrations.models import Choice
from registrations.querysets import ChoiceQuerySet
from registrations.states import ChoiceStatus, Status

Counted = dict[tuple[int, int | None], dict[str, int]]


@dataclass(frozen=True)
class Line:
    """One session or table, with how many have a seat there, are there, wait, and wish for it."""

    key: str
    name: str
    of_table: bool
    seats: int | None
    seated: int
    present: int
    waiting: int
    wished: int


@dataclass(frozen=True)
class Round:
    """What people choose among at one time."""

    title: str
    lines: list[Line]


def rounds_of(event: Event) -> list[Round]:
    """All that can be chosen, by round, a session before its tables; four queries."""
    counted, rounds = _counted(event), dict[str, list[Line]]()
    for key, place in places_of(event).items():
        session = place.session if isinstance(place, Table) else place
        title = session.block.title if session.block else ""
        rounds.setdefault(title, []).append(_line(key, place, counted))
    return [Round(title, lines) for title, lines in rounds.items()]


def choices_at(place: Session | Table) -> ChoiceQuerySet:
    """The choices for a table, or for a session with all its tables."""
    rows = Choice.objects.standing()
    about = {"table": place} if isinstance(place, Table) else {"session": place}
    return rows.filter(**about)


def with_people(choices: ChoiceQuerySet) -> ChoiceQuerySet:
    """With whose they are and where, by name."""
    related = ("registration__role", "registration__lead", "table")
    return choices.select_related(*related).by_name()


def _counted(event: Event) -> Counted:
    rows = Choice.objects.standing().filter(registration__event=event).order_by()
    columns = ("session", "table", "status", "registration__status")
    found: Counted = defaultdict(lambda: defaultdict(int))
    for session, table, status, standing, number in rows.values_list(*columns).annotate(
        Count("id")
    ):
        for key in {(session, table), (session, None)}:
            found[key][status] += number
            if status == ChoiceStatus.SEATED and standing == Status.ATTENDED:
                found[key]["present"] += number
    return found


def _line(key: str, place: Session | Table, counted: Counted) -> Line:
    of_table = isinstance(place, Table)
    at = (place.session_id, place.pk) if isinstance(place, Table) else (place.pk, None)
    found = counted[at]
    return Line(
        key=key,
        name=place_named(place),
        of_table=of_table,
        seats=place.capacity,
        seated=found[ChoiceStatus.SEATED],
        present=found["present"],
        waiting=found[ChoiceStatus.WAITING],
        wished=found[ChoiceStatus.WISHED],
    )
