"""Who appears in a session or at a table, set as a whole for one role."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from events.models import Appearance, Session, Table
from festival.editing import add, change, remove
from festival.models import User
from partners.models import Person

# In this order they stand in the programme, so that a host comes before co-hosts.
ORDER = {role: 100 * n for n, role in enumerate(Appearance.Role.values)}


@transaction.atomic
def cast(
    holder: Session | Table, role: str, people: Sequence[Person], *, now: datetime, by: User | None
) -> None:
    """Let exactly these people, in this order, appear with a role. Others with it are removed."""
    wanted = {person.pk: ORDER[role] + n for n, person in enumerate(people)}
    for row in holder.appearances.filter(role=role):
        place = wanted.pop(row.person_id, None)
        if place is None:
            remove(row, now=now, by=by)
        elif row.position != place:
            change(row, now=now, by=by, position=place)
    where: dict[str, Any] = {"table" if isinstance(holder, Table) else "session": holder}
    for pk, place in wanted.items():
        add(Appearance(person_id=pk, role=role, position=place, **where), now=now, by=by)
