"""Which public pages there are, for search engines: both languages of each page.

One file for the pages of the site itself and one for each gathering, so that a file is made
from one release and stays far below the limit of 50 000 addresses.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.template.loader import render_to_string
from django.urls import reverse

from events.programme import Programme


class Page(NamedTuple):
    """A public page, by the name and parts of its address."""

    name: str
    parts: dict[str, str]


class Pages(Sitemap):  # type: ignore[type-arg]  # generic for the checker only
    """Pages that changed last at the same moment."""

    i18n = True
    alternates = True

    def __init__(self, pages: list[Page], changed_at: datetime | None) -> None:
        self.pages = pages
        self.changed_at = changed_at

    def items(self) -> list[Page]:
        """The pages, once for all languages."""
        return self.pages

    def location(self, item: Page) -> str:
        """The path in the active language."""
        return reverse(f"events:{item.name}", kwargs=item.parts)

    def get_domain(self, site: object = None) -> str:
        """The host of the site: from the settings, never from the request."""
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        """`https`, or `http` on one's own computer."""
        return urlsplit(settings.SITE_URL).scheme

    def lastmod(self, item: Page) -> datetime | None:
        """When the newest release changed the page."""
        return self.changed_at


def pages_of_site() -> list[Page]:
    """The pages that belong to no gathering."""
    return [Page("home", {}), Page("privacy", {})]


def pages_of(programme: Programme) -> Iterator[Page]:
    """Every public page of a gathering."""
    of_event = {"slug": programme.slug}
    yield Page("event", of_event)
    yield Page("programme", of_event)
    for session in programme.sessions:
        yield Page("session", of_event | {"code": session.code})
    for _session, table in programme.all_tables():
        yield Page("table", of_event | {"code": table.code})
    for person in programme.people:
        yield Page("person", of_event | {"code": person.code})
    for organisation in programme.organisations:
        yield Page("organisation", of_event | {"organisation": organisation.slug})
    for theme in programme.themes:
        yield Page("theme", of_event | {"theme": theme.slug})
    for case in programme.cases:
        yield Page("case", of_event | {"code": case.code})


def sitemap_of(pages: list[Page], *, changed_at: datetime | None) -> str:
    """A sitemap with the pages in each language, each naming the others."""
    return render_to_string("sitemap.xml", {"urlset": Pages(pages, changed_at).get_urls()})


def sitemap_index(files: list[tuple[str, datetime | None]]) -> str:
    """The list of sitemaps: the address of each and when it changed last."""
    sitemaps = [{"location": location, "last_mod": changed_at} for location, changed_at in files]
    return render_to_string("sitemap_index.xml", {"sitemaps": sitemaps})
