"""Nothing that a release says is left out of the pages, and nothing it says can do harm."""

import html
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import partial
from html.parser import HTMLParser
from itertools import count
from typing import Any, get_args, get_origin, get_type_hints

import pytest
import time_machine
from django.test import Client

from events import programme as frozen
from events.models import Event, Release
from events.publishing import card_of
from tests.factories import NOW, START, make_event

pytestmark = pytest.mark.django_db

ADDRESSES = {"website", "url"}
FILES = {"path", "small_path"}
UNSEEN = {  # what is no text for visitors, each with its reason
    "Programme.code": "the identity of the event in calendars",
    "Programme.slug": "stands in the address of the page",
    "Programme.sequence": "counts for calendars",
    "Session.sequence": "counts for calendars",
    "Session.changed_at": "tells calendars; the page tells when the programme changed",
    "Person.sort_name": "only sorts",
    "Picture.small_path": "follows from the path, as the other sizes do",
    "Affiliation.slug": "stands in an address, when that page exists",
    "Edition.slug": "stands in an address, when that page exists",
}


class Filler:
    """Makes frozen values in which each field that is not given holds something unique."""

    def __init__(self, text: Callable[[str], str]) -> None:
        self._text = text
        self._numbers = count(40001)
        self.made: dict[str, list[str]] = {}

    def __call__(self, kind: type, /, **given: Any) -> Any:
        hints = get_type_hints(kind)
        values = dict(given)
        for field in fields(kind):
            if field.name not in values:
                values[field.name] = self._value(f"{kind.__name__}.{field.name}", hints[field.name])
        return kind(**values)

    def _value(self, name: str, hint: Any) -> Any:
        wanted = [hint, *get_args(hint)]
        if get_origin(hint) is tuple:
            return ()
        if str in wanted:
            return self._kept(name, self._word(name))
        if int in wanted:
            return int(self._kept(name, str(next(self._numbers))))
        if datetime in wanted:
            return START
        if date in wanted:
            moment = date.fromordinal(700000 + next(self._numbers) % 10000)
            return self._kept(name, moment) and moment
        return False if hint is bool else None if type(None) in wanted else ()

    def _word(self, name: str) -> str:
        field = name.split(".")[1]
        number = next(self._numbers)
        if field in ADDRESSES:
            return f"https://m{number}.example/"
        if field in FILES:
            return f"photos/m{number}-640x480.webp"
        if field in {"code", "slug"}:
            return f"m{number}"
        return f"m{number}@example.org" if field == "email" else self._text(f"m{number}")

    def _kept(self, name: str, value: Any) -> Any:
        words = f"{value.day} " if isinstance(value, date) else str(value)
        self.made.setdefault(name, []).append(words)
        return value


def whole_programme(fill: Filler) -> frozen.Programme:
    """A programme with at least one of everything, and every field of each filled in."""
    picture = partial(fill, frozen.Picture)
    small_only = partial(picture, path="logos/a-1x1.webp", alt="", caption="", credit="")
    other = fill(frozen.Organisation, kind="network", logo=small_only())
    tie = fill(frozen.Affiliation, kind="member", slug=other.slug, name=other.name)
    club = fill(frozen.Organisation, kind="residents", logo=None, affiliations=(tie,))
    host = fill(
        frozen.Person,
        organisation=club.slug,
        portrait=small_only(),
    )
    sponsor = fill(frozen.Person, organisation="", website="", portrait=None)
    theme, subject = fill(frozen.Theme), fill(frozen.Theme)
    room = fill(frozen.Room)
    table = fill(
        frozen.Table,
        theme=subject.slug,
        appearances=(
            frozen.Appearance(host.code, "host"),
            frozen.Appearance(sponsor.code, "co-host"),
        ),
    )
    session = fill(
        frozen.Session,
        kind="tables",
        theme=theme.slug,
        room=room.name,
        tables=(table,),
        appearances=(frozen.Appearance(host.code, "moderator"),),
    )
    case = fill(
        frozen.Case,
        status="team",
        table=table.code,
        organisation=other.slug,
        theme=theme.slug,
        members=(fill(frozen.CaseMember, person=host.code),),
    )
    return fill(
        frozen.Programme,
        language="nl",
        time_zone="Europe/Amsterdam",
        precision="moment",
        colour="#1f4e8c",
        follows=fill(frozen.Edition, precision="month"),
        editions=(fill(frozen.Edition, precision="year", occasion=""),),
        venue=fill(frozen.Venue, town="Amsterdam", country="BE"),
        rooms=(room,),
        takes_registrations=True,
        contact=fill(frozen.Contact, person=host.code),
        sponsor_contact=sponsor.code,
        organisations=(club, other),
        partners=(
            fill(frozen.Partner, organisation=club.slug, role="organiser"),
            fill(frozen.Partner, organisation=other.slug, role="financier"),
        ),
        people=(host, sponsor),
        target_groups=(fill._value("Programme.target_groups", str),),
        themes=(theme, subject),
        blocks=(session.block,),
        sessions=(session,),
        withdrawn=(),
        accords=(fill(frozen.Accord, parties=(other.slug,), goals=(fill(frozen.Goal),)),),
        goals=(fill(frozen.Goal),),
        cases=(case,),
        news=(fill(frozen.NewsItem),),
        quotes=(fill(frozen.Quote, person=host.code),),
        links=(fill(frozen.Link),),
        documents=(
            fill(frozen.Document, size=2048, session=session.code, case=""),
            fill(frozen.Document, size=4096, session="", case=case.code),
        ),
        photos=(picture(), picture()),
        cancelled=False,
    )


