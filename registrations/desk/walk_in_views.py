"""Noting who comes without having signed up."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.models import Event
from festival.drafting import tell as tell_form
from festival.refusals import Refused
from registrations.desk.entering import desk
from registrations.desk.pages import page
from registrations.desk.person_views import back_to
from registrations.desk.results import Kind, tell
from registrations.desk.walk_in_form import WalkInForm
from registrations.door.guests import counts
from registrations.door.walking_in import Full, walk_in
from registrations.models import Device, Registration


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in_page(request: HttpRequest, event: Event, device: Device) -> HttpResponse:
    """Ask for a name and how many; they have seats and are in. When full, ask for a reason."""
    sent, numbers = request.POST if request.method == "POST" else None, counts(event)
    full = numbers.free == 0
    form = WalkInForm(event, sent, full=full)
    if form.is_valid() and (came := _noted(event, device, form)):
        tell(request, Kind.IN, _told(came, form.cleaned_data["people"]))
        return back_to(event, came.code)
    about = {"form": form, "counts": numbers, "full": full}
    status = 422 if form.errors else 200
    return page(request, event, device, "desk/walk_in.html", here="walk-in", status=status, **about)


def _noted(event: Event, device: Device, form: WalkInForm) -> Registration | None:
    """Who came in; None with the reason in the form. When it is full, the form asks for why."""
    now, chosen = timezone.now(), form.cleaned_data
    about: dict[str, Any] = {name: chosen[name] for name in _NAMES if name in chosen}
    try:
        return walk_in(event, **about, device=device, now=now, at=now)
    except Full as no:
        form.ask_why()
        tell_form(form, no)
    except Refused as no:
        tell_form(form, no)
    return None


_NAMES = ("key", "given_name", "infix", "family_name", "people", "role", "reason")


def _told(came: Registration, people: int) -> str:
    others = people - 1
    if not others:
        return _("%(name)s is in.") % {"name": came.full_name}
    sentence = ngettext(
        "%(name)s and %(n)d other are in.", "%(name)s and %(n)d others are in.", others
    )
    return sentence % {"name": came.full_name, "n": others}
