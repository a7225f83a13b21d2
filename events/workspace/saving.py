"""Saving what an organiser typed about a part of an event, under the event's lock."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.http import Http404

from events.locking import lock_event
from events.models import Event, Room
from events.roominess import seats_after_moving, told_of_room
from events.seating import change_capacity
from festival.drafting import DraftForm, Form, submitted
from festival.models import User

Rooms = tuple[Room | None, Room | None]  # where it was, and where it goes


class Moving:
    """Lets the number of seats go along when something moves to another room, and says so."""

    of_seats = ""  # what moving did to the seats, or could do, as a sentence

    def seats_in(
        self, event: Event, taken: int, *, rooms: Rooms, seats: int | None, now: datetime
    ) -> int | None:
        """The number of seats where it goes; `seats` is what it has, or what was typed.

        Once the event is over they stay as they are.
        """
        before, after = rooms
        if before == after or event.ends_at <= now:
            return seats
        there = seats_after_moving(seats, taken, before=before, after=after)
        self.of_seats = told_of_room(seats, there, after)
        return there


class SeatedForm(DraftForm):
    """A form on something with seats: their number goes through its own verb."""

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save; who waits is seated when there is more room. Raises Refused for too few seats."""
        new = self.instance.pk is None
        thing = super().save_by(by, now=now)
        if not new and "capacity" in self.fields:
            capacity = self.cleaned_data["capacity"]
            change_capacity(thing, capacity=capacity, now=now, by=by)
        return thing

    def values_to_change(self) -> dict[str, Any]:
        """All but the number of seats."""
        values = super().values_to_change()
        values.pop("capacity", None)
        return values


def was_removed(model: type[models.Model], pk: int) -> None:
    """Make sure that a part is not there at all. Raises Http404 when another event has it."""
    if model._base_manager.filter(pk=pk).exists():
        raise Http404


@transaction.atomic
def saved(
    kind: type[Form],
    request: Any,
    thing: models.Model,
    *,
    event: Event,
    now: datetime,
    **options: Any,
) -> tuple[Form, Any]:
    """The form that was sent about a part of an event, and the saved part or None.

    The event is locked first, as every verb does that touches seats, so that two of them never
    wait for each other. Raises the model's DoesNotExist when somebody has removed the part.
    """
    lock_event(event.pk)
    return submitted(kind, request, thing, now=now, **options)
