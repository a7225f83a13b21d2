"""The desk as the team sees it: how to start a phone, which phones there are, what to look at."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

import segno
from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page
from festival.models import User
from registrations.desk.conflicts import conflicts_of
from registrations.door.devices import stop, stop_all, wiped_at
from registrations.door.guests import counts, kept_back
from registrations.door.rehearsing import rehearsed
from registrations.hours import HOURS_BEFORE
from registrations.models import Device

HERE = "desk"


QUIET = timedelta(minutes=20)  # without contact, while people come in
BEFOREHAND = timedelta(hours=2)  # from when devices are to be in contact


@dataclass(frozen=True)
class DeviceShown:
    """A device; whether it may still hold names though it was stopped; and how many minutes
    nothing was heard of it, where that is too long."""

    device: Device
    holds: bool
    quiet: int

    @property
    def heard_at(self) -> datetime:
        """When it was last in contact; it was when it was let in."""
        return self.device.seen_at or self.device.since


@organiser("desk.use")
@require_safe
def desk_page(request: HttpRequest, event: Event) -> HttpResponse:
    """How to start a phone, the devices, the numbers, and what does not agree."""
    now = timezone.now()
    devices = event.devices.select_related("let_in_by").annotate(noted=Count("acts"))
    conflicts, over = conflicts_of(event), wiped_at(event) <= now
    about: dict[str, Any] = {
        "address": _address(event),
        "devices": _shown(event, devices, now),
        "running": any(one.revoked_at is None for one in devices),
        "stops": "desk.manage" in request.may,  # type: ignore[attr-defined]
        "conflicts": [one for one in conflicts if one.seen is None],
        "seen": [one for one in conflicts if one.seen is not None],
        "counts": counts(event),
        "kept": kept_back(event),
        "rehearsed": 0 if over else rehearsed(event).count(),
        "hours": HOURS_BEFORE,
        "closes": wiped_at(event),
        "over": over,
    }
    return page(request, event, "staff/desk/desk.html", here=HERE, **about)


@organiser("desk.use")
@require_safe
def desk_code(request: HttpRequest, event: Event) -> HttpResponse:
    """The QR code that opens the page on which a phone is let in."""
    out = io.BytesIO()
    segno.make_qr(_address(event), error="m").save(
        out, kind="svg", border=4, scale=6, light="#ffffff", xmldecl=False
    )
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@organiser("desk.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def stop_device(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Ask, then stop one device. Twice does no harm."""
    device = event.devices.filter(code=code).first()
    if device is None:
        raise Http404(_("There is no device at this address."))
    if request.method != "POST":
        return _asked(request, event, [device])
    stop(device, now=timezone.now(), by=cast("User", request.user))
    messages.success(request, _("%(name)s has been stopped.") % {"name": device.name})
    return redirect("staff:desk", slug=event.slug)


@organiser("desk.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def stop_devices(request: HttpRequest, event: Event) -> HttpResponse:
    """Ask, then stop every device of this desk."""
    if request.method != "POST":
        return _asked(request, event, list(event.devices.trusted()))
    many = stop_all(event, now=timezone.now(), by=cast("User", request.user))
    sentence = ngettext("%(n)d device has been stopped.", "%(n)d devices have been stopped.", many)
    messages.success(request, sentence % {"n": many})
    return redirect("staff:desk", slug=event.slug)


def _asked(request: HttpRequest, event: Event, devices: list[Device]) -> HttpResponse:
    shown = _shown(event, devices, timezone.now())
    return page(request, event, "staff/desk/stop.html", here=HERE, devices=shown)


def _shown(event: Event, devices: Iterable[Device], now: datetime) -> list[DeviceShown]:
    return [DeviceShown(one, _holds(one), _quiet(event, one, now)) for one in devices]


def _address(event: Event) -> str:
    return settings.SITE_URL + reverse("desk:device", kwargs={"slug": event.slug})


def _holds(device: Device) -> bool:
    """Whether it was stopped, and was not in contact since to hear of it."""
    if device.revoked_at is None:
        return False
    return device.seen_at is None or device.seen_at < device.revoked_at


def _quiet(event: Event, device: Device, now: datetime) -> int:
    """For how many minutes a device that should be in contact was not; 0 where all is well."""
    silence = now - (device.seen_at or device.since)
    at_work = event.starts_at - BEFOREHAND <= now < wiped_at(event)
    if device.revoked_at is not None or not at_work or silence < QUIET:
        return 0
    return int(silence / timedelta(minutes=1))
