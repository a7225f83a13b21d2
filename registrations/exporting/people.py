"""Whom a list is about: the filter of the page and a consent, as people, words and a note."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from events.models import Event
from registrations.exporting.wanted import Wanted
from registrations.filtering.fields import ANSWER
from registrations.filtering.sentence import conditions_of
from registrations.querysets import RegistrationQuerySet
from registrations.staff.lists.asked import AttendeeFilter


@dataclass(frozen=True)
class People:
    """The people, the conditions as a sentence without a full stop, and as the trail keeps them:
    without the words that were searched for."""

    rows: RegistrationQuerySet
    sentence: str
    told: dict[str, Any]


def people_of(event: Event, wanted: Wanted, *, may: frozenset[str]) -> People | None:
    """Who fits the conditions; None when these make no sense (any more)."""
    data = QueryDict(wanted.people)
    form = AttendeeFilter(event, may=may, data=data)
    if not form.is_valid() or _asks_what_is_gone(data, form):
        return None
    rows, told = form.found(), form.told()
    if wanted.consent:
        rows, told = rows.agreeing_to(wanted.consent), told | {"consent": wanted.consent}
    return People(rows, _sentence(form), told)


def _asks_what_is_gone(data: QueryDict, form: AttendeeFilter) -> bool:
    """Whether there is a condition for which the form has no field: it must not pass unnoticed."""
    conditions = {name for name in data if name in form.base_fields or name.startswith(ANSWER)}
    return any(data[name] for name in conditions - set(form.fields))


def _sentence(form: AttendeeFilter) -> str:
    said = [condition.words for condition in conditions_of(form.wanted, form.things)]
    if form.words:
        said.append(_("with “%(words)s” in their name") % {"words": form.words})
    return f"{_('Everybody')} {', '.join(said)}"
