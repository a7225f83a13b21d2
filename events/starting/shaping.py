"""Starts a gathering from a shape."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from events.models import (
    Block,
    Event,
    Partnership,
    Role,
    Session,
    Table,
    TeamMember,
    Theme,
)
from events.starting import sign_up
from events.starting.presets import Item, Preset
from events.starting.slugs import free_address, slug_of
from festival.audit import record
from festival.editing import add
from festival.models import User
from partners.models import Organisation


@dataclass(frozen=True)
class Start:
    """What somebody tells of a new gathering. `code` becomes its own, so that twice is once."""

    code: str
    title: str
    day: date
    at: time
    organisation: Organisation | None = None


@transaction.atomic
def start_from(preset: Preset, start: Start, *, now: datetime, by: User) -> Event:
    """Make a gathering of this shape, as a draft that `by` owns.

    The one that `by` made of the same `Start` before is given back. Raises ValidationError.
    """
    made: Event | None = Event.objects.filter(code=start.code, team__user=by).first()
    if made is not None:
        return made
    event = _event(preset, start, now=now, by=by)
    add(TeamMember(event=event, user=by, role=Role.OWNER), now=now, by=by)
    if start.organisation is not None:
        organiser = Partnership.Role.ORGANISER
        organises = Partnership(event=event, organisation=start.organisation, role=organiser)
        add(organises, now=now, by=by)
    _frame(event, preset, now=now, by=by)
    rounds = {
        words: add(Block(event=event, title=str(words), position=n), now=now, by=by)
        for n, words in enumerate(preset.rounds)
    }
    for position, item in enumerate(preset.items):
        _sessions(event, item, rounds.get(item.round), position, now=now, by=by)
    record("start", event, now=now, by=by, event_id=event.pk, changes={"shape": preset.key})
    return event


def _event(preset: Preset, start: Start, *, now: datetime, by: User) -> Event:
    zone = timezone.get_default_timezone()
    starts_at = datetime.combine(start.day, start.at, tzinfo=zone)
    event = Event(
        code=start.code,
        title=start.title,
        slug=free_address(start.title, start.day),
        language=(get_language() or Event.Language.NL)[:2],
        starts_at=starts_at,
        ends_at=_after(starts_at, preset.minutes),
        capacity=preset.seats,
        takes_registrations=preset.takes_registrations,
    )
    return add(event, now=now, by=by)


def _frame(event: Event, preset: Preset, *, now: datetime, by: User) -> None:
    for n, title in enumerate(preset.themes):
        theme = Theme(event=event, title=str(title), slug=slug_of(str(title)), position=n)
        add(theme, now=now, by=by)
    sign_up.add_roles(event, [str(name) for name in preset.roles], now=now, by=by)


def _sessions(
    event: Event, item: Item, block: Block | None, position: int, *, now: datetime, by: User
) -> None:
    starts_at = _after(event.starts_at, item.at)
    for n in range(1, item.several + 1):
        words = str(item.title)
        session = Session(
            event=event,
            title=words % {"n": n} if item.several > 1 else words,
            kind=item.kind,
            block=block,
            starts_at=starts_at,
            ends_at=_after(starts_at, item.minutes),
            capacity=item.seats,
            position=position,
        )
        add(session, now=now, by=by)
        _tables(session, item, now=now, by=by)


def _tables(session: Session, item: Item, *, now: datetime, by: User) -> None:
    if item.tables is None:
        return
    for n in range(1, item.tables.count + 1):
        topic = str(item.tables.topic) % {"n": n}
        table = Table(session=session, number=n, topic=topic, capacity=item.tables.seats)
        add(table, now=now, by=by)


def _after(moment: datetime, minutes: int) -> datetime:
    """Minutes that really pass, also over the change of the clocks."""
    return moment.astimezone(UTC) + timedelta(minutes=minutes)
