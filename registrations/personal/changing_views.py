"""Changing what one person told and chose, and the address of all."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from events.locking import lock_event
from events.published import with_release
from festival.form_layout import Button
from festival.ratelimit import allowed
from festival.refusals import Refused
from festival.typed import AddressField
from registrations.changing import (
    Changed,
    change_address,
    change_person,
    reason_against_changes,
)
from registrations.changing.address import AN_HOUR
from registrations.models import Registration
from registrations.personal.opening import back, opened_by_link
from registrations.personal.overview import frame_values
from registrations.personal.person_form import ChangeForm
from registrations.personal.sent_files import may_send_files, store_files, told_to_wait
from registrations.states import LIVE
from registrations.wording import holder_title

INVALID, CONFLICT, TOO_MANY = 422, 409, 429
TRIES = 5  # in an hour, to move one sign-up to another address


class NewAddressForm(forms.Form):
    """The address that somebody wants their mails at from now on."""

    email = AddressField(
        label=gettext_lazy("New e-mail address"),
        max_length=254,
        missing=gettext_lazy("Fill in your e-mail address."),
        autocomplete="email",
    )

    @property
    def helper(self) -> FormHelper:
        """The field, and the button."""
        helper = FormHelper()
        helper.attrs = {"novalidate": True}
        helper.layout = Layout("email", Button(_("Use this address from now on")))
        return helper


def of_party(registration: Registration, code: str) -> Registration:
    """Somebody of the party behind a link. Raises Http404."""
    rows = registration.event.registrations.of_party(registration.pk).select_related("role", "lead")
    person: Registration | None = rows.filter(code=code).first()
    if person is None:
        raise Http404(_("Nobody of this sign-up has this address."))
    person.event = registration.event
    return person


@opened_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def change_page(request: HttpRequest, registration: Registration, code: str) -> HttpResponse:
    """One person's part of the form, filled in; sent, it is changed."""
    now = timezone.now()
    person = of_party(registration, code)
    reason = reason_against_changes(registration.event, now)
    if person.status not in LIVE:
        reason = reason or _("This sign-up is cancelled; there is nothing to change.")
    form, changed = None, None
    status = CONFLICT if reason and request.method == "POST" else 200
    if not reason and request.method == "POST":
        form, changed, status = _sent(request, person, now=now)
    elif not reason:
        form = ChangeForm(person=person)
    if changed is not None:
        _tell(request, person, changed)
        return back(request)
    values = frame_values(request, registration) | {
        "person": person,
        "form": form,
        "reason": reason,
    }
    return render(request, "registrations/personal/change.html", values, status=status)


def _sent(
    request: HttpRequest, person: Registration, *, now: datetime
) -> tuple[ChangeForm, Changed | None, int]:
    """The form as it was sent, what came of it, and the status when it is given back."""
    data, files = request.POST.copy(), request.FILES.copy()
    if files and not may_send_files(person, now=now):
        form = ChangeForm(data, person=person)
        form.is_valid()
        form.refuse_here(told_to_wait(), "")
        return form, None, TOO_MANY
    if files:
        store_files(ChangeForm(person=person), data, files)
    return *_saved(data, files, person, now=now), INVALID


@transaction.atomic
def _saved(
    data: QueryDict, files: MultiValueDict[str, Any], person: Registration, *, now: datetime
) -> tuple[ChangeForm, Changed | None]:
    """The form as it was sent, and what came of it; nobody else changes it meanwhile."""
    event = lock_event(person.event_id)
    person = event.registrations.select_related("role", "lead").get(pk=person.pk)
    person.event = event
    form = ChangeForm(data, files, person=person)
    if not form.is_valid():
        return form, None
    try:
        with transaction.atomic():
            return form, change_person(
                person,
                details=form.details(),
                asked=form.questions(),
                replies=form.replies(),
                picks=form.picks,
                beside=form.beside,
                now=now,
                by=None,
            )
    except Refused as no:
        form.refuse_here(str(no), no.field)
    return form, None


def _tell(request: HttpRequest, person: Registration, changed: Changed) -> None:
    if not changed:
        messages.info(request, _("Nothing has changed."))
        return
    programme = with_release(person.event).programme
    sentences = [_("Your change has been saved.")]
    for choice, kept in changed.waits:
        about = {"wanted": holder_title(programme, choice.session, choice.table)}
        sentence = _("“%(wanted)s” is full: you are on its waiting list.") % about
        if kept is not None:
            about = {"kept": holder_title(programme, kept.session, kept.table)}
            sentence += " " + _("Until there is a seat you keep the one at “%(kept)s”.") % about
        sentences.append(sentence)
    messages.success(request, " ".join(sentences))


@opened_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def address_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Another address for the mails; the link moves along."""
    now = timezone.now()
    form = NewAddressForm(request.POST if request.method == "POST" else None, label_suffix="")
    reason, status = reason_against_changes(registration.event, now), 200
    if request.method == "POST":
        status = CONFLICT if reason else _moved(form, registration, now)
        if status == 200:  # noqa: PLR2004
            return redirect("registrations:moved")
    values: dict[str, Any] = frame_values(request, registration)
    values |= {"form": form, "reason": reason}
    return render(request, "registrations/personal/address.html", values, status=status)


def _moved(form: NewAddressForm, registration: Registration, now: datetime) -> int:
    """Move a sign-up to the address that was typed; the HTTP status that says how it went."""
    if not form.is_valid():
        return INVALID
    if not allowed("move", registration.code, limit=TRIES, per=AN_HOUR, now=now):
        form.add_error(None, _("You tried this very often. Wait an hour and try again."))
        return TOO_MANY
    try:
        change_address(registration, form.cleaned_data["email"], now=now)
    except (Refused, ValidationError) as no:
        form.add_error("email", ValidationError(str(no)))
        return INVALID
    return 200
