"""A programme as frozen values: what one release of an event says, and nothing else.

No database in here. Pages, feeds and files are all rendered from these values, which go to
JSON and back without loss (`as_json`, `from_json`). People, organisations, themes and rooms
stand once, in the Programme's own tuples; everything else names them by `code` or `slug`.
Moments carry their UTC offset; `Programme.zone` is the event's own time zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from events.programme_parts import (
    Accord,
    Affiliation,
    Appearance,
    Case,
    CaseMember,
    Contact,
    Document,
    Edition,
    Goal,
    Link,
    NewsItem,
    Organisation,
    Partner,
    Person,
    Picture,
    Quote,
    Room,
    Session,
    Table,
    Theme,
    Venue,
)

__all__ = [
    "Accord",
    "Affiliation",
    "Appearance",
    "Case",
    "CaseMember",
    "Contact",
    "Document",
    "Edition",
    "Goal",
    "Link",
    "NewsItem",
    "Organisation",
    "Partner",
    "Person",
    "Picture",
    "Programme",
    "Quote",
    "Room",
    "Session",
    "Table",
    "Theme",
    "Venue",
    "from_json",
]

NO_CONTACT = Contact()


def titled(title: str, edition: str) -> str:
    """`Pluk Innovatie Festival (2013)`: a title with its edition, unless it says so itself."""
    return title if not edition or edition in title else f"{title} ({edition})"


@dataclass(frozen=True)
class Programme:
    """Everything that one release of an event says."""

    code: str
    slug: str
    title: str
    language: str
    time_zone: str
    starts_at: datetime
    ends_at: datetime
    precision: str = "moment"
    motto: str = ""
    summary: str = ""
    intro: str = ""
    colour: str = "#0b5d4e"
    edition: str = ""
    series: str = ""
    series_about: str = ""
    occasion: str = ""
    follows: Edition | None = None
    editions: tuple[Edition, ...] = ()
    town: str = ""
    venue: Venue | None = None
    room: str = ""
    rooms: tuple[Room, ...] = ()
    announced_on: date | None = None
    attendance: int | None = None
    takes_registrations: bool = False
    capacity: int | None = None
    contact: Contact = NO_CONTACT
    sponsor_call: str = ""
    sponsor_contact: str = ""
    organisations: tuple[Organisation, ...] = ()
    partners: tuple[Partner, ...] = ()
    people: tuple[Person, ...] = ()
    target_groups: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    blocks: tuple[str, ...] = ()
    sessions: tuple[Session, ...] = ()
    withdrawn: tuple[Session, ...] = ()
    accords: tuple[Accord, ...] = ()
    goals: tuple[Goal, ...] = ()
    cases: tuple[Case, ...] = ()
    news: tuple[NewsItem, ...] = ()
    quotes: tuple[Quote, ...] = ()
    links: tuple[Link, ...] = ()
    documents: tuple[Document, ...] = ()
    photos: tuple[Picture, ...] = ()
    cancelled: bool = False
    sequence: int = 0
    changed_at: datetime | None = None

    @property
    def name(self) -> str:
        """The title with its edition."""
        return titled(self.title, self.edition)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The event's own time zone."""
        return ZoneInfo(self.time_zone)

    @cached_property
    def person_by_code(self) -> dict[str, Person]:
        """People by their code."""
        return {person.code: person for person in self.people}

    @cached_property
    def organisation_by_slug(self) -> dict[str, Organisation]:
        """Organisations by their slug."""
        return {organisation.slug: organisation for organisation in self.organisations}

    @cached_property
    def theme_by_slug(self) -> dict[str, Theme]:
        """Themes by their slug."""
        return {theme.slug: theme for theme in self.themes}

    @cached_property
    def session_by_code(self) -> dict[str, Session]:
        """Sessions by their code."""
        return {session.code: session for session in self.sessions}

    @cached_property
    def case_by_code(self) -> dict[str, Case]:
        """Cases by their code."""
        return {case.code: case for case in self.cases}

    @cached_property
    def room_by_name(self) -> dict[str, Room]:
        """Rooms by their name."""
        return {room.name: room for room in self.rooms}

    @cached_property
    def table_by_code(self) -> dict[str, tuple[Session, Table]]:
        """Each table with its session, by the table's code."""
        return {table.code: (session, table) for session, table in self.all_tables()}

    @property
    def revision(self) -> int:
        """Rises with each release in which anything moved: for entries that tell of it all."""
        sessions = (*self.sessions, *self.withdrawn)
        return self.sequence + sum(session.sequence for session in sessions)

    def all_tables(self) -> Iterator[tuple[Session, Table]]:
        """Each table with the session it belongs to, in programme order."""
        for session in self.sessions:
            for table in session.tables:
                yield session, table

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain


def from_json(content: Any) -> Programme:
    """The Programme that `as_json` gave.

    Raises msgspec.ValidationError when the content is of another shape.
    """
    return msgspec.convert(content, Programme)
