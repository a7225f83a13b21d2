"""Door signs: for each room and day, what happens there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.paper.choices import ProgrammeForm, chosen_said
from events.paper.kinds import Kind, Paper
from events.paper.said import Item, Said
from festival.fitting import fitting_size, size_for_all

WIDTH, NAME, LIST = 267.0, 42.0, 108.0  # mm on an A4 that lies: its width, and two heights
TIMES = 60.0  # mm for the column of times
LARGEST_NAME, LARGEST_ITEM, SMALLEST_ITEM = 96, 28, 14  # points; read from two metres


@dataclass(frozen=True)
class Sign:
    """What hangs at one door on one day."""

    room: str
    room_size: int
    day: str
    access: str
    items: tuple[Item, ...]
    item_size: int


def door_signs(event: Event, chosen: dict[str, Any]) -> Paper:
    """A sign for each room in which something happens, day by day."""
    return Paper(
        event=event,
        title=gettext("Door signs"),
        looks=("signs",),
        template="signs",
        about={"signs": tuple(_signs(chosen_said(event, chosen)))},
    )


def _signs(said: Said) -> Iterator[Sign]:
    rooms = said.programme.room_by_name
    for day, items in said.days:
        held = [item for item in items if item.room and not item.cancelled]
        for room in dict.fromkeys(item.room for item in held):
            note = rooms[room].access_note if room in rooms else ""
            yield _sign(room, day, note, tuple(item for item in held if item.room == room))


def _sign(room: str, day: str, access: str, items: tuple[Item, ...]) -> Sign:
    size = size_for_all(_lines(items), width=WIDTH - TIMES, height=LIST, largest=LARGEST_ITEM)
    return Sign(
        room=room,
        room_size=fitting_size(room, width=WIDTH, height=NAME, largest=LARGEST_NAME),
        day=day,
        access=access,
        items=items,
        item_size=max(size, SMALLEST_ITEM),
    )


def _lines(items: tuple[Item, ...]) -> Iterator[str]:
    """What stands below each other, a line more for the room between two items."""
    for item in items:
        yield item.title
        yield "-"
        for table in item.tables:
            yield f"{table.number}. {table.topic}"
        for line in item.cast:
            yield str(line)


SIGNS = Kind(
    key="deurbordjes",
    name=_("Door signs"),
    about=_("For each room and day a sheet with what happens there, to hang at the door."),
    form=ProgrammeForm,
    make=door_signs,
)
