"""Who sits where: people with a seat, by session and by table, for everything that is printed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.models import Event, Session, Table
from events.pages.when import span, weekday
from registrations.companions import number_companions
from registrations.door.places import place_of
from registrations.door.seated import seats_of
from registrations.models import Registration
from registrations.querysets import RegistrationQuerySet


@dataclass(frozen=True)
class Holder:
    """A session or table as it stands above a list. `key` is `s-<code>` or `t-<code>`."""

    key: str
    title: str
    when: str
    room: str
    round: str = ""


@dataclass(frozen=True)
class Line:
    """Somebody on a list; `companion` says with whom they come, if they came `along` and their
    name does not tell it."""

    name: str
    companion: str
    organisation: str
    role: str
    along: bool = False


def seated_people(event: Event, *, by_party: bool) -> RegistrationQuerySet:
    """Everybody with a seat at the event; who came along under who signed them up, or not."""
    people: RegistrationQuerySet = event.registrations.holding_a_seat().remembered()
    people = people.select_related("role", "lead")
    return people.by_party() if by_party else people.by_name()


def people_to_list(event: Event, *, by_party: bool) -> list[Registration]:
    """The same, to make `lines_of`; one query more at most."""
    people = list(seated_people(event, by_party=by_party))
    number_companions(people)
    return people


def seats_by_holder(event: Event) -> dict[str, list[int]]:
    """The ids of who has a seat, by the key of the session and of the table; one query."""
    found: dict[str, list[int]] = defaultdict(list)
    for pk, seats in seats_of(event).items():
        for seat in seats:
            found[place_of(seat.session, None)].append(pk)
            if seat.table:
                found[seat.place].append(pk)
    return found


def holders_to_print(event: Event) -> dict[str, Holder]:
    """The sessions that people choose, each followed by its tables, by key; three queries."""
    found: dict[str, Holder] = {}
    chosen = event.sessions.exclude(block=None).select_related("block", "room")
    for session in chosen.prefetch_related("tables"):
        known = _session(session)
        found[known.key] = known
        for table in session.tables.all():
            found[f"t-{table.code}"] = _table(table, known)
    return found


def _session(session: Session) -> Holder:
    when = ""
    if session.starts_at and session.ends_at:
        zone = session.event.zone
        start, end = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
        when = f"{weekday(start)}, {span(start, end)}"
    room = session.room.name if session.room else ""
    round_title = session.block.title if session.block else ""
    return Holder(f"s-{session.code}", session.title, when, room, round_title)


def _table(table: Table, session: Holder) -> Holder:
    title = _("Table %(number)d: %(topic)s") % {"number": table.number, "topic": table.topic}
    return Holder(f"t-{table.code}", title, session.when, session.room, session.title)


def lines_of(people: Iterable[Registration]) -> tuple[Line, ...]:
    """People of `people_to_list` as they stand on a list, in the order in which they come."""
    return tuple(
        Line(
            name=person.known_as if person.nameless else person.listed_name,
            companion=_companion_words(person),
            organisation=person.organisation,
            role=person.role.name if person.role else "",
            along=person.lead_id is not None,
        )
        for person in people
    )


def _companion_words(person: Registration) -> str:
    """`comes with Fatma van der Berg`, for who did not sign up themselves and has a name; else
    nothing, as what they are called tells it."""
    if person.lead is None or person.nameless:
        return ""
    return _("comes with %(name)s") % {"name": person.lead.full_name}
