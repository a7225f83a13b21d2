"""The grid of tables under an item, and the people who appear in it."""

from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from events.models import Event, Session
from events.permissions import organiser
from events.workspace.pages import page
from events.workspace.programme.staying import why_it_stays
from events.workspace.programme.tables import Grid, grid_of, save_grid
from events.workspace.trash.removing import remove_from
from partners.finding import suggest_people, told_of

READS_AND_SAVES = ["GET", "HEAD", "POST"]


@organiser("programme.edit")
@require_http_methods(READS_AND_SAVES)
def tables(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """All tables of an item in one form; a button in a row saves and removes that table."""
    session: Session = get_object_or_404(event.sessions, code=code)
    session.event = event
    if request.method != "POST":
        return _grid(request, event, session, grid_of(session))
    user: Any = request.user
    grid, saved = save_grid(session, request.POST, now=timezone.now(), by=user)
    if saved is None:
        return _grid(request, event, session, grid, status=422)
    if leaves := request.POST.get("remove"):
        _remove(request, event, session, leaves)
    else:
        told = ngettext("%(n)d table saved.", "%(n)d tables saved.", len(saved))
        messages.success(request, told % {"n": len(saved)})
    return redirect("workspace:tables", event.slug, code)


@organiser("programme.edit")
@require_safe
def find_people(request: HttpRequest, event: Event) -> HttpResponse:
    """Who may be meant by the beginning of a name, as a list of texts."""
    found = suggest_people(request.GET.get("q", ""))
    return JsonResponse({"people": [told_of(person) for person in found]})


def _remove(request: HttpRequest, event: Event, session: Session, code: str) -> None:
    """Move a table to the trash, with Undo; nothing when it is gone already."""
    table = session.tables.filter(code=code).first()
    if table is None:
        return
    try:
        remove_from(event, table, request)
    except ProtectedError:
        messages.error(request, why_it_stays(session, table, now=timezone.now()))


def _grid(
    request: HttpRequest, event: Event, session: Session, grid: Grid, status: int = 200
) -> HttpResponse:
    about = {"session": session, "grid": grid}
    shown = "workspace/programme/tables.html"
    return page(request, event, shown, here="programme", status=status, **about)
