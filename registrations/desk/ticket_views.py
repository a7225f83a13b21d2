"""What the code of a ticket opens: at the desk the person, anywhere else an explanation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.models import Event
from festival.access import public
from registrations.desk.entering import own_desk
from registrations.desk.finding import holder_of, ticket_in
from registrations.desk.person_views import tell_what_is_wrong


@public
@never_cache
@require_safe
def ticket(request: HttpRequest, slug: str, ticket: str) -> HttpResponse:
    """Changes nothing, and says the same of every ticket to who is not at the desk.

    The device tells which gathering it is about: the short name may have changed since.
    """
    device = own_desk(request)
    if device is None:
        return _explained(request, slug)
    found = holder_of(device.event, ticket_in(ticket), device, now=timezone.now())
    here = device.event.slug
    if found.person is None:
        tell_what_is_wrong(request, found.wrong)
        return redirect("desk:search", slug=here)
    return redirect("desk:person", slug=here, code=found.person.code)


def _explained(request: HttpRequest, slug: str) -> HttpResponse:
    event = Event.objects.visible().filter(slug=slug, release__isnull=False).first()
    response = render(request, "desk/ticket.html", {"event": event})
    response["X-Robots-Tag"] = "noindex"
    return response
