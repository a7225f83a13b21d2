"""What every page of the workspace is rendered with."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.models import Event
from events.pages.when import when_is
from events.workspace.tabs import tabs_for


def page(
    request: HttpRequest, event: Event, template: str, *, here: str, status: int = 200, **about: Any
) -> HttpResponse:
    """A page about one event within its tabs, of which `here` is the present one."""
    may: frozenset[str] = request.may  # type: ignore[attr-defined]
    frame = {
        "event": event,
        "when": when_is(event),
        "may": may,
        "may_start": "programme.edit" in may,  # who edits one may make others
        "tabs": tabs_for(event, may, here),
    }
    return render(request, template, frame | about, status=status)
