"""The verbs that build a draft: add, change, remove, restore one thing, with its audit entry.

Pages, the admin and the demo all edit through these. What a thing may look like is told by
its own `clean()` and constraints, and comes back as ValidationError, field by field.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models, transaction

from festival import trash
from festival.audit import record
from festival.models import Trashed, User

Thing = TypeVar("Thing", bound=models.Model)


@transaction.atomic
def add(thing: Thing, *, now: datetime, by: User | None) -> Thing:
    """Save a new thing. Raises ValidationError, and then nothing is kept."""
    thing.full_clean()
    thing.save(force_insert=True)
    touched(thing)
    record("add", thing, now=now, by=by, event_id=event_id_of(thing))
    return thing


@transaction.atomic
def change(thing: Thing, *, now: datetime, by: User | None, **values: Any) -> Thing:
    """Set the given fields and save those alone. Raises ValidationError.

    Fields that other verbs own are refused: counters and states, which are not editable, and
    what a model names in `changed_by_verbs`, which is only editable for a new thing.
    """
    before = {name: getattr(thing, name) for name in values}
    owned: frozenset[str] = getattr(thing, "changed_by_verbs", frozenset())
    for name, value in values.items():
        if not thing._meta.get_field(name).editable or (name in owned and before[name] != value):
            raise ValueError(f"{name} is not set by hand")
        setattr(thing, name, value)
    thing.full_clean()
    thing.save(update_fields=sorted(values))
    touched(thing)
    differences = {
        name: [plain(before[name]), plain(value)]
        for name, value in values.items()
        if before[name] != value
    }
    if differences:
        record("change", thing, now=now, by=by, event_id=event_id_of(thing), changes=differences)
    return thing


@transaction.atomic
def link(
    thing: models.Model,
    name: str,
    others: Iterable[models.Model],
    *,
    now: datetime,
    by: User | None,
) -> None:
    """Tie a thing to exactly these others, through its many-to-many field `name`."""
    ties: Any = getattr(thing, name)
    before, after = list(ties.all()), list(others)
    if {row.pk for row in before} == {row.pk for row in after}:
        return
    ties.set(after)
    touched(thing)
    changes = {name: [", ".join(map(str, before)), ", ".join(map(str, after))]}
    record("change", thing, now=now, by=by, event_id=event_id_of(thing), changes=changes)


@transaction.atomic
def remove(thing: models.Model, *, now: datetime, by: User | None) -> Trashed:
    """Move a thing that nothing protects to the trash, with its parts; `restore` undoes it.

    Raises django.db.models.ProtectedError, and ValueError for what is never in the trash.
    """
    if getattr(thing, "never_trashed", False):
        raise ValueError(f"{thing._meta.model_name} is removed for good")
    trashed = trash.keep(thing, event_id=event_id_of(thing), now=now, by=by)
    record("remove", thing, now=now, by=by, event_id=trashed.event_id)
    thing.delete()
    touched(thing)
    return trashed


@transaction.atomic
def remove_for_good(thing: models.Model, *, now: datetime, by: User | None) -> None:
    """Remove a thing that is `never_trashed`."""
    record("remove", thing, now=now, by=by, event_id=event_id_of(thing))
    thing.delete()
    touched(thing)


@transaction.atomic
def restore(trashed: Trashed, *, now: datetime, by: User | None) -> models.Model | None:
    """Put a removed thing back as it was, with its parts and with what referred to it.

    None when somebody else has just done so. Raises trash.CannotRestore.
    """
    thing = trash.put_back(trashed)
    if thing is not None:
        touched(thing)
        record("restore", thing, now=now, by=by, event_id=trashed.event_id)
    return thing


def touched(thing: models.Model) -> None:
    """Let a thing that others keep copies of say that it changed."""
    touch = getattr(thing, "touch", None)
    if touch is not None:
        touch()


def event_id_of(thing: models.Model) -> int | None:
    """The event that a thing is part of: its own id for an event, None for lasting records."""
    found: int | None = getattr(thing, "event_id", None)
    return thing.pk if thing._meta.model_name == "event" else found


def plain(value: Any) -> Any:
    """A value as the audit trail keeps it: JSON, without files or other records."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
