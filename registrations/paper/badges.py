"""Badges on sheets of labels: the name as large as it fits, and a code for the door."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.paper.kinds import Kind, Paper, PaperForm
from festival.fitting import fitting_size, size_for_all
from festival.models import AuditEntry
from registrations.door.seated import Seat, seats_of
from registrations.door.tickets import ticket_address
from registrations.models import Registration
from registrations.paper.codes import Code
from registrations.paper.label_sheets import SHEETS, LabelSheet, Zones, stylesheet, zones_of
from registrations.paper.seated import seated_people

KEY = "badges"
PRINTS_OFFERED = 5  # earlier ones, to print only who came since
MOST_LABELS = max(sheet.count for sheet in SHEETS.values())
LARGEST_NAME, LARGEST_DETAILS = 54, 24  # points
DETAILS = 0.32  # points of the details, at most, for each mm of the label’s height
FEW = 10  # one in so many, who have the longest names or the most details, may have smaller ones
# Points: however much all others have to tell, nobody's own shrink below this because of them.
SMALLEST_NAME, SMALLEST_DETAILS = 16, 12
BEFORE_A_NUMBER = re.compile(r"(?<=[^\W\d]) (?=\d{1,3}\b)")  # no line ends in `Ronde 2`
NOT_BOLD = 0.91  # how wide letters are that are not bold, of those that are (DejaVu Sans, measured)


@dataclass(frozen=True)
class Badge:
    """What stands on one label, with the sizes in which it fits; `at` is its place, from 1."""

    at: int
    name: str
    name_size: int
    organisation: str
    role: str
    places: str
    size: int
    code: Code | None


class BadgesForm(PaperForm):
    """On which sheets, from which label, for whom."""

    sheet = forms.ChoiceField(
        label=_("Sheets"),
        choices=[(key, sheet.name) for key, sheet in SHEETS.items()],
        initial="l4785",
    )
    start = forms.IntegerField(
        label=_("First label to print on"),
        help_text=_("When a sheet has been used in part. Labels are counted as one reads."),
        min_value=1,
        max_value=MOST_LABELS,
        initial=1,
    )
    who = forms.ChoiceField(label=_("For"), required=False)
    since = forms.ChoiceField(label=_("Who came since"), required=False)
    order = forms.ChoiceField(
        label=_("Order"),
        choices=[
            ("name", _("by name, everybody for themselves")),
            ("party", _("by name, who came along under who signed them up")),
            ("organisation", _("by organisation")),
        ],
        initial="name",
    )
    code = forms.BooleanField(label=_("With a QR code for the door"), required=False, initial=True)

    def __init__(self, event: Event, **rest: Any) -> None:
        super().__init__(event, **rest)
        self._offer("who", _("everybody who has a seat"), list(_roles(event)))
        self._offer("since", _("no matter when"), list(_prints(event)))

    def _offer(self, name: str, all_of_them: Any, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", all_of_them), *choices]
        if not choices:
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Refuse a first label that the sheet does not have."""
        given: dict[str, Any] = super().clean() or {}
        sheet = SHEETS.get(given.get("sheet", ""))
        if sheet and given.get("start", 1) > sheet.count:
            about = {"count": sheet.count}
            self.add_error("start", gettext("This sheet has %(count)d labels.") % about)
        return given


def _roles(event: Event) -> Iterator[tuple[str, str]]:
    for role in event.registration_roles.all():
        yield str(role.pk), role.name


def _prints(event: Event) -> Iterator[tuple[str, str]]:
    """When badges were made before, the last time first."""
    made = AuditEntry.objects.filter(event_id=event.pk, action="print", changes__paper=KEY)
    for at, who in made.order_by("-at").values_list("at", "actor_name")[:PRINTS_OFFERED]:
        words = {"when": date_format(at.astimezone(event.zone), "DATETIME_FORMAT"), "who": who}
        yield at.isoformat(), gettext("the badges of %(when)s (%(who)s)") % words


def badges(event: Event, chosen: dict[str, Any]) -> Paper:
    """The badges, sheet by sheet; the number of queries does not depend on how many there are."""
    sheet = SHEETS[chosen["sheet"]]
    people = _people(event, chosen)
    made = list(_badges(event, people, sheet, chosen))
    return badges_on(event, sheet, _alike(made))


