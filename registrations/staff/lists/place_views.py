"""The lists of sessions and tables: how full they are, and who is expected at one of them."""

from itertools import chain
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.models import Event, Session
from events.permissions import organiser
from registrations.companions import number_companions
from registrations.filtering.finding import places_of
from registrations.filtering.sentence import place_named
from registrations.staff.lists.places import choices_at, rounds_of, with_people
from registrations.staff.lists.views import PER_PAGE, list_page, paged


@organiser("attendees.see")
@require_safe
def places(request: HttpRequest, event: Event) -> HttpResponse:
    """Everything that can be chosen, with how many have a seat there, wait, or wish for it."""
    return list_page(request, event, "places.html", list_="places", rounds=rounds_of(event))


@organiser("attendees.see")
@require_safe
def place(request: HttpRequest, event: Event, key: str) -> HttpResponse:
    """Who has a seat at one session or table, who waits for it, and who would like one."""
    found = places_of(event).get(key)
    if found is None:
        raise Http404(_("There is no session or table at this address."))
    choices = choices_at(found)
    line = choices.in_line().select_related("registration__role", "registration__lead", "table")
    wished = with_people(choices.wished())
    seated, waiting = paged(request, with_people(choices.seated())), line[:PER_PAGE]
    wishing = wished[:PER_PAGE]
    number_companions(one.registration for one in chain(seated.object_list, waiting, wishing))
    about: dict[str, Any] = {
        "key": key,
        "place": found,
        "name": place_named(found),
        "of_session": isinstance(found, Session),
        "page": seated,
        "line": waiting,
        "waiting": line.count(),
        "wished": wishing,
        "wishing": wished.count(),
    }
    return list_page(request, event, "place.html", list_="places", **about)
