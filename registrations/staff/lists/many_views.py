"""Doing something to many people: asked once more with their names, done, and told for whom not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from events.models import Event
from events.permissions import organiser
from festival.models import User
from registrations.bulk.handing import hand_over
from registrations.companions import number_companions
from registrations.door.inside import told_inside
from registrations.labelling import put_on, take_off
from registrations.many.acting import KEPT, PORTION, ask, do_portion
from registrations.models import GroupAct, Registration, Tag
from registrations.staff.lists.many_forms import (
    CancelManyForm,
    ConfirmForm,
    ManyForm,
    MoveForm,
    TagManyForm,
)
from registrations.staff.lists.selecting import Selection, list_asked_from, selected
from registrations.staff.lists.views import list_page


@dataclass(frozen=True)
class Way:
    """One thing that can be done: the question, what comes of it, the button, and its form."""

    title: Promise
    means: Promise
    button: Promise
    form: type[ManyForm]
    bad: bool = False


WAYS = {
    "confirm": Way(
        gettext_lazy("Confirm these people?"),
        gettext_lazy(
            "Who waits gets a free seat before their turn, with who waits together with them; no "
            "seats are added. Whose seat was only kept for a while has it. They get a mail."
        ),
        gettext_lazy("Yes, confirm"),
        ConfirmForm,
    ),
    "cancel": Way(
        gettext_lazy("Cancel for these people?"),
        gettext_lazy(
            "Their seats, or places in line, are gone; seats that come free go to who is first in "
            "line. Each party gets one mail. This cannot be undone."
        ),
        gettext_lazy("Yes, cancel"),
        CancelManyForm,
        bad=True,
    ),
    "move": Way(
        gettext_lazy("Move these people?"),
        gettext_lazy(
            "Who does not fit, or has something else at that time, stays where they are; you are "
            "told who. Who moves gets a mail."
        ),
        gettext_lazy("Yes, move them"),
        MoveForm,
    ),
    "tag": Way(
        gettext_lazy("Put a label on these people?"),
        gettext_lazy("Only the team sees it."),
        gettext_lazy("Put it on"),
        TagManyForm,
    ),
    "untag": Way(
        gettext_lazy("Take a label off these people?"),
        gettext_lazy("Who does not have it stays as they are."),
        gettext_lazy("Take it off"),
        TagManyForm,
    ),
}


@organiser("people.label")
@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest, event: Event) -> HttpResponse:
    """Show whom it is about and what it means; then do it. Sent twice it is done once."""
    if done := _done_before(request, event):
        return redirect("staff:acted", slug=event.slug, code=done.code)
    selection, do = selected(request, event), request.GET.get("do", "")
    if not selection.keys:
        messages.info(request, _("You picked nobody. Tick the people first."))
        return redirect(list_asked_from(request, event))
    if do == "mail" and request.method != "POST":
        return hand_over(request, event, selection.wanted)
    if do not in WAYS:
        raise Http404(_("There is no list at this address."))
    return _asked(request, event, WAYS[do], selection)


def _asked(request: HttpRequest, event: Event, way: Way, selection: Selection) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = way.form(event, sent, stamp=selection.stamp)
    form.suit(selection.people)
    if sent is None:
        return _ask(request, event, way, form, selection)
    if form.is_valid() and form.cleaned_data["seen"] != selection.stamp:
        form.look_again(selection.stamp)
    if form.errors:
        return _ask(request, event, way, form, selection)
    return DO.get(request.GET["do"], _act)(request, event, form, selection)


def _done_before(request: HttpRequest, event: Event) -> GroupAct | None:
    """What was asked from this very page before."""
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return None
    return GroupAct.objects.filter(event=event, key=key).first()


@organiser("people.label")
@require_safe
def acted(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """What came of it: how far it is, and who could not be done, with why."""
    act = get_object_or_404(GroupAct, event=event, code=code)
    people = Registration.objects.select_related("lead").in_bulk([pk for pk, _why in act.failed])
    number_companions(people.values())
    failed = [(people[pk], why) for pk, why in act.failed if pk in people]
    about: dict[str, Any] = {"act": act, "failed": failed, "kept": KEPT}
    return list_page(request, event, "acted.html", list_="people", **about)


def _ask(
    request: HttpRequest,
    event: Event,
    way: Way,
    form: ManyForm,
    selection: Selection,
) -> HttpResponse:
    about: dict[str, Any] = {
        "way": way,
        "form": form,
        "selection": selection,
        "size": len(selection.keys),
        "inside": told_inside(selection.people) if way is WAYS["cancel"] else "",
        "slow": len(selection.keys) > PORTION and not issubclass(way.form, TagManyForm),
    }
    status = 422 if form.errors else 200
    return list_page(request, event, "many.html", list_="people", status=status, **about)


def _act(request: HttpRequest, event: Event, form: ManyForm, selection: Selection) -> HttpResponse:
    """Note what is asked, and do the first portion; the worker does the rest."""
    now = timezone.now()
    act = ask(
        event,
        request.GET["do"],
        selection.keys,
        key=form.cleaned_data["key"],
        told=selection.sentence,
        options=form.options,
        now=now,
        by=cast("User", request.user),
    )
    do_portion(act, now=now)
    return redirect("staff:acted", slug=event.slug, code=act.code)


def _put_on(
    request: HttpRequest, event: Event, form: ManyForm, selection: Selection
) -> HttpResponse:
    tag: Tag = form.cleaned_data["tag"]
    by = cast("User", request.user)
    number = put_on(tag, selection.keys, now=timezone.now(), by=by)
    sentence = ngettext(
        "%(n)d person got the label “%(tag)s”.", "%(n)d people got the label “%(tag)s”.", number
    )
    messages.success(request, sentence % {"n": number, "tag": tag})
    return redirect(list_asked_from(request, event))


def _take_off(
    request: HttpRequest, event: Event, form: ManyForm, selection: Selection
) -> HttpResponse:
    tag: Tag = form.cleaned_data["tag"]
    by = cast("User", request.user)
    number = take_off(tag, selection.keys, now=timezone.now(), by=by)
    sentence = ngettext(
        "The label “%(tag)s” came off %(n)d person.",
        "The label “%(tag)s” came off %(n)d people.",
        number,
    )
    messages.success(request, sentence % {"n": number, "tag": tag})
    return redirect(list_asked_from(request, event))


DO: dict[str, Callable[..., HttpResponse]] = {"tag": _put_on, "untag": _take_off}
