"""Changing how many seats there are, by the verb of whoever knows who sits there.

Seats belong to the app above this one, which hands its verb down when it starts; forms on the
draft call it from here, so that imports keep going one way.
"""

from datetime import datetime
from typing import Protocol

from events.models import Event, Session, Table
from festival.models import User


class ChangesCapacity(Protocol):
    """Sets the number of seats (None for no limit) and seats who waits; raises Refused."""

    def __call__(
        self,
        holder: Event | Session | Table,
        *,
        capacity: int | None,
        now: datetime,
        by: User | None,
    ) -> None: ...


_verbs: list[ChangesCapacity] = []


def provide(verb: ChangesCapacity) -> None:
    """Hand down the verb; the last one counts."""
    _verbs.append(verb)


def change_capacity(
    holder: Event | Session | Table, *, capacity: int | None, now: datetime, by: User | None
) -> None:
    """Set the number of seats. Raises what the verb refuses, such as fewer than are taken."""
    _verbs[-1](holder, capacity=capacity, now=now, by=by)
