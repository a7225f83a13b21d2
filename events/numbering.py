"""Giving tables other numbers, also each other's."""

from collections.abc import Mapping
from datetime import datetime
from itertools import count

from django.core.exceptions import ValidationError
from django.db import transaction

from events.models import Session, Table
from festival.editing import change
from festival.models import User
from festival.refusals import Refused

HIGHEST = 9_999


class NumberRefused(Refused):
    """A table cannot have the number that it was given."""

    def __init__(self, table: Table, message: str) -> None:
        super().__init__(message)
        self.table = table


@transaction.atomic
def renumber(
    session: Session, numbers: Mapping[int, int], *, now: datetime, by: User | None
) -> None:
    """Set the numbers of tables by their id. Raises NumberRefused when one is taken or too high."""
    tables = list(session.tables.all())
    moving = [table for table in tables if numbers.get(table.pk, table.number) != table.number]
    taken = {*(table.number for table in tables), *numbers.values()}
    free = (number for number in count(1) if number not in taken)
    for table, number in zip(moving, free, strict=False):  # so that two tables can change places
        Table.objects.filter(pk=table.pk).update(number=number)
    for table in moving:
        try:
            change(table, now=now, by=by, number=numbers[table.pk])
        except ValidationError as no:
            raise NumberRefused(table, " ".join(no.messages)) from no
