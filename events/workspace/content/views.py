"""The content of one event: an overview, and list, add, edit, remove, order of each kind."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.forms import ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.models import Event
from events.organising import NotYours
from events.permissions import organiser
from events.teams import LastOwner
from events.workspace.content.listing import address, cards_of, rows_of
from events.workspace.content.parts import BY_KEY, Part, holder_of, part_at
from events.workspace.ordering import put_in_order
from events.workspace.pages import page
from events.workspace.saving import saved, was_removed
from events.workspace.trash.removing import remove_from


@organiser("programme.edit")
@require_safe
def content(request: HttpRequest, event: Event) -> HttpResponse:
    """All kinds, with how many there are and what is missing."""
    cards = cards_of(event)
    return page(request, event, "workspace/content/content.html", here="content", cards=cards)


@organiser("programme.edit")
@require_safe
def parts(request: HttpRequest, event: Event, kind: str) -> HttpResponse:
    """The things of one kind, in order."""
    part = part_at(kind)
    about: dict[str, Any] = {
        "part": part,
        "rows": rows_of(part, event, part.rows(event)),
        "add_url": address("add_part", event, part),
        "order_url": address("order_parts", event, part),
        "beside_url": part.beside[0] and reverse(part.beside[0], kwargs={"slug": event.slug}),
    }
    return page(request, event, "workspace/content/parts.html", here="content", **about)


@organiser("programme.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add_part(request: HttpRequest, event: Event, kind: str) -> HttpResponse:
    """A form for a new thing, and adding it."""
    part = part_at(kind)
    if request.method != "POST":
        given = _given(request, event, part)
        form = part.form(instance=part.new(event), of=event, initial=given)
        return _form_page(request, event, part, form)
    form, thing = _saved(request, event, part, part.new(event))
    if thing is None:
        return _form_page(request, event, part, form)
    messages.success(request, _("“%(name)s” has been added.") % {"name": part.named(thing)})
    again = request.get_full_path() if "again" in request.POST else ""
    return redirect(again or _after(event, part, thing))


@organiser("programme.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, event: Event, kind: str, pk: int) -> HttpResponse:
    """One thing, with what stands within it, and changing it."""
    of = part_at(kind)
    if request.method != "POST":
        thing = get_object_or_404(of.rows(event), pk=pk)
        return _form_page(request, event, of, of.form(instance=thing, of=event))
    thing = of.rows(event).filter(pk=pk).first()
    if thing is None:
        return _gone(request, event, of, pk)
    try:
        form, changed = _saved(request, event, of, thing)
    except ObjectDoesNotExist:
        return _gone(request, event, of, pk)
    if changed is None:
        return _form_page(request, event, of, form)
    messages.success(request, _("“%(name)s” has been saved.") % {"name": of.named(changed)})
    return redirect(_after(event, of, changed))


@organiser("programme.edit")
@require_POST
def remove_part(request: HttpRequest, event: Event, kind: str, pk: int) -> HttpResponse:
    """Move one thing to the trash. Twice does no harm."""
    of = part_at(kind)
    thing = of.rows(event).filter(pk=pk).first()
    if thing is not None:
        back = _after(event, of, thing, named=False)
        try:
            remove_from(event, thing, request)
        except NotYours as no:
            raise PermissionDenied(str(no)) from no
        except LastOwner as no:
            messages.error(request, str(no))
        return redirect(back)
    was_removed(of.model, pk)
    messages.info(request, _("This has been removed already."))
    return redirect(address("parts", event, of))


@organiser("programme.edit")
@require_POST
def order_parts(request: HttpRequest, event: Event, kind: str) -> HttpResponse:
    """Put the things of one kind in the order that was asked for."""
    of = part_at(kind)
    if not of.ordered:
        raise Http404
    back = address("parts", event, of)
    return put_in_order(request, event, of.rows(event), back=back, now=timezone.now())


def _given(request: HttpRequest, event: Event, of: Part) -> dict[str, Any]:
    """What the address of a new thing says of it already. Raises Http404."""
    if of.within and "bij" in request.GET:
        try:
            holder = ModelChoiceField(holder_of(of).rows(event)).clean(request.GET["bij"])
        except ValidationError as unknown:
            raise Http404 from unknown
        return {of.within: holder.pk}
    if of.path == "event" and "organisation" in of.form.names and "naam" in request.GET:
        return {"organisation": request.GET["naam"]}
    return {}


def _saved(request: HttpRequest, event: Event, of: Part, thing: Any) -> tuple[Any, Any]:
    return saved(of.form, request, thing, event=event, now=timezone.now(), of=event)


def _form_page(
    request: HttpRequest, event: Event, of: Part, form: Any, **more: Any
) -> HttpResponse:
    thing = form.instance if form.instance.pk else None
    inner = BY_KEY.get(of.holds) if thing else None
    about: dict[str, Any] = {
        "part": of,
        "form": form,
        "name": of.named(thing) if thing else "",
        "list_url": address("parts", event, of),
        "remove_url": address("remove_part", event, of, pk=thing.pk) if thing else "",
        "inner": inner,
    }
    if inner and thing:
        held = inner.rows(event).filter(**{inner.within: thing})
        about["rows"] = rows_of(inner, event, held)
        about["add_url"] = f"{address('add_part', event, inner)}?bij={thing.pk}"
    status = 422 if form.errors else 200
    where = {"here": "content", "status": status} | more
    return page(request, event, "workspace/content/part.html", **about | where)


def _gone(request: HttpRequest, event: Event, of: Part, pk: int) -> HttpResponse:
    """What was typed about a thing that somebody removed meanwhile, to be added anew."""
    was_removed(of.model, pk)
    form = of.form(request.POST, request.FILES, instance=of.new(event), of=event)
    add_url = address("add_part", event, of)
    return _form_page(request, event, of, form, gone=True, action=add_url, status=409)


def _after(event: Event, of: Part, thing: Any, *, named: bool = True) -> str:
    """Where to go on: to what the thing stands in, otherwise to it in its list."""
    holder = getattr(thing, of.within) if of.within else None
    if holder is not None:
        return address("part", event, holder_of(of), pk=holder.pk)
    return address("parts", event, of) + (f"#ding-{thing.pk}" if named else "")
