"""Changing in which role a party comes, and the case that is brought along."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.locking import lock_event
from festival.refusals import Refused
from registrations.changing import Changed, change_case, change_role, reason_against_changes
from registrations.models import Registration
from registrations.personal.changing_views import CONFLICT, INVALID
from registrations.personal.opening import back, opened_by_link, token_in
from registrations.personal.overview import frame_values
from registrations.personal.person_form import asks_of
from registrations.personal.role_form import RoleForm, can_change_role
from registrations.questions.asking import applying, asked_of
from registrations.wording import quoted


@opened_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def role_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The roles and the case, filled in; sent, they are changed."""
    if not can_change_role(registration):
        return back(request)
    reason = _reason_against(registration)
    form, changed = None, None
    status = CONFLICT if reason and request.method == "POST" else 200
    if not reason and request.method == "POST":
        form, changed = _saved(request.POST, registration)
        status = INVALID
    elif not reason:
        form = RoleForm(lead=registration)
    if changed is not None:
        return _after(request, registration, changed)
    values = frame_values(request, registration) | {
        "form": form,
        "reason": reason,
        "heading": _heading(form),
        "together": registration.event.registrations.live().of_party(registration.pk).count() > 1,
    }
    return render(request, "registrations/personal/change_role.html", values, status=status)


def _heading(form: RoleForm | None) -> str:
    if form is not None and not form.roles_to_choose:
        return _("Your case")
    return _("Your role and your case") if form is None or form.asks_a_case else _("Your role")


def _reason_against(registration: Registration) -> str:
    if reason := reason_against_changes(registration.event, timezone.now()):
        return reason
    if registration.event.registrations.live().of_party(registration.pk).exists():
        return ""
    return _("This sign-up is cancelled; there is nothing to change.")


@transaction.atomic
def _saved(data: QueryDict, registration: Registration) -> tuple[RoleForm, Changed | None]:
    """The form as it was sent, and what came of it; nobody else changes it meanwhile."""
    event = lock_event(registration.event_id)
    rows = event.registrations.select_related("role", "case__theme")
    lead: Registration = rows.get(pk=registration.pk)
    lead.event = event
    form, now = RoleForm(data, lead=lead), timezone.now()
    if not form.is_valid():
        return form, None
    try:
        with transaction.atomic():
            if form.role is None:
                return form, change_case(lead, case=form.case(), now=now)
            return form, change_role(lead, role=form.role, case=form.case(), now=now)
    except Refused as no:
        form.refuse_here(str(no), no.field)
    return form, None


def _after(request: HttpRequest, registration: Registration, changed: Changed) -> HttpResponse:
    """Say what changed, and go on to what is asked in the new role, if there is anything."""
    if not changed:
        messages.info(request, _("Nothing has changed."))
        return back(request)
    person = _who_is_asked_more(registration) if "role" in changed.fields else None
    if changed.erased:
        told = _("The answers to what we only asked in your old role are erased: %(questions)s.")
        about = {"questions": quoted([question.text for question in changed.erased])}
        messages.info(request, told % about)
    if person is None:
        messages.success(request, _("Your change has been saved."))
        return back(request)
    messages.success(
        request, _("Your role has been changed. In this role we ask something more: answer below.")
    )
    return redirect("registrations:change", token=token_in(request), code=person.code)


def _who_is_asked_more(registration: Registration) -> Registration | None:
    """The first of a party who still has a question to answer."""
    party = registration.event.registrations.live().of_party(registration.pk)
    people = party.select_related("event", "role").prefetch_related("answers")
    return next((person for person in people if _has_to_answer(person)), None)


def _has_to_answer(person: Registration) -> bool:
    if person.nameless:
        return False
    lead = person.lead_id is None
    said = {answer.question_id: answer.value for answer in person.answers.all()}
    own = asked_of(asks_of(person).questions(lead=lead), person.role, lead=lead)
    asked = (asked.question for asked in applying(own, said))
    return any(question.required and not said.get(question.pk) for question in asked)
