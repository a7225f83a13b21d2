"""The parts of a programme as frozen values: who, what, where. See `events.programme`."""

from dataclasses import dataclass
from datetime import date, datetime


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
    """A case, example or project; `status` is example, open, team or done.

    `table` is the code of the table where it is talked about, or empty.
    """

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
    table: str = ""


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
