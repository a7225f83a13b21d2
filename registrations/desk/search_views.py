"""The first page of the desk: one box for names, tickets and scanners."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.models import Event
from registrations.desk.entering import desk
from registrations.desk.finding import (
    MOST_FOUND,
    SHORTEST,
    Wrong,
    holder_of,
    is_of_elsewhere,
    named,
    person_with_code,
    ticket_in,
)
from registrations.desk.forms import act_of
from registrations.desk.guests import guests_of
from registrations.desk.pages import page
from registrations.desk.person_views import back_to, check_in_one, tell_what_is_wrong
from registrations.desk.results import Kind, tell
from registrations.door.guests import counts
from registrations.models import Device, DoorAct

LONGEST = 200


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest, event: Event, device: Device) -> HttpResponse:
    """Whom was typed, as large rows. What a scanner sent checks in, when it is clear who."""
    if request.method == "POST":
        return _meant(request, event, device, request.POST.get("q", "").strip()[:LONGEST])
    words = request.GET.get("q", "").strip()[:LONGEST]
    exact, close = named(event, words)
    shown, more = exact[:MOST_FOUND], len(exact) > MOST_FOUND
    found = guests_of(event, [*shown, *close])
    about: dict[str, Any] = {
        "words": words,
        "short": bool(words) and len(words) < SHORTEST,
        "people": found[: len(shown)],
        "close": found[len(shown) :],
        "more": more,
        "counts": counts(event),
    }
    return page(request, event, device, "desk/search.html", here="search", **about)


def _meant(request: HttpRequest, event: Event, device: Device, typed: str) -> HttpResponse:
    """A ticket checks in, a code opens the person, anything else is looked up."""
    ticket = ticket_in(typed)
    if ticket:
        return _scanned(request, event, device, ticket)
    person = person_with_code(event, typed)
    if person is not None:
        return back_to(event, person.code, focus="#who")
    address = reverse("desk:search", kwargs={"slug": event.slug})
    if is_of_elsewhere(event, typed, device):
        tell_what_is_wrong(request, Wrong.ELSEWHERE)
        return HttpResponseRedirect(address)
    return HttpResponseRedirect(f"{address}?{urlencode({'q': typed})}")


def _scanned(request: HttpRequest, event: Event, device: Device, ticket: str) -> HttpResponse:
    found = holder_of(event, ticket, device, now=timezone.now())
    if found.person is None:
        tell_what_is_wrong(request, found.wrong)
        return HttpResponseRedirect(reverse("desk:search", kwargs={"slug": event.slug}))
    (who,) = guests_of(event, [found.person])
    if who.may_enter and who.absent > 1:
        sentence = _("%(name)s is of a party: %(n)d of them are not in yet. Who is here?")
        tell(request, Kind.LOOK, sentence % {"name": who.name, "n": who.absent})
        return back_to(event, who.code, focus="")
    key, _way = act_of(request)
    check_in_one(request, event, device, who, key=key, way=DoorAct.Way.SCAN)
    return back_to(event, who.code, focus="")
