"""Sending a message: asking once more, how far it is, pausing, going on, stopping."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page
from festival.models import User
from festival.refusals import Refused
from registrations.bulk.sending import (
    audience_of,
    go_on,
    pause,
    reasons_against,
    send,
    stamp_of,
    stop,
)
from registrations.bulk.showing import example_of, progress_of
from registrations.bulk.views import HERE, METHODS, found
from registrations.models import GroupMail

CONFLICT = 409


@organiser("mails.send")
@require_http_methods(METHODS)
def send_mail(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Ask once more, with how many people; sent, the worker begins. Twice does no harm."""
    mail = found(event, code)
    if request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            send(mail, seen=seen, now=timezone.now(), by=cast("User", request.user))
        except Refused as no:
            return _ask(request, event, mail, refusal=str(no))
        return _back(mail)
    return _ask(request, event, mail) if mail.is_draft else _back(mail)


@organiser("mails.send")
@require_safe
def progress(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """How far the sending is, for the page that asks again; at the end the page is shown anew."""
    mail = found(event, code)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("staff:group_mail", slug=event.slug, code=code)
    how_far = progress_of(mail)
    about = {"event": event, "mail": mail, "progress": how_far}
    answer = render(request, "staff/messages/_progress.html", about)
    if not (mail.is_going or how_far.left):
        answer.headers["HX-Refresh"] = "true"
    return answer


@organiser("mails.send")
@require_POST
def pause_mail(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Let the worker leave it for now. Twice does no harm."""
    return _turned(request, event, code, pause)


@organiser("mails.send")
@require_POST
def resume_mail(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Let the worker go on. Twice does no harm."""
    return _turned(request, event, code, go_on)


@organiser("mails.send")
@require_http_methods(METHODS)
def stop_mail(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Ask whether to stop; sent, nobody else gets it. Twice does no harm."""
    mail = found(event, code)
    if request.method == "POST":
        stop(mail, now=timezone.now(), by=cast("User", request.user))
        return _back(mail)
    if mail.state not in {GroupMail.State.SENDING, GroupMail.State.PAUSED}:
        return _back(mail)
    about: dict[str, Any] = {"mail": mail, "progress": progress_of(mail)}
    return page(request, event, "staff/messages/stop.html", here=HERE, **about)


def _turned(
    request: HttpRequest, event: Event, code: str, verb: Callable[..., None]
) -> HttpResponse:
    mail = found(event, code)
    verb(mail, now=timezone.now(), by=cast("User", request.user))
    return _back(mail)


def _ask(request: HttpRequest, event: Event, mail: GroupMail, *, refusal: str = "") -> HttpResponse:
    audience = audience_of(mail)
    reasons = reasons_against(mail, audience)
    if reasons and not refusal:
        messages.error(request, " ".join(reasons))
        return _back(mail)
    about: dict[str, Any] = {
        "mail": mail,
        "audience": audience,
        "seen": stamp_of(mail, audience),
        "refusal": refusal,
        "ready": not reasons,
        "example": example_of(mail, event, audience),
    }
    status = CONFLICT if refusal else 200
    return page(request, event, "staff/messages/send.html", here=HERE, status=status, **about)


def _back(mail: GroupMail) -> HttpResponse:
    return redirect("staff:group_mail", slug=mail.event.slug, code=mail.code)
