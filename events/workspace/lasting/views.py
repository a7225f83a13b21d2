"""Organisations, people and venues: their lists, and adding, changing and removing one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.models import Event
from events.permissions import MAKERS, maker
from events.workspace.lasting.forms import Search
from events.workspace.lasting.kinds import BY_KEY, Kind
from events.workspace.lasting.pages import (
    address,
    changeable,
    inner_rows,
    record_at,
    row_of,
    shown,
    told_apart,
)
from events.workspace.lasting.uses import is_free, may_change, uses_of
from events.workspace.trash.removing import remove_record
from festival.drafting import submitted
from partners.merging import trail_of

PER_PAGE = 50
MOST_ENTRIES = 20  # of the trail on one page
READS_AND_SAVES = ["GET", "HEAD", "POST"]


@maker
@require_safe
def records(request: HttpRequest, kind: str) -> HttpResponse:
    """All records of one kind, or those with some words in their name, page by page."""
    of = BY_KEY[kind]
    form = Search(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    rows = of.model._default_manager.select_related(*of.joined).filter(of.search(words))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    about: dict[str, Any] = {
        "of": of,
        "kinds": [(other.title, address("", other), other is of) for other in BY_KEY.values()],
        "form": form,
        "words": words,
        "page": page,
        "rows": [row_of(of, record) for record in page],
        "list_url": address("", of),
        "add_url": address("_add", of),
    }
    return shown(request, "records", **about)


@maker
@require_http_methods(READS_AND_SAVES)
def add_record(request: HttpRequest, kind: str) -> HttpResponse:
    """A form for a new record, and adding it."""
    of = BY_KEY[kind]
    if request.method != "POST":
        return _form(request, of, of.form(instance=of.model()))
    form, record = submitted(of.form, request, of.model(), now=timezone.now())
    if record is None:
        return _form(request, of, form)
    messages.success(request, _("“%(name)s” has been added.") % {"name": record})
    return redirect(address("_one", of, record))


@maker
@require_http_methods(READS_AND_SAVES)
def record(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """One record: what it says, where it is used, what may be the same; and changing it."""
    of, thing = record_at(kind, key)
    if request.method != "POST":
        return _form(request, of, of.form(instance=thing))
    of, thing = changeable(request, kind, key)
    try:
        form, changed = submitted(of.form, request, thing, now=timezone.now())
    except ObjectDoesNotExist:
        form = of.form(request.POST, request.FILES, instance=of.model())
        return _form(request, of, form, gone=True, status=409)
    if changed is None:
        return _form(request, of, form)
    messages.success(request, _("“%(name)s” has been saved.") % {"name": changed})
    return redirect(address("_one", of, changed))


@maker
@require_POST
def remove_one(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Move a record that is used nowhere to the trash."""
    of, thing = changeable(request, kind, key)
    if not is_free(thing) or not remove_record(thing, request):
        messages.error(
            request, _("“%(name)s” is still used, so it cannot be removed.") % {"name": thing}
        )
        return redirect(address("_one", of, thing))
    return redirect(address("", of))


def _form(request: HttpRequest, of: Kind, form: Any, **more: Any) -> HttpResponse:
    thing = form.instance if form.instance.pk else None
    about: dict[str, Any] = {
        "of": of,
        "form": form,
        "name": str(of.model._default_manager.get(pk=thing.pk)) if thing else "",
        "list_url": address("", of),
        "add_url": address("_add", of),
        "may_change": thing is None or may_change(thing, request.user),
    }
    if thing is not None:
        about |= _around(request, of, thing)
    where = {"status": 422 if form.errors else 200} | more
    return shown(request, "record", **about | where)


def _around(request: HttpRequest, of: Kind, thing: Any) -> dict[str, Any]:
    """What stands around the form of a record."""
    merging = address("_merge", of, thing) if of.merges else ""
    coming = Event.objects.of_team_member(request.user, roles=MAKERS).filter(
        ends_at__gt=timezone.now()
    )
    alike = of.like(thing)
    named = told_apart(of, [thing, *alike])
    return {
        "uses": uses_of(thing, request.user),
        "alike": [(named[other], f"{merging}?met={other.code}") for other in alike],
        "merge_url": merging,
        "inner": of.inner,
        "rows": inner_rows(of, thing),
        "ordered": bool(of.inner and of.inner.ordered),
        "inner_url": address("_add_inner", of, thing) if of.inner else "",
        "order_url": address("_order", of, thing) if of.inner and of.inner.ordered else "",
        "remove_url": address("_remove", of, thing),
        "invites_to": coming[:5] if of.key == "organisations" else [],
        "trail": trail_of(thing)[:MOST_ENTRIES] if of.merges else [],
    }
