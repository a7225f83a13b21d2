"""Taking back at the desk that somebody is in; asked first where more than one goes out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from events.models import Event
from registrations.desk import checking
from registrations.desk.entering import desk
from registrations.desk.forms import act_of, for_all, for_one
from registrations.desk.guests import with_others
from registrations.desk.pages import page
from registrations.desk.person_views import back_to, guest_at, party_of
from registrations.desk.results import Kind, tell
from registrations.models import Device


@desk
@require_POST
def undo(request: HttpRequest, event: Event, device: Device, code: str) -> HttpResponse:
    """Take back that somebody is in. Who walked in with others at once is asked about first, as
    long as it is not said for whom. Twice does no harm."""
    who, (key, _way) = guest_at(event, code), act_of(request)
    people = [who] if for_one(request) else checking.walked_in_with(who, party_of(event, who))
    if len(people) > 1 and not for_all(request):
        return redirect("desk:undo_several", event.slug, code)
    if who.presence.standing:
        checking.take_back(event, people, key=key, device=device, now=timezone.now())
    tell(request, Kind.UNDONE, checking.told_of_undoing(who, people))
    return back_to(event, code)


@desk
@require_safe
def undo_several(request: HttpRequest, event: Event, device: Device, code: str) -> HttpResponse:
    """Ask whether all go out again who walked in at once, or this person alone."""
    who = guest_at(event, code)
    people = checking.walked_in_with(who, party_of(event, who))
    if len(people) == 1:
        return back_to(event, code)
    about: dict[str, Any] = {
        "who": who,
        "everybody": with_others(who.name, len(people) - 1),
        "number": len(people),
        "before_undoing": checking.told_before_undoing(who, device),
    }
    return page(request, event, device, "desk/undo.html", here="search", **about)
