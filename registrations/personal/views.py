"""The personal page behind the link in the mail: see, cancel, take back, ask for a new link."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registrations.cancelling import TooLate, cancel
from registrations.consenting import withdraw
from registrations.models import Registration
from registrations.personal.opening import back, opened_by_link
from registrations.personal.overview import frame_values, page_values
from registrations.relinking import renew_link
from registrations.states import LIVE, Status

MOST_DIGITS = 19  # of a database key


@opened_by_link
@require_safe
def personal_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Everything we know of one sign-up, and what can be done with it."""
    return render(request, "registrations/personal.html", page_values(request, registration))


@opened_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Ask once whether to cancel; sent, it cancels."""
    if registration.status not in LIVE:
        return back(request)
    status, refusal = 200, ""
    if request.method == "POST":
        try:
            cancel(registration, now=timezone.now(), by=None)
        except TooLate as too_late:
            status, refusal = 409, str(too_late)
        else:
            return back(request)
    values = page_values(request, registration) | {"refusal": refusal}
    waits = registration.status == Status.WAITING
    values["question"] = _("Leave the waiting list?") if waits else _("Cancel your sign-up?")
    return render(request, "registrations/cancel.html", values, status=status)


@opened_by_link
@require_POST
def withdraw_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Take one consent back."""
    asked = request.POST.get("consent", "")
    if asked.isdecimal() and len(asked) < MOST_DIGITS:
        withdraw(registration, int(asked), now=timezone.now())
    return back(request)


@opened_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def renew_link_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Ask once; then the link that was passed on stops working, and a new one is mailed."""
    if request.method != "POST":
        return render(request, "registrations/renew_link.html", frame_values(request, registration))
    renew_link(registration, now=timezone.now())
    messages.success(request, _("Your old link no longer works. We have mailed you a new one."))
    return redirect("registrations:my_links_sent")  # only the mailbox learns the new one
