"""One visit to a page of an event: what it is rendered from, and what surrounds each page."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.template.loader import get_template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.addresses import whole
from events.availability import Phase, phase, reason_against
from events.interop.ical import has_calendar
from events.models import Event
from events.pages import accent
from events.pages.links import Addresses, media
from events.pages.mould import mould_of, moulds
from events.pages.standing import SEATS, Row, standing
from events.pages.store import answer
from events.pages.when import When, when
from events.programme import Programme
from events.published import Published, live_seats
from festival.context import site_values
from festival.picture_versions import fallback_path

SIGN_UP_PHASES = (Phase.NOT_YET, Phase.CLOSED, Phase.OPEN)

LOCALES = {"nl": "nl_NL", "en": "en_GB"}  # as Open Graph writes them


@dataclass(frozen=True)
class Visit:
    """An event as the public sees it at one moment, in the active language."""

    published: Published
    now: datetime
    path: str
    row: Row = ()

    @property
    def event(self) -> Event:
        """The live row: seats and the sign-up window."""
        return self.published.event

    @property
    def programme(self) -> Programme:
        """What the newest release says."""
        return self.published.programme

    @cached_property
    def phase(self) -> Phase:
        """Where the event stands towards who wants to sign up."""
        return phase(self.event, self.now)

    @cached_property
    def at(self) -> Addresses:
        """Where the event's pages are."""
        return Addresses(self.programme.slug, dated=has_calendar(self.programme))

    @property
    def seats_matter(self) -> bool:
        """Whether seats that are left say something to a visitor."""
        return self.phase in SIGN_UP_PHASES

    def key(self, *choices: Hashable) -> Hashable:
        """Everything a page of this event is rendered from."""
        return (self.path, choices, self.row, self.phase)

    def answer(
        self,
        request: HttpRequest,
        template: str,
        make: Callable[[], "Subject"],
        *choices: Hashable,
    ) -> HttpResponseBase:
        """The page, from the store or rendered; `choices` are what the visitor filters on."""
        key = self.key(*choices)
        return self._marked(answer(request, key, lambda: self.rendered(template, make())))

    def answer_with_seats(
        self,
        request: HttpRequest,
        template: str,
        make: Callable[[], "Subject"],
        *choices: Hashable,
    ) -> HttpResponseBase:
        """The same for a page with many open places for seats: only those are rendered anew."""
        key = (self.path, choices, self.row[len(SEATS) :], self.phase)

        def render() -> str:
            mould = moulds.get(key)
            if mould is None:
                mould = mould_of(self.rendered(template, make()))
                moulds.put(key, mould)
            return mould.filled(live_seats(self.event) if self.seats_matter else {})

        return self._marked(answer(request, self.key(*choices), render))

    def _marked(self, response: HttpResponseBase) -> HttpResponseBase:
        if not self.is_listed:
            response.headers["X-Robots-Tag"] = "noindex"
        return response

    def rendered(self, template: str, subject: "Subject") -> str:
        """The page as HTML, without a query."""
        return get_template(template).render(self.context(subject))

    def context(self, subject: "Subject") -> dict[str, Any]:
        """What a template is given."""
        return {"page": subject, "frame": frame(self, subject), **site_values(self.path)}

    @property
    def is_listed(self) -> bool:
        """Whether search engines may know of it."""
        return self.event.visibility != Event.Visibility.UNLISTED


@dataclass(frozen=True)
class Subject:
    """What a page is about; each page's own view model adds to this."""

    title: str
    description: str


@dataclass(frozen=True)
class Frame:
    """What stands around each page of an event."""

    title: str
    name: str  # the title with its edition
    motto: str
    url: str
    at: Addresses
    here: str
    when: When
    place: str
    state: str
    accent: str
    colour: str
    lang: (
        SafeString  # ` lang="nl"` on the organisers' texts, where the page speaks another language
    )
    listed: bool
    canonical: str
    picture: str
    picture_alt: str
    has_programme: bool
    can_sign_up: bool
    reason: str
    locale: str
    changed: str
    number: int


def visiting(request: HttpRequest, slug: str) -> Visit:
    """The published event at this address; one query. Raises Http404."""
    found = standing(slug)
    return Visit(found.published, timezone.now(), request.path, found.row)


def frame(visit: Visit, subject: Subject) -> Frame:
    """The surroundings of one page."""
    said = visit.programme
    photo = said.photos[0] if said.photos else None
    return Frame(
        title=said.title,
        name=said.name,
        motto=said.motto,
        url=visit.at.event,
        at=visit.at,
        here=visit.path,
        when=when(said.starts_at, said.ends_at, said.precision, said.time_zone),
        place=place_of(said),
        state=_state(visit),
        accent=accent.class_of(said.colour),
        colour=said.colour[1:].lower(),
        lang=lang_of(said.language),
        listed=visit.is_listed,
        canonical=whole(visit.path),
        picture=whole(media(fallback_path(photo.path))) if photo else "",
        picture_alt=photo.alt if photo else "",
        has_programme=bool(said.sessions),
        can_sign_up=visit.phase is Phase.OPEN,
        reason=reason_against(visit.event, visit.now),
        locale=LOCALES.get(get_language() or "", ""),
        changed=_changed(said),
        number=visit.published.number,
    )


def lang_of(language: str) -> SafeString:
    """The `lang` attribute that a text needs, with a space before it, or nothing."""
    if language == get_language():
        return SafeString()
    return format_html(' lang="{}"', language)


def place_of(said: Programme) -> str:
    """`Studio, Pakhuis de Zwijger, Amsterdam`, as far as it is known."""
    venue = said.venue.name if said.venue else ""
    return ", ".join(part for part in (said.room, venue, said.town) if part)


def _state(visit: Visit) -> str:
    if visit.phase is Phase.CANCELLED or visit.programme.cancelled:
        return _("Called off")
    return _("Past") if visit.phase is Phase.PAST else ""


def _changed(said: Programme) -> str:
    moment = said.changed_at
    return date_format(moment.astimezone(said.zone), "DATETIME_FORMAT") if moment else ""
