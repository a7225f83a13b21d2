"""What a phone sends, read with care: from JSON to values, without asking the database."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from registrations.door.noting import Noted
from registrations.models.door import LONGEST_NOTE

Read = TypeVar("Read")
MOST = 500  # acts or walk-ins in one request
LONGEST_NAME, LONGEST_INFIX, LONGEST_REASON = 100, 30, 200


class Unreadable(Exception):
    """This is not what a phone at the desk sends."""


@dataclass(frozen=True)
class CameUnasked:
    """A walk-in that a phone noted."""

    key: UUID
    at: datetime
    counter: int
    given_name: str
    infix: str
    family_name: str
    people: int
    role: int | None
    reason: str


@dataclass(frozen=True)
class Incoming:
    """A request of a phone: what it noted, up to where it knows what others noted, and whether
    somebody signed it out."""

    notes: tuple[Noted, ...]
    walk_ins: tuple[CameUnasked, ...]
    last: int
    leaves: bool
    refused: list[tuple[str, str]] = field(default_factory=list)


def read(body: bytes) -> Incoming:
    """What a phone sent. One thing that makes no sense is refused by its key, the rest is read.

    Raises Unreadable.
    """
    try:
        sent = json.loads(body)
        acts, walk_ins = _listed(sent, "acts"), _listed(sent, "walk_ins")
        last = _number(sent.get("last", 0))
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise Unreadable(_("This cannot be read.")) from None
    if len(acts) + len(walk_ins) > MOST:
        raise Unreadable(_("At most %(most)d at a time.") % {"most": MOST})
    refused: list[tuple[str, str]] = []
    return Incoming(
        notes=tuple(_each(acts, _noted, refused)),
        walk_ins=tuple(_each(walk_ins, _came, refused)),
        last=last,
        leaves=sent.get("leaves") is True,
        refused=refused,
    )


def _listed(sent: Any, name: str) -> list[Any]:
    found = sent.get(name, [])
    if not isinstance(found, list):
        raise TypeError
    return found


def _each(
    items: list[Any], reader: Callable[[Any], Read], refused: list[tuple[str, str]]
) -> list[Read]:
    found: list[Read] = []
    for item in items:
        try:
            found.append(reader(item))
        except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
            key = item.get("key", "") if isinstance(item, dict) else ""
            refused.append((str(key)[:36], _("This cannot be read.")))
    return found


def _noted(item: Any) -> Noted:
    undoes = item.get("undoes") or None
    return Noted(
        key=UUID(item["key"]),
        kind=_text(item["kind"], 10),
        person=_text(item["person"], 36),
        place=_text(item.get("place", ""), 10),
        at=_moment(item["at"]),
        counter=_number(item.get("counter", 0)),
        way=_text(item.get("way", ""), 10),
        undoes=UUID(undoes) if undoes else None,
        text=_text(item.get("text", ""), LONGEST_NOTE),
    )


def _came(item: Any) -> CameUnasked:
    role = item.get("role")
    return CameUnasked(
        key=UUID(item["key"]),
        at=_moment(item["at"]),
        counter=_number(item.get("counter", 0)),
        given_name=_text(item.get("given_name", ""), LONGEST_NAME).strip(),
        infix=_text(item.get("infix", ""), LONGEST_INFIX).strip(),
        family_name=_text(item.get("family_name", ""), LONGEST_NAME).strip(),
        people=_number(item.get("people", 1)),
        role=None if role is None else _number(role),
        reason=_text(item.get("reason", ""), LONGEST_REASON).strip(),
    )


def _text(value: Any, longest: int) -> str:
    """A text without what a database cannot keep. Raises TypeError."""
    if not isinstance(value, str):
        raise TypeError
    return value.replace("\0", "")[:longest]


def _number(value: Any) -> int:
    """A number from 0 to what a column holds. Raises TypeError and ValueError."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    if not 0 <= value < 2**63:
        raise ValueError
    return value


def _moment(value: Any) -> datetime:
    """A moment with its time zone. Raises TypeError and ValueError."""
    moment = datetime.fromisoformat(_text(value, 40))
    if moment.tzinfo is None:
        raise ValueError
    return moment
