"""What the sign-up form of an event offers: rounds with options, roles, questions, and
consents.

Kept per process under the event's release and form version, which move on when something of
it changes (the `touch` of blocks, sessions, tables, roles, questions and consent texts). Seats are not in
here: those are live.
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
from events.models import Theme as ThemeRow
from events.programme import Programme, Session, Table
from events.published import with_release
from registrations.models import ConsentText, Question, RegistrationRole
from registrations.sign_up.picking import MOST_WISHES, Pick
from registrations.wording import hours_of


@dataclass(frozen=True)
class Option:
    """One thing to choose in a round: a session as a whole, or one of its tables."""

    session: Session
    table: Table | None
    pick: Pick
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
    """A block of the programme in which one option can be chosen, or more.

    `maximum` options can be chosen, or so many wishes told where they are `ranked`.
    """

    field: str
    title: str
    required: bool
    zone: ZoneInfo
    options: tuple[Option, ...]
    maximum: int = 1
    ranked: bool = False

    @property
    def hours(self) -> str:
        """`20.30–21.30 uur` where all options are at the same time, otherwise empty."""
        hours = {(o.session.starts_at, o.session.ends_at) for o in self.options}
        return hours_of(*hours.pop(), self.zone) if len(hours) == 1 else ""


@dataclass(frozen=True)
class Asked:
    """A question, the ids of the roles that it is for (none for everybody), and the options of
    which there are only so many places."""

    question: Question
    roles: frozenset[int]
    limited: frozenset[str] = frozenset()

    def concerns(self, role: RegistrationRole | None) -> bool:
        """Whether somebody in this role is asked it."""
        return not self.roles or (role is not None and role.pk in self.roles)

    def is_for(self, *, lead: bool) -> bool:
        """Whether who signs up is asked it, or who comes along."""
        whom = Question.Whom.COMPANIONS if lead else Question.Whom.LEAD
        return self.question.whom != whom


@dataclass(frozen=True)
class Offer:
    """Everything that the form of one event asks beyond who you are."""

    rounds: tuple[Round, ...]
    roles: tuple[RegistrationRole, ...]
    consents: tuple[ConsentText, ...]
    questions: tuple[Asked, ...] = ()
    themes: tuple[ThemeRow, ...] = ()  # for a case that somebody brings along


def offer_of(event: Event) -> Offer:
    """What the form of a published event offers; no query once it is known."""
    return _offer(event.pk, event.release_id or 0, event.form_version)


@lru_cache(maxsize=64)
def _offer(event_id: int, release_id: int, _form_version: int) -> Offer:
    programme = with_release(Event(pk=event_id, release_id=release_id)).programme
    return offer_in(event_id, programme)


def offer_in(event_id: int, programme: Programme) -> Offer:
    """What the form would offer if this were the published programme."""
    texts = ConsentText.objects.filter(event=event_id)
    asked = Question.objects.asked().filter(event=event_id)
    roles = tuple(RegistrationRole.objects.offered().filter(event=event_id))
    known = ThemeRow.objects.filter(event=event_id, slug__in=list(programme.theme_by_slug))
    return Offer(
        rounds=tuple(_rounds(event_id, programme)),
        roles=roles,
        consents=tuple(text for text in newest(texts) if not text.retired),
        questions=tuple(map(_asked, asked.prefetch_related("roles", "limits"))),
        themes=tuple(known.order_by("position", "pk")) if any(r.with_case for r in roles) else (),
    )


def _asked(question: Question) -> Asked:
    return Asked(
        question,
        frozenset(role.pk for role in question.roles.all()),
        frozenset(limit.text for limit in question.limits.all()),
    )


def _rounds(event_id: int, programme: Programme) -> Iterator[Round]:
    sessions = SessionRow.objects.filter(event=event_id).select_related("block")
    tables = TableRow.objects.filter(session__event=event_id).select_related("session__block")
    rows: dict[str, SessionRow | TableRow] = {row.code: row for row in sessions}
    rows |= {row.code: row for row in tables}
    options: dict[Block, list[Option]] = defaultdict(list)
    for session in programme.sessions:
        for option in _options(programme, session, rows):
            options[option.pick.block].append(option)
    for block, found in sorted(options.items(), key=lambda pair: (pair[0].position, pair[0].pk)):
        yield _round(block, found, programme.zone)


def _round(block: Block, found: list[Option], zone: ZoneInfo) -> Round:
    most = min(MOST_WISHES if block.ranked else block.maximum, len(found))
    return Round(
        field=found[0].pick.field,
        title=found[0].session.block or block.title,
        required=block.required,
        zone=zone,
        options=tuple(found),
        maximum=most,
        ranked=block.ranked,
    )


def _options(
    programme: Programme, session: Session, rows: dict[str, SessionRow | TableRow]
) -> Iterator[Option]:
    """What can be chosen of one session: its tables, or itself when it has none."""
    shown: tuple[Session | Table, ...] = session.tables or (session,)
    for item in () if session.cancelled else shown:
        row = rows.get(item.code)
        table = row if isinstance(row, TableRow) else None
        held = table.session if table else row
        if not isinstance(held, SessionRow) or held.block is None or held.cancelled_at:
            continue
        names = tuple(programme.person_by_code[a.person].name for a in item.appearances)
        pick = Pick(held.block, held, table)
        yield Option(session, item if isinstance(item, Table) else None, pick, names)


def newest(texts: Iterable[ConsentText]) -> list[ConsentText]:
    """The newest version of each text, also of those no longer asked."""
    found: dict[str, ConsentText] = {}
    for text in texts:
        found.setdefault(text.key, text)
    return list(found.values())
