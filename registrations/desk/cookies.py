"""The cookie by which a device at the desk is known: `<code of the device>.<secret>`."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from registrations.door.devices import wiped_at
from registrations.models import Device


def cookie_name() -> str:
    """Its name; with HTTPS browsers hold it to this host."""
    return "__Host-festival_desk" if settings.HTTPS else "festival_desk"


def secret_in(request: HttpRequest) -> str:
    """The secret that a device brought along; empty without one."""
    _code, _dot, secret = request.COOKIES.get(cookie_name(), "").partition(".")
    return secret


def hand_over(response: HttpResponseBase, device: Device, secret: str) -> None:
    """Give a device its secret, until the desk closes."""
    response.set_cookie(
        cookie_name(),
        f"{device.code}.{secret}",
        expires=wiped_at(device.event),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def take_back(response: HttpResponseBase) -> None:
    """Let a device forget its secret."""
    response.delete_cookie(cookie_name(), samesite="Lax")
