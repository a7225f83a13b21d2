"""The code for the entrance, of each person of a sign-up."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registrations.door.tickets import ticket_svg
from registrations.models import Registration
from registrations.personal.opening import opened_by_link


@opened_by_link
@require_safe
def ticket_code(request: HttpRequest, registration: Registration, code: str) -> HttpResponse:
    """The code of somebody of the party who has a seat, as a picture."""
    party = registration.event.registrations.of_party(registration.pk).seated()
    person = party.filter(code=code).first()
    if person is None:
        raise Http404(_("There is nobody at this address."))
    person.event = registration.event
    return HttpResponse(ticket_svg(person), content_type="image/svg+xml")
