"""What lies in the trash, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.utils.text import capfirst

from festival.models import Trashed
from festival.trash import KEPT_FOR


@dataclass(frozen=True)
class Removed:
    """One removed thing as the page shows it."""

    pk: int
    kind: str
    name: str
    by: str
    at: datetime
    until: datetime


def removed_things(rows: Iterable[Trashed]) -> list[Removed]:
    """The rows of the trash, ready to print."""
    kinds = {
        model._meta.model_name: capfirst(str(model._meta.verbose_name))
        for model in apps.get_models()
    }
    return [
        Removed(
            pk=row.pk,
            kind=kinds.get(row.target_type, row.target_type),
            name=row.name,
            by=row.removed_by_name,
            at=row.removed_at,
            until=row.removed_at + KEPT_FOR,
        )
        for row in rows
    ]
