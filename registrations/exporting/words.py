"""What the cells of one event's list are filled with, read and translated once."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Event, Table
from registrations.exporting.sheet import Cell
from registrations.questions.answering import Kind, shown_answer
from registrations.states import ChoiceStatus
from registrations.wording import state_names

SEVERAL = "; "
NOTHING = "–"
KEPT = 2000  # moments whose local time is remembered


class Words:
    """Names of roles, sessions, tables and states, places in line, and local time."""

    def __init__(self, event: Event) -> None:
        line = event.registrations.waiting().values_list("pk", flat=True)
        tables = Table.objects.filter(session__event=event).values_list("pk", "number", "topic")
        self.in_line = {pk: number for number, pk in enumerate(line, start=1)}
        self.states = state_names(event, timezone.now())
        self.choice = {value: str(label) for value, label in ChoiceStatus.choices}
        self.roles = dict(event.registration_roles.values_list("pk", "name"))
        self.sessions = dict(event.sessions.values_list("pk", "title"))
        self.tables = {pk: (number, topic) for pk, number, topic in tables}
        self.consents = dict(event.consent_texts.values_list("pk", "key"))
        self.yes, self.no = _("yes"), _("no")
        self.local = lru_cache(maxsize=KEPT)(partial(local, zone=event.zone))


def together(cells: Sequence[Cell]) -> Cell:
    """What stands in one cell for several: each in turn, or the only one as it is."""
    return cells[0] if len(cells) == 1 else SEVERAL.join(map(_in_words, cells))


def all_of(cells: Sequence[Cell]) -> Cell:
    """What stands in one cell for several: once what is the same for all, otherwise each."""
    return cells[0] if len(set(cells)) == 1 else together(cells)


def of_party(cells: Sequence[Cell], *, aligned: bool = True) -> Cell:
    """What stands in one cell for a party; empty where nobody has anything.

    Where it matters whose it is the parts are `aligned`: they stand in the order of the people in
    every such column, and a dash for who has nothing, so that `vegetarian; –` is one meal of two,
    and an infix stands with its name. Other parts read by themselves, and what is empty is left
    out: an e-mail address stays one that can be copied.
    """
    told = [cell for cell in cells if cell not in {None, ""}]
    if not told:
        return None
    return all_of(cells if aligned else told)


def typed_answer(kind: str, value: str) -> Cell:
    """An answer as a cell: a number and a day as what they are, the rest as people read it."""
    if kind == Kind.NUMBER and value.isdecimal():
        return int(value)
    if kind == Kind.DATE:
        return date.fromisoformat(value)
    return shown_answer(kind, value)


def local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """A moment in the time of the event, without its zone."""
    return moment and moment.astimezone(zone).replace(tzinfo=None, microsecond=0)


def _in_words(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return NOTHING if cell in {None, ""} else str(cell)
