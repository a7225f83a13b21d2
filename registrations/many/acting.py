"""Asking for an act on many people, and doing it: a portion at once, the rest by the worker.

A person is done wholly or not at all, in a transaction of their own party; who cannot be is noted
with the sentence that says why, and the others go on. A portion that is broken off is done once
more: each act leaves alone who has it already.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from events.models import Event
from festival.apart import apart
from festival.audit import record
from festival.models import User
from festival.refusals import Refused
from registrations.many.kinds import DO
from registrations.models import GroupAct, Registration

PORTION = 20  # people; measured: up to a sixth of a second each on a busy computer


def ask(
    event: Event,
    kind: str,
    people: Iterable[int],
    *,
    key: UUID,
    told: str,
    options: dict[str, object],
    now: datetime,
    by: User,
) -> GroupAct:
    """Note what is to be done to whom. Asked twice with one key, it is one act."""
    keys = list(people)
    wanted = {
        "event": event,
        "kind": kind,
        "options": options,
        "told": told,
        "asked_by": by,
        "asked_at": now,
        "total": len(keys),
        "left": keys,
    }
    with transaction.atomic():
        act, new = GroupAct.objects.get_or_create(key=key, event=event, defaults=wanted)
        if new:
            changes = {"people": len(keys)}
            record("act on many", act, now=now, by=by, event_id=event.pk, changes=changes)
    return act


def act_due(now: datetime) -> int:
    """Do a portion of each act that is not finished; to how many people. For the worker."""
    count = 0
    for act in GroupAct.objects.filter(ended_at=None).order_by("asked_at", "id"):
        with apart(f"act {act.code}"):
            count += do_portion(act, now=now)
    return count


def do_portion(act: GroupAct, *, now: datetime) -> int:
    """Do the next portion of an act; to how many people it was done or tried."""
    act.refresh_from_db()
    if act.ended_at is not None:
        return 0
    portion = act.left[:PORTION]
    failed: list[list[object]] = []
    same: set[int] = set()
    rows = Registration.objects.filter(pk__in=portion, event=act.event_id).select_related("event")
    found = rows.in_bulk()
    people = [found[pk] for pk in portion if pk in found]
    for party in _parties(people):
        same |= {person.pk for person in party if DO[act.kind].is_so(person, act.options)}
        failed += [[pk, why] for pk, why in _done_to(act, party, now=now)]
    _note(act, portion, failed, same, now=now)
    return len(portion)


def _done_to(
    act: GroupAct, party: Sequence[Registration], *, now: datetime
) -> list[tuple[int, str]]:
    """Do it to the people of one party; who it could not be done to, and why."""
    refused: list[tuple[int, str]] = []
    for people in DO[act.kind].groups(party):
        try:
            DO[act.kind].do(people, act.options, now=now, by=act.asked_by)
        except Refused as no:
            refused += [(person.pk, str(no)) for person in people]
    return refused


@transaction.atomic
def _note(
    act: GroupAct,
    portion: Sequence[int],
    failed: Sequence[list[object]],
    same: set[int],
    *,
    now: datetime,
) -> None:
    """Write down that a portion is done; what another worker noted meanwhile stays."""
    fresh = GroupAct.objects.select_for_update().get(pk=act.pk)
    tried = set(portion) & set(fresh.left)
    fresh.left = [pk for pk in fresh.left if pk not in tried]
    fresh.failed = [*fresh.failed, *(one for one in failed if one[0] in tried)]
    fresh.same += len(same & tried - {one[0] for one in failed})
    fresh.done = fresh.total - len(fresh.left) - len(fresh.failed) - fresh.same
    fresh.ended_at = None if fresh.left else now
    fresh.save(update_fields=["left", "failed", "same", "done", "ended_at"])
    act.refresh_from_db()


def _parties(people: Iterable[Registration]) -> list[list[Registration]]:
    found: dict[int, list[Registration]] = {}
    for person in people:
        found.setdefault(person.party_id, []).append(person)
    return list(found.values())
