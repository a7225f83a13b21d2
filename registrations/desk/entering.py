"""Who may enter the desk: a device that somebody of the team let in, until it is stopped.

What the device is not let in to, it learns nothing of: the answer is the same for a gathering that
is not there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from events.models import Event
from events.permissions import MAY
from festival.access import entered_by
from festival.ratelimit import allowed, client_address
from registrations.desk.cookies import secret_in, take_back
from registrations.door.devices import device_of, wiped_at
from registrations.models import Device

DeskView = Callable[..., HttpResponse]
Refusal = Callable[[HttpRequest, str, "Seen"], HttpResponse]
GUESSES, GUESSED_PER = 30, timedelta(minutes=10)


class Kept(TextChoices):
    """Why a device is not let in."""

    UNKNOWN = "unknown", _("This device is not let in here")
    ELSEWHERE = "elsewhere", _("This device works at another desk")
    STOPPED = "stopped", _("This device was stopped")
    OVER = "over", _("This desk is closed")


WHY = {
    Kept.UNKNOWN: _("At the desk people are received with a device that the team let in."),
    Kept.ELSEWHERE: _("A device receives people at one gathering at a time."),
    Kept.STOPPED: _("Somebody of the team stopped it. It holds no names any more."),
    Kept.OVER: _("The gathering is over. This device holds no names any more."),
}
ERASES = frozenset({Kept.STOPPED, Kept.OVER})  # what a phone then still holds of the desk


@dataclass(frozen=True)
class Seen:
    """The device that asks and its gathering, or why it is kept out."""

    device: Device | None = None
    kept_out: Kept | None = None
    elsewhere: Event | None = None
    guessing: bool = False


def desk(view: DeskView) -> DeskView:
    """Mark a view `view(request, event, device, …)` for a device at the desk of that event.

    The event's own time zone is the active one. Others get a page that says how to get in (403);
    a device that was stopped is told so, and loses its cookie.
    """
    return _entered(view, kept_out)


def desk_json(view: DeskView) -> DeskView:
    """The same mark for what the phone asks by itself: others get 401, and wipe what they hold."""
    return _entered(view, _gone)


def seen(request: HttpRequest, slug: str, *, barely: bool = False) -> Seen:
    """The device that asks, as far as it is let in at the desk of the event with this address.

    One query; two for who is kept out.
    """
    secret, now = secret_in(request), timezone.now()
    if not secret:
        return Seen(kept_out=Kept.UNKNOWN)
    device = device_of(slug, secret, now=now, barely=barely)
    if device is not None:
        return Seen(device)
    known = _known(secret)
    if known is None:
        return Seen(kept_out=Kept.UNKNOWN, guessing=_guesses(request))
    if known.revoked_at:
        _told(known)
        return Seen(kept_out=Kept.STOPPED)
    if wiped_at(known.event) <= now:
        return Seen(kept_out=Kept.OVER)
    return Seen(kept_out=Kept.ELSEWHERE, elsewhere=known.event)


def own_desk(request: HttpRequest) -> Device | None:
    """The device that asks, at whichever desk it is let in."""
    known = _known(secret_in(request))
    return known and seen(request, known.event.slug).device


def kept_out(request: HttpRequest, slug: str, found: Seen) -> HttpResponse:
    """The page for who is not let in: why, and how to."""
    reason = found.kept_out or Kept.UNKNOWN
    about: dict[str, Any] = {
        "slug": slug,
        "reason": reason,
        "elsewhere": found.elsewhere,
        "sentence": WHY[reason],
        "erases": reason in ERASES,
        "lets_in": reason != Kept.OVER and _may_let_in(request, slug),
        "asks_team": reason != Kept.OVER and request.user.is_authenticated,
    }
    status = 429 if found.guessing else 403
    page = render(request, "desk/kept_out.html", about, status=status)
    return _without_cookie(request, page, found)


def desk_upload(view: DeskView) -> DeskView:
    """The same for sending check-ins, many a minute: little is read of the device and its event."""
    return _entered(view, _gone, barely=True)


def _gone(request: HttpRequest, _slug: str, found: Seen) -> HttpResponse:
    why = str(found.kept_out.label) if found.kept_out else ""
    answer = {"gone": True, "reason": found.kept_out, "why": why}
    told = JsonResponse(answer, status=429 if found.guessing else 401)
    return _without_cookie(request, told, found)


def _without_cookie(request: HttpRequest, response: HttpResponse, found: Seen) -> HttpResponse:
    """Who brought no cookie has none to lose: the answer may come once they were let in again."""
    if secret_in(request) and found.kept_out is not Kept.ELSEWHERE:
        take_back(response)
    return response


def _entered(view: DeskView, refuse: Refusal, *, barely: bool = False) -> DeskView:
    @entered_by("desk")
    @never_cache
    @wraps(view)
    def entered(request: HttpRequest, slug: str, **rest: Any) -> HttpResponse:
        found = seen(request, slug, barely=barely)
        if found.device is None:
            return refuse(request, slug, found)
        event = found.device.event
        with timezone.override(event.zone):
            return view(request, event, found.device, **rest)

    return entered


def _known(secret: str) -> Device | None:
    digest = sha256(secret.encode()).hexdigest()
    found: Device | None = Device.objects.select_related("event").filter(secret_hash=digest).first()
    return found


def _may_let_in(request: HttpRequest, slug: str) -> bool:
    """Whether who asks may let a device in, or may after logging in; of a gathering that is not
    there the answer is that of one of others."""
    if not request.user.is_authenticated:
        return True
    own = Event.objects.of_team_member(request.user, roles=MAY["desk.use"])
    there: bool = own.filter(slug=slug).exists()
    return there


def _told(device: Device) -> None:
    """Keep that a stopped device knows it: from here on it holds nothing any more."""
    Device.objects.filter(pk=device.pk).update(seen_at=timezone.now())


def _guesses(request: HttpRequest) -> bool:
    who, now = client_address(request), timezone.now()
    return not allowed("desk secret", who, limit=GUESSES, per=GUESSED_PER, now=now)
