"""Making one record of two that mean the same organisation or person.

Everything that referred to the one refers to the other afterwards, whatever app it belongs to;
where both were referred to by the same thing, one reference stays, with what only the other one
said. Releases stay as they are: the public names of the one lead to the other.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from festival.audit import record
from festival.editing import change, touched
from festival.models import AuditEntry, User
from festival.refusals import Refused
from partners.models import Organisation, Person, Predecessor

Record = TypeVar("Record", Organisation, Person)


class NotTwo(Refused):
    """The two records are one, or one of them is no longer there."""


@transaction.atomic
def merge(
    kept: Record,
    gone: Record,
    *,
    values: dict[str, Any],
    now: datetime,
    by: User | None,
    noted: dict[str, Any] | None = None,
) -> Record:
    """Let `gone` go up in `kept`, which gets these values; it cannot be undone. Raises NotTwo.

    `noted` is what else the audit trail says about it.
    """
    model = type(kept)
    locked = _events_naming(gone, lock=True)
    both = model._default_manager.select_for_update().order_by("pk").in_bulk([kept.pk, gone.pk])
    if len(both) != 2:  # noqa: PLR2004
        raise NotTwo(_("These are no longer two records. Look at the list again."))
    if _events_naming(gone) != locked:
        raise NotTwo(_("Somebody has just used one of the two. Look at them again, then merge."))
    kept, gone = both[kept.pk], both[gone.pk]
    moved = sum(_repoint(field, gone, kept) for field in _fields_to(model))
    names = [gone.code, str(gone)]
    record("merge", gone, now=now, by=by, changes={"name": [str(gone), str(kept)]})
    Predecessor.objects.create(
        **{model._meta.model_name or "": kept},
        former_id=gone.pk,
        name=str(gone),
        code=gone.code,
        slug=getattr(gone, "slug", ""),
        merged_at=now,
    )
    gone.delete()
    change(kept, now=now, by=by, **values)
    about = {"merged": [" ".join(names), f"{kept.code} {kept}"], "references": [None, moved]}
    record("merge", kept, now=now, by=by, changes=about | (noted or {}))
    return kept


def trail_of(thing: Organisation | Person) -> "models.QuerySet[AuditEntry]":
    """What happened to a record and to those that were merged into it, the newest first."""
    ids = [thing.pk, *thing.predecessors.values_list("former_id", flat=True)]
    kind = thing._meta.model_name or ""
    return AuditEntry.objects.filter(target_type=kind, target_id__in=ids)


def slug_now(slug: str) -> str:
    """The short name of the organisation that one of this name was merged into, or nothing."""
    found = Predecessor.objects.filter(slug=slug, organisation__isnull=False)
    return found.values_list("organisation__slug", flat=True).last() or ""


def codes_now(codes: Iterable[str]) -> dict[str, str]:
    """By the code of each person that was merged into another: the code of that one."""
    found = Predecessor.objects.filter(code__in=list(codes), person__isnull=False)
    return dict(found.values_list("code", "person__code"))


def _fields_to(model: type[models.Model]) -> list["models.ForeignKey[Any, Any]"]:
    """Every foreign key to a model, also those of tables between many and many."""
    relations: list[Any] = list(model._meta.get_fields(include_hidden=True))
    return [r.field for r in relations if r.one_to_many or (r.one_to_one and r.auto_created)]


def _events_naming(record: models.Model, *, lock: bool = False) -> list[int]:
    """The events that name a record themselves, such as their contact, by id; locked if asked.

    They are locked before the record, as by who changes an event: else each waits for the other.
    """
    fields = [f for f in _fields_to(type(record)) if f.model._meta.model_name == "event"]
    if not fields:
        return []
    named = reduce(or_, (models.Q(**{field.name: record.pk}) for field in fields))
    rows = fields[0].model._base_manager.filter(named).order_by("pk")
    return list((rows.select_for_update() if lock else rows).values_list("pk", flat=True))


def _repoint(field: "models.ForeignKey[Any, Any]", gone: models.Model, kept: models.Model) -> int:
    """Let what refers to the one refer to the other; how many rows."""
    rows = list(field.model._base_manager.filter(**{field.name: gone}).order_by("pk"))
    for row in rows:
        setattr(row, field.name, kept)
        try:
            with transaction.atomic():
                row.save(update_fields=[field.name])
        except IntegrityError:
            _give_up(row, field, gone)
        else:
            touched(row)
    return len(rows)


def _give_up(row: models.Model, field: "models.ForeignKey[Any, Any]", gone: models.Model) -> None:
    """Remove a reference that is there already; what only it said goes to the one that stays.

    A model whose rows say more than that tells in `values_with(other)` what the one then says.
    """
    twin = _twin_of(row)
    if twin is not None:
        missing = {
            own.attname: getattr(row, own.attname)
            for own in row._meta.concrete_fields
            if isinstance(own, models.CharField | models.TextField)
            and not getattr(twin, own.attname)
            and getattr(row, own.attname)
        }
        said_by_both = getattr(twin, "values_with", None)
        missing |= said_by_both(row) if said_by_both else {}
        for name, value in missing.items():
            setattr(twin, name, value)
        if missing:
            twin.save(update_fields=sorted(missing))
    setattr(row, field.name, gone)
    row.delete()


def _twin_of(row: models.Model) -> models.Model | None:
    """The row that has the place which this one asks for."""
    for constraint in row._meta.constraints:
        names = getattr(constraint, "fields", ())
        if names:
            same = {name: getattr(row, name) for name in names}
            twin = type(row)._base_manager.filter(**same).exclude(pk=row.pk).first()
            if twin is not None:
                return twin
    return None
