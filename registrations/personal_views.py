"""The personal page behind the link in the mail: see, put in a calendar, cancel."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.availability import Phase, phase
from events.interop.ical import has_calendar
from events.published import with_release
from festival.access import attendee
from registrations.band import band_of
from registrations.cancelling import TooLate, cancel
from registrations.chosen import choices_of, chosen_by, rounds_to_choose_again
from registrations.consenting import withdraw
from registrations.links import registration_of
from registrations.mails import calendar_of
from registrations.models import Registration
from registrations.positions import position_of
from registrations.states import HOLDS_SEAT, LIVE, Status

MOST_DIGITS = 19  # of a database key
PersonalView = Callable[[HttpRequest, Registration], HttpResponse]


def opened_by_link(view: PersonalView) -> Callable[..., HttpResponse]:
    """Mark a view for who has a personal link; it gets the registration.

    A wrong, revoked or expired link gives a page that says what to do. Nothing is kept by
    browsers or proxies, and no search engine lists it.
    """

    @attendee
    @cache_control(private=True, no_store=True)
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        registration = registration_of(token)
        if registration is None:
            response = render(request, "registrations/unknown_link.html", status=404)
        else:
            request.token = token  # type: ignore[attr-defined]
            response = view(request, registration)
        response["X-Robots-Tag"] = "noindex"
        return response

    return opened


@opened_by_link
@require_safe
def personal_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Everything we know of one sign-up, and what can be done with it."""
    return render(request, "registrations/personal.html", _page(request, registration))


@opened_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Ask once whether to cancel; sent, it cancels."""
    token = request.token  # type: ignore[attr-defined]
    if registration.status not in LIVE:
        return redirect("registrations:personal", token=token)
    status, refusal = 200, ""
    if request.method == "POST":
        try:
            cancel(registration, now=timezone.now(), by=None)
        except TooLate as too_late:
            status, refusal = 409, str(too_late)
        else:
            return redirect("registrations:personal", token=token)
    values = _page(request, registration) | {"refusal": refusal}
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
    return redirect("registrations:personal", token=request.token)  # type: ignore[attr-defined]


@opened_by_link
@require_safe
def calendar(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The gathering as one's own appointment."""
    programme = with_release(registration.event).programme
    if registration.status not in HOLDS_SEAT or not has_calendar(programme):
        return render(request, "registrations/unknown_link.html", status=404)
    choices = list(registration.choices.standing().select_related("session", "table"))
    content, method = calendar_of(registration, programme, choices, now=timezone.now())
    kind = f"text/calendar; method={method}; charset=utf-8"
    name = {"Content-Disposition": 'attachment; filename="agenda.ics"'}
    return HttpResponse(content, content_type=kind, headers=name)


def _page(request: HttpRequest, registration: Registration) -> dict[str, Any]:
    event = registration.event
    programme = with_release(event).programme
    now_at = phase(event, timezone.now())
    over = event.ends_at <= timezone.now()
    choices = choices_of(registration)
    live = registration.status in LIVE and not over and event.cancelled_at is None
    return {
        "registration": registration,
        "event": event,
        "band": band_of(event, programme, now_at),
        "token": request.token,  # type: ignore[attr-defined]
        "state": _state(registration, over=over),
        "position": position_of(registration),
        "choices": chosen_by(registration, choices, programme),
        "again": ", ".join(
            f"“{title}”" for title in rounds_to_choose_again(registration, choices, now_at)
        ),
        "answers": registration.answers.select_related("question"),
        "consents": registration.consents.select_related("text"),
        "can_cancel": live,
        "can_return": registration.status == Status.CANCELLED and now_at is Phase.OPEN,
        "has_calendar": live and registration.status in HOLDS_SEAT and has_calendar(programme),
    }


def _state(registration: Registration, *, over: bool) -> str:
    """What stands at the top of the page."""
    if registration.went_with_the_event:
        return _("This gathering is called off")
    if registration.status == Status.CANCELLED:
        return _("Your sign-up is cancelled")
    if over:
        return _("This gathering is over")
    if registration.status == Status.WAITING:
        return _("You are on the waiting list")
    return _("You are signed up")
