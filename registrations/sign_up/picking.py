"""What somebody chooses in each round, and which choices go together."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Block, Event, Session, Table
from events.published import with_release
from festival.refusals import Refused
from registrations.models import Choice
from registrations.wording import holder_title

MOST_WISHES = 5  # in a round where wishes are ranked


class WrongChoice(Refused):
    """The choices cannot be combined, or are not on offer.

    `person` tells whose they are: 0 is who signs up, 1 the first companion.
    """

    person = 0


@dataclass(frozen=True)
class Pick:
    """A wish in one round: a session as a whole, or a table within it; `rank` 1 is the dearest."""

    block: Block
    session: Session
    table: Table | None = None
    rank: int = 1

    @property
    def field(self) -> str:
        """The form field that asks for it."""
        return f"round-{self.block.pk}"


def as_now(picks: Iterable[Pick]) -> tuple[Pick, ...]:
    """The same picks with their rows as they are since the lock: a query for each kind of them.

    What is gone since, or in no round any more, is in no round here: `check_picks` refuses it.
    """
    picks = tuple(picks)
    of_tables = {pick.table.pk for pick in picks if pick.table is not None}
    of_sessions = {pick.session.pk for pick in picks if pick.table is None}
    tables = Table.objects.select_related("session__block").in_bulk(of_tables)
    sessions = Session.objects.select_related("block").in_bulk(of_sessions)
    return tuple(_renewed(pick, tables, sessions) for pick in picks)


def _renewed(pick: Pick, tables: dict[int, Table], sessions: dict[int, Session]) -> Pick:
    table = tables.get(pick.table.pk) if pick.table is not None else None
    session = table.session if table else sessions.get(pick.session.pk)
    if session is None or session.pk != pick.session.pk:
        session = Session(event_id=pick.session.event_id)
    block = session.block if session.block_id == pick.block.pk else pick.block
    return replace(pick, block=block or pick.block, session=session, table=table)


def check_picks(event: Event, picks: tuple[Pick, ...]) -> None:
    """Raise WrongChoice unless one person's picks are this event's and go together.

    Per round no more than its maximum, each of them once, and none at the same time as another;
    wishes within one round may be, since at most one of them is granted.
    """
    for pick in picks:
        parts = {pick.block.event_id, pick.session.event_id, event.pk}
        strange = pick.table is not None and pick.table.session_id != pick.session.pk
        if len(parts) > 1 or strange or pick.session.block_id != pick.block.pk:
            sentence = _("Choose one of the options of this gathering.")
            raise WrongChoice(sentence, field=pick.field)
        if pick.session.cancelled_at is not None:
            sentence = _("“%(title)s” has been cancelled.") % {"title": title_of(event, pick)}
            raise WrongChoice(sentence, field=pick.field)
    _check_numbers(picks)
    for one, other in combinations(picks, 2):
        _check_pair(event, one, other)


def _check_numbers(picks: tuple[Pick, ...]) -> None:
    blocks = {pick.block.pk: pick for pick in picks}
    for pk, chosen in Counter(pick.block.pk for pick in picks).items():
        block, field = blocks[pk].block, blocks[pk].field
        most = MOST_WISHES if block.ranked else block.maximum
        if chosen > most:
            raise WrongChoice(at_most(most), field=field)


def at_most(most: int) -> str:
    """How many options somebody can choose in a round, as an instruction."""
    if most == 1:
        return _("Choose one option in each round.")
    sentence = ngettext("Choose at most %(n)d option.", "Choose at most %(n)d options.", most)
    return sentence % {"n": most}


def _check_pair(event: Event, one: Pick, other: Pick) -> None:
    if (one.session, one.table) == (other.session, other.table):
        sentence = _("You chose “%(title)s” twice. Choose each option once.")
        raise WrongChoice(sentence % {"title": title_of(event, one)}, field=other.field)
    if one.block == other.block and one.block.ranked:
        return
    if overlap(one.session, other.session):
        raise WrongChoice(_clash(event, one, other), field=other.field)


def overlap(one: Session, other: Session) -> bool:
    """Whether two sessions are at the same time, even for a minute. Back to back is fine."""
    times = (one.starts_at, one.ends_at, other.starts_at, other.ends_at)
    if None in times:
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at  # type: ignore[operator]


def _clash(event: Event, one: Pick, other: Pick) -> str:
    def told(pick: Pick) -> str:
        hours = [
            timezone.localtime(moment, event.zone).strftime("%H:%M")
            for moment in (pick.session.starts_at, pick.session.ends_at)
            if moment
        ]
        return f"“{title_of(event, pick)}” ({'–'.join(hours)})"

    return _("%(one)s and %(other)s are at the same time. Choose one of the two.") % {
        "one": told(one),
        "other": told(other),
    }


def title_of(event: Event, chosen: Pick | Choice) -> str:
    """What the public knows a choice by."""
    return holder_title(with_release(event).programme, chosen.session, chosen.table)


def called(event: Event, chosen: Pick | Choice) -> str:
    """The same; a table with its number, as on the form."""
    title = title_of(event, chosen)
    if chosen.table is None:
        return title
    known = with_release(event).programme.table_by_code.get(chosen.table.code)
    number = known[1].number if known else chosen.table.number
    return _("Table %(number)d: %(topic)s") % {"number": number, "topic": title}
