"""What the sign-up form of an event offers: rounds with options, roles, and consents.

Kept per process under the event's release and form version, which both move on when one of
these changes. Seats are not in here: those are live.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.models import Block, Event
from events.models import Session as SessionRow
from events.models import Table as TableRow
from events.programme import Programme, Session, Table
from events.published import with_release
from registrations.models import ConsentText, RegistrationRole
from registrations.wording import hours_of


@dataclass(frozen=True)
class Option:
    """One thing to choose in a round: a session as a whole, or one of its tables."""

    session: Session
    table: Table | None
    session_id: int
    table_id: int | None
    people: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the visitor knows it by, in the active language."""
        if self.table is None:
            return self.session.title
        about = {"number": self.table.number, "topic": self.table.topic}
        return _("Table %(number)d: %(topic)s") % about

    @property
    def code(self) -> str:
        """The public code of the table or session."""
        return self.table.code if self.table else self.session.code


@dataclass(frozen=True)
class Round:
    """A block of the programme in which one option can be chosen."""

    id: int
    title: str
    required: bool
    zone: ZoneInfo
    options: tuple[Option, ...]

    @property
    def field(self) -> str:
        """The name of the form field."""
        return round_field(self.id)

    @property
    def hours(self) -> str:
        """`20.30–21.30 uur` where all options are at the same time, otherwise empty."""
        hours = {(o.session.starts_at, o.session.ends_at) for o in self.options}
        return hours_of(*hours.pop(), self.zone) if len(hours) == 1 else ""


@dataclass(frozen=True)
class Offer:
    """Everything that the form of one event asks beyond who you are."""

    rounds: tuple[Round, ...]
    roles: tuple[RegistrationRole, ...]
    consents: tuple[ConsentText, ...]


def round_field(block_id: int) -> str:
    """The name of the form field for one block."""
    return f"round-{block_id}"


def offer_of(event: Event) -> Offer:
    """What the form of a published event offers; no query once it is known."""
    return _offer(event.pk, event.release_id or 0, event.form_version)


@lru_cache(maxsize=64)
def _offer(event_id: int, release_id: int, _form_version: int) -> Offer:
    programme = with_release(Event(pk=event_id, release_id=release_id)).programme
    return Offer(
        rounds=tuple(_rounds(event_id, programme)),
        roles=tuple(RegistrationRole.objects.filter(event=event_id)),
        consents=tuple(_current(ConsentText.objects.filter(event=event_id))),
    )


def _rounds(event_id: int, programme: Programme) -> Iterator[Round]:
    sessions = {row.code: row for row in SessionRow.objects.filter(event=event_id)}
    tables = dict(TableRow.objects.filter(session__event=event_id).values_list("code", "pk"))
    options: dict[int, list[Option]] = defaultdict(list)
    for session in programme.sessions:
        row = sessions.get(session.code)
        if row is not None and row.block_id and not session.cancelled:
            options[row.block_id] += _options(programme, session, row.pk, tables)
    for block in Block.objects.filter(event=event_id):
        if found := options.get(block.pk):
            title = found[0].session.block or block.title
            yield Round(block.pk, title, block.required, programme.zone, tuple(found))


def _options(
    programme: Programme, session: Session, session_id: int, tables: dict[str, int]
) -> Iterator[Option]:
    def names(shown: Session | Table) -> tuple[str, ...]:
        return tuple(programme.person_by_code[a.person].name for a in shown.appearances)

    if not session.tables:
        yield Option(session, None, session_id, None, names(session))
    for table in session.tables:
        if table.code in tables:
            yield Option(session, table, session_id, tables[table.code], names(table))


def _current(texts: Iterable[ConsentText]) -> Iterator[ConsentText]:
    """The newest version of each text, unless it is no longer asked."""
    seen: set[str] = set()
    for text in texts:
        if text.key not in seen and not text.retired:
            yield text
        seen.add(text.key)
