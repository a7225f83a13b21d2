"""Asking for an act on many people, and doing it: a portion at once, the rest by the worker.

A person is done wholly or not at all, in a transaction of their own party; who cannot be is noted
with the sentence that says why, and the others go on. A portion that is broken off is done once
more: each act leaves alone who has it already.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from events.models import Event
from festival.apart import apart
from festival.audit import record
from festival.models import User
from festival.refusals import Refused
from registrations.many.kinds import DO
from registrations.models import Choice, GroupAct, Registration
from registrations.states import Status

PORTION = 20  # people; measured: up to a sixth of a second each on a busy computer
KEPT = timedelta(days=30)  # what came of it; that it was done stays in the trail


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
    """Note what is to be done to whom. Asked twice with one key, it is one act.

    Who waits goes first: otherwise they would get, and be told of, a seat that another of these
    people leaves, just before it is done to them.
    """
    keys = _waiting_first(kind, list(people))
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
    for together in DO[act.kind].groups(people):
        same |= {person.pk for person in together if DO[act.kind].is_so(person, act.options)}
        failed += [[pk, why] for pk, why in _done_to(act, together, now=now)]
    _note(act, portion, failed, same, now=now)
    return len(portion)


def forget_acts(now: datetime) -> int:
    """Delete what came of acts that ended longer ago than it is kept; how many. For the worker."""
    ended = GroupAct.objects.filter(ended_at__lte=now - KEPT)
    count: int = ended.delete()[0]
    return count


def _done_to(
    act: GroupAct, people: Sequence[Registration], *, now: datetime
) -> list[tuple[int, str]]:
    """Do it to people at once; who it could not be done to, and why."""
    try:
        DO[act.kind].do(people, act.options, now=now, by=act.asked_by)
    except Refused as no:
        return [(person.pk, str(no)) for person in people]
    return []


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


def _waiting_first(kind: str, keys: Sequence[int]) -> list[int]:
    """These people in the order in which it is done: who waits for the gathering, then who waits
    for a session or table, then all others; who is done together stays together."""
    found = Registration.objects.only("pk", "lead", "status").in_bulk(keys)
    lines = Choice.objects.in_line().filter(registration__in=keys)
    in_line = set(lines.values_list("registration", flat=True))

    def turn(person: Registration) -> int:
        if person.status == Status.WAITING:
            return 0
        return 1 if person.pk in in_line else 2

    groups = DO[kind].groups([found[pk] for pk in keys if pk in found])
    groups.sort(key=lambda people: max(turn(person) for person in people))
    return [person.pk for people in groups for person in people]
