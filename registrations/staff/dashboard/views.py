"""The dashboard of one gathering, and the mails about it that could not be sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from events.changes import changes
from events.models import Event
from events.permissions import organiser
from events.warnings import warnings_of
from events.workspace.pages import page
from festival import outbox
from registrations.announcing.publishing import draft_of
from registrations.checking import checklist_of
from registrations.staff.dashboard.attention import Facts, notices_of
from registrations.staff.dashboard.chart import chart_of
from registrations.staff.dashboard.figures import by_round, holders_of, periods_of
from registrations.staff.overview import counts_of


@organiser("event.see")
@require_safe
def dashboard(request: HttpRequest, event: Event) -> HttpResponse:
    """How one gathering stands, for everybody in its team; what they may open is linked."""
    may: frozenset[str] = request.may  # type: ignore[attr-defined]
    facts = _facts(event, may)
    first = event.release_id is None and facts.draft is not None
    points = checklist_of(event, facts.draft) if first and facts.draft else ()
    periods = periods_of(event)
    about: dict[str, Any] = {
        "counts": facts.counts,
        "notices": notices_of(event, facts, may=may, now=timezone.now()),
        "first": first,
        "points": points,
        "ready": not any(point.needed for point in points),
        "periods": periods,
        "chart": periods
        and chart_of([p.total for p in periods], [p.start for p in periods], limit=event.all_seats),
        "rounds": by_round(holders_of(event)),
    }
    return page(request, event, "staff/dashboard.html", here="dashboard", **about)


def _facts(event: Event, may: frozenset[str]) -> Facts:
    """What the visitor's role gives a reason to look up."""
    looked_at = draft_of(event) if "programme.edit" in may else None
    counts = counts_of([event])[event.pk]
    if looked_at is None:
        return Facts(counts)
    return Facts(
        counts=counts,
        draft=looked_at.draft,
        changed=len(changes(looked_at.public, looked_at.draft)),
        concerns=len(warnings_of(event)),
        proposed=event.cases.proposed().count(),
        unsent=len(outbox.put_aside(event.code, now=timezone.now())),
    )


@organiser("emails.see")
@require_safe
def unsent(request: HttpRequest, event: Event) -> HttpResponse:
    """The mails about this gathering that could not be sent."""
    mails = outbox.put_aside(event.code, now=timezone.now())
    return page(request, event, "staff/unsent.html", here="dashboard", mails=mails)


@organiser("emails.see")
@require_POST
def send_again(request: HttpRequest, event: Event) -> HttpResponse:
    """Try them again now. Twice does no harm."""
    number = outbox.send_again(event.code, now=timezone.now())
    if number:
        sentence = ngettext("%(n)d mail is sent again.", "%(n)d mails are sent again.", number)
        messages.success(request, sentence % {"n": number})
    else:
        messages.info(request, _("There are no mails to send again."))
    return redirect("staff:unsent", slug=event.slug)
