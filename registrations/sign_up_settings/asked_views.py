"""Roles, questions and rounds: list, add, change, remove, put in order; and a role's link."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.models import Event
from events.permissions import organiser
from events.workspace.ordering import put_in_order
from events.workspace.pages import page
from events.workspace.saving import saved, was_removed
from events.workspace.trash.removing import remove_from
from festival.models import User
from festival.refusals import Refused
from registrations.links import invitation_to
from registrations.models import Question, RegistrationRole
from registrations.questions.following import check_not_followed, check_order
from registrations.seating.roles import check_not_the_only_one, new_link
from registrations.sign_up_settings.sections import Kind, address, kind_at, rows_of

HERE = "sign-up"
Methods = ["GET", "HEAD", "POST"]


@organiser("programme.edit")
@require_safe
def asked_list(request: HttpRequest, event: Event, kind: str) -> HttpResponse:
    """The parts of one kind, in order."""
    of = kind_at(kind)
    about: dict[str, Any] = {
        "part": of,
        "rows": rows_of(of, event),
        "add_url": address("add_asked", event, of),
        "order_url": address("order_asked", event, of),
    }
    return page(request, event, "staff/sign_up/list.html", here=HERE, **about)


@organiser("programme.edit")
@require_http_methods(Methods)
def add_asked(request: HttpRequest, event: Event, kind: str) -> HttpResponse:
    """A form for a new part, and adding it."""
    of = kind_at(kind)
    thing = of.model(event=event)
    if request.method != "POST":
        return _form_page(request, event, of, of.form(instance=thing, of=event))
    form, added = _saved(request, event, of, thing)
    if added is None:
        return _form_page(request, event, of, form)
    messages.success(request, _("“%(name)s” has been added.") % {"name": added})
    return redirect(_after(event, of, added))


@organiser("programme.edit")
@require_http_methods(Methods)
def asked(request: HttpRequest, event: Event, kind: str, pk: int) -> HttpResponse:
    """One part, and changing it; what was typed stays when somebody removed it meanwhile."""
    of = kind_at(kind)
    thing = of.rows(event).filter(pk=pk).first()
    if thing is None:
        return _gone(request, event, of, pk)
    if request.method != "POST":
        return _form_page(request, event, of, of.form(instance=thing, of=event))
    try:
        form, changed = _saved(request, event, of, thing)
    except ObjectDoesNotExist:
        return _gone(request, event, of, pk)
    if changed is None:
        return _form_page(request, event, of, form)
    messages.success(request, _("“%(name)s” has been saved.") % {"name": changed})
    return redirect(address("asked_list", event, of))


@organiser("programme.edit")
@require_POST
def remove_asked(request: HttpRequest, event: Event, kind: str, pk: int) -> HttpResponse:
    """Move one part to the trash, unless people depend on it. Twice does no harm."""
    of = kind_at(kind)
    thing = of.rows(event).filter(pk=pk).first()
    back = redirect(address("asked_list", event, of))
    if thing is None:
        was_removed(of.model, pk)
        messages.info(request, _("This has been removed already."))
        return back
    try:
        if isinstance(thing, RegistrationRole):
            check_not_the_only_one(thing)
        if isinstance(thing, Question):
            check_not_followed(thing)
        remove_from(event, thing, request)
    except Refused as no:
        messages.error(request, str(no))
    except ProtectedError:
        sentence = _("“%(name)s” stays: people who signed up used it.")
        advice = "" if kind == "rondes" else _("Open it to stop offering or asking it.")
        messages.error(request, f"{sentence % {'name': thing}} {advice}".strip())
    return back


@organiser("programme.edit")
@require_POST
def order_asked(request: HttpRequest, event: Event, kind: str) -> HttpResponse:
    """Put the parts of one kind in the order that was asked for."""
    of = kind_at(kind)
    back = address("asked_list", event, of)

    def check() -> None:
        if of.model is Question:
            check_order(event.questions.select_related("only_if"))

    return put_in_order(request, event, of.rows(event), back=back, now=timezone.now(), check=check)


@organiser("programme.edit")
@require_POST
def renew_link(request: HttpRequest, event: Event, pk: int) -> HttpResponse:
    """Make a new invitation link for a role; the old one stops working."""
    role = get_object_or_404(event.registration_roles, pk=pk)
    new_link(role, now=timezone.now(), by=cast("User", request.user))
    messages.success(request, _("There is a new link. The old one no longer works."))
    return redirect("staff:asked", slug=event.slug, kind="rollen", pk=pk)


def _saved(request: HttpRequest, event: Event, of: Kind, thing: Any) -> tuple[Any, Any]:
    return saved(of.form, request, thing, event=event, now=timezone.now(), of=event)


def _after(event: Event, of: Kind, thing: Any) -> str:
    """Who adds a role by invitation wants its link now; others go on with the list."""
    if getattr(thing, "by_invitation", False):
        return address("asked", event, of, pk=thing.pk)
    return address("asked_list", event, of)


def _form_page(
    request: HttpRequest, event: Event, of: Kind, form: Any, *, gone: bool = False
) -> HttpResponse:
    thing = form.instance if form.instance.pk else None
    about: dict[str, Any] = {
        "part": of,
        "form": form,
        "gone": gone,
        "thing": thing,
        "add_url": address("add_asked", event, of) if gone else "",
        "list_url": address("asked_list", event, of),
        "remove_url": address("remove_asked", event, of, pk=thing.pk) if thing else "",
        "invitation": _link_of(thing),
    }
    status = 422 if form.errors or gone else 200
    return page(request, event, "staff/sign_up/asked.html", here=HERE, status=status, **about)


def _link_of(thing: Any) -> str:
    """The invitation link, for a role that takes one to come in."""
    stored = isinstance(thing, RegistrationRole) and RegistrationRole.objects.filter(pk=thing.pk)
    by_invitation = stored and stored.filter(by_invitation=True).exists()
    return invitation_to(thing) if by_invitation else ""


def _gone(request: HttpRequest, event: Event, of: Kind, pk: int) -> HttpResponse:
    """What was typed about a part that somebody removed meanwhile, to be added anew."""
    was_removed(of.model, pk)
    if request.method != "POST":
        raise Http404
    form = of.form(request.POST, instance=of.model(event=event), of=event)
    return _form_page(request, event, of, form, gone=True)
