"""The menu above the lists: which there are, and how many stand in each."""

from collections.abc import Iterator
from dataclasses import dataclass

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


def menu_of(event: Event, may: frozenset[str], here: str) -> list[Shown]:
    """The lists that open for who may do this, with how many are in each; a fixed number of
    queries. Roles and tables stand in it only where there are any."""
    counts = dict(_counts(event))
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


def _counts(event: Event) -> Iterator[tuple[str, int]]:
    yield from _of_people(event).items()
    yield "places", event.sessions.exclude(block=None).count()
    yield "roles", event.registration_roles.count()
    yield "hosts", people_on_the_programme(event)
    yield "organisations", len(names_of(event))
    yield "mail", event.registrations.remembered().live().with_mail_problems().count()
    yield "tags", event.tags.count()


def _of_people(event: Event) -> dict[str, int]:
    """Who waits, waits for the gathering, or for a session or a table of it."""
    live = Q(status__in=LIVE)
    need = ~Q(access_needs="", diet_needs="")
    in_line = Choice.objects.in_line().filter(registration__event=event)
    elsewhere = in_line.exclude(registration__status=Status.WAITING).order_by()
    counted: dict[str, int] = event.registrations.remembered().aggregate(
        people=Count("id", filter=live),
        waiting=Count("id", filter=Q(status=Status.WAITING)),
        cancelled=Count("id", filter=Q(status=Status.CANCELLED)),
        parties=Count("lead", filter=live, distinct=True),
        needs=Count("id", filter=Q(status__in=HOLDS_SEAT) & need),
    )
    at_sessions = elsewhere.aggregate(people=Count("registration", distinct=True))["people"]
    return counted | {"waiting": counted["waiting"] + at_sessions}
