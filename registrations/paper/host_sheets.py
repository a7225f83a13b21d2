"""Host sheets: for who leads a table or session, what it is about and who comes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.paper.choices import ProgrammeForm, chosen_said
from events.paper.kinds import Kind, Paper
from events.paper.said import Cast, Item, Said, TableText
from events.programme import Case
from registrations.hosting.places import places_with_links
from registrations.paper.codes import Code
from registrations.paper.seated import (
    Line,
    holders_to_print,
    lines_of,
    people_to_list,
    seats_by_holder,
)

NOTES = range(8)  # lines to write on


@dataclass(frozen=True)
class HostSheet:
    """One sheet; `number` is the table's, None for a session without tables."""

    key: str
    number: int | None
    title: str
    item: Item
    question: str
    cast: tuple[Cast, ...]
    cases: tuple[Case, ...]
    people: tuple[Line, ...] = ()
    link: Code | None = None

    @property
    def has_roles(self) -> bool:
        """Whether anybody on it has a role, so that there is a column for it."""
        return any(line.role for line in self.people)


class HostSheetsForm(ProgrammeForm):
    """For which table or session."""

    place = forms.ChoiceField(label=_("For"), required=False)
    code = forms.BooleanField(
        label=_("With a QR code that opens the list on the host’s phone"),
        help_text=_("For who has a link. Hand these sheets to nobody else."),
        required=False,
        initial=True,
    )

    def __init__(self, event: Event, **rest: Any) -> None:
        super().__init__(event, **rest)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        holders = holders_to_print(event).items()
        field.choices = [
            ("", _("each table and each session that is chosen")),
            *((key, f"{place.round} · {place.title}") for key, place in holders),
        ]


def host_sheets(event: Event, chosen: dict[str, Any]) -> Paper:
    """A sheet for each chosen table or session, in the order of the programme."""
    said = chosen_said(event, chosen)
    held = set(holders_to_print(event))
    wanted = {chosen["place"]} if chosen["place"] else held
    sheets = list(_with_people(event, [s for s in _sheets(said) if _meant(s, wanted)]))
    if chosen["code"]:
        sheets = _with_links(event, sheets)
    return Paper(
        event=event,
        title=gettext("Host sheets"),
        looks=("list", "hosts"),
        template="host_sheets",
        about={"sheets": sheets, "notes": NOTES},
        count=sum(len(sheet.people) for sheet in sheets),
    )


def _meant(sheet: HostSheet, wanted: set[str]) -> bool:
    """Whether a sheet is wanted, by itself or with the session that its table is in."""
    return sheet.key in wanted or f"s-{sheet.item.code}" in wanted


def _sheets(said: Said) -> Iterator[HostSheet]:
    for item in said.items:
        if item.cancelled:
            continue
        for table in item.tables:
            yield _of_table(item, table)
        if not item.tables:
            key = f"s-{item.code}"
            yield HostSheet(key, None, item.title, item, item.about, item.cast, cases=())


def _of_table(item: Item, table: TableText) -> HostSheet:
    return HostSheet(
        key=f"t-{table.code}",
        number=table.number,
        title=table.topic,
        item=item,
        question=table.question,
        cast=table.cast or item.cast,
        cases=table.cases,
    )


def _with_people(event: Event, sheets: list[HostSheet]) -> Iterator[HostSheet]:
    people, seats = people_to_list(event, by_party=False), seats_by_holder(event)
    for sheet in sheets:
        here = set(seats[sheet.key])
        yield replace(sheet, people=lines_of(p for p in people if p.pk in here))


def _with_links(event: Event, sheets: list[HostSheet]) -> list[HostSheet]:
    places = {place.key: place.address for place in places_with_links(event)}
    links = {key: Code(address) for key, address in places.items() if address}
    return [replace(sheet, link=links.get(sheet.key)) for sheet in sheets]


HOST_SHEETS = Kind(
    key="begeleiders",
    name=_("Host sheets"),
    about=_(
        "For each host: the table’s topic and question, its cases, when and where, who comes, and"
        " lines for notes."
    ),
    form=HostSheetsForm,
    make=host_sheets,
    permission="attendees.see",
)
