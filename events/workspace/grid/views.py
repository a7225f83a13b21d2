"""The grid of a day, and the form that moves an item."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.models import Event, Session
from events.permissions import organiser
from events.plan import read_plan
from events.workspace.grid.moving import MoveForm, place_of
from events.workspace.grid.showing import grid_of, grid_url
from events.workspace.pages import page
from events.workspace.saving import saved


@organiser("programme.edit")
@require_safe
def grid(request: HttpRequest, event: Event) -> HttpResponse:
    """One day's items by time and room, with the warnings about the whole programme."""
    all_rooms = request.GET.get("zalen") == "alle"
    shown = grid_of(event, read_plan(event), _day(request.GET.get("dag", "")), all_rooms=all_rooms)
    return page(request, event, "workspace/grid/grid.html", here="programme", grid=shown)


@organiser("programme.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Move one item to another time or room."""
    row = event.sessions.filter(code=code).first()
    if row is None and (request.method != "POST" or Session.objects.filter(code=code).exists()):
        raise Http404(_("There is no such item in this programme."))
    if row is not None and request.method != "POST":
        return _place(request, event, MoveForm(instance=row), row)
    try:
        if row is None:
            raise Session.DoesNotExist
        form, moved = saved(MoveForm, request, row, event=event, now=timezone.now())
    except Session.DoesNotExist:
        return page(request, event, "workspace/grid/gone.html", here="programme", status=409)
    if moved is None:
        return _place(request, event, form, row, status=422)
    where = place_of(event, moved.starts_at, moved.ends_at, moved.room)
    messages.success(
        request, _("“%(title)s” is now here: %(place)s.") % {"title": moved.title, "place": where}
    )
    if form.of_seats:
        messages.info(request, form.of_seats)
    return redirect(_back(event, moved.starts_at, code))


def _place(
    request: HttpRequest, event: Event, form: MoveForm, row: Session, status: int = 200
) -> HttpResponse:
    """The page of the form."""
    about: dict[str, Any] = {"form": form, "session": row}
    about["back"] = _back(event, row.starts_at, row.code)
    return page(
        request, event, "workspace/grid/place.html", here="programme", status=status, **about
    )


def _back(event: Event, starts_at: datetime | None, code: str) -> str:
    day = timezone.localdate(starts_at, event.zone) if starts_at else None
    return grid_url(event, day, code)


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None
