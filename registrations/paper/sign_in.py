"""Sign-in sheets: who is expected, with a box to sign, and empty lines for who walks in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.pages.when import when_is
from events.paper.kinds import Kind, Paper, PaperForm
from registrations.models import Registration
from registrations.paper.seated import (
    Holder,
    Line,
    holders_to_print,
    lines_of,
    people_to_list,
    seats_by_holder,
)

MOST_EMPTY = 60
ON_A_SHEET = 23  # lines that fit on an A4, to tell how far a long list is
EACH_TABLE, EACH_SESSION = "tables", "sessions"


@dataclass(frozen=True)
class Sheet:
    """A list for one place: the gathering, a session or a table; `empty` are its free lines.

    `of` is the gathering, where the list is for a part of it.
    """

    title: str
    of: str
    round: str
    when: str
    room: str
    lines: tuple[Line, ...]
    empty: range

    @property
    def has_roles(self) -> bool:
        """Whether anybody on it has a role, so that there is a column for it."""
        return any(line.role for line in self.lines)


class SignInForm(PaperForm):
    """For what the list is, in which order, and how many lines are left free."""

    place = forms.ChoiceField(label=_("For"), required=False)
    order = forms.ChoiceField(
        label=_("Order"),
        choices=[
            ("party", _("by name, who came along under who signed them up")),
            ("name", _("by name, everybody for themselves")),
        ],
        initial="party",
    )
    empty = forms.IntegerField(
        label=_("Empty lines for who did not sign up"),
        min_value=0,
        max_value=MOST_EMPTY,
        initial=8,
    )

    def __init__(self, event: Event, **rest: Any) -> None:
        super().__init__(event, **rest)
        self.holders = holders_to_print(event)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = list(self._places())

    def _places(self) -> Iterator[tuple[str, str]]:
        yield "", gettext("the whole gathering")
        keys = {key[0] for key in self.holders}
        if "s" in keys:
            yield EACH_SESSION, gettext("each session, a list each")
        if "t" in keys:
            yield EACH_TABLE, gettext("each table, a list each")
        for key, holder in self.holders.items():
            yield key, f"{holder.round} · {holder.title}" if holder.round else holder.title


def sign_in_sheets(event: Event, chosen: dict[str, Any]) -> Paper:
    """The sheets; the number of queries does not depend on how many people or places."""
    by_party = chosen["order"] == "party"
    people = people_to_list(event, by_party=by_party)
    empty = range(chosen["empty"])
    sheets = tuple(_sheets(event, chosen["place"], people, empty))
    return Paper(
        event=event,
        title=gettext("Sign-in sheet"),
        looks=("list",),
        template="sign_in",
        about={"sheets": sheets, "a_sheet": ON_A_SHEET, "by_party": by_party},
        count=sum(len(sheet.lines) for sheet in sheets),
    )


def _sheets(event: Event, place: str, people: list[Registration], empty: range) -> Iterator[Sheet]:
    if not place:
        room = event.room.name if event.room else ""
        yield Sheet(str(event), "", "", when_is(event), room, lines_of(people), empty)
        return
    seats = seats_by_holder(event)
    for holder in _wanted(event, place):
        here = set(seats[holder.key])
        lines = lines_of(person for person in people if person.pk in here)
        about = (holder.title, str(event), holder.round, holder.when, holder.room)
        yield Sheet(*about, lines, empty)


def _wanted(event: Event, place: str) -> list[Holder]:
    holders = holders_to_print(event)
    if place in (EACH_TABLE, EACH_SESSION):
        return [holder for key, holder in holders.items() if key[0] == place[0]]
    return [holders[place]]


SIGN_IN = Kind(
    key="presentielijst",
    name=_("Sign-in sheet"),
    about=_(
        "Who has a seat, with organisation, role and a box to sign. For the gathering, a session or"
        " a table."
    ),
    form=SignInForm,
    make=sign_in_sheets,
    permission="attendees.see",
)
