"""Reads the public pages of one event the way a visitor does: by following its links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client
from django.urls import reverse

UNSEEN = {"script", "style", "template", "head"}


@dataclass
class Page:
    """What a visitor can see on a page, and where its links lead."""

    address: str
    text: str
    links: list[str]


@dataclass
class _Reader(HTMLParser):
    words: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    unseen: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        self.words.append(given.get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.words.append(data)


def read(client: Client, address: str) -> Page | None:
    """The page at an address; None when it is not an HTML page."""
    answer = client.get(address)
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return None
    reader = _Reader()
    reader.feed(answer.content.decode())
    return Page(address, squeezed("".join(reader.words)), reader.links)


def squeezed(text: str) -> str:
    """Text as it is compared: one space between words, small letters, no soft hyphens."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip().casefold()


def pages_of(client: Client, slug: str) -> Iterator[Page]:
    """Every public Dutch page of an event, found from its own page."""
    start = reverse("events:event", kwargs={"slug": slug})
    seen, line = {start}, [start]
    while line:
        page = read(client, line.pop(0))
        if page is None:
            continue
        yield page
        found = {link.split("#")[0].split("?")[0] for link in page.links}
        new = sorted(link for link in found - seen if link.startswith(start))
        seen.update(new)
        line.extend(new)
