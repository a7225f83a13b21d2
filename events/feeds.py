"""What machines read: calendars, the news feed, the sitemap, robots.txt and security.txt.

Everything about a gathering comes from its newest release. An unlisted one has its own
calendars, and stands in nothing that lists gatherings.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events import addresses
from events.conditional import versioned
from events.interop import ical
from events.interop.atom import Announcement, news_feed
from events.models import Release
from events.published import Published, published, published_list
from events.querysets import LISTED
from events.sitemaps import pages_of, pages_of_site, sitemap_index, sitemap_of
from festival.access import public

CALENDAR = "text/calendar; charset=utf-8; method=PUBLISH"
XML = "application/xml; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
NOT_SEARCHED = ("beheer", "admin", "aanmelding", "account")
NEWS = 30  # gatherings in the news feed
SECURITY_TEXT_HOLDS = timedelta(days=180)  # RFC 9116 advises less than a year


@public
@require_safe
def event_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The gathering as one calendar entry."""
    found = published(slug)
    return _calendar(
        request,
        found,
        "event",
        lambda: ical.event_calendar(found.programme, stamped_at=found.published_at),
    )


@public
@require_safe
def programme_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Each session of the gathering as a calendar entry."""
    found = published(slug)
    return _calendar(
        request,
        found,
        "programme",
        lambda: ical.programme_calendar(found.programme, stamped_at=found.published_at),
    )


@public
@require_safe
def session_calendar(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """One session as a calendar entry."""
    found = published(slug)
    if code not in {session.code for session in ical.scheduled(found.programme)}:
        raise Http404(_("There is no session with a known time at this address."))
    return _calendar(
        request,
        found,
        code,
        lambda: ical.session_calendar(found.programme, code, stamped_at=found.published_at),
    )


@public
@require_safe
def site_calendar(request: HttpRequest) -> HttpResponseBase:
    """Every listed gathering as a calendar entry."""
    return _of_site(
        request,
        "calendar",
        CALENDAR,
        lambda _listed: ical.site_calendar(
            (found.programme, found.published_at) for found in published_list()
        ),
    )


@public
@require_safe
def news(request: HttpRequest) -> HttpResponseBase:
    """The gatherings that were announced last."""
    return _of_site(request, "news", Atom1Feed.content_type, lambda _listed: _news())


@public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """The list of sitemaps: one for the site, one for each listed gathering."""

    def write(listed: list[Listed]) -> str:
        own = (addresses.feed("site_sitemap"), _newest(listed))
        of_events = [(addresses.feed("event_sitemap", slug=e.slug), e.changed_at) for e in listed]
        return sitemap_index([own, *of_events])

    return _of_site(request, "sitemap", XML, write)


@public
@require_safe
def site_sitemap(request: HttpRequest) -> HttpResponseBase:
    """The pages that belong to no gathering."""
    return _of_site(
        request,
        "site-sitemap",
        XML,
        lambda listed: sitemap_of(pages_of_site(), changed_at=_newest(listed)),
    )


@public
@require_safe
def event_sitemap(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every public page of one listed gathering."""
    found = published(slug)
    if found.event.visibility not in LISTED:
        raise Http404(_("There is no gathering at this address."))
    return _of_release(
        request,
        found,
        "sitemap",
        XML,
        lambda: sitemap_of(list(pages_of(found.programme)), changed_at=found.published_at),
    )


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone: staff's pages and residents' own pages."""
    lines = [f"Disallow: {language}/{part}/" for language in ("", "/en") for part in NOT_SEARCHED]
    lines = ["User-agent: *", *lines, "", f"Sitemap: {addresses.feed('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type=PLAIN)


@public
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness: RFC 9116."""
    today = timezone.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {(today + SECURITY_TEXT_HOLDS).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        "Preferred-Languages: nl, en",
        f"Canonical: {addresses.feed('security')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type=PLAIN)


class Listed(NamedTuple):
    """A listed gathering: its address, and its newest release."""

    slug: str
    release: int
    changed_at: datetime


def _newest(listed: list[Listed]) -> datetime | None:
    return max((event.changed_at for event in listed), default=None)


def _of_site(
    request: HttpRequest,
    name: str,
    content_type: str,
    write: Callable[[list[Listed]], bytes | str],
) -> HttpResponseBase:
    """Something made of all listed gatherings; one query when it is known already."""
    columns = ("event__slug", "pk", "published_at")
    rows = Release.objects.newest().order_by("pk").values_list(*columns)
    listed = [Listed(*row) for row in rows]
    return versioned(
        request,
        version=(name, *listed),
        changed_at=_newest(listed),
        content_type=content_type,
        write=lambda: write(listed),
    )


def _of_release(
    request: HttpRequest,
    found: Published,
    name: str,
    content_type: str,
    write: Callable[[], bytes | str],
    *,
    filename: str = "",
) -> HttpResponseBase:
    return versioned(
        request,
        version=(name, found.event.code, found.event.slug, found.number),
        changed_at=found.published_at,
        content_type=content_type,
        write=write,
        filename=filename,
    )


def _calendar(
    request: HttpRequest, found: Published, name: str, write: Callable[[], bytes]
) -> HttpResponseBase:
    if not ical.has_calendar(found.programme):
        raise Http404(_("The day of this gathering is not known."))
    filename = f"{found.event.slug}-{name}.ics"
    return _of_release(request, found, f"calendar-{name}", CALENDAR, write, filename=filename)


def _news() -> str:
    releases = Release.objects.newest().announced_last_first().for_lists()[:NEWS]
    return news_feed(
        [_announcement(release, announced_at=release.announced_at) for release in releases],
        name=settings.SITE_NAME,
        host=urlsplit(settings.SITE_URL).hostname or "",
        url=addresses.page("home", language=settings.LANGUAGE_CODE),
        feed_url=addresses.feed("news"),
    )


def _announcement(release: Release, *, announced_at: datetime) -> Announcement:
    card, event = release.card, release.event
    return Announcement(
        code=event.code,
        title=f"{card['title']} {card['edition']}".strip(),
        summary=card["summary"] or card["motto"],
        url=addresses.page("event", language=card["language"], slug=event.slug),
        themes=tuple(title for _slug, title in card["themes"]),
        announced_at=announced_at,
        changed_at=release.published_at,
    )
