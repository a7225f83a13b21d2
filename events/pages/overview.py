"""The page of an event: everything the release says that is not in the programme itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from events.addresses import whole
from events.availability import Phase
from events.interop.jsonld import event_jsonld
from events.pages.cast import Cast
from events.pages.editions import Cards, Editions, editions
from events.pages.links import Addresses, Link, share_links, website
from events.pages.partnering import AccordView, RoleView, accords, roles
from events.pages.seats import SeatsText, in_words, number_of_seats
from events.pages.telling import (
    CaseLine,
    FileView,
    NewsView,
    PhotoView,
    QuoteView,
    case_lines,
    file_view,
    news_view,
    photo_view,
    quote_view,
)
from events.pages.visit import Subject, Visit
from events.pages.when import clock, day
from events.programme import Goal, Programme, Theme
from events.published import Seats, event_seats

SHORT_PROGRAMME = 12  # sessions; a longer programme is only told how long it is


@dataclass(frozen=True)
class PlaceView:
    """Where it is held."""

    room: str
    name: str
    address: str
    town: str
    country: str
    website: Link | None
    access_note: str
    rooms: tuple[str, ...]  # with their seats, where those are known
    room_notes: tuple[tuple[str, str], ...]  # a room, and how to get in


@dataclass(frozen=True)
class ProgrammeLine:
    """A session in the short programme."""

    clock: str
    iso: str
    title: str
    url: str
    tables: str
    cancelled: bool


@dataclass(frozen=True)
class ContactView:
    """Whom to ask, with what."""

    text: str
    person: Link | None
    function: str
    email: str


@dataclass(frozen=True)
class ThemeView:
    """A theme."""

    title: str
    url: str
    about: str


@dataclass(frozen=True)
class Overview(Subject):
    """The page of an event."""

    kicker: str
    intro: str
    summary: str
    occasion: str
    announced_on: str
    attendance: str
    series: str
    series_about: str
    place: PlaceView
    target_groups: tuple[str, ...]
    seats: SeatsText | None
    capacity: str
    programme: tuple[ProgrammeLine, ...]
    is_timed: bool
    programme_size: str
    themes: tuple[ThemeView, ...]
    goals: tuple[Goal, ...]
    accords: tuple[AccordView, ...]
    cases: tuple[CaseLine, ...]
    news: tuple[NewsView, ...]
    quotes: tuple[QuoteView, ...]
    pictures: tuple[PhotoView, ...]
    documents: tuple[FileView, ...]
    links: tuple[Link, ...]
    roles: tuple[RoleView, ...]
    contact: ContactView | None
    sponsoring: ContactView | None
    editions: Editions
    shares: tuple[Link, ...]
    address: str
    structured: SafeString  # JSON-LD; empty for who must not be found

    @property
    def cover(self) -> PhotoView | None:
        """The picture at the top."""
        return self.pictures[0] if self.pictures else None

    @property
    def photos(self) -> tuple[PhotoView, ...]:
        """The other pictures."""
        return self.pictures[1:]


def overview(visit: Visit, cards: Cards) -> Overview:
    """The page of an event; `cards` are those of the gatherings it belongs with."""
    said, at = visit.programme, visit.at
    cast = Cast(said, at)
    address = whole(at.public)
    return Overview(
        title=said.title,
        description=said.summary or said.motto or said.title,
        kicker=" · ".join(dict.fromkeys(part for part in (said.series, said.edition) if part)),
        intro=said.intro,
        summary=said.summary,
        occasion=said.occasion,
        announced_on=day(said.announced_on),
        attendance=attendance_of(said),
        series=said.series,
        series_about=said.series_about,
        place=place(said),
        target_groups=said.target_groups,
        seats=in_words(event_seats(visit.event)) if visit.seats_matter else None,
        capacity=number_of_seats(_capacity(visit)),
        programme=tuple(_short_programme(said, at)),
        is_timed=any(session.starts_at for session in said.sessions),
        programme_size=_size(said),
        themes=tuple(_theme(theme, at) for theme in said.themes),
        goals=said.goals,
        accords=tuple(accords(said, cast)),
        cases=tuple(case_lines(said.cases, cast, at)),
        news=tuple(news_view(item) for item in said.news),
        quotes=tuple(quote_view(quote, said, cast) for quote in said.quotes),
        pictures=tuple(photo_view(picture) for picture in said.photos),
        documents=tuple(file_view(document) for document in said.documents),
        links=tuple(Link(link.title, link.url) for link in said.links if website(link.url)),
        roles=tuple(roles(said, at)),
        contact=contact(said, cast),
        sponsoring=sponsoring(said, cast),
        editions=editions(said, cards),
        shares=share_links(said.title, address),
        address=address,
        structured=_structured(visit, address),
    )


@dataclass(frozen=True)
class _Told:
    """What structured data depends on; the programme is that of the release."""

    code: str
    number: int
    url: str
    full: bool | None
    programme: Programme = field(compare=False)


def _capacity(visit: Visit) -> int | None:
    """How many seats there are, as it is now; as published for who signs up elsewhere."""
    if visit.seats_matter:
        return visit.event.capacity
    return None if visit.programme.takes_registrations else visit.programme.capacity


def _structured(visit: Visit, address: str) -> SafeString:
    """What search engines are told; seats are offered only while people can sign up."""
    if not visit.is_listed:
        return SafeString()
    full = event_seats(visit.event).full if visit.phase is Phase.OPEN else None
    said = visit.programme
    return _jsonld(_Told(said.code, visit.published.number, address, full, said))


@lru_cache(maxsize=64)
def _jsonld(told: _Told) -> SafeString:
    """The structured data; of a large programme it takes longer than the page itself."""
    seats = None if told.full is None else Seats(capacity=1, taken=int(told.full))
    return event_jsonld(told.programme, site_url=settings.SITE_URL, url=told.url, seats=seats)


def attendance_of(said: Programme) -> str:
    """`46 people were present.`, when it has been counted."""
    if said.attendance is None:
        return ""
    sentence = ngettext("%(n)s person was present", "%(n)s people were present", said.attendance)
    return sentence % {"n": said.attendance}


def place(said: Programme) -> PlaceView:
    """Where, with how to get in."""
    venue = said.venue
    town = f"{venue.postal_code} {said.town}".strip() if venue else said.town
    return PlaceView(
        room=said.room,
        name=venue.name if venue else "",
        address=venue.street if venue else "",
        town=town,
        country=venue.country if venue and venue.country != "NL" else "",
        website=website(venue.website) if venue else None,
        access_note=venue.access_note if venue else "",
        rooms=tuple(
            f"{room.name} ({number_of_seats(room.capacity)})"
            for room in said.rooms
            if room.capacity
        ),
        room_notes=tuple((room.name, room.access_note) for room in said.rooms if room.access_note),
    )


def _short_programme(said: Programme, at: Addresses) -> Iterator[ProgrammeLine]:
    if len(said.sessions) > SHORT_PROGRAMME:
        return
    for session in said.sessions:
        start = session.starts_at.astimezone(said.zone) if session.starts_at else None
        count = len(session.tables)
        tables = ngettext("%(n)s table", "%(n)s tables", count) % {"n": count} if count else ""
        yield ProgrammeLine(
            clock=clock(start) if start else "",
            iso=start.isoformat(timespec="minutes") if start else "",
            title=session.title,
            url=at.session(session.code),
            tables=tables,
            cancelled=session.cancelled,
        )


def _size(said: Programme) -> str:
    count = len(said.sessions)
    if not count:
        return ""
    return ngettext("%(n)s session", "%(n)s sessions", count) % {"n": count}


def _theme(theme: Theme, at: Addresses) -> ThemeView:
    return ThemeView(theme.title, at.theme(theme.slug), theme.about)


def contact(said: Programme, cast: Cast) -> ContactView | None:
    """Whom to ask and what for."""
    asked = said.contact
    if not (asked.person or asked.email or asked.offer):
        return None
    return ContactView(asked.offer, cast.person(asked.person), _as(said, asked.person), asked.email)


def sponsoring(said: Programme, cast: Cast) -> ContactView | None:
    """The call for sponsors."""
    if not (said.sponsor_call or said.sponsor_contact):
        return None
    person = said.sponsor_contact
    return ContactView(said.sponsor_call, cast.person(person), _as(said, person), "")


def _as(said: Programme, code: str) -> str:
    person = said.person_by_code.get(code)
    if person is None:
        return ""
    organisation = said.organisation_by_slug.get(person.organisation)
    parts = (person.function, organisation.name if organisation else "")
    return ", ".join(part for part in parts if part)
