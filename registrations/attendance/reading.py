"""Who was present, from rows that stay when people are erased."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from events.models import Event, Session
from registrations.attendance.arrivals import Arrivals, arrivals_of
from registrations.attendance.counting import (
    PlaceTally,
    RoundTally,
    Someone,
    Tally,
    by,
    tally,
    tally_of_place,
)
from registrations.door.acts import numbered
from registrations.door.inside import inside_without_seat
from registrations.door.merging import merged
from registrations.filtering.finding import places_of
from registrations.models import Choice
from registrations.querysets import RegistrationQuerySet

Codes = dict[str, set[str]]  # of registrations, by the key of a session or table


@dataclass(frozen=True)
class Attendance:
    """The numbers of one gathering. `ways` are with and without the waiting list, `parties` who
    signed up and who came along; either is empty where there is only one kind."""

    total: Tally
    roles: tuple[Tally, ...]
    ways: tuple[Tally, ...]
    parties: tuple[Tally, ...]
    rounds: tuple[RoundTally, ...]
    arrivals: Arrivals | None
    seatless: int  # of who came unexpected: who holds no seat, because they wait or cancelled

    @property
    def noted(self) -> bool:
        """Whether anybody was noted as present."""
        return self.total.present > 0


def attendance_of(event: Event) -> Attendance:
    """Count one gathering; seven queries, however many people, sessions and tables."""
    people, seatless = _seated(event), _seatless(event)
    people += seatless
    moments = [one.came_at for one in people if one.came_at is not None]
    roles = sorted({one.role for one in people}, key=lambda name: (not name, name.casefold()))
    direct, waited = _("had a seat at once"), _("came from the waiting list")
    own, along = _("signed up themselves"), _("came along with somebody")
    return Attendance(
        total=tally(_("Everybody"), people),
        roles=_several(by(people, lambda one: one.role, roles)),
        ways=_several(
            by(
                [one for one in people if one.expected],
                lambda one: waited if one.waited else direct,
                (direct, waited),
            )
        ),
        parties=_several(by(people, lambda one: along if one.companion else own, (own, along))),
        rounds=_rounds(event, {one.code for one in people}),
        arrivals=arrivals_of(moments, event.zone) if moments else None,
        seatless=len(seatless),
    )


def _several(tallies: tuple[Tally, ...]) -> tuple[Tally, ...]:
    """What can be compared; one kind alone says no more than the total."""
    return tallies if len(tallies) > 1 else ()


def _seated(event: Event) -> list[Someone]:
    """Everybody with a certain seat; one query."""
    return _people(event.registrations.seated(), came="checked_in_at")


def _seatless(event: Event) -> list[Someone]:
    """Who came in and holds no seat; one query."""
    return _people(inside_without_seat(event.registrations.all()), came="since", seated=False)


def _people(rows: RegistrationQuerySet, *, came: str, seated: bool = True) -> list[Someone]:
    columns = ("code", "role__name", came, "walked_in", "lead", "waiting_since")
    return [
        Someone(
            code=code,
            role=role or "",
            came_at=came_at,
            expected=seated and not walked_in,
            companion=lead is not None,
            waited=waiting_since is not None,
        )
        for code, role, came_at, walked_in, lead, waiting_since in rows.order_by("pk").values_list(
            *columns
        )
    ]


def _rounds(event: Event, people: set[str]) -> tuple[RoundTally, ...]:
    """Every round with its sessions and tables; five queries."""
    seats, noted, kept = _seats(event), *_noted(event)
    found: dict[str, list[PlaceTally]] = defaultdict(list)
    ends: dict[str, list[datetime]] = defaultdict(list)
    for session, places in _programme(event):
        title = session.block.title if session.block else ""
        titled = found[title]
        ends[title].append(session.ends_at or event.ends_at)
        for key, name in places.items():
            counted = tally_of_place(name, seats=seats[key] & people, noted=noted[key] & people)
            own, *tables = places
            lists = {one for one in tables if seats[one]} if key == own else set()
            known = key in kept or (bool(lists) and lists <= kept)
            titled.append(PlaceTally(counted, kept=known, of_session=key != own))
    return tuple(RoundTally(name, tuple(some), max(ends[name])) for name, some in found.items())


def _programme(event: Event) -> list[tuple[Session, dict[str, str]]]:
    """The sessions that people choose and that were held, each with the titles of itself and of
    its tables by their keys; two queries."""
    found: list[tuple[Session, dict[str, str]]] = []
    for key, holder in places_of(event).items():
        if isinstance(holder, Session):
            found.append((holder, {key: holder.title}))
        else:
            about = {"number": holder.number, "topic": holder.topic}
            found[-1][1][key] = _("Table %(number)d: %(topic)s") % about
    return [one for one in found if one[0].cancelled_at is None]


def _seats(event: Event) -> Codes:
    """Who has a seat where; at a session also those at one of its tables."""
    found: Codes = defaultdict(set)
    rows = Choice.objects.seated().filter(registration__event=event).order_by()
    for code, session, table in rows.values_list(
        "registration__code", "session__code", "table__code"
    ):
        found[f"s-{session}"].add(code)
        if table:
            found[f"t-{table}"].add(code)
    return found


def _noted(event: Event) -> tuple[Codes, set[str]]:
    """Who was noted as present where, and where anything was noted at all; two queries.

    Who was noted at a table was at its session.
    """
    rows = event.door_acts.exclude(session=None)
    sessions = dict(
        rows.exclude(table=None).order_by().values_list("table__code", "session__code").distinct()
    )
    noted: Codes = defaultdict(set)
    kept: set[str] = set()
    for (person, place), presence in merged(act for _pk, act in numbered(rows)).items():
        places = {place} if place else set()
        if place.startswith("t-"):
            places.add(f"s-{sessions[place[2:]]}")
        kept.add(place)
        for one in places if presence.inside else ():
            noted[one].add(person)
    return noted, kept
