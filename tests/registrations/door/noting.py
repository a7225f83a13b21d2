"""What tests note at a door."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from registrations.door.merging import IN, NOTE, UNDO
from registrations.door.noting import Noted, note
from registrations.models import Registration
from tests.factories import NOW


def came_in(person: Registration | str, *, at: datetime = NOW, **rest: Any) -> Noted:
    return noted(IN, person, at=at, **rest)


def taken_back(act: Noted, *, at: datetime = NOW, **rest: Any) -> Noted:
    return noted(UNDO, act.person, at=at, undoes=act.key, **rest)


def remark(person: Registration | str, text: str, *, at: datetime = NOW, **rest: Any) -> Noted:
    return noted(NOTE, person, at=at, text=text, **rest)


def noted(
    kind: str,
    person: Registration | str,
    *,
    at: datetime,
    key: UUID | None = None,
    place: str = "",
    **rest: Any,
) -> Noted:
    code = person if isinstance(person, str) else person.code
    return Noted(key or uuid4(), kind, code, place, at, **rest)


def checked_in(person: Registration, **rest: Any) -> Noted:
    """Somebody who has just been checked in at the gathering's own door."""
    act = came_in(person, **rest)
    assert note(person.event, [act], now=act.at).refused == ()
    person.refresh_from_db()
    return act
