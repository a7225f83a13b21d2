"""How the facts of one gathering are written down in YAML.

A part's keys are the fields of the model it becomes; a key that does not exist is an error.
People are named by their full name, organisations, venues, themes, series and events by their
slug, rooms and rounds by their own name.
"""

from datetime import date
from typing import Annotated, Any, Literal

import msgspec

Clock = Annotated[str, msgspec.Meta(pattern=r"^\d\d:\d\d$")]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Part(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Something with fields; what is not written stays as the model has it."""

    def written(self) -> dict[str, Any]:
        """The plain fields that were written down; nested parts are left out."""
        plain = {name: getattr(self, name) for name in self.__struct_fields__}
        return {
            name: value
            for name, value in plain.items()
            if value not in ("", None) and not isinstance(value, list | Part)
        }


class Logo(Part):
    """A logo that is drawn: up to four letters on a colour."""

    letters: Annotated[str, msgspec.Meta(max_length=4)]
    colour: str


class Affiliation(Part):
    kind: str
    other: str
    note: str = ""


class Organisation(Part):
    slug: str
    name: str
    kind: str
    website: str = ""
    town: str = ""
    about: str = ""
    logo: Logo | None = None
    affiliations: list[Affiliation] = []


class Person(Part):
    family_name: str
    given_name: str = ""
    infix: str = ""
    organisation: str = ""
    function: str = ""
    website: str = ""
    bio: str = ""


class Room(Part):
    name: str
    capacity: int | None = None
    access_note: str = ""


class Venue(Part):
    slug: str
    name: str
    town: str
    street: str = ""
    postal_code: str = ""
    website: str = ""
    access_note: str = ""
    rooms: list[Room] = []


class Series(Part):
    slug: str
    title: str
    about: str = ""


class When(Part):
    """A day that was, or one that lies ahead of the day of loading; hours in local time."""

    day: date | None = None
    weekday: Weekday = "monday"
    weeks_ahead: int = 0
    until: date | None = None
    starts: Clock = "00:00"
    ends: Clock = "23:59"
    precision: str = "moment"


class SignUp(Part):
    """The sign-up at the event; without one, nobody signs up here."""

    capacity: int | None = None
    asks_access: bool = False
    asks_diet: bool = False
    opens_days_before: int | None = None
    closes_hours_before: int | None = None


class Partner(Part):
    organisation: str
    role: str
    note: str = ""


class Theme(Part):
    slug: str
    title: str
    about: str = ""


class Block(Part):
    title: str
    required: bool = False
    ranked: bool = False
    maximum: int = 1


class Appearance(Part):
    person: str
    role: str


class Table(Part):
    number: int
    topic: str
    question: str = ""
    theme: str = ""
    capacity: int | None = None
    appearances: list[Appearance] = []


class Session(Part):
    title: str
    kind: str = ""
    about: str = ""
    block: str = ""
    theme: str = ""
    room: str = ""
    starts: Clock | None = None
    ends: Clock | None = None
    capacity: int | None = None
    tables: list[Table] = []
    appearances: list[Appearance] = []


class Accord(Part):
    title: str
    year: int | None = None
    years: int | None = None
    about: str = ""
    parties: list[str] = []
    goals: list[str] = []


class Member(Part):
    person: str
    role: str = ""


class Case(Part):
    title: str
    status: str = ""
    question: str = ""
    about: str = ""
    result: str = ""
    organisation: str = ""
    theme: str = ""
    town: str = ""
    period: str = ""
    website: str = ""
    members: list[Member] = []


class NewsItem(Part):
    title: str
    text: str
    published_on: date | None = None
    period: str = ""


class Quote(Part):
    person: str
    text: str
    occasion: str = ""
    said_on: date | None = None


class Link(Part):
    title: str
    url: str


class Document(Part):
    """A text file that is made at loading."""

    title: str
    name: str
    text: str


class Photo(Part):
    """A picture that is drawn at loading, by the motif of that name."""

    motif: str
    alt: str
    caption: str = ""
    credit: str = ""


class EventFacts(Part):
    slug: str
    title: str
    motto: str = ""
    summary: str = ""
    intro: str = ""
    colour: str = ""
    series: str = ""
    edition: str = ""
    follows: str = ""
    occasion: str = ""
    venue: str = ""
    room: str = ""
    town: str = ""
    announced_on: date | None = None
    attendance: int | None = None
    contact: str = ""
    contact_email: str = ""
    contact_offer: str = ""
    sponsor_call: str = ""
    sponsor_contact: str = ""


class Gathering(Part):
    """One file: an event with everything that only it has, and lasting records it needs."""

    event: EventFacts
    when: When
    sign_up: SignUp | None = None
    organisations: list[Organisation] = []
    people: list[Person] = []
    venues: list[Venue] = []
    series: list[Series] = []
    partners: list[Partner] = []
    themes: list[Theme] = []
    target_groups: list[str] = []
    goals: list[str] = []
    accords: list[Accord] = []
    blocks: list[Block] = []
    sessions: list[Session] = []
    cases: list[Case] = []
    news: list[NewsItem] = []
    quotes: list[Quote] = []
    links: list[Link] = []
    documents: list[Document] = []
    photos: list[Photo] = []
