"""The dashboard of one gathering."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page
from registrations.staff.overview import counts_of


@organiser("event.see")
@require_safe
def dashboard(request: HttpRequest, event: Event) -> HttpResponse:
    """How one gathering stands, for everybody in its team; what they may open is linked."""
    counts = counts_of([event])[event.pk]
    return page(request, event, "staff/dashboard.html", here="dashboard", counts=counts)
