"""Where the pages of one event are, in the active language, and links that lead elsewhere."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, urlencode

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from festival.paper import can_make_pdf


@dataclass(frozen=True)
class Link:
    """A text with the address it leads to; without an address it is only text.

    A template prints it as an `<a>` with `{{ link }}`. Pages hold many of them, often the same
    ones, so that each is escaped once.
    """

    text: str
    url: str = ""

    @cached_property
    def _html(self) -> SafeString:
        if not self.url:
            return format_html("<span>{}</span>", self.text)
        if self.url.startswith("/"):
            return format_html('<a href="{}">{}</a>', self.url, self.text)
        return format_html('<a href="{}" rel="noopener">{}</a>', self.url, self.text)

    def __str__(self) -> str:
        return self._html

    def __html__(self) -> str:
        return self._html


class Addresses:
    """The addresses of one event's pages; each kind is looked up once, as pages hold many."""

    def __init__(self, slug: str, *, dated: bool) -> None:
        """`dated` is whether its day is known, so that it can stand in a calendar."""
        self.slug = slug
        self.dated = dated
        self.event = self.public = reverse("events:event", args=[slug])
        self.programme = reverse("events:programme", args=[slug])
        self.changes = reverse("events:changes", args=[slug])
        self.sign_up = reverse("registrations:sign_up", args=[slug])
        self.calendar = reverse("feeds:event_calendar", args=[slug]) if dated else ""
        self.programme_calendar = reverse("feeds:programme_calendar", args=[slug]) if dated else ""
        self._stems: dict[str, str] = {}

    @property
    def booklet(self) -> str:
        """The programme as PDF; empty where none can be made."""
        return reverse("feeds:booklet", args=[self.slug]) if can_make_pdf() else ""

    @property
    def large_booklet(self) -> str:
        """The same in large print."""
        return reverse("feeds:large_booklet", args=[self.slug]) if can_make_pdf() else ""

    def _part(self, kind: str, code: str) -> str:
        stem = self._stems.get(kind)
        if stem is None:
            stem = reverse(f"events:{kind}", args=[self.slug, "x"]).removesuffix("x/")
            self._stems[kind] = stem
        return f"{stem}{code}/"

    def session(self, code: str) -> str:
        """The page of a session."""
        return self._part("session", code)

    def table(self, code: str) -> str:
        """The page of a table."""
        return self._part("table", code)

    def person(self, code: str) -> str:
        """The page of a person."""
        return self._part("person", code)

    def organisation(self, slug: str) -> str:
        """The page of an organisation."""
        return self._part("organisation", slug)

    def theme(self, slug: str) -> str:
        """The page of a theme."""
        return self._part("theme", slug)

    def case(self, code: str) -> str:
        """The page of a case."""
        return self._part("case", code)

    def session_calendar(self, code: str) -> str:
        """The calendar file of a session."""
        return reverse("feeds:session_calendar", args=[self.slug, code]) if self.dated else ""


def media(path: str) -> str:
    """The address of a stored file."""
    return default_storage.url(path)


def website(url: str) -> Link | None:
    """A link whose text is the address as people write it; nothing but http(s) becomes one."""
    if not url.startswith(("http://", "https://")):
        return None
    bare = url.split("://", 1)[1].removeprefix("www.")
    return Link(bare.removesuffix("/"), url)


def share_links(title: str, url: str) -> tuple[Link, ...]:
    """Plain links with which a visitor passes a page on; no script of others is involved."""
    text = f"{title} {url}"
    mail = urlencode({"subject": title, "body": url}, quote_via=quote)
    return (
        Link("E-mail", f"mailto:?{mail}"),
        Link("WhatsApp", f"https://wa.me/?{urlencode({'text': text}, quote_via=quote)}"),
        Link(
            "LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?{urlencode({'url': url})}"
        ),
        Link("Facebook", f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': url})}"),
    )
