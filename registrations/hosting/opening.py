"""Who may open a host's list: whoever has its link; and when it can be kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from festival.access import attendee
from festival.refusals import Refused
from registrations.hosting.links import link_of
from registrations.models import HostLink

BEFORE, AFTER = timedelta(hours=1), timedelta(days=1)  # around the session
HostView = Callable[..., HttpResponse]


class NotOpen(Refused):
    """The list cannot be kept now."""


def opened_by_host_link(view: HostView) -> Callable[..., HttpResponse]:
    """Mark a view `view(request, link)` for who has the link of a host.

    A wrong, stopped or replaced link gives a page that says whom to ask. The event's own time
    zone is the active one. Nothing is kept by browsers or proxies, and no search engine lists it.
    """

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        link = link_of(token)
        if link is None or link.event.release_id is None:
            response = render(request, "hosting/unknown_link.html", status=404)
        else:
            request.token = token  # type: ignore[attr-defined]
            with timezone.override(link.event.zone):
                response = view(request, link)
        response["X-Robots-Tag"] = "noindex"
        return response

    return attendee(cache_control(private=True, no_store=True)(opened))


def open_between(link: HostLink) -> tuple[datetime, datetime]:
    """From when and until when the list can be kept; a session without a time has the event's."""
    session, event = link.session, link.event
    return (
        (session.starts_at or event.starts_at) - BEFORE,
        (session.ends_at or event.ends_at) + AFTER,
    )


def reason_against(link: HostLink, now: datetime) -> str:
    """Why the list cannot be kept now, as a sentence; empty when it can."""
    opens, closes = open_between(link)
    if link.event.cancelled_at is not None:
        return _("This gathering has been cancelled.")
    if link.session.cancelled_at is not None:
        return _("This session has been called off.")
    if now < opens:
        return _("This list opens on %(moment)s, an hour before it begins.") % {
            "moment": _told(opens, link)
        }
    if now >= closes:
        return _("This list closed on %(moment)s, a day after the end.") % {
            "moment": _told(closes, link)
        }
    return ""


def check_open(link: HostLink, now: datetime) -> None:
    """Raise NotOpen with the reason, when there is one."""
    if reason := reason_against(link, now):
        raise NotOpen(reason)


def _told(moment: datetime, link: HostLink) -> str:
    return formats.date_format(moment.astimezone(link.event.zone), "DATETIME_FORMAT")
