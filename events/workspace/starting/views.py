"""Starting a gathering: choose a shape or an earlier gathering, fill in little, and go."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.models import Event
from events.pages.when import when_is
from events.permissions import MAKERS, maker, organiser
from events.starting.copying import copy_event
from events.starting.presets import PRESETS
from events.starting.shaping import start_from
from events.workspace.pages import page
from events.workspace.starting.forms import NextEditionForm, ShapeForm
from festival.drafting import tell

LATEST = 12  # earlier gatherings on the page where one starts; older ones have the link themselves


@maker
@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """The shapes, and the gatherings that can have a next edition."""
    edited = Event.objects.of_team_member(request.user, roles=MAKERS)
    earlier = [(event, when_is(event)) for event in edited[:LATEST]]
    about = {"presets": PRESETS.values(), "earlier": earlier}
    return render(request, "workspace/starting/new.html", about)


@maker
@require_http_methods(["GET", "HEAD", "POST"])
def from_shape(request: HttpRequest, shape: str) -> HttpResponse:
    """Ask what a shape needs, and make a gathering of it."""
    if shape not in PRESETS:
        raise Http404(_("There is no such shape."))
    preset, user = PRESETS[shape], _maker(request)
    form = ShapeForm(preset, user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            event = start_from(preset, form.start(), now=timezone.now(), by=user)
        except ValidationError as no:
            tell(form, no)
        else:
            return _made(request, event)
    about = {"preset": preset, "form": form}
    status = 422 if form.errors else 200
    return render(request, "workspace/starting/shape.html", about, status=status)


@organiser("programme.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def next_edition(request: HttpRequest, event: Event) -> HttpResponse:
    """Ask what comes along, and make the next edition of a gathering."""
    today = timezone.localdate()
    form = NextEditionForm(event, today, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = copy_event(event, form.plan(), now=timezone.now(), by=_maker(request))
        except ValidationError as no:
            tell(form, no)
        else:
            return _made(request, made)
    status = 422 if form.errors else 200
    template = "workspace/starting/next_edition.html"
    return page(request, event, template, here="", status=status, form=form)


def _maker(request: HttpRequest) -> Any:
    """Who is at work; the marks let in nobody without an account."""
    return request.user


def _made(request: HttpRequest, event: Event) -> HttpResponse:
    sentence = _("“%(event)s” has been made. Nobody but the team sees it yet.")
    messages.success(request, sentence % {"event": event})
    return redirect("staff:dashboard", slug=event.slug)
