"""What was noted at doors, put together: the same answer in whatever order it arrives.

An observed-remove set (Shapiro et al., 2011, https://inria.hal.science/inria-00555588): adding
wins over a removal that did not know of it, so a phone without network never wipes out what
another one saw. Purely; nothing here knows the database.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

IN, UNDO, NOTE = "in", "undo", "note"


@dataclass(frozen=True)
class Act:
    """One thing noted about one person: that they came in, that this was a mistake, or a remark.

    `key` is its own; `person` and `place` are codes, and an empty place is the gathering's own
    door. `at` is by the clock of the device and `counter` its running number there. `undoes` is
    the key of the act of coming in that an undo takes back.
    """

    key: str
    person: str
    place: str
    kind: str
    at: datetime
    counter: int = 0
    device: str = ""
    undoes: str = ""
    way: str = ""
    text: str = ""

    @property
    def order(self) -> tuple[datetime, int, str]:
        """By which acts are told apart, the same on every device."""
        return (self.at, self.counter, self.key)


@dataclass(frozen=True)
class Presence:
    """How one person stands at one place.

    `by` is the first act of coming in that nobody took back, at `since`; `again` are those that
    another device noted later. `standing` are all of them, for who wants to take them back.
    Remarks are about the person, and the same at each place.
    """

    since: datetime | None = None
    by: Act | None = None
    again: tuple[Act, ...] = ()
    standing: tuple[Act, ...] = ()
    notes: tuple[Act, ...] = ()
    taken_back: int = 0

    @property
    def inside(self) -> bool:
        """Whether they came in, and nobody took all of that back."""
        return self.by is not None


NOT_IN = Presence()


def merged(acts: Iterable[Act]) -> dict[tuple[str, str], Presence]:
    """How everybody stands, by person and place; in any order, however often each act is told.

    Who has only remarks stands at the door of the gathering, without being in. An undo counts
    for the person it is about, also when it arrives before what it takes back.
    """
    known = sorted(
        {act.key: act for act in sorted(acts, key=_fully)}.values(), key=attrgetter("order")
    )
    undone = {(act.person, act.undoes) for act in known if act.kind == UNDO}
    notes: dict[str, list[Act]] = defaultdict(list)
    came: dict[tuple[str, str], list[Act]] = defaultdict(list)
    for act in known:
        if act.kind == NOTE:
            notes[act.person].append(act)
        elif act.kind == IN:
            came[act.person, act.place].append(act)
    places = [*came, *((person, "") for person in notes if (person, "") not in came)]
    return {
        (person, place): _presence(came.get((person, place), []), undone, notes.get(person, []))
        for person, place in places
    }


def _presence(came: list[Act], undone: set[tuple[str, str]], notes: list[Act]) -> Presence:
    standing = tuple(act for act in came if (act.person, act.key) not in undone)
    first = standing[0] if standing else None
    return Presence(
        since=first.at if first else None,
        by=first,
        again=tuple(act for act in standing if first and act.device != first.device),
        standing=standing,
        notes=tuple(notes),
        taken_back=len(came) - len(standing),
    )


def _fully(act: Act) -> tuple[object, ...]:
    """An order of everything that is told, so that of two tellings always the same one counts."""
    about = (act.kind, act.person, act.place, act.undoes, act.text, act.device, act.way)
    return (act.at, act.counter, *about)
