"""What somebody chose, in words: for themselves, and for the team that organises it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.models import Session, Table
from events.programme import Programme
from registrations.models import Choice, Registration
from registrations.seating.positions import place_of
from registrations.states import ChoiceStatus
from registrations.wording import holder_title, round_title


@dataclass(frozen=True)
class Chosen:
    """A choice in words; the names are those that the public knows."""

    round: str
    title: str
    state: str
    good: bool = False


def chosen_for_team(choices: Iterable[Choice], programme: Programme) -> list[Chosen]:
    """All choices of a person, also those given up, with the numbers of tables."""
    return [
        Chosen(
            round=round_title(programme, choice.session, choice.block.title),
            title=numbered_title(programme, choice.session, choice.table),
            state=state_for_team(choice),
        )
        for choice in choices
    ]


def choices_of(registration: Registration) -> list[Choice]:
    """Every choice that a person made, with what it is about; one query."""
    return list(registration.choices.select_related("session", "table", "block"))


def numbered_title(programme: Programme, session: Session, table: Table | None) -> str:
    """`Werksessie`, or `3. Zorg` for a table, as published."""
    title = holder_title(programme, session, table)
    if table is None:
        return title
    known = programme.table_by_code.get(table.code)
    return f"{known[1].number if known else table.number}. {title}"


def state_of(choice: Choice, *, numbered: bool = True) -> str:
    """Where a choice stands, for who made it; the place in line costs a query."""
    if choice.went_with_the_session:
        return _("does not take place")
    if choice.status == ChoiceStatus.SEATED:
        return _("you have a seat")
    if choice.status == ChoiceStatus.WAITING and not numbered:
        return _("on the waiting list")
    if choice.status == ChoiceStatus.WAITING:
        return _("waiting list, place %(place)d") % {"place": place_of(choice)}
    if choice.block.ranked:
        return _("wish %(rank)d, you are placed later") % {"rank": choice.rank}
    return _("noted for when you get a seat")


def state_for_team(choice: Choice) -> str:
    """Where a choice stands; what was called off, nobody gave up."""
    if choice.went_with_the_session or choice.went_with_the_event:
        return _("does not take place")
    if choice.status == ChoiceStatus.WISHED and choice.block.ranked:
        return _("wish %(rank)d") % {"rank": choice.rank}
    return str(choice.get_status_display())
