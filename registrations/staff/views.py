"""The gatherings that organisers and staff work on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.permissions import can_start_events
from festival.access import signed_in
from registrations.staff.overview import overview_of


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The gatherings that the visitor works on, with their counts."""
    words, whole = request.GET.get("q", "").strip()[:200], "alle" in request.GET
    user: Any = request.user
    about = {
        "overview": overview_of(user, now=timezone.now(), words=words, whole=whole),
        "may_start": can_start_events(user),
        "words": words,
    }
    return render(request, "staff/home.html", about)