def publish_as_it_is(programme: frozen.Programme) -> Event:
    event = make_event(slug=programme.slug)
    event.release = Release.objects.create(
        event=event,
        number=1,
        content=programme.as_json(),
        card=card_of(programme),
        published_at=NOW,
    )
    event.save(update_fields=["release"])
    return event


def all_pages(client: Client, programme: frozen.Programme, prefix: str = "") -> Iterator[str]:
    stem = f"{prefix}/bijeenkomst/{programme.slug}/"
    parts = ["", "programma/"]
    parts += [f"sessie/{session.code}/" for session in programme.sessions]
    parts += [f"tafel/{table.code}/" for _session, table in programme.all_tables()]
    parts += [f"persoon/{person.code}/" for person in programme.people]
    parts += [f"organisatie/{organisation.slug}/" for organisation in programme.organisations]
    parts += [f"thema/{theme.slug}/" for theme in programme.themes]
    parts += [f"casus/{case.code}/" for case in programme.cases]
    for path in [f"{prefix}/", *(stem + part for part in parts)]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        yield answer.content.decode()


def test_every_field_of_a_release_is_on_a_page(client: Client) -> None:
    fill = Filler(str)
    programme = whole_programme(fill)
    publish_as_it_is(programme)

    with time_machine.travel(NOW, tick=False):
        shown = "\n".join(all_pages(client, programme))

    left_out = {
        name
        for name, words in fill.made.items()
        if name not in UNSEEN and not all(word in shown for word in words)
    }
    assert left_out == set()


def test_the_programme_above_really_has_every_field() -> None:
    fill = Filler(str)
    programme = whole_programme(fill)

    empty = {
        f"{type(part).__name__}.{field.name}"
        for part in parts_of(programme)
        for field in fields(part)
        if getattr(part, field.name) in (None, "", ())
    }
    filled = {
        f"{type(part).__name__}.{field.name}"
        for part in parts_of(programme)
        for field in fields(part)
        if getattr(part, field.name) not in (None, "", ())
    }
    assert empty - filled == {"Programme.withdrawn"}


def parts_of(value: Any) -> Iterator[Any]:
    if is_dataclass(value):
        yield value
        for field in fields(value):
            yield from parts_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from parts_of(part)


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ settings.SECRET_KEY }}{% debug %}{% include 'x' %}",
    "javascript:alert(1)",
    "\u202e\u2066 achterstevoren",
    "</title></textarea></script><svg/onload=alert(1)>",
    "&lt;b&gt; %(n)s {0} ${x}",
    "x" * 500,
    "𝓭 👩🏽‍🦽 Ĳ d’ 't",
]


class Seen(HTMLParser):
    """What a browser makes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("type") != "application/ld+json":
            self.tags.add(tag)
        self.attributes |= set(given)
        self.addresses |= {given.get(name) or "" for name in ("href", "src", "action")}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_can_do_more_than_be_read(client: Client, hostile: str) -> None:
    fill = Filler(lambda marker: f"{marker} {hostile}")
    programme = whole_programme(fill)
    publish_as_it_is(programme)

    with time_machine.travel(NOW, tick=False):
        shown = list(all_pages(client, programme)) + list(all_pages(client, programme, "/en"))

    for page in shown:
        seen = Seen(page)
        assert seen.tags.isdisjoint({"script", "svg", "textarea"})
        assert not [name for name in seen.attributes if name.startswith("on")]
        assert not [where for where in seen.addresses if where.startswith("javascript")]
    assert html.escape(hostile) in shown[1]  # as it was written, on the page of the event


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example"])
def test_an_address_that_is_not_of_the_web_becomes_no_link(client: Client, address: str) -> None:
    fill = Filler(str)
    programme = fill(
        frozen.Programme,
        language="nl",
        time_zone="Europe/Amsterdam",
        precision="moment",
        colour="#1f4e8c",
        starts_at=datetime(2026, 6, 1, tzinfo=UTC),
        venue=fill(frozen.Venue, website=address),
        contact=frozen.Contact(),
        links=(frozen.Link("Elders", address),),
        sponsor_contact="",
    )
    publish_as_it_is(programme)

    shown = "\n".join(all_pages(client, programme))

    assert f'href="{address}' not in shown