def _alike(made: list[Badge]) -> list[Badge]:
    """The same badges with names of one size, and details too; the few that are too long less.

    Nothing on a badge is larger than the name on it.
    """
    name = max(_shared(badge.name_size for badge in made), SMALLEST_NAME)
    details = max(_shared(badge.size for badge in made), SMALLEST_DETAILS)
    return [
        replace(badge, name_size=large, size=min(badge.size, details, large))
        for badge in made
        for large in (min(badge.name_size, name),)
    ]


def _shared(sizes: Iterable[int]) -> int:
    """The size in which all fit but a few; 0 without any."""
    ordered = sorted(sizes)
    return ordered[len(ordered) // FEW] if ordered else 0


def badges_on(event: Event, sheet: LabelSheet, made: list[Badge]) -> Paper:
    """The badges on one kind of sheets."""
    code = any(badge.code for badge in made)
    about = {"slug": event.slug, "labels": sheet.key}
    place = reverse("staff:paper_labels_code" if code else "staff:paper_labels", kwargs=about)
    return Paper(
        event=event,
        title=gettext("Badges"),
        looks=("badges",),
        template="badges",
        about={"pages": list(_pages(made)), "sheet": sheet, "a_sheet": sheet.count},
        count=len(made),
        made={place: stylesheet(sheet.key, code=code)},
    )


def _people(event: Event, chosen: dict[str, Any]) -> list[Registration]:
    found = seated_people(event, by_party=chosen["order"] == "party")
    if chosen["who"]:
        found = found.in_role(chosen["who"])
    if chosen["since"]:
        found = found.new_since(datetime.fromisoformat(chosen["since"]))
    people = [person for person in found if not person.nameless]
    if chosen["order"] == "organisation":
        people.sort(key=lambda person: (not person.organisation, person.organisation.casefold()))
    return people


def _badges(
    event: Event, people: list[Registration], sheet: LabelSheet, chosen: dict[str, Any]
) -> Iterator[Badge]:
    places, zones = places_of(event), zones_of(sheet, code=chosen["code"])
    largest = min(LARGEST_DETAILS, int(sheet.height * DETAILS))
    for number, person in enumerate(people, start=chosen["start"] - 1):
        person.event = event
        role = person.role.name if person.role else ""
        where = " · ".join(places.get(person.pk, ()))
        yield Badge(
            at=number % sheet.count + 1,
            name=person.full_name,
            name_size=name_size(person.full_name, zones),
            organisation=person.organisation,
            role=role,
            places=where,
            size=details_size([person.organisation, role, where], zones, largest=largest),
            code=Code(ticket_address(person)) if chosen["code"] else None,
        )


def name_size(name: str, zones: Zones) -> int:
    """The largest size in which a name fits in its part of a label."""
    width, height = zones.name
    return fitting_size(name, width=width, height=height, largest=LARGEST_NAME)


def details_size(details: Sequence[str], zones: Zones, *, largest: int) -> int:
    """The largest size in which the details fit in theirs."""
    width, height = zones.details
    return size_for_all(details, width=width / NOT_BOLD, height=height, largest=largest)


def places_of(event: Event) -> dict[int, list[str]]:
    """Where everybody sits, round by round: `Ronde 1: tafel 4`, or `Tafel 4` where there is one.

    By registration; one query.
    """
    seats = seats_of(event)
    only = len({seat.round for found in seats.values() for seat in found}) == 1
    return {pk: [_place(seat, only=only) for seat in found] for pk, found in seats.items()}


def _place(seat: Seat, *, only: bool) -> str:
    where = gettext("table %(number)d") % {"number": seat.number} if seat.number else seat.title
    told = capfirst(where) if only or seat.round == where else f"{seat.round}: {where}"
    return BEFORE_A_NUMBER.sub("\u00a0", told)


def _pages(made: list[Badge]) -> Iterator[list[Badge]]:
    """The badges of each sheet; a new one begins with its first label."""
    page: list[Badge] = []
    for badge in made:
        if page and badge.at == 1:
            yield page
            page = []
        page.append(badge)
    if page:
        yield page


BADGES = Kind(
    key=KEY,
    name=_("Badges"),
    about=_(
        "Name, organisation, role, the table in each round, and a code that is scanned at the door."
    ),
    form=BadgesForm,
    make=badges,
    permission="attendees.see",
)
