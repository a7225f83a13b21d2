"""Letting a device in at the desk, and signing it out again."""

from typing import Any, cast

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page as workspace_page
from festival.models import User
from registrations.desk.cookies import hand_over, take_back
from registrations.desk.device_forms import DeviceForm
from registrations.desk.entering import desk, own_desk
from registrations.desk.pages import page
from registrations.door.devices import let_in, silent_ones, stop, wiped_at
from registrations.models import Device

HERE = "desk"


@organiser("desk.use")
@require_http_methods(["GET", "HEAD", "POST"])
def device_page(request: HttpRequest, event: Event) -> HttpResponse:
    """Ask what this device is called, and let it in; it serves one gathering at a time."""
    before, now = own_desk(request), timezone.now()
    silent = silent_ones(event, by=cast("User", request.user), now=now)
    form = DeviceForm(request.POST if request.method == "POST" else None, silent=silent)
    over = wiped_at(event) <= now
    if form.is_valid() and not over:
        return _let_in(request, event, form.cleaned_data, before)
    about = {
        "form": form,
        "over": over,
        "before": before,
        "already": before is not None and before.event_id == event.pk,
        "closes": wiped_at(event),
    }
    status = 422 if form.errors else 409 if request.method == "POST" else 200
    return workspace_page(request, event, "desk/device.html", here=HERE, status=status, **about)


def _let_in(
    request: HttpRequest, event: Event, chosen: dict[str, Any], before: Device | None
) -> HttpResponse:
    """Into the desk; a second time on the same device gives the one that is there."""
    response = redirect("desk:search", slug=event.slug)
    by, now = cast("User", request.user), timezone.now()
    if before is None or before.event_id != event.pk:
        if before is not None:
            stop(before, now=now, by=by)
        device, secret = let_in(event, name=chosen["name"], now=now, by=by)
        hand_over(response, device, secret)
        for same in event.devices.filter(code=chosen.get("same") or None):
            stop(same, now=now, by=by)
    if chosen["log_out"]:
        logout(request)
    return response


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest, event: Event, device: Device) -> HttpResponse:
    """Ask, then stop this device and let it forget everything that it holds."""
    if request.method != "POST":
        return page(request, event, device, "desk/sign_out.html")
    stop(device, now=timezone.now(), by=None)
    response = render(request, "desk/signed_out.html", {"event": event})
    take_back(response)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
