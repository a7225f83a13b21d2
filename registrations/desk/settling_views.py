"""Settling what does not agree at the door: a seat after all, or taken back."""

from typing import cast
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.models import Event
from events.permissions import organiser
from festival.models import User
from festival.refusals import Refused
from registrations.desk import checking
from registrations.desk.conflicts import conflicts_of, reason_in
from registrations.desk.guests import Guest, guests_of, people_of
from registrations.door.admitting import admit
from registrations.door.seeing import see
from registrations.models import Registration


@organiser("desk.manage")
@require_POST
def give_seat(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Give somebody who is inside a seat. Who has one keeps it: twice does no harm."""
    person, guest = _somebody(event, code)
    by, now = cast("User", request.user), timezone.now()
    try:
        reason = reason_in(guest.presence.standing) or _("Came in at the door")
        admit(person, reason=reason, now=now, by=by)
        messages.success(request, _("%(name)s has a seat.") % {"name": guest.name})
    except Refused as no:
        messages.error(request, str(no))
    return redirect("staff:desk", slug=event.slug)


@organiser("desk.manage")
@require_POST
def take_back(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Take back that somebody is in. Twice does no harm."""
    _person, guest = _somebody(event, code)
    if guest.presence.standing:
        by, now = cast("User", request.user), timezone.now()
        checking.take_back(event, [guest], key=uuid4(), now=now, by=by)
    messages.success(request, _("%(name)s is not in.") % {"name": guest.name})
    return redirect("staff:desk", slug=event.slug)


@organiser("desk.manage")
@require_POST
def seen(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Say that what does not agree about somebody is right. Twice does no harm.

    What was noted since the page was shown is to be looked at first.
    """
    person, guest = _somebody(event, code)
    now_so = next((one for one in conflicts_of(event) if one.code == code), None)
    looked_at = (request.POST.get("problem"), request.POST.get("last_act"))
    if now_so is None:
        messages.info(request, _("There is nothing to look at any more."))
    elif looked_at != (now_so.problem.value, str(now_so.last_act)):
        messages.error(request, _("Something was noted since. Look once more."))
    else:
        problem, last_act = now_so.problem.value, now_so.last_act
        by, now = cast("User", request.user), timezone.now()
        see(person, problem=problem, last_act=last_act, now=now, by=by)
        messages.success(request, _("%(name)s: seen, and right as it is.") % {"name": guest.name})
    return redirect("staff:desk", slug=event.slug)


def _somebody(event: Event, code: str) -> tuple[Registration, Guest]:
    person = people_of(event).filter(code=code).first()
    if person is None:
        raise Http404(_("There is nobody at this address."))
    (guest,) = guests_of(event, [person])
    return person, guest
