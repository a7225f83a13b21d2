"""The trail of changes: one line for each verb that changed something."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from festival.models import AuditEntry, User


def record(
    action: str,
    target: models.Model,
    *,
    now: datetime,
    by: User | None,
    event_id: int | None = None,
    name: str | None = None,
    changes: dict[str, Any] | None = None,
) -> AuditEntry:
    """Add one entry. `by` is None for residents and for the worker.

    `changes` maps a field to `[before, after]`, in JSON values; personal data of residents
    stays out of it, and so does their name: pass their public code as `name`.
    """
    entry = _entry(action, target, now=now, by=by, event_id=event_id, name=name, changes=changes)
    entry.save(force_insert=True)
    return entry


def record_each(
    action: str,
    changes: Iterable[tuple[models.Model, dict[str, Any]]],
    *,
    now: datetime,
    by: User | None,
    event_id: int | None = None,
) -> None:
    """Add an entry for each of these, with what changed, in one statement however many."""
    about: Any = {"now": now, "by": by, "event_id": event_id}
    AuditEntry.objects.bulk_create(
        _entry(action, target, name=None, changes=changed, **about) for target, changed in changes
    )


def _entry(
    action: str,
    target: models.Model,
    *,
    now: datetime,
    by: User | None,
    event_id: int | None,
    name: str | None,
    changes: dict[str, Any] | None,
) -> AuditEntry:
    return AuditEntry(
        at=now,
        actor_id=by.pk if by else None,
        actor_name=str(by)[:150] if by else "",
        event_id=event_id,
        action=action,
        target_type=target._meta.model_name or "",
        target_id=target.pk,
        target_name=(_name_of(target) if name is None else name)[:300],
        changes=changes or {},
    )


def _name_of(target: models.Model) -> str:
    """What the trail calls a thing: its name, or more where that says too little by itself."""
    told = getattr(target, "told_in_trail", None)
    return told() if told is not None else str(target)
