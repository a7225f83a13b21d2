"""One's own gathering in one's own calendar: once as a file, or followed."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from events.interop.ical import has_calendar
from events.published import with_release
from registrations.mails import calendar_of
from registrations.models import Registration
from registrations.personal.feed import feed_of
from registrations.personal.opening import followed_by_link, opened_by_link, unknown_link

PUBLISHED = "text/calendar; charset=utf-8; method=PUBLISH"


@opened_by_link
@require_safe
def calendar(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The gathering as one's own appointment."""
    programme = with_release(registration.event).programme
    if not registration.has_certain_seat or not has_calendar(programme):
        return unknown_link(request)
    choices = list(registration.choices.standing().select_related("session", "table"))
    content, method = calendar_of(registration, programme, choices, now=timezone.now())
    kind = f"text/calendar; method={method}; charset=utf-8"
    name = {"Content-Disposition": 'attachment; filename="agenda.ics"'}
    return HttpResponse(content, content_type=kind, headers=name)


@followed_by_link
@require_safe
def calendar_feed(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The gathering and what one chose there, for a calendar that follows it; 304 when the same.

    Nothing of it is kept in our own memory: it is somebody's personal data.
    """
    published = with_release(registration.event)
    if not has_calendar(published.programme):
        return unknown_link(request)
    choices = registration.choices.select_related("session", "table", "registration")
    content = feed_of(registration, published, list(choices))
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    unchanged = get_conditional_response(request, etag)
    if unchanged is not None:
        return HttpResponseNotModified(headers={"ETag": etag})
    return HttpResponse(content, content_type=PUBLISHED, headers={"ETag": etag})
