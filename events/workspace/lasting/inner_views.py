"""What stands within a lasting record: the rooms of a venue, the ties of an organisation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.permissions import maker
from events.workspace.lasting.kinds import Inner, Kind
from events.workspace.lasting.pages import address, changeable, shown
from events.workspace.ordering import put_in_order
from events.workspace.trash.removing import remove_record
from festival.drafting import submitted

READS_AND_SAVES = ["GET", "HEAD", "POST"]


@maker
@require_http_methods(READS_AND_SAVES)
def add_inner(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """A form for a new room or tie, and adding it."""
    of, record, inner = _inner(request, kind, key)
    new = inner.model(**{inner.holder: record})
    if request.method != "POST":
        return _form(request, of, record, inner.form(instance=new))
    form, thing = submitted(inner.form, request, new, now=timezone.now())
    if thing is None:
        return _form(request, of, record, form)
    messages.success(request, _("“%(name)s” has been added.") % {"name": thing})
    again = request.get_full_path() if "again" in request.POST else ""
    return redirect(again or address("_one", of, record))


@maker
@require_http_methods(READS_AND_SAVES)
def inner(request: HttpRequest, kind: str, key: str, pk: int) -> HttpResponse:
    """One room or tie, and changing it."""
    of, record, within = _inner(request, kind, key)
    if request.method != "POST":
        thing = get_object_or_404(within.rows(record), pk=pk)
        return _form(request, of, record, within.form(instance=thing))
    thing = within.rows(record).filter(pk=pk).first()
    if thing is None:
        return _gone(request, of, record, within)
    try:
        form, changed = submitted(within.form, request, thing, now=timezone.now())
    except ObjectDoesNotExist:
        return _gone(request, of, record, within)
    if changed is None:
        return _form(request, of, record, form)
    messages.success(request, _("“%(name)s” has been saved.") % {"name": changed})
    return redirect(address("_one", of, record))


@maker
@require_POST
def remove_inner(request: HttpRequest, kind: str, key: str, pk: int) -> HttpResponse:
    """Move a room or tie to the trash. Twice does no harm."""
    of, record, within = _inner(request, kind, key)
    thing = within.rows(record).filter(pk=pk).first()
    if thing is None:
        messages.info(request, _("This has been removed already."))
    elif not remove_record(thing, request):
        sentence = _("“%(name)s” is still used, so it cannot be removed.")
        messages.error(request, sentence % {"name": thing})
    return redirect(address("_one", of, record))


@maker
@require_POST
def order_inner(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Put the rooms of a venue in the order that was asked for."""
    of, record, within = _inner(request, kind, key)
    if not within.ordered:
        raise Http404
    back = address("_one", of, record)
    return put_in_order(request, record, within.rows(record), back=back, now=timezone.now())


def _inner(request: HttpRequest, kind: str, key: str) -> tuple[Kind, Any, Inner]:
    of, record = changeable(request, kind, key)
    if of.inner is None:
        raise Http404
    return of, record, of.inner


def _form(request: HttpRequest, of: Kind, record: Any, form: Any, **more: Any) -> HttpResponse:
    thing = form.instance if form.instance.pk else None
    about = {
        "of": of,
        "record": record,
        "record_url": address("_one", of, record),
        "list_url": address("", of),
        "form": form,
        "thing": thing,
        "status": 422 if form.errors else 200,
    }
    return shown(request, "inner", **about | more)


def _gone(request: HttpRequest, of: Kind, record: Any, within: Inner) -> HttpResponse:
    """What was typed about something that somebody removed meanwhile, to be added anew."""
    new = within.model(**{within.holder: record})
    form = within.form(request.POST, instance=new)
    action = address("_add_inner", of, record)
    return _form(request, of, record, form, gone=True, action=action, status=409)
