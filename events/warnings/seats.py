"""Seats that do not fit: in the room, at the tables, in a round."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.plan import PlannedSession, Round
from events.warnings.concern import Concern, Kind
from events.warnings.looking import Looking


def rooms_too_small(at: Looking) -> Iterator[Concern]:
    """Sessions that offer more seats than their room has, or have given away more."""
    plan = at.plan
    for session in at.sessions:
        room = plan.room_of.get(session.room or plan.room)
        if room is None or room.seats is None:
            continue
        about = {"room": room.name, "seats": room.seats, "session": at.named(session)}
        if (taken := seats_taken(session)) > room.seats:
            sentence = _("%(room)s seats %(seats)d; in %(session)s %(taken)d are already taken.")
        elif (offered := seats_offered(session)) > room.seats:
            sentence = _("%(room)s seats %(seats)d; %(session)s offers %(offered)d.")
            about["offered"] = offered
        else:
            continue
        yield Concern(Kind.ROOM_TOO_SMALL, sentence % (about | {"taken": taken}), session.code)
    event_room = plan.room_of.get(plan.room)
    if event_room and event_room.seats is not None and (plan.capacity or 0) > event_room.seats:
        sentence = _("%(room)s seats %(seats)d; the gathering offers %(offered)d.") % {
            "room": event_room.name,
            "seats": event_room.seats,
            "offered": plan.capacity,
        }
        yield Concern(Kind.ROOM_TOO_SMALL, sentence)


def seats_offered(session: PlannedSession) -> int:
    """Seats for people: its own or those at its tables; 0 when no number has been set."""
    return max(session.capacity or 0, sum(table.capacity or 0 for table in session.tables))


def seats_taken(session: PlannedSession) -> int:
    """People with a seat in the session or at one of its tables."""
    return session.taken + sum(table.taken for table in session.tables)


def too_few_seats(at: Looking) -> Iterator[Concern]:
    """Fewer seats than people who have one already, or who must have one."""
    for session in at.sessions:
        taken = seats_taken(session)
        if session.capacity is not None and session.capacity < taken:
            sentence = _("%(session)s offers %(seats)d seats, but %(taken)d are already taken.")
            about = {"session": at.named(session), "seats": session.capacity, "taken": taken}
            yield Concern(Kind.TOO_FEW_SEATS, sentence % about, session.code)
    for round_ in at.plan.rounds:
        yield from _too_few_in(round_, at)


def _too_few_in(round_: Round, at: Looking) -> Iterator[Concern]:
    """A round in which everybody must choose, and not everybody can."""
    options = at.options[round_.pk]
    numbers = [holder.capacity for session in options for holder in (session.tables or (session,))]
    seats = sum(number for number in numbers if number is not None)
    if round_.required and numbers and None not in numbers and seats < at.plan.taken:
        sentence = _("“%(round)s” is required and has %(seats)d seats; %(taken)d people come.")
        about = {"round": round_.title, "seats": seats, "taken": at.plan.taken}
        others = tuple(option.code for option in options[1:])
        yield Concern(Kind.TOO_FEW_SEATS, sentence % about, options[0].code, others=others)
