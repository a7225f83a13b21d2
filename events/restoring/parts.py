"""The lists of a programme as flat parts: what identifies each, and its values as rows have them."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from events.programme import Appearance, Programme

Values = Mapping[str, Any]
Part = tuple[Hashable, Values]
One = TypeVar("One")


@dataclass(frozen=True)
class Ref:
    """A reference to another row: of which kind, and what identifies it; empty for none."""

    kind: str
    key: Hashable


@dataclass(frozen=True)
class Kind:
    """One list. Parts may be called the same. What is in `only_new` is set on a new part alone: other verbs own it."""

    name: str
    parts: Callable[[Programme], Iterator[Part]]
    only_new: tuple[str, ...] = ()
    part_of: str = ""  # the value that names what a part goes with when that is removed


def numbered(parts: Iterable[tuple[Hashable, One]]) -> dict[Hashable, One]:
    """Parts by what identifies them; the n-th of those that are called the same by that and n."""
    met: Counter[Hashable] = Counter()
    found = {}
    for key, part in parts:
        met[key] += 1
        found[key if met[key] == 1 else (key, met[key])] = part
    return found


def _blocks(said: Programme) -> Iterator[Part]:
    yield from ((title, {"title": title}) for title in said.blocks)


def _themes(said: Programme) -> Iterator[Part]:
    for theme in said.themes:
        yield theme.slug, {"slug": theme.slug, "title": theme.title, "about": theme.about}


def _groups(said: Programme) -> Iterator[Part]:
    yield from ((name, {"name": name}) for name in said.target_groups)


def _partners(said: Programme) -> Iterator[Part]:
    for partner in said.partners:
        about = {"organisation": Ref("organisation", partner.organisation), "role": partner.role}
        yield (partner.organisation, partner.role), about | {"note": partner.note}


def _sessions(said: Programme) -> Iterator[Part]:
    for session in said.sessions:
        plain = ("code", "title", "kind", "about", "starts_at", "ends_at", "capacity")
        yield (
            session.code,
            {name: getattr(session, name) for name in plain}
            | {
                "block": Ref("block", session.block),
                "theme": Ref("theme", session.theme),
                "room": Ref("room", session.room),
            },
        )


def _tables(said: Programme) -> Iterator[Part]:
    for session, table in said.all_tables():
        plain = ("code", "number", "topic", "question", "capacity")
        refs = {"session": Ref("session", session.code), "theme": Ref("theme", table.theme)}
        yield table.code, {name: getattr(table, name) for name in plain} | refs


def _appearances(said: Programme) -> Iterator[Part]:
    for session in said.sessions:
        yield from _cast(session.appearances, Ref("session", session.code), Ref("table", ""))
        for table in session.tables:
            yield from _cast(table.appearances, Ref("session", ""), Ref("table", table.code))


def _cast(some: tuple[Appearance, ...], session: Ref, table: Ref) -> Iterator[Part]:
    holder = session.key or table.key
    for one in some:
        values = {"session": session, "table": table, "person": Ref("person", one.person)}
        yield (holder, one.person, one.role), values | {"role": one.role}


def _cases(said: Programme) -> Iterator[Part]:
    for case in said.cases:
        plain = ("code", "title", "status", "question", "about", "result", "town", "period")
        values = {name: getattr(case, name) for name in (*plain, "website")}
        refs = {
            "organisation": Ref("organisation", case.organisation),
            "theme": Ref("theme", case.theme),
            "table": Ref("table", case.table),
        }
        yield case.code, values | refs


def _members(said: Programme) -> Iterator[Part]:
    for case in said.cases:
        for member in case.members:
            values = {"case": Ref("case", case.code), "person": Ref("person", member.person)}
            yield (case.code, member.person), values | {"role": member.role}


def _goals(said: Programme) -> Iterator[Part]:
    yield from ((goal.number, {"number": goal.number, "text": goal.text}) for goal in said.goals)


def _plain(field: str, key: str, *names: str) -> Callable[[Programme], Iterator[Part]]:
    """Parts without references, identified by one of their fields."""

    def parts(said: Programme) -> Iterator[Part]:
        for part in getattr(said, field):
            yield getattr(part, key), {name: getattr(part, name) for name in (key, *names)}

    return parts


def _quotes(said: Programme) -> Iterator[Part]:
    for quote in said.quotes:
        plain = {name: getattr(quote, name) for name in ("text", "occasion", "said_on")}
        yield (quote.person, quote.text), plain | {"person": Ref("person", quote.person)}


def _documents(said: Programme) -> Iterator[Part]:
    for document in said.documents:
        refs = {"session": Ref("session", document.session), "case": Ref("case", document.case)}
        yield document.title, {"title": document.title, "file": document.path} | refs


def _photos(said: Programme) -> Iterator[Part]:
    for photo in said.photos:
        words = {name: getattr(photo, name) for name in ("alt", "caption", "credit")}
        yield photo.path, words | {"image": photo.path}


KINDS = (  # what others refer to comes first
    Kind("block", _blocks),
    Kind("theme", _themes),
    Kind("group", _groups),
    Kind("partner", _partners),
    Kind("session", _sessions, only_new=("capacity",)),
    Kind("table", _tables, only_new=("capacity",), part_of="session"),
    Kind("appearance", _appearances, part_of="session table"),
    Kind("case", _cases),
    Kind("member", _members, part_of="case"),
    Kind("goal", _goals),
    Kind("news", _plain("news", "title", "text", "published_on", "period")),
    Kind("quote", _quotes),
    Kind("link", _plain("links", "url", "title")),
    Kind("document", _documents),
    Kind("photo", _photos),
)
