"""One's own data: take it along, or have it erased."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from festival.access import public
from registrations.changing.erasing import NotYet, erase, reason_to_wait
from registrations.models import Answer, Registration
from registrations.personal.opening import opened_by_link
from registrations.personal.overview import frame_values
from registrations.personal.own_data import own_data_of
from registrations.states import LIVE

CONFLICT = 409


@opened_by_link
@require_safe
def own_data(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Everything that we hold about one sign-up, as a file."""
    answer = JsonResponse(
        own_data_of(registration), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    answer["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return answer


@opened_by_link
@require_safe
def own_file(request: HttpRequest, registration: Registration, pk: int) -> HttpResponse:
    """A file that somebody of the party sent, to be saved."""
    answer = (
        Answer.objects.with_file()
        .of_people(Registration.objects.of_party(registration.pk))
        .filter(pk=pk)
        .first()
    )
    if answer is None or not answer.file.storage.exists(answer.file.name):
        raise Http404(_("This file is not here any more."))
    with answer.file.open("rb") as file:
        content = file.read()
    name = {"Content-Disposition": content_disposition_header(True, answer.value)}
    return HttpResponse(content, content_type="application/octet-stream", headers=name)


@opened_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def erase_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Ask once, or say why it has to wait; sent, it erases."""
    now = timezone.now()
    status, reason = 200, reason_to_wait(registration, now)
    if request.method == "POST":
        try:
            erase(registration, now=now)
        except NotYet as not_yet:
            status, reason = CONFLICT, str(not_yet)
        else:
            return redirect("registrations:erased")
    values = frame_values(request, registration) | {
        "reason": reason,
        "comes": registration.status in LIVE and registration.event.ends_at > now,
        "companions": registration.companions.count(),
    }
    return render(request, "registrations/personal/erase.html", values, status=status)


@public
@require_safe
def erased_page(request: HttpRequest) -> HttpResponse:
    """That everything is gone; it tells of nobody."""
    return render(request, "registrations/personal/erased.html")
