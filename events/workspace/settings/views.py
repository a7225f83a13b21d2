"""Settings: an overview with what each does now, a page for each part, and back to draft."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page
from events.workspace.saving import saved
from events.workspace.settings.colouring import samples_for
from events.workspace.settings.sections import (
    BY_KEY,
    Section,
    publish_address,
    shown_sections,
)
from events.workspace.settings.unpublishing import back_to_draft

TEMPLATES = {
    "kleur": "workspace/settings/colour.html",
    "tijd-en-plaats": "workspace/settings/when.html",
}
DRAFT = Event.Visibility.DRAFT


@organiser("programme.edit")
@require_safe
def settings(request: HttpRequest, event: Event) -> HttpResponse:
    """All parts, each with what it does for visitors now."""
    parts = shown_sections(event)
    return page(request, event, "workspace/settings/settings.html", here="settings", parts=parts)


@organiser("programme.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: HttpRequest, event: Event, section: str) -> HttpResponse:
    """One part, and changing it."""
    part = BY_KEY.get(section)
    if part is None:
        raise Http404
    if request.method != "POST":
        return _form_page(request, event, part, part.form(instance=event, user=request.user))
    if part.key == "zichtbaarheid" and _goes_back(request, event):
        return redirect("workspace:unpublish", slug=event.slug)
    was = event.visibility
    now = timezone.now()
    form, changed = saved(part.form, request, event, event=event, now=now, user=request.user)
    if changed is None:
        return _form_page(request, event, part, form)
    if told := form.also_done():
        messages.info(request, told)
    return _after(request, part, changed, was=was)


@organiser("event.publish")
@require_http_methods(["GET", "HEAD", "POST"])
def unpublish(request: HttpRequest, event: Event) -> HttpResponse:
    """Ask whether to hide a gathering that people can see; sent, it does. Twice does no harm."""
    if event.visibility == DRAFT:
        return redirect("workspace:settings", slug=event.slug)
    if request.method == "POST":
        back_to_draft(event, now=timezone.now(), by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Only your team sees this gathering now."))
        return redirect("workspace:settings", slug=event.slug)
    return page(request, event, "workspace/settings/unpublish.html", here="settings")


def _goes_back(request: HttpRequest, event: Event) -> bool:
    return request.POST.get("visibility") == DRAFT and event.visibility != DRAFT


def _form_page(request: HttpRequest, event: Event, part: Section, form: Any) -> HttpResponse:
    about: dict[str, Any] = {"part": part, "form": form, "now": part.now(event)}
    if part.key == "kleur":
        about["samples"] = samples_for(event, form)
    template = TEMPLATES.get(part.key, "workspace/settings/setting.html")
    about["status"] = 422 if form.errors else 200
    return page(request, event, template, here="settings", **about)


def _after(request: HttpRequest, part: Section, event: Event, *, was: str) -> HttpResponse:
    """Say what the change means for visitors, and go on to where it is told them."""
    publish = publish_address(event)
    if part.key == "zichtbaarheid":
        messages.success(request, _visibility_sentence(event))
        opened = was == DRAFT and event.visibility != DRAFT
        if opened and publish:
            return redirect(publish)
    elif event.release_id is None:
        messages.success(request, _("Saved."))
    else:
        messages.success(request, _("Saved in the draft. Publish it to let visitors know."))
    return redirect("workspace:settings", slug=event.slug)


def _visibility_sentence(event: Event) -> str:
    if event.visibility == DRAFT:
        return _("Saved.")
    if event.release_id is None:
        return _("Saved. Visitors see nothing yet: publish it to show them this draft.")
    number = event.release.number if event.release else 0
    return _("Saved. Visitors see version %(number)d; publish to show what changed since.") % {
        "number": number
    }
