"""Loads what an event tells beside its timetable."""

from django.core.files.base import ContentFile

from events.demo import facts
from events.demo.drawing import poster
from events.demo.shelf import Shelf
from events.models import (
    Accord,
    Case,
    CaseMember,
    Document,
    Event,
    Goal,
    Link,
    NewsItem,
    Photo,
    Quote,
)


def load_content(shelf: Shelf, event: Event, gathering: facts.Gathering) -> None:
    """Add goals, accords, cases, news, quotes, links, documents and photos to an event."""
    _goals(shelf, event, gathering.goals, "goals")
    for n, accord in enumerate(gathering.accords):
        _accord(shelf, event, accord, n)
    for n, case in enumerate(gathering.cases):
        _case(shelf, event, case, n)
    for n, news in enumerate(gathering.news):
        shelf.make(NewsItem, news, f"news[{n}]", event=event, position=n)
    for n, quote in enumerate(gathering.quotes):
        shelf.make(Quote, quote, f"quotes[{n}]", event=event)
    for n, link in enumerate(gathering.links):
        shelf.make(Link, link, f"links[{n}]", event=event, position=n)
    for n, document in enumerate(gathering.documents):
        _document(shelf, event, document, n)
    for n, photo in enumerate(gathering.photos):
        _photo(shelf, event, photo, n)


def _goals(
    shelf: Shelf, event: Event, texts: list[str], at: str, accord: Accord | None = None
) -> None:
    for n, text in enumerate(texts):
        goal = Goal(event=event, accord=accord, number=n + 1, text=text)
        shelf.add(goal, f"{at}[{n}]")


def _accord(shelf: Shelf, event: Event, told: facts.Accord, position: int) -> None:
    at = f"accords[{position}]"
    accord = shelf.make(Accord, told, at, event=event, position=position)
    accord.parties.set(shelf.get("parties", slug, at) for slug in told.parties)
    _goals(shelf, event, told.goals, f"{at}.goals", accord)


def _case(shelf: Shelf, event: Event, told: facts.Case, position: int) -> None:
    at = f"cases[{position}]"
    case = shelf.make(Case, told, at, event=event, position=position)
    for n, member in enumerate(told.members):
        shelf.make(CaseMember, member, f"{at}.members[{n}]", case=case)


def _document(shelf: Shelf, event: Event, told: facts.Document, position: int) -> None:
    file = ContentFile(told.text.encode(), name=told.name)
    document = Document(event=event, title=told.title, file=file, position=position)
    shelf.add(document, f"documents[{position}]")


def _photo(shelf: Shelf, event: Event, told: facts.Photo, position: int) -> None:
    at = f"photos[{position}]"
    try:
        image = poster(told.motif, event.colour)
    except KeyError as missing:
        raise shelf.wrong(f"{at}.motif", f"there is no motif “{told.motif}”") from missing
    photo = Photo(
        event=event,
        image=image,
        alt=told.alt,
        caption=told.caption,
        credit=told.credit,
        position=position,
    )
    shelf.add(photo, at)
