"""What we keep of people, why, how long, and who sees it: one entry for each personal field.

The privacy page is made from this register, the worker erases by it, and a test fails for a
personal field without an entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from events.models import Event

Text = str | Promise


@dataclass(frozen=True)
class Entry:
    """Why a field is kept, on which ground (art. 6 and 9 GDPR), for how many days after the
    event, and who sees it. `erased` is what stands in its place afterwards."""

    field: str
    label: Text
    purpose: Text
    basis: Text
    days: int
    seen_by: Text
    erased: Any = ""
    asked_when: str = ""  # the event's own field that says whether it is asked


AGREED = lazy("You sign up and we keep your seat: that is our agreement with you.")
CONSENTED = lazy("You choose to tell us, and may leave it empty.")
TEAM = lazy("the organisers, and who receives you at the door")
FEW = lazy("only the organisers who arrange it")
LIST = lazy("To know who comes and to receive you at the door.")
SOON, LATER = 14, 90  # days: once it is arranged; once the follow-up has been sent

REGISTER = (
    Entry("given_name", lazy("First name"), LIST, AGREED, LATER, TEAM),
    Entry("infix", lazy("Infix"), LIST, AGREED, LATER, TEAM),
    Entry("family_name", lazy("Family name"), LIST, AGREED, LATER, TEAM),
    Entry(
        "email",
        lazy("E-mail address"),
        lazy("To send you your confirmation, your personal link, and changes."),
        AGREED,
        LATER,
        TEAM,
    ),
    Entry(
        "organisation",
        lazy("Organisation"),
        lazy("To show on the list of who comes."),
        CONSENTED,
        LATER,
        TEAM,
    ),
    Entry(
        "access_needs",
        lazy("What you need to take part"),
        lazy("To arrange what you need."),
        CONSENTED,
        SOON,
        FEW,
        asked_when="asks_access",
    ),
    Entry(
        "diet_needs",
        lazy("Food"),
        lazy("To order food that you can eat."),
        CONSENTED,
        SOON,
        FEW,
        asked_when="asks_diet",
    ),
)

# Fields of a registration that tell nothing about a person once the fields above are erased.
IMPERSONAL = frozenset(
    {
        "id",
        "event",
        "code",
        "status",
        "form_key",
        "link_version",
        "role",
        "language",
        "created_at",
        "confirmed_at",
        "hold_until",
        "waiting_since",
        "cancelled_at",
        "cancelled_by",
        "forgotten_at",
    }
)


def asked_by(event: Event) -> list[Entry]:
    """The entries that an event's form asks for."""
    return [e for e in REGISTER if not e.asked_when or getattr(event, e.asked_when)]


def erased_on(entry: Entry, event: Event) -> datetime:
    """From when the field is empty for people of this event."""
    return event.ends_at + timedelta(days=entry.days)


def by_days(entries: Iterable[Entry]) -> list[tuple[int, list[Entry]]]:
    """The entries with the same time of keeping together, shortest first."""
    ordered = sorted(entries, key=lambda entry: entry.days)
    return [(days, list(group)) for days, group in groupby(ordered, lambda entry: entry.days)]
