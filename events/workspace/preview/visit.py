"""A visit to what is not, or no longer, public: the same pages, with links among themselves."""

from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse

from events.draft import read_draft
from events.interop.ical import has_calendar
from events.models import Event, Release
from events.pages.links import Addresses
from events.pages.mould import mould_of
from events.pages.visit import Subject, Visit
from events.programme import Programme, from_json
from events.published import Published, live_seats

KINDS = {
    "session": "sessie",
    "table": "tafel",
    "person": "persoon",
    "organisation": "organisatie",
    "theme": "thema",
    "case": "casus",
}


class PreviewAddresses(Addresses):
    """The addresses of the preview's own pages; `number` is that of an earlier release."""

    def __init__(self, slug: str, *, number: int | None, public: bool, dated: bool) -> None:
        """Calendars and the form exist only for what is `public` already."""
        super().__init__(slug, dated=dated and public)
        self._view = "preview" if number is None else "release"
        self._about: dict[str, Any] = {"slug": slug}
        self._about |= {} if number is None else {"number": number}
        self.event = reverse(f"workspace:{self._view}", kwargs=self._about)
        self.programme = reverse(f"workspace:{self._view}_programme", kwargs=self._about)
        self.changes = ""
        if not public:
            self.sign_up = reverse("workspace:preview_sign_up", kwargs={"slug": slug})

    def _part(self, kind: str, code: str) -> str:
        about = self._about | {"kind": KINDS[kind], "part": code}
        return reverse(f"workspace:{self._view}_part", kwargs=about)


@dataclass(frozen=True)
class Preview(Visit):
    """A visit by the team. `release` is the earlier release looked at; None for the draft."""

    release: Release | None = None
    public: bool = False  # whether the event has public pages as well

    @cached_property
    def at(self) -> Addresses:
        """Where the preview's pages are."""
        return PreviewAddresses(
            self.programme.slug,
            number=self.release.number if self.release else None,
            public=self.public,
            dated=has_calendar(self.programme),
        )

    @property
    def is_listed(self) -> bool:
        """Never for search engines."""
        return False

    def context(self, subject: Subject) -> dict[str, Any]:
        """What the public page is given, and that this is not it."""
        return super().context(subject) | {"preview": self}

    def page(self, template: str, subject: Subject) -> str:
        """The page as HTML, with the seats as they are; kept nowhere."""
        mould = mould_of(self.rendered(template, subject))
        return mould.filled(live_seats(self.event) if self.seats_matter else {})


def preview_of(
    event: Event, *, release: Release | None = None, path: str, now: datetime
) -> Preview:
    """The draft of an event as it would be published now, or one of its releases."""
    programme = read_draft(event) if release is None else _as_released(event, release)
    number = release.number if release else _number_of_next(event)
    public = event.release_id is not None and event.visibility != Event.Visibility.DRAFT
    shown = copy(event)  # as it will be once it is public
    shown.release_id = shown.release_id or 0
    if not public:
        shown.visibility = Event.Visibility.PUBLIC
    published = Published(shown, programme, number, release.published_at if release else now)
    return Preview(published, now, path, release=release, public=public)


def _as_released(event: Event, release: Release) -> Programme:
    return replace(from_json(release.content), slug=event.slug)


def _number_of_next(event: Event) -> int:
    newest = event.releases.order_by("-number").values_list("number", flat=True).first()
    return (newest or 0) + 1
