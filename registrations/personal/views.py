"""The personal page behind the link in the mail: see, cancel, take back, ask for a new link."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registrations.changing.cancelling import AlreadyInside, TooLate, cancel_people
from registrations.changing.consenting import give, withdraw
from registrations.changing.relinking import renew_link
from registrations.models import Registration
from registrations.personal.opening import back, opened_by_link
from registrations.personal.overview import frame_values, page_values
from registrations.personal.party import name_of
from registrations.states import LIVE, Status

MOST_DIGITS = 19  # of a database key
INVALID, CONFLICT = 422, 409


@opened_by_link
@require_safe
def personal_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Everything we know of one sign-up, and what can be done with it."""
    return render(request, "registrations/personal.html", page_values(request, registration))


@opened_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Ask once whether to cancel, and for whom; sent, it cancels."""
    party = registration.event.registrations.of_party(registration.pk).live()
    people = list(party.select_related("role"))
    if not people:
        return back(request)
    status, refusal = 200, ""
    if request.method == "POST":
        chosen = _chosen(request, people)
        try:
            if chosen:
                cancel_people(chosen, now=timezone.now(), by=None)
                _tell_who_goes(request, registration, chosen)
                return back(request)
            status, refusal = INVALID, _("Tick who does not come.")
        except (TooLate, AlreadyInside) as no:
            status, refusal = CONFLICT, str(no)
    values = page_values(request, registration) | {"refusal": refusal}
    waits = all(person.status == Status.WAITING for person in people)
    values["question"] = _("Leave the waiting list?") if waits else _("Cancel your sign-up?")
    values["waits"] = waits
    return render(request, "registrations/personal/cancel.html", values, status=status)


def _tell_who_goes(
    request: HttpRequest, registration: Registration, gone: list[Registration]
) -> None:
    """Name who no longer comes, as long as somebody of them does."""
    rows = list(registration.event.registrations.of_party(registration.pk))
    if not any(row.status in LIVE for row in rows):
        return  # the heading of the page says it
    keys = {person.pk for person in gone}
    names = [name_of(row, number) for number, row in enumerate(rows) if row.pk in keys]
    sentence = ngettext(
        "%(names)s no longer comes. Nothing has changed for the others.",
        "%(names)s no longer come. Nothing has changed for the others.",
        len(names),
    )
    messages.success(request, sentence % {"names": get_text_list(names, _("and"))})


def _chosen(request: HttpRequest, people: list[Registration]) -> list[Registration]:
    """Those that were ticked; who comes alone has nothing to tick."""
    if len(people) == 1:
        return people
    ticked = set(request.POST.getlist("who"))
    return [person for person in people if person.code in ticked]


@opened_by_link
@require_POST
def withdraw_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Take one consent back."""
    if key := _key_in(request, "consent"):
        taken = withdraw(registration, key, now=timezone.now())
        if taken is not None:
            messages.success(request, _("Your consent has been withdrawn."))
    return back(request)


@opened_by_link
@require_POST
def agree_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Agree to one text."""
    if (key := _key_in(request, "text")) and registration.status in LIVE:
        given = give(registration, key, now=timezone.now())
        if given is not None:
            messages.success(request, _("Your consent has been noted."))
    return back(request)


def _key_in(request: HttpRequest, name: str) -> int:
    """A database key that came with a form; 0 for what is none."""
    asked = request.POST.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < MOST_DIGITS else 0


@opened_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def renew_link_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Ask once; then the link that was passed on stops working, and a new one is mailed."""
    if request.method != "POST":
        return render(
            request, "registrations/personal/renew_link.html", frame_values(request, registration)
        )
    renew_link(registration, now=timezone.now())
    messages.success(request, _("Your old link no longer works. We have mailed you a new one."))
    return redirect("registrations:my_links_sent")  # only the mailbox learns the new one
