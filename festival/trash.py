"""What was removed, kept whole: the thing, its parts, and who referred to it."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.base import DeserializationError
from django.db import IntegrityError, connection, models, router, transaction
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from festival.models import Trashed, User
from festival.refusals import Refused

KEPT_FOR = timedelta(days=30)


class CannotRestore(Refused):
    """Something that the removed thing belonged to is gone, or its place has been taken."""


def keep(thing: models.Model, *, event_id: int | None, now: datetime, by: User | None) -> Trashed:
    """Write down a thing and all that will go with it. Raises ProtectedError.

    Rows of a model that is `never_trashed` are left out: they give access, which does not come
    back by itself.
    """
    collector = Collector(using=router.db_for_write(type(thing)))
    collector.collect([thing])
    collector.sort()
    whole = [row for rows in collector.data.values() for row in rows]
    whole += [row for rows in collector.fast_deletes for row in rows]
    whole = [row for row in whole if not getattr(row, "never_trashed", False)]
    return Trashed.objects.create(
        event_id=event_id,
        target_type=thing._meta.model_name or "",
        target_id=thing.pk,
        name=str(thing)[:300],
        content=json.loads(serializers.serialize("json", whole)),
        loosened=_loosened(collector),
        removed_at=now,
        removed_by_name=str(by)[:150] if by else "",
    )


def put_back(trashed: Trashed) -> models.Model | None:
    """Make the rows again, in the caller's transaction; None when it is no longer in the trash."""
    removed, _rows = Trashed.objects.filter(pk=trashed.pk).delete()
    if not removed:
        return None
    try:
        with transaction.atomic():
            back = _made(trashed.content)
            _tie(trashed)
            # references are checked at commit otherwise, where nobody can tell about it
            connection.check_constraints({row._meta.db_table for row in back})
    except (IntegrityError, models.ObjectDoesNotExist, DeserializationError) as clash:
        raise CannotRestore(
            _(
                "“%(name)s” cannot be put back: what it belonged to is gone, or its number or "
                "short name is used again."
            )
            % {"name": trashed.name}
        ) from clash
    return next((row for row in back if _is(row, trashed)), None)


def forget(now: datetime) -> int:
    """Throw away for good what has been in the trash for `KEPT_FOR`; how many things."""
    gone, _rows = Trashed.objects.filter(removed_at__lte=now - KEPT_FOR).delete()
    return gone


def _loosened(collector: Collector) -> list[list[Any]]:
    """`[model, id, field]` of each reference that becomes empty."""
    updates: Any = collector.field_updates
    return [
        [row._meta.label_lower, row.pk, field.attname]
        for (field, _value), instances in updates.items()
        for rows in instances
        for row in (rows if isinstance(rows, models.QuerySet | list) else [rows])
    ]


def _made(content: Any) -> list[models.Model]:
    """The rows, saved as they were; those that others need come first."""
    written = list(serializers.deserialize("python", content, ignorenonexistent=True))
    written = [one for one in written if not getattr(one.object, "never_trashed", False)]
    rows = [row.object for row in written]
    made: list[models.Model] = []
    while rows:
        ready = [row for row in rows if not _needs(row, rows)]
        for row in ready or rows:
            row.save_base(raw=True, force_insert=True)
            made.append(row)
        rows = [row for row in rows if row not in ready] if ready else []
    for one in written:
        for name, keys in (one.m2m_data or {}).items():
            getattr(one.object, name).set(keys)
    return made


def _needs(row: models.Model, others: list[models.Model]) -> bool:
    """Whether one of the other rows must be there before this one."""
    keys = {(type(other), other.pk) for other in others if other is not row}
    return any(
        (field.related_model, getattr(row, field.attname)) in keys
        for field in row._meta.concrete_fields
        if field.is_relation
    )


def _tie(trashed: Trashed) -> None:
    """Let what referred to the thing do so again, where it has not found another since."""
    for label, pk, attname in trashed.loosened:
        rows = apps.get_model(label)._base_manager.filter(pk=pk, **{attname: None})
        rows.update(**{attname: trashed.target_id})


def _is(row: models.Model, trashed: Trashed) -> bool:
    return row._meta.model_name == trashed.target_type and row.pk == trashed.target_id
