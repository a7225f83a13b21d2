"""Putting a label on people, and taking it off."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from festival.audit import record
from festival.models import User
from registrations.models import Registration, Tag


@transaction.atomic
def put_on(tag: Tag, people: Iterable[int], *, now: datetime, by: User | None) -> int:
    """Put a label on people of its event, by their keys; on how many it was not yet.

    Four statements, and one more for each 500 people. Twice does no harm.
    """
    wanted = _of_its_event(tag, people) - _with(tag)
    ties: Any = Tag.people.through
    ties.objects.bulk_create(
        (ties(tag_id=tag.pk, registration_id=pk) for pk in sorted(wanted)),
        ignore_conflicts=True,
        batch_size=500,
    )
    if wanted:
        changes = {"people": len(wanted)}
        record("put label on", tag, now=now, by=by, event_id=tag.event_id, changes=changes)
    return len(wanted)


@transaction.atomic
def take_off(tag: Tag, people: Iterable[int], *, now: datetime, by: User | None) -> int:
    """Take a label off people, by their keys; off how many. Twice does no harm."""
    wanted = set(people) & _with(tag)
    ties: Any = Tag.people.through
    ties.objects.filter(tag=tag, registration__in=wanted).delete()
    if wanted:
        changes = {"people": len(wanted)}
        record("take label off", tag, now=now, by=by, event_id=tag.event_id, changes=changes)
    return len(wanted)


@transaction.atomic
def label(
    registration: Registration, tags: Collection[Tag], *, now: datetime, by: User | None
) -> None:
    """Let these be the labels of one person, and no others."""
    for tag in Tag.objects.filter(event=registration.event_id):
        act = put_on if tag in tags else take_off
        act(tag, [registration.pk], now=now, by=by)


def _with(tag: Tag) -> set[int]:
    return set(tag.people.values_list("pk", flat=True))


def _of_its_event(tag: Tag, people: Iterable[int]) -> set[int]:
    rows = Registration.objects.filter(event=tag.event_id, forgotten_at=None)
    return set(rows.values_list("pk", flat=True)) & set(people)
