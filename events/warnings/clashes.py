"""Rooms and people that are wanted in two places at once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.plan import PlannedSession, PlannedTable
from events.warnings.concern import Concern, Kind
from events.warnings.looking import Hours, Looking, Timed, and_more, overlapping


def rooms_taken(at: Looking) -> Iterator[Concern]:
    """Rooms with more than one session at a time."""
    booked: dict[int, list[Timed]] = defaultdict(list)
    for hours, session in at.timed:
        if session.room is not None:
            booked[session.room].append((hours, session))
    for room, bookings in booked.items():
        for session, others in overlapping(bookings):
            sentence = _("%(room)s is double-booked: %(one)s and %(other)s.") % {
                "room": at.plan.room_of[room].name,
                "one": at.named(others[0]),
                "other": at.named(session),
            }
            yield Concern(
                Kind.ROOM_TAKEN,
                sentence + and_more(len(others) - 1),
                session.code,
                others=tuple(other.code for other in others),
            )


@dataclass(frozen=True)
class Engagement:
    """Where a person has to be: in a session, or at a table of it."""

    session: PlannedSession
    table: PlannedTable | None = None

    @property
    def code(self) -> str:
        """What tells it from others."""
        return self.table.code if self.table else self.session.code


def people_taken(at: Looking) -> Iterator[Concern]:
    """People who would be in two sessions, or at two tables, at a time."""
    names: dict[int, str] = {}
    engaged: dict[int, dict[str, tuple[Hours, Engagement]]] = defaultdict(dict)
    for hours, session in at.timed:
        for table in (None, *session.tables):
            there = Engagement(session, table)
            for part in (table or session).cast:
                names[part.person] = part.name
                engaged[part.person][there.code] = (hours, there)
    for person, places in engaged.items():
        for here, others in overlapping(places.values()):
            if clashes := [other for other in others if apart(here, other)]:
                yield _two_places(at, names[person], here, clashes)


def apart(one: Engagement, other: Engagement) -> bool:
    """Whether nobody can be at both. One can lead a session from one of its own tables."""
    return one.session is not other.session or None not in (one.table, other.table)


def _two_places(at: Looking, name: str, here: Engagement, clashes: list[Engagement]) -> Concern:
    sentence = _("%(person)s is in two places at once: %(one)s and %(other)s.") % {
        "person": name,
        "one": _place(at, clashes[0]),
        "other": _place(at, here),
    }
    others = dict.fromkeys(clash.session.code for clash in clashes)
    others.pop(here.session.code, None)
    return Concern(
        Kind.PERSON_TAKEN,
        sentence + and_more(len(clashes) - 1),
        here.session.code,
        here.table.code if here.table else "",
        tuple(others),
    )


def _place(at: Looking, there: Engagement) -> str:
    if there.table is None:
        return at.named(there.session)
    return _("table %(number)d of %(session)s") % {
        "number": there.table.number,
        "session": at.named(there.session),
    }
