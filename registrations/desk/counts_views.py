"""How many are in, are expected and can still come, and when people arrived."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from events.models import Event
from registrations.desk.arrivals import arrivals_of
from registrations.desk.entering import desk
from registrations.desk.pages import page
from registrations.door.guests import counts
from registrations.models import Device


@desk
@require_safe
def counts_page(request: HttpRequest, event: Event, device: Device) -> HttpResponse:
    """The numbers at the door as they are now."""
    about: dict[str, Any] = {"counts": counts(event), "arrivals": arrivals_of(event)}
    return page(request, event, device, "desk/counts.html", here="counts", **about)
