"""When an item ends whose maker typed no end: where the next begins. Pure.

An item is followed by what starts later in its own room, and by what is for everybody: an item
without a room, a plenary, a break.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

FOR_EVERYBODY = frozenset({"plenary", "break"})
NIGHT = timedelta(hours=6)  # so far past midnight, what follows still belongs to the evening
LONGEST_BREAK = timedelta(hours=2)  # nobody has coffee until the evening
UNTOLD = timedelta(hours=1)  # how long an item takes that nothing follows


@dataclass(frozen=True)
class Slot:
    """What counts of one scheduled item."""

    pk: int  # 0 for one that is not kept yet
    starts_at: datetime
    ends_at: datetime
    kind: str
    room: int | None
    open_end: bool = False


def follows(earlier: Slot, later: Slot) -> bool:
    """Whether who was at `earlier` is meant to go on to `later`."""
    same_room = earlier.room == later.room or None in (earlier.room, later.room)
    return later.starts_at > earlier.starts_at and (
        same_room or bool(FOR_EVERYBODY & {earlier.kind, later.kind})
    )


def end_of(slot: Slot, others: Iterable[Slot], closes_at: datetime, zone: ZoneInfo) -> datetime:
    """Where the next item begins; else when the gathering ends; else an hour later.

    A break does not last until what is far off. What lies on another day does not count, unless the night between is short.
    """
    starts = [other.starts_at for other in others if follows(slot, other)]
    ends = [*starts, *([closes_at] if closes_at >= slot.starts_at else [])]
    near = [end for end in ends if _same_stretch(slot.starts_at, end, zone)]
    if slot.kind == "break":
        near = [end for end in near if end - slot.starts_at <= LONGEST_BREAK]
    return min(near, default=slot.starts_at + UNTOLD)


def shifted(
    slot: Slot, before: datetime | None, others: Iterable[Slot]
) -> list[tuple[Slot, datetime]]:
    """The open ends that move because `slot` starts where it does, with their new moment.

    `before` is where `slot` started until now, None when it is new. An open end that lay there
    comes along; an item that would run on past the start of `slot` is cut off.
    """
    moved = []
    for other in others:
        if not other.open_end or not follows(other, slot):
            continue
        cut = other.ends_at > slot.starts_at
        pulled = before is not None and other.ends_at == before
        if (cut or pulled) and other.ends_at != slot.starts_at:
            moved.append((other, slot.starts_at))
    return moved


def _same_stretch(start: datetime, end: datetime, zone: ZoneInfo) -> bool:
    same_day = start.astimezone(zone).date() == end.astimezone(zone).date()
    return same_day or end - start <= NIGHT
