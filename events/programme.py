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


@dataclass(frozen=True)
class Picture:
    """A stored picture: paths under the media address, size in pixels, text for who cannot see it."""

    path: str
    small_path: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Affiliation:
    """How an organisation stands to another; `kind` is member, partner or founder."""

    kind: str
    name: str
    slug: str
    note: str = ""


@dataclass(frozen=True)
class Organisation:
    """An organisation as it was when the programme was published."""

    slug: str
    name: str
    kind: str
    website: str = ""
    town: str = ""
    about: str = ""
    logo: Picture | None = None
    affiliations: tuple[Affiliation, ...] = ()


@dataclass(frozen=True)
class Partner:
    """The role of an organisation: organiser, co-producer, host, partner, sponsor, financier."""

    organisation: str
    role: str
    note: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody who appears; `organisation` is a slug or empty."""

    code: str
    name: str
    sort_name: str
    function: str = ""
    organisation: str = ""
    website: str = ""
    bio: str = ""
    portrait: Picture | None = None


@dataclass(frozen=True)
class Appearance:
    """A person's role in a session or at a table: host, co-host, speaker, moderator, author."""

    person: str
    role: str


@dataclass(frozen=True)
class Theme:
    """A subject."""

    slug: str
    title: str
    about: str = ""


@dataclass(frozen=True)
class Room:
    """A room; `capacity` in seats."""

    name: str
    capacity: int | None = None
    access_note: str = ""


@dataclass(frozen=True)
class Venue:
    """Where it is held."""

    name: str
    town: str
    street: str = ""
    postal_code: str = ""
    country: str = "NL"
    website: str = ""
    access_note: str = ""


@dataclass(frozen=True)
class Table:
    """A discussion table; `theme` is a slug or empty, `capacity` in seats or None for no limit."""

    code: str
    number: int
    topic: str
    question: str = ""
    theme: str = ""
    capacity: int | None = None
    appearances: tuple[Appearance, ...] = ()


@dataclass(frozen=True)
class Session:
    """A programme item. `sequence` and `changed_at` count its changes for calendars.

    `kind` is plenary, parallel, tables or break; `block` is the title of its round or empty.
    """

    code: str
    title: str
    kind: str
    about: str = ""
    block: str = ""
    theme: str = ""
    room: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    capacity: int | None = None
    tables: tuple[Table, ...] = ()
    appearances: tuple[Appearance, ...] = ()
    cancelled: bool = False
    sequence: int = 0
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Goal:
    """A numbered goal."""

    number: int
    text: str


@dataclass(frozen=True)
class Accord:
    """An agreement; `parties` are organisation slugs, `years` is how long it runs."""

    title: str
    year: int | None = None
    years: int | None = None
    about: str = ""
    parties: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True)
class CaseMember:
    """A person (by code) who works on a case."""

    person: str
    role: str = ""


@dataclass(frozen=True)
class Case:
    """A case, example or project; `status` is example, open, team or done."""

    code: str
    title: str
    status: str
    question: str = ""
    about: str = ""
    result: str = ""
    organisation: str = ""
    theme: str = ""
    town: str = ""
    period: str = ""
    website: str = ""
    members: tuple[CaseMember, ...] = ()


@dataclass(frozen=True)
class NewsItem:
    """A dated message."""

    title: str
    text: str
    published_on: date | None = None
    period: str = ""


@dataclass(frozen=True)
class Quote:
    """What a person (by code) said."""

    person: str
    text: str
    occasion: str = ""
    said_on: date | None = None


@dataclass(frozen=True)
class Link:
    """An address elsewhere."""

    title: str
    url: str


@dataclass(frozen=True)
class Document:
    """A file; `size` in bytes; `session` and `case` are codes or empty."""

    title: str
    path: str
    size: int
    kind: str
    session: str = ""
    case: str = ""


@dataclass(frozen=True)
class Edition:
    """Another event of the same series, or the one this follows up on."""

    slug: str
    title: str
    starts_at: datetime
    ends_at: datetime
    precision: str
    edition: str = ""
    occasion: str = ""


@dataclass(frozen=True)
class Contact:
    """Whom to ask; `person` is a code or empty."""

    person: str = ""
    email: str = ""
    offer: str = ""


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
    contact: Contact = Contact()
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
