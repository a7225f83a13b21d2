"""What was noted at the door long before a gathering, by who practised, and taking that back."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from events.locking import lock_event
from events.models import Event
from festival.audit import record
from festival.models import User
from registrations.door.acts import numbered
from registrations.door.merging import UNDO
from registrations.door.noting import Noted, note
from registrations.door.querysets import DoorActQuerySet
from registrations.hours import opens_at
from registrations.models import Registration
from registrations.querysets import RegistrationQuerySet


def rehearsed(event: Event) -> RegistrationQuerySet:
    """Everybody who was noted as in before the door could be open, and of whom it still stands."""
    people: RegistrationQuerySet = Registration.objects.filter(
        pk__in=_practice(event).values("registration")
    )
    return people


@transaction.atomic
def take_back_rehearsal(event: Event, *, now: datetime, by: User | None) -> int:
    """Take back whatever was noted of coming in before the door could be open; of how many people.

    What was noted later stands, and so do remarks. Each is taken back under a key that follows
    from its own, so that doing this twice, or two at once, does no harm. Three queries more than
    `note` takes, for any number of people.
    """
    event = lock_event(event.pk)
    acts = [act for _pk, act in numbered(_practice(event))]
    people = {act.person for act in acts}
    if people:
        notes = [
            Noted(
                key=uuid5(UUID(act.key), "rehearsal"),
                kind=UNDO,
                person=act.person,
                place=act.place,
                at=now,
                undoes=UUID(act.key),
            )
            for act in acts
        ]
        note(event, notes, now=now, by=by)
        about: dict[str, Any] = {"event_id": event.pk, "changes": {"people": len(people)}}
        record("take back rehearsal", event, now=now, by=by, **about)
    return len(people)


def _practice(event: Event) -> DoorActQuerySet:
    acts: DoorActQuerySet = event.door_acts.that_stand().filter(at__lt=opens_at(event))
    return acts
