"""The trash of one event and of what lasts, and the button that puts something back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.models import Event
from events.organising import NotYours
from events.permissions import maker, organiser
from events.workspace.pages import page
from events.workspace.trash.listing import removed_things
from events.workspace.trash.removing import put_back_in
from festival.editing import restore as put_back
from festival.models import Trashed
from festival.trash import KEPT_FOR, CannotRestore
from festival.undo import way_back

PER_PAGE = 50
LASTING = ("organisation", "affiliation", "person", "venue", "room")


@organiser("programme.edit")
@require_safe
def trash(request: HttpRequest, event: Event) -> HttpResponse:
    """What was removed from this event, by whom, and until when it can come back."""
    rows = Trashed.objects.filter(event_id=event.pk).defer("content", "loosened")
    leaf = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    about: dict[str, Any] = {"page": leaf, "things": removed_things(leaf), "days": KEPT_FOR.days}
    return page(request, event, "workspace/trash/trash.html", here="", **about)


@organiser("programme.edit")
@require_POST
def restore(request: HttpRequest, event: Event, pk: int) -> HttpResponse:
    """Put one removed thing back, whole. Twice does no harm."""
    trashed = Trashed.objects.filter(pk=pk).first()
    if trashed is not None and trashed.event_id != event.pk:
        raise Http404
    user: Any = request.user
    _put_back(request, lambda: put_back_in(event, trashed, by=user) if trashed else None)
    return redirect(way_back(request, reverse("workspace:trash", kwargs={"slug": event.slug})))


@maker
@require_safe
def lasting_trash(request: HttpRequest) -> HttpResponse:
    """The organisations, people and venues that were removed."""
    rows = Trashed.objects.filter(event_id=None, target_type__in=LASTING)
    leaf = Paginator(rows.defer("content", "loosened"), PER_PAGE).get_page(request.GET.get("page"))
    about = {"page": leaf, "things": removed_things(leaf), "days": KEPT_FOR.days}
    return render(request, "workspace/lasting/trash.html", about)


@maker
@require_POST
def restore_lasting(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one removed organisation, person, venue or part of it back. Twice does no harm."""
    trashed = Trashed.objects.filter(pk=pk).first()
    if trashed is not None and (trashed.event_id or trashed.target_type not in LASTING):
        raise Http404
    user: Any = request.user
    now = timezone.now()
    _put_back(request, lambda: put_back(trashed, now=now, by=user) if trashed else None)
    return redirect(way_back(request, reverse("workspace:lasting_trash")))


def _put_back(request: HttpRequest, put: Callable[[], Model | None]) -> None:
    """Put something back and say what came of it."""
    try:
        back = put()
    except NotYours as no:
        raise PermissionDenied(str(no)) from no
    except CannotRestore as no:
        messages.error(request, str(no))
        return
    if back is not None:
        messages.success(request, _("“%(name)s” is back.") % {"name": back})
    else:
        messages.info(request, _("This is no longer in the trash; perhaps it is back already."))
