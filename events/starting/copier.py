"""Copies rows of one event to another: many at once, each pointing at the copies of the others.

What is not editable by hand is not copied: codes, counters, states, and who cancelled. What a row
points at that was not copied becomes empty where it was part of the old event, and stays where it
lasts over events, such as a person or a room.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models

from events.models import Event
from events.starting.shifting import shifted


class Copier:
    """Copies parts of `source` to `target`, `days` days on."""

    def __init__(self, source: Event, target: Event, *, days: int) -> None:
        self.source, self.target, self.days = source, target, days
        self.new: dict[tuple[type[models.Model], int], int] = {(Event, source.pk): target.pk}
        self.counts: dict[str, int] = {}

    def copy(self, rows: "models.QuerySet[Any]") -> None:
        """Copy these rows with one statement, and with one more for each list of others."""
        olds = list(rows)
        model = rows.model
        fresh = model._base_manager.bulk_create([self._fresh(old) for old in olds])
        self.new |= {(model, old.pk): new.pk for old, new in zip(olds, fresh, strict=True)}
        for field in model._meta.many_to_many:
            self._copy_links(field, [old.pk for old in olds])
        if fresh:
            name = model._meta.model_name or ""
            self.counts[name] = self.counts.get(name, 0) + len(fresh)

    def moved(self, moment: Any) -> Any:
        """A moment, if there is one, on its new day."""
        return moment and shifted(moment, self.days, self.source.zone)

    def has(self, model: type[models.Model]) -> bool:
        """Whether any row of a kind was copied."""
        return any(kind is model for kind, _pk in self.new)

    def _fresh(self, old: models.Model) -> models.Model:
        columns: Iterable[Any] = old._meta.concrete_fields
        kept = [field for field in columns if field.editable and not field.primary_key]
        return type(old)(**{field.attname: self._value(old, field) for field in kept})

    def _value(self, old: models.Model, field: Any) -> Any:
        value = getattr(old, field.attname)
        if value is None:
            return None
        if field.is_relation:
            return self._pointed(field.related_model, value)
        if isinstance(field, models.DateTimeField):
            return self.moved(value)
        return getattr(value, "name", value)  # a file as its name

    def _pointed(self, model: type[models.Model], pk: int) -> int | None:
        """What the copy points at: `part` of an event is told by its `event_id`."""
        lasts = model is not Event and not hasattr(model, "event_id")
        return self.new.get((model, pk), pk if lasts else None)

    def _copy_links(self, field: Any, olds: list[int]) -> None:
        through: Any = field.remote_field.through
        ours, theirs = (field.m2m_column_name(), field.m2m_reverse_name())
        rows = through._base_manager.filter(**{f"{ours}__in": olds}).order_by("pk")
        copies = []
        for old, other in rows.values_list(ours, theirs):
            pointed = self._pointed(field.related_model, other)
            if pointed is not None:
                copies.append(through(**{ours: self.new[field.model, old], theirs: pointed}))
        through._base_manager.bulk_create(copies)
