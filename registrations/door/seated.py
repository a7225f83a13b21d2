"""Where people have a seat, in the words that the public knows: for phones, the desk and paper."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from events.models import Event
from events.programme import Programme
from events.published import with_release
from registrations.door.places import place_of
from registrations.models import Choice

_CHOSEN = (
    *("registration", "session__code", "table__code", "block__title", "session__title"),
    *("table__topic", "table__number"),
)


class Seat(NamedTuple):
    """A seat at a session, or at a table of it; both by their code. `number` is the table's."""

    session: str
    table: str | None
    round: str
    title: str
    number: int | None

    @property
    def place(self) -> str:
        """What the door calls this place."""
        return place_of(self.session, self.table)

    @property
    def numbered(self) -> str:
        """`Werksessie`, or `3. Zorg` for a table."""
        return f"{self.number}. {self.title}" if self.number else self.title


def seats_of(
    event: Event, people: Collection[int] | None = None
) -> defaultdict[int, tuple[Seat, ...]]:
    """Where each of these people of an event sits, or everybody, round by round.

    As published, and where there is no release as it stands in the draft. One query.
    """
    rows = Choice.objects.seated().filter(registration__event=event)
    if people is not None:
        rows = rows.filter(registration__in=people)
    programme = with_release(event).programme if event.release_id else None
    found: defaultdict[int, tuple[Seat, ...]] = defaultdict(tuple)
    ordered = rows.order_by("block__position", "session__starts_at", "pk")
    for pk, session, table, block, title, topic, number in ordered.values_list(*_CHOSEN):
        seat = Seat(session, table, block or "", topic or title, number)
        found[pk] += (_published(seat, programme) if programme else seat,)
    return found


def _published(seat: Seat, programme: Programme) -> Seat:
    """The same seat as the public knows it; what is not in the release keeps its own words."""
    session = programme.session_by_code.get(seat.session)
    _session, table = programme.table_by_code.get(seat.table or "", (None, None))
    title = table.topic if table else session.title if session and not seat.table else ""
    return seat._replace(
        round=(session.block if session else "") or seat.round,
        title=title or seat.title,
        number=table.number if table else seat.number,
    )
