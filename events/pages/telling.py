"""What an event tells beside its timetable: cases, news, quotes, photos, documents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat

from events import models
from events.pages.cast import Cast
from events.pages.labels import label
from events.pages.links import Addresses, Link, media
from events.pages.pictures import PictureView, view_of
from events.pages.when import day
from events.programme import Case, Document, NewsItem, Picture, Programme, Quote


@dataclass(frozen=True)
class CaseLine:
    """A case in a list."""

    title: str
    url: str
    status: str
    question: str
    facts: tuple[str, ...]
    organisation: Link | None
    theme: Link | None
    table: Link | None


@dataclass(frozen=True)
class NewsView:
    """A message; `date` in words, `iso` when the day is known."""

    title: str
    text: str
    date: str
    iso: str


@dataclass(frozen=True)
class QuoteView:
    """What somebody said."""

    text: str
    person: Link | None
    as_what: str
    occasion: str
    date: str
    iso: str


@dataclass(frozen=True)
class FileView:
    """A document to download."""

    title: str
    url: str
    about: str


@dataclass(frozen=True)
class PhotoView:
    """A photo with what stands beneath it."""

    picture: PictureView
    caption: str
    credit: str


def case_lines(cases: Iterable[Case], cast: Cast, at: Addresses) -> Iterator[CaseLine]:
    """Cases for a list."""
    for case in cases:
        yield CaseLine(
            title=case.title,
            url=at.case(case.code),
            status=label(models.Case.Status, case.status),
            question=case.question,
            facts=tuple(part for part in (case.town, case.period) if part),
            organisation=cast.organisation(case.organisation),
            theme=cast.theme(case.theme),
            table=cast.table(case.table),
        )


def news_view(item: NewsItem) -> NewsView:
    """A message."""
    iso = item.published_on.isoformat() if item.published_on else ""
    date = " · ".join(part for part in (day(item.published_on), item.period) if part)
    return NewsView(item.title, item.text, date, iso)


def quote_view(quote: Quote, said: Programme, cast: Cast) -> QuoteView:
    """What somebody said, and as what."""
    person = said.person_by_code.get(quote.person)
    organisation = cast.organisation(person.organisation) if person else None
    parts = (person.function if person else "", organisation.text if organisation else "")
    return QuoteView(
        text=quote.text,
        person=cast.person(quote.person),
        as_what=", ".join(part for part in parts if part),
        occasion=quote.occasion,
        date=day(quote.said_on),
        iso=quote.said_on.isoformat() if quote.said_on else "",
    )


def file_view(document: Document) -> FileView:
    """A document with what kind of file it is and how large."""
    about = f"{document.kind}, {filesizeformat(document.size)}"
    return FileView(document.title, media(document.path), about)


def photo_view(picture: Picture) -> PhotoView:
    """A photo of the event."""
    return PhotoView(view_of(picture, alt=picture.alt), picture.caption, picture.credit)
