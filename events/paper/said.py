"""A programme in the words that stand on paper: no links, times as people say them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby

from events.draft import read_draft
from events.models import Event
from events.pages.cast import role_label
from events.pages.when import clock, span, weekday
from events.programme import Appearance, Case, Person, Programme, Session, Table
from events.published import with_release


@dataclass(frozen=True)
class Cast:
    """People in one role from one organisation: `Hosts`, `Hans Nooren, Ria Bos`, `Platform31`."""

    role: str
    names: str
    organisation: str

    def __str__(self) -> str:
        of = f" ({self.organisation})" if self.organisation else ""
        return f"{self.role}: {self.names}{of}"


@dataclass(frozen=True)
class TableText:
    """A discussion table."""

    code: str
    number: int
    topic: str
    question: str
    cast: tuple[Cast, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Item:
    """An item of the programme; `clock` is when it begins, `time` from when to when."""

    code: str
    kind: str
    title: str
    clock: str
    time: str
    day: str
    room: str
    block: str
    about: str
    cancelled: bool
    cast: tuple[Cast, ...]
    tables: tuple[TableText, ...]


class Said:
    """What a programme says, in the active language; make it with `said_of`."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    @cached_property
    def items(self) -> list[Item]:
        """Everything in the order in which it happens; what has no time yet comes last."""
        return [self.item(session) for session in sorted(self.programme.sessions, key=self._at)]

    def _at(self, session: Session) -> datetime:
        start = session.starts_at or self.programme.ends_at
        return start.astimezone(self.programme.zone)

    @cached_property
    def days(self) -> list[tuple[str, list[Item]]]:
        """The items by day; those without a time under an empty text, last."""
        timed = groupby((item for item in self.items if item.day), key=lambda item: item.day)
        untimed = [item for item in self.items if not item.day]
        days = [(day, list(items)) for day, items in timed]
        return [*days, ("", untimed)] if untimed else days

    def item(self, session: Session) -> Item:
        """A session with its tables."""
        start, end = session.starts_at, session.ends_at
        begins = start.astimezone(self.programme.zone) if start else None
        ends = end.astimezone(self.programme.zone) if end else None
        return Item(
            code=session.code,
            kind=session.kind,
            title=session.title,
            clock=clock(begins) if begins else "",
            time=span(begins, ends) if begins and ends else "",
            day=weekday(begins) if begins else "",
            room=session.room or self.programme.room,
            block="" if session.block == session.title else session.block,
            about=session.about,
            cancelled=session.cancelled,
            cast=self.cast(session.appearances),
            tables=tuple(self.table(table) for table in session.tables),
        )

    def table(self, table: Table) -> TableText:
        """A table with who sits there and what is talked about."""
        return TableText(
            code=table.code,
            number=table.number,
            topic=table.topic,
            question=table.question,
            cast=self.cast(table.appearances),
            cases=tuple(self._cases.get(table.code, ())),
        )

    @cached_property
    def _cases(self) -> dict[str, list[Case]]:
        found: dict[str, list[Case]] = defaultdict(list)
        for case in self.programme.cases:
            found[case.table].append(case)
        return found

    def cast(self, appearances: Iterable[Appearance]) -> tuple[Cast, ...]:
        """The people in order; neighbours of one role and organisation share a line."""
        known = self.programme.person_by_code
        met = [(a.role, known[a.person]) for a in appearances if a.person in known]
        return tuple(self._casts(met))

    def _casts(self, met: list[tuple[str, Person]]) -> Iterator[Cast]:
        def together(one: tuple[str, Person]) -> tuple[str, str]:
            return one[0], one[1].organisation or one[1].code

        for (role, _organisation), group in groupby(met, key=together):
            people = [person for _role, person in group]
            names = ", ".join(person.name for person in people)
            yield Cast(role_label(role, len(people)), names, self.organisation(people[0]))

    def organisation(self, person: Person) -> str:
        """The name of a person's organisation, or nothing."""
        found = self.programme.organisation_by_slug.get(person.organisation)
        return found.name if found else ""


def said_of(event: Event, *, draft: bool = False) -> Said:
    """What the newest release says, or the draft: when asked for, or while there is no release."""
    if draft or event.release_id is None:
        return Said(read_draft(event))
    return Said(with_release(event).programme)
