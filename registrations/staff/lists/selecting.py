"""Whom somebody picked from a list: the ticked ones, or all who fit."""

import hashlib
from dataclasses import dataclass

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import Event
from registrations.companions import number_companions
from registrations.filtering.filter import Filter
from registrations.filtering.sentence import conditions_of
from registrations.models import Registration
from registrations.querysets import RegistrationQuerySet
from registrations.staff.lists.asked import AttendeeFilter
from registrations.states import Status

FIRST_NAMES = 10
PRESETS = {"cancelled": (str(Status.CANCELLED),), "": ()}


@dataclass(frozen=True)
class Selection:
    """The people in the order of their names, what they are called together, and their filter.

    The sentence and the filter hold no words that were searched for, which may be a name.
    """

    people: RegistrationQuerySet
    keys: tuple[int, ...]
    sentence: str
    wanted: Filter

    @property
    def stamp(self) -> str:
        """What somebody looked at before it was done: it changes with the people."""
        return hashlib.sha256(repr(sorted(self.keys)).encode()).hexdigest()[:16]

    @property
    def names(self) -> list[Registration]:
        """The first of them."""
        people = list(self.people.select_related("lead")[:FIRST_NAMES])
        number_companions(people)
        return people

    @property
    def more(self) -> int:
        """How many others."""
        return max(len(self.keys) - FIRST_NAMES, 0)


def list_asked_from(request: HttpRequest, event: Event) -> str:
    """The address of the list that the request was sent from, with its filter as it was."""
    preset = request.GET.get("list", "")
    name = "staff:cancelled" if preset == "cancelled" else "staff:attendees"
    asked = QueryDict(request.GET.get("query", "")).urlencode()
    return reverse(name, args=[event.slug]) + (f"?{asked}" if asked else "")


def selected(request: HttpRequest, event: Event) -> Selection:
    """Whom the address means. Raises Http404 when its filter makes no sense."""
    if "all" in request.GET:
        return _fitting(request, event)
    codes = tuple(request.GET.getlist("who"))
    people = event.registrations.remembered().filter(code__in=codes).by_name()
    return _picked(people)


def _fitting(request: HttpRequest, event: Event) -> Selection:
    may: frozenset[str] = request.may  # type: ignore[attr-defined]
    preset = PRESETS.get(request.GET.get("list", ""), ())
    asked = QueryDict(request.GET.get("query", ""))
    form = AttendeeFilter(event, may=may, data=asked, preset=preset)
    if not form.is_valid():
        raise Http404(_("There is no list at this address."))
    people = form.found().by_name()
    if form.words:
        return _picked(people)
    said = ", ".join(one.words for one in conditions_of(form.wanted, form.things))
    keys = tuple(people.values_list("pk", flat=True))
    return Selection(people, keys, f"{_('Everybody')} {said}", form.wanted)


def _picked(people: RegistrationQuerySet) -> Selection:
    rows = list(people.values_list("pk", "code"))
    wanted = Filter(states=tuple(Status.values), people=tuple(code for _pk, code in rows))
    keys = tuple(pk for pk, _code in rows)
    return Selection(people, keys, _("Whom you picked"), wanted)
