"""The page behind “no more reminders and messages”, and the one press of a mail program."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from events.availability import phase
from events.published import with_release
from festival.access import attendee
from registrations.band import band_of
from registrations.mails.stopping import resume_mails, stop_mails, stopped_by
from registrations.models import Registration


@csrf_exempt  # a mail program posts this by itself; the token in the address is the proof
@attendee
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def stop_page(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once, or tell that it is so; sent, such mails stop, or go again.

    A mail program gets its answer at once: RFC 8058 forbids to send it on to another page.
    """
    registration = stopped_by(token)
    if registration is None:
        return render(request, "registrations/unknown_link.html", status=404)
    if request.method != "POST":
        return _page(request, registration)
    verb = resume_mails if request.POST.get("again") == "yes" else stop_mails
    verb(registration, now=timezone.now())
    if request.POST.get("List-Unsubscribe") == "One-Click":
        registration.refresh_from_db(fields=["unwanted_at"])
        return _page(request, registration)
    return redirect("registrations:stop_mails", token=token)


def _page(request: HttpRequest, registration: Registration) -> HttpResponse:
    event = registration.event
    programme = with_release(event).programme
    values = {
        "event": event,
        "band": band_of(event, programme, phase(event, timezone.now())),
        "stopped": registration.unwanted_at is not None,
    }
    response = render(request, "registrations/stop_mails.html", values)
    response["X-Robots-Tag"] = "noindex"
    return response
