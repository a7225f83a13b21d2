"""What every page of the desk is rendered with."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from events.models import Event
from events.pages.accent import class_of
from events.pages.when import when_is
from registrations.desk.results import told
from registrations.hours import is_early
from registrations.models import Device


def page(
    request: HttpRequest,
    event: Event,
    device: Device,
    template: str,
    *,
    here: str = "",
    status: int = 200,
    **about: Any,
) -> HttpResponse:
    """A page of the desk; `key` is new each time, so that a form that is sent twice counts once."""
    frame = {
        "event": event,
        "device": device,
        "when": when_is(event),
        "accent": class_of(event.colour),
        "colour": event.colour[1:].lower(),
        "here": here,
        "early": is_early(event, timezone.now()),
        "results": told(request),
        "key": uuid4(),
    }
    return render(request, template, frame | about, status=status)
