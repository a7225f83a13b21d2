"""The page of proposed cases: take one into the programme, or decline it."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.models import Case, Event
from events.permissions import organiser
from events.proposals import accept
from events.workspace.content.forms import tables_of
from events.workspace.pages import page
from events.workspace.trash.removing import remove_from
from festival.models import User
from registrations.staff.cases.proposals import TableForm, proposals_of, tables_to_choose

HERE = "content"


@organiser("programme.edit")
@require_safe
def proposed(request: HttpRequest, event: Event) -> HttpResponse:
    """The cases that people brought along, those to decide on first."""
    asked, accepted = proposals_of(event)
    may: frozenset[str] = request.may  # type: ignore[attr-defined]
    about: dict[str, Any] = {
        "asked": asked,
        "accepted": accepted,
        "sees_people": "attendees.see" in may,
    }
    return page(request, event, "staff/cases/proposed.html", here=HERE, **about)


@organiser("programme.edit")
@require_POST
def accept_case(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Take a case into the draft, with its table. Twice does no harm."""
    case = _case(event, code)
    form = TableForm(case, tables_to_choose(event), request.POST)
    if not form.is_valid():
        messages.error(request, _("This table is no longer there. Choose another."))
        return redirect("staff:proposed_cases", slug=event.slug)
    table = tables_of(event).filter(code=form.cleaned_data["table"]).first()
    accept(case, table=table, now=timezone.now(), by=cast("User", request.user))
    said = _("“%(name)s” is in the programme. It is public when you publish.")
    messages.success(request, said % {"name": case})
    return redirect("staff:proposed_cases", slug=event.slug)


@organiser("programme.edit")
@require_POST
def decline_case(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Move a proposed case to the trash; who brought it still comes. Twice does no harm."""
    case = event.cases.proposed().filter(code=code).first()
    if case is not None:
        remove_from(event, case, request)
    elif Case.objects.filter(code=code).exclude(event=event).exists():
        raise Http404
    return redirect("staff:proposed_cases", slug=event.slug)


def _case(event: Event, code: str) -> Case:
    found: Case = get_object_or_404(event.cases, code=code)
    return found
