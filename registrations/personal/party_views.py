"""Who comes along: one more, a seat for somebody else, or a link of their own."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from events.published import live_seats
from festival.form_layout import Button
from festival.ratelimit import allowed
from festival.refusals import Refused
from festival.typed import AddressField
from registrations.changing.address import AN_HOUR
from registrations.changing.handing_over import Receiver, hand_over, share
from registrations.changing.joining import add_companions
from registrations.models import Registration
from registrations.personal.changing_views import INVALID, TOO_MANY, TRIES, of_party
from registrations.personal.opening import back, opened_by_link
from registrations.personal.overview import frame_values
from registrations.personal.party import name_of, reason_against_adding, reason_against_giving
from registrations.personal.person_form import asks_of
from registrations.personal.sent_files import may_send_files, told_to_wait
from registrations.seating.room import places_left, seats_for
from registrations.sign_up.form.companions import CompanionForm
from registrations.sign_up.form.names import NamesForm

CONFLICT = 409
MOST_DIGITS = 9


class LinkForm(forms.Form):
    """The address of a companion who gets a link of their own."""

    email = AddressField(
        label=gettext_lazy("Their e-mail address"),
        max_length=254,
        missing=gettext_lazy("Fill in their e-mail address."),
    )
    button = gettext_lazy("Yes, give them a link of their own")

    @property
    def helper(self) -> FormHelper:
        """The fields, and the button."""
        helper = FormHelper()
        helper.attrs = {"novalidate": True}
        helper.layout = Layout(*self.fields, Button(str(self.button)))
        return helper

    def give(self, person: Registration, *, now: datetime) -> None:
        """Do what a valid form asks. Raises Refused."""
        share(person, email=self.cleaned_data["email"], now=now)


class ReceiverForm(NamesForm, LinkForm):
    """Who gets somebody's seat."""

    button = gettext_lazy("Yes, give this seat away")
    field_order = ("given_name", "infix", "family_name", "email")

    def give(self, person: Registration, *, now: datetime) -> None:
        """Do what a valid form asks. Raises Refused."""
        hand_over(person, Receiver(**self.cleaned_data), now=now)


@opened_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def add_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """One more who comes along."""
    now = timezone.now()
    posted = request.method == "POST"
    reason = reason_against_adding(registration, now)
    wait = bool(request.FILES) and not reason and not may_send_files(registration, now=now)
    form = _companion_form(request, registration, leave_files=wait)
    status = (CONFLICT if reason else TOO_MANY if wait else INVALID) if posted else 200
    if wait:
        form.is_valid()
        form.refuse_here(told_to_wait(), "")
    elif posted and not reason and form.is_valid() and _added(request, form, registration, now):
        messages.success(request, _("Your change has been saved."))
        return back(request)
    values = frame_values(request, registration) | {
        "form": form,
        "reason": reason,
        "seen": registration.revision,
        "full": seats_for(registration.event, registration.role).full,
    }
    return render(request, "registrations/personal/add_companion.html", values, status=status)


def _companion_form(
    request: HttpRequest, registration: Registration, *, leave_files: bool
) -> CompanionForm:
    data = request.POST.copy() if request.method == "POST" else None
    files = None if leave_files else request.FILES
    asks = asks_of(registration)
    form = CompanionForm(data, files, asks=asks, key="1", number=1, newest=False)
    if asks.offer.rounds:
        form.tell_seats(live_seats(registration.event))
    if any(asked.limited for asked in form.asked):
        form.tell_places(places_left(registration.event))
    return form


def _added(
    request: HttpRequest, form: CompanionForm, registration: Registration, now: datetime
) -> bool:
    """Add who was filled in; False with the reason on the form when that was refused."""
    seen = request.POST.get("seen", "")
    number = int(seen) if seen.isdecimal() and len(seen) < MOST_DIGITS else -1
    try:
        add_companions(registration, [form.companion()], seen=number, now=now)
    except (Refused, ValidationError) as no:
        form.refuse_here(str(no), getattr(no, "field", ""))
        return False
    return True


@opened_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_page(request: HttpRequest, registration: Registration, code: str) -> HttpResponse:
    """Somebody else for one seat."""
    return _give(request, registration, code, ReceiverForm)


@opened_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def share_page(request: HttpRequest, registration: Registration, code: str) -> HttpResponse:
    """A link of their own for a companion."""
    return _give(request, registration, code, LinkForm)


def _give(
    request: HttpRequest, registration: Registration, code: str, kind: type[LinkForm]
) -> HttpResponse:
    now = timezone.now()
    person = of_party(registration, code)
    form = kind(request.POST if request.method == "POST" else None, label_suffix="")
    reason, status = reason_against_giving(person, now, shared=kind is LinkForm), 200
    if request.method == "POST":
        status = CONFLICT if reason else _given(form, person, now)
        if status == 200:  # noqa: PLR2004
            messages.success(request, _told(registration, person, shared=kind is LinkForm))
            return back(request)
    values: dict[str, Any] = frame_values(request, registration) | {
        "form": form,
        "reason": reason,
        "person": person,
        "shared": kind is LinkForm,
        "own": person.pk == registration.pk,
    }
    return render(request, "registrations/personal/give.html", values, status=status)


def _told(registration: Registration, person: Registration, *, shared: bool) -> str:
    """What is said when a seat or a link was given; the same for a known address."""
    rows = registration.event.registrations.of_party(registration.pk).values_list("pk", flat=True)
    numbers = {pk: number for number, pk in enumerate(rows)}
    about = {"name": name_of(person, numbers.get(person.pk, 1))}
    if person.pk == registration.pk:
        told = _("The address that you filled in gets a mail with the link to your seat.")
    elif shared:
        told = _("The address that you filled in gets a mail with a link for %(name)s.") % about
    else:
        told = _(
            "The address that you filled in gets a mail with the link to the seat of %(name)s."
        )
        told %= about
    return (
        told
        + " "
        + _("Was it signed up for this gathering already? Then nothing else has changed.")
    )


def _given(form: LinkForm, person: Registration, now: datetime) -> int:
    """Give as a form says; the HTTP status that says how it went."""
    if not form.is_valid():
        return INVALID
    if not allowed("move", person.code, limit=TRIES, per=AN_HOUR, now=now):
        form.add_error(None, _("You tried this very often. Wait an hour and try again."))
        return TOO_MANY
    try:
        form.give(person, now=now)
    except (Refused, ValidationError) as no:
        form.add_error(None, ValidationError(str(no)))
        return CONFLICT
    return 200
