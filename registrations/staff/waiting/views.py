"""The waiting lists of one gathering."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.models import Event, Session, Table
from events.permissions import organiser
from events.workspace.pages import page
from registrations.models import Choice
from registrations.sign_up_settings.rule_sentences import of_the_line
from registrations.staff.filters import holders_of, named
from registrations.staff.lists.menu import menu_of
from registrations.staff.waiting.lines import (
    choices_in_line,
    offers_of,
    queues_of,
    shown,
    units_of,
)

HERE = "attendees"
PER_PAGE = 50


@organiser("attendees.see")
@require_safe
def waiting_list(request: HttpRequest, event: Event) -> HttpResponse:
    """Who waits for the gathering, or with `bij` for one session or table, page by page."""
    holders, key = holders_of(event), request.GET.get("bij", "")
    if key and key not in holders:
        raise Http404(_("There is no session or table at this address."))
    names = {key: named(holder) for key, holder in holders.items()}
    about = _of_a_holder(request, holders[key]) if key else _of_the_event(request, event)
    about |= {
        "queues": queues_of(event, holders, names=names, chosen=key),
        "all_waiting": event.registrations.waiting().count(),
        "chosen": names.get(key, ""),
        "menu": menu_of(event, request.may, "waiting"),  # type: ignore[attr-defined]
        "rule": of_the_line(event),
        "acts": "registrations.cancel" in request.may,  # type: ignore[attr-defined]
    }
    return page(request, event, "staff/waiting/waiting_list.html", here=HERE, **about)


def _of_the_event(request: HttpRequest, event: Event) -> dict[str, Any]:
    found = Paginator(units_of(event), PER_PAGE).get_page(request.GET.get("page"))
    return {"page": found, "lines": shown(list(found.object_list)), "offers": offers_of(event)}


def _of_a_holder(request: HttpRequest, holder: Session | Table) -> dict[str, Any]:
    line = (
        Choice.objects.at(holder)
        .in_line()
        .select_related("registration__role", "registration__lead")
    )
    found = Paginator(line, PER_PAGE).get_page(request.GET.get("page"))
    lines = choices_in_line(found.object_list, after=found.start_index() - 1)
    return {"page": found, "lines": lines, "offers": []}
