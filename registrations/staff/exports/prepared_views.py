"""A file that the worker makes: how far it is, and fetching it. Only for who asked for it."""

from typing import Any, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page
from festival.models import User
from festival.refusals import Refused
from registrations.exporting import makers
from registrations.exporting.preparing import KEPT, of_asker
from registrations.models import PreparedFile
from registrations.paper.prepared import KIND as PAPER
from registrations.staff.exports.views import HERE


@organiser("attendees.see")
@require_safe
def prepared(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """How far a file is; at the end, the link to fetch it."""
    file = found(request, event, code)
    paper = file.kind == PAPER
    about: dict[str, Any] = {
        "file": file,
        "paper": paper,
        "until": file.ended_at and file.ended_at + KEPT,
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "staff/exports/_progress.html", {"event": event, **about})
    here = "paper" if paper else HERE
    return page(request, event, "staff/exports/prepared.html", here=here, **about)


@organiser("attendees.see")
@require_safe
def fetch(request: HttpRequest, event: Event, code: str) -> HttpResponseBase:
    """The file itself; each time is noted."""
    file = found(request, event, code)
    try:
        opened = makers.fetch(file, now=timezone.now())
    except Refused as no:
        messages.error(request, str(no))
        return redirect("staff:prepared", slug=event.slug, code=code)
    return FileResponse(opened, as_attachment=True, filename=file.name)


def found(request: HttpRequest, event: Event, code: str) -> PreparedFile:
    """The file with this code that the visitor asked for. Raises Http404."""
    mine = of_asker(event, cast("User", request.user), now=timezone.now())
    file: PreparedFile | None = mine.filter(code=code).first()
    if file is None:
        raise Http404(_("This file is not there, or not any more."))
    file.event = event
    return file
