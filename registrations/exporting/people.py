"""Whom a list is about: the filter of the page and a consent, as people, words and a note."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from events.models import Event
from registrations.exporting.wanted import Wanted
from registrations.querysets import RegistrationQuerySet
from registrations.staff.lists.asked import AttendeeFilter


@dataclass(frozen=True)
class People:
    """The people, and the conditions as the trail keeps them: without words searched for."""

    rows: RegistrationQuerySet
    told: dict[str, Any]


def people_of(event: Event, wanted: Wanted, *, may: frozenset[str]) -> People | None:
    """Who fits the conditions; None when these make no sense (any more)."""
    data = QueryDict(wanted.people)
    form = AttendeeFilter(event, may=may, data=data)
    if not form.is_valid():
        return None
    rows, told = form.found(), form.told()
    if wanted.consent:
        rows, told = rows.agreeing_to(wanted.consent), told | {"consent": wanted.consent}
    return People(rows, told)
