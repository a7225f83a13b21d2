"""Giving somebody in line a seat by hand, before their turn."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page
from festival.drafting import tell
from festival.models import User
from festival.refusals import Refused
from registrations.models import Registration
from registrations.seating.promoting import promote
from registrations.sign_up_settings.rule_sentences import of_the_line
from registrations.staff.waiting.forms import PromoteForm

HERE = "attendees"


@organiser("registrations.cancel")
@require_http_methods(["GET", "HEAD", "POST"])
def give_seat(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Ask why somebody goes before their turn, and give them and who waits with them seats."""
    person = _person(event, code)
    party = event.registrations.waiting().of_party(person.party_id)
    back = reverse("staff:waiting_list", kwargs={"slug": event.slug})
    names = list(party)
    if not names:
        messages.info(request, _("This person is no longer on the waiting list."))
        return redirect(back)
    form = PromoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _promoted(form, person, cast("User", request.user)):
        messages.success(request, _given(len(names)))
        return redirect(back)
    about = {"form": form, "person": person, "party": names, "rule": of_the_line(event)}
    status = 422 if form.errors else 200
    return page(
        request, event, "staff/waiting/give_seat.html", here=HERE, status=status, back=back, **about
    )


def _given(people: int) -> str:
    sentence = ngettext(
        "%(n)d person has a seat, and gets a mail.",
        "%(n)d people have a seat, and get a mail.",
        people,
    )
    return sentence % {"n": people}


def _promoted(form: PromoteForm, person: Registration, by: User) -> bool:
    try:
        promote(person, **form.cleaned_data, now=timezone.now(), by=by)
    except Refused as no:
        tell(form, no)
        return False
    return True


def _person(event: Event, code: str) -> Registration:
    found: Registration | None = (
        event.registrations.select_related("role", "lead").filter(code=code).first()
    )
    if found is None:
        raise Http404(_("There is nobody at this address."))
    return found
