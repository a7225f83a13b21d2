"""Giving tables other numbers, also each other's."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from events.models import Session, Table
from festival.editing import change
from festival.models import User

OUT_OF_THE_WAY = 10_000


@transaction.atomic
def renumber(
    session: Session, numbers: Mapping[int, int], *, now: datetime, by: User | None
) -> None:
    """Set the numbers of tables by their id. Raises ValidationError when one is taken."""
    tables = list(session.tables.filter(pk__in=list(numbers)))
    moving = [table for table in tables if table.number != numbers[table.pk]]
    aside = Table.objects.filter(pk__in=[table.pk for table in moving])
    aside.update(number=F("number") + OUT_OF_THE_WAY)  # so that two tables can change places
    for table in moving:
        change(table, now=now, by=by, number=numbers[table.pk])
