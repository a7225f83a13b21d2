"""Whether somebody can sign up now and, if not, why: one text for button, form and desk."""

from datetime import datetime
from enum import StrEnum

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from events.models import Event


class Phase(StrEnum):
    """Where an event stands towards who wants to sign up."""

    NOT_PUBLIC = "not-public"
    CANCELLED = "cancelled"
    PAST = "past"
    ELSEWHERE = "elsewhere"  # no sign-up on this site
    NOT_YET = "not-yet"
    CLOSED = "closed"
    OPEN = "open"


def phase(event: Event, now: datetime) -> Phase:
    """The phase at a moment. A later reason never hides an earlier, more final one."""
    if event.visibility == Event.Visibility.DRAFT or event.release_id is None:
        return Phase.NOT_PUBLIC
    if event.cancelled_at is not None:
        return Phase.CANCELLED
    if event.ends_at <= now:
        return Phase.PAST
    if not event.takes_registrations:
        return Phase.ELSEWHERE
    if event.visibility == Event.Visibility.ARCHIVED:
        return Phase.CLOSED
    if event.opens_at is not None and now < event.opens_at:
        return Phase.NOT_YET
    if now >= (event.closes_at or event.starts_at):
        return Phase.CLOSED
    return Phase.OPEN


def reason_against(event: Event, now: datetime) -> str:
    """Why nobody can sign up now, as a sentence; empty when they can."""
    found = phase(event, now)
    if found is Phase.NOT_YET and event.opens_at:
        opens_at = timezone.localtime(event.opens_at, event.zone)
        moment = formats.date_format(opens_at, "DATETIME_FORMAT")
        return _("Sign-up opens on %(moment)s.") % {"moment": moment}
    return {
        Phase.NOT_PUBLIC: _("This gathering is not public yet."),
        Phase.CANCELLED: _("This gathering has been cancelled."),
        Phase.PAST: _("This gathering is over."),
        Phase.ELSEWHERE: _("You do not need to sign up here for this gathering."),
        Phase.CLOSED: _("Sign-up is closed."),
    }.get(found, "")
