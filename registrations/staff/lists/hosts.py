"""Who hosts or speaks: the people on the programme, with where and when."""

from dataclasses import dataclass, field

from django.db.models import Q

from events.models import Appearance, Event, Session, Table
from partners.models import Person


@dataclass
class Host:
    """Somebody on the programme, with each thing that they do there."""

    person: Person
    does: list[Appearance] = field(default_factory=list)


def appearances_of(event: Event) -> list[Appearance]:
    """Everything that somebody does on the draft of the programme; one query."""
    rows = Appearance.objects.filter(Q(session__event=event) | Q(table__session__event=event))
    related = ("person__organisation", "session__room", "table__session__room")
    return list(rows.select_related(*related).order_by("person__sort_name", "person", "id"))


def hosts_of(event: Event) -> list[Host]:
    """Who does anything on the programme, by name, each with what in order of time."""
    found: dict[int, Host] = {}
    for appearance in appearances_of(event):
        found.setdefault(appearance.person_id, Host(appearance.person)).does.append(appearance)
    for host in found.values():
        host.does.sort(key=_when)
    return list(found.values())


def people_on_the_programme(event: Event) -> int:
    """How many people do anything on it; one query."""
    rows = Appearance.objects.filter(Q(session__event=event) | Q(table__session__event=event))
    return rows.order_by().values("person").distinct().count()


def session_of(appearance: Appearance) -> Session:
    """The session in which it is, also where it is at one of its tables."""
    table: Table | None = appearance.table
    session: Session | None = table.session if table else appearance.session
    assert session is not None  # noqa: S101 - a constraint promises it
    return session


def _when(appearance: Appearance) -> tuple[bool, float, int]:
    starts_at = session_of(appearance).starts_at
    return starts_at is None, starts_at.timestamp() if starts_at else 0, appearance.pk
