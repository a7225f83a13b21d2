"""How moments, places and seats read on the sign-up pages and in mails."""

from collections.abc import Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event, Session, Table
from events.programme import Programme
from events.published import Seats
from registrations.hours import is_open
from registrations.models import Registration
from registrations.states import Status


def hours_of(starts_at: datetime | None, ends_at: datetime | None, zone: ZoneInfo) -> str:
    """`20.30–21.30 uur`; empty for what has no time yet."""
    if starts_at is None or ends_at is None:
        return ""
    start, end = (timezone.localtime(moment, zone) for moment in (starts_at, ends_at))
    said = {"start": formats.time_format(start), "end": formats.time_format(end)}
    return _("%(start)s–%(end)s") % said


def holder_title(programme: Programme, session: Session, table: Table | None) -> str:
    """What the public knows a session or table by: as published, not as it is being edited."""
    if table is None:
        shown = programme.session_by_code.get(session.code)
        return shown.title if shown else session.title
    known = programme.table_by_code.get(table.code)
    return known[1].topic if known else table.topic


def round_title(programme: Programme, choice: Session, own: str) -> str:
    """What the public knows the round of a session by; `own` is what it is called in the draft."""
    shown = programme.session_by_code.get(choice.code)
    return (shown.block if shown else "") or own


def where_of(programme: Programme) -> str:
    """`Pakhuis de Zwijger, Studio, Piet Heinkade 179, Amsterdam`; as much as is known."""
    venue = programme.venue
    if venue is None:
        return programme.town
    parts = (venue.name, programme.room, venue.street, venue.town)
    return ", ".join(part for part in parts if part)


def seats_text(seats: Seats | None) -> str:
    """What somebody who chooses should know about the seats; empty without a limit."""
    if seats is None or seats.left is None:
        return ""
    if seats.full:
        return _("full – you join the waiting list")
    return ngettext("%(n)d seat left", "%(n)d seats left", seats.left) % {"n": seats.left}


def seats_left_text(seats: Seats) -> str:
    """What somebody should know about the seats before signing up; empty without a limit."""
    if seats.left is None:
        return ""
    if seats.full:
        return _("All seats are taken. You can join the waiting list: sign up below.")
    return ngettext("There is %(n)d seat left.", "There are %(n)d seats left.", seats.left) % {
        "n": seats.left
    }


def seats_left_in_roles(of_all: Seats, roles: Collection[Seats]) -> str:
    """The same where people choose a role; each role tells its own number beside it."""
    full = {seats.full for seats in roles}
    if full != {True, False}:
        return seats_left_text(next(iter(roles)) if full == {True} else of_all)
    if not of_all.left:
        return _("In some roles all seats are taken; in others there is room. It stands below.")
    return ngettext(
        "There is %(n)d seat left, but not in every role. It stands beside each role.",
        "There are %(n)d seats left, but not in every role. It stands beside each role.",
        of_all.left,
    ) % {"n": of_all.left}


def state_names(event: Event, now: datetime) -> dict[str, str]:
    """What each state is called now: who came in is in, and once it is over was present."""
    return {status.value: state_name(status, event, now) for status in Status}


def state_name(status: Status, event: Event, now: datetime) -> str:
    """What one state is called now."""
    passing = _while_it_lasts(event, now) if status == Status.ATTENDED else {}
    return passing.get(status) or str(status.label)


def _while_it_lasts(event: Event, now: datetime) -> dict[str, str]:
    """What who came in is called before it is over; weeks ahead nobody is in."""
    if is_open(event, now):
        return {Status.ATTENDED: _("is in")}
    return {Status.ATTENDED: _("checked in")} if now < event.ends_at else {}


def standing_of(person: Registration, now: datetime) -> str:
    """Where one person of a party stands."""
    words: dict[str, str] = {
        Status.PENDING: _("seat kept until the address is confirmed"),
        Status.OFFERED: _("seat offered"),
        Status.CONFIRMED: _("has a seat"),
        Status.ATTENDED: _("was present"),
        Status.WAITING: _("on the waiting list"),
        Status.CANCELLED: _("no longer comes"),
    }
    return (words | _while_it_lasts(person.event, now))[person.status]


def quoted(texts: Sequence[str]) -> str:
    """`“Diet?” and “Age?”`, in the active language."""
    return str(get_text_list([f"“{text}”" for text in texts], _("and")))
