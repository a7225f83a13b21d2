"""Taking back what was noted at the desk by who practised, long before the gathering."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page
from festival.models import User
from registrations.door.rehearsing import rehearsed, take_back_rehearsal
from registrations.hours import HOURS_BEFORE


@organiser("desk.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, event: Event) -> HttpResponse:
    """Ask, then take back what was practised. Twice does no harm."""
    if request.method == "POST":
        by, now = cast("User", request.user), timezone.now()
        messages.success(request, _told(take_back_rehearsal(event, now=now, by=by)))
        return redirect("staff:desk", slug=event.slug)
    people = rehearsed(event)
    number = people.count()
    if not number:
        return redirect("staff:desk", slug=event.slug)
    about = {"number": number, "walk_ins": people.filter(walked_in=True).count()}
    about["hours"] = HOURS_BEFORE
    return page(request, event, "staff/desk/rehearsal.html", here="desk", **about)


def _told(number: int) -> str:
    if not number:
        return _("There was nothing left to take back.")
    sentence = ngettext("%(n)d person is not in.", "%(n)d people are not in.", number)
    return sentence % {"n": number}
