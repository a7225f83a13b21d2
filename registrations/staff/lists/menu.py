"""The menu above the lists: which there are, and how many stand in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.models import Event
from registrations.models import Choice
from registrations.staff.lists.hosts import people_on_the_programme
from registrations.staff.lists.organisations import names_of
from registrations.states import HOLDS_SEAT, LIVE, Status


@dataclass(frozen=True)
class Entry:
    """One list: the name that pages call it by, its words, its address's name, what it takes."""

    key: str
    words: Promise
    url_name: str
    permission: str = "attendees.see"


@dataclass(frozen=True)
class Shown:
    """An entry as the page shows it; `number` is None where there is nothing to count."""

    words: Promise
    url: str
    number: int | None
    here: bool


LISTS = (
    Entry("people", _("Attendees"), "attendees"),
    Entry("waiting", _("Waiting list"), "waiting_list"),
    Entry("cancelled", _("Cancelled"), "cancelled"),
    Entry("parties", _("Who comes together"), "parties"),
    Entry("places", _("Sessions and tables"), "places"),
    Entry("roles", _("Roles"), "by_role"),
    Entry("needs", _("Diet and access"), "needs", "needs.see"),
    Entry("hosts", _("Hosts and speakers"), "hosts"),
    Entry("organisations", _("Organisations"), "organisations"),
    Entry("mail", _("Mail problems"), "mail_problems", "emails.see"),
    Entry("tags", _("Labels"), "tags", "people.label"),
)


class InState(NamedTuple):
    """How many people are in one state, and how many of them told what they need."""

    number: int = 0
    needing: int = 0


def in_states(event: Event) -> dict[str, InState]:
    """The people of an event by the states that anybody is in, but who was erased; one query."""
    need = Count("id", filter=~Q(access_needs="", diet_needs=""))
    rows = event.registrations.remembered().order_by().values_list("status")
    counted = rows.annotate(number=Count("id"), needing=need)
    return {status: InState(number, needing) for status, number, needing in counted}


def menu_of(
    event: Event, may: frozenset[str], here: str, states: dict[str, InState] | None = None
) -> list[Shown]:
    """The lists that open for who may do this, with how many are in each; a fixed number of
    queries. Roles and tables stand in it only where there are any. `states` are those of
    `in_states` where the page has them already."""
    counts = dict(_counts(event, in_states(event) if states is None else states))
    return [
        Shown(
            entry.words,
            reverse(f"staff:{entry.url_name}", kwargs={"slug": event.slug}),
            counts.get(entry.key),
            entry.key == here,
        )
        for entry in LISTS
        if entry.permission in may and (counts.get(entry.key, 1) or entry.key not in EMPTY_HIDES)
    ]


EMPTY_HIDES = ("places", "roles")


def _counts(event: Event, states: dict[str, InState]) -> Iterator[tuple[str, int]]:
    yield from _of_people(event, states).items()
    yield "places", event.sessions.exclude(block=None).count()
    yield "roles", event.registration_roles.count()
    yield "hosts", people_on_the_programme(event)
    yield "organisations", len(names_of(event))
    yield "mail", event.registrations.remembered().live().with_mail_problems().count()
    yield "tags", event.tags.count()


def _of_people(event: Event, states: dict[str, InState]) -> dict[str, int]:
    """Who waits, waits for the gathering, or for a session or a table of it; two queries."""
    in_line = Choice.objects.in_line().filter(registration__event=event).order_by()
    elsewhere = in_line.exclude(registration__status=Status.WAITING)
    companions = event.registrations.remembered().live().companions().order_by()
    none = InState()
    return {
        "people": sum(states.get(status, none).number for status in LIVE),
        "waiting": states.get(Status.WAITING, none).number
        + elsewhere.values("registration").distinct().count(),
        "cancelled": states.get(Status.CANCELLED, none).number,
        "parties": companions.values("lead").distinct().count(),
        "needs": sum(states.get(status, none).needing for status in HOLDS_SEAT),
    }
