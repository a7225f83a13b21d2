"""Who of those who signed up is meant, as a value; without the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from registrations.states import LIVE, Status

LANGUAGES = ("nl", "en")
PLACE_STATES = ("seated", "waiting")
TEXTS = ("states", "places", "consents", "people")
NUMBERS = ("roles", "tags")


@dataclass(frozen=True)
class Filter:
    """Conditions that must all hold; one that is empty leaves everybody in.

    Without a state it means who holds a seat or waits: who cancelled is meant only when told so.
    `roles`, `tags` and the questions are ids, `places` are `t-code` of a table or `s-code` of a
    session, `consents` keys of which one must be given. `present` is who was checked in, or who
    was not; `walked_in` who came without signing up, or who signed up beforehand. `since` and `until` are days, both included. `people` are codes of registrations that
    somebody picked one by one.
    """

    states: tuple[str, ...] = ()
    roles: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    place_state: str = ""
    answers: tuple[tuple[int, tuple[str, ...]], ...] = ()
    consents: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    together: bool | None = None
    language: str = ""
    tags: tuple[int, ...] = ()
    present: bool | None = None
    walked_in: bool | None = None
    people: tuple[str, ...] = ()

    @property
    def statuses(self) -> tuple[str, ...]:
        """The states that people are in."""
        return self.states or tuple(LIVE)

    @property
    def only_live(self) -> bool:
        """Whether it means nobody who has cancelled."""
        return set(self.statuses) <= set(LIVE)

    @property
    def means_everybody(self) -> bool:
        """Whether it means people in every state, also who has cancelled."""
        return set(self.statuses) == set(Status)

    @property
    def narrows(self) -> bool:
        """Whether it leaves somebody out of those who hold a seat or wait."""
        return self != Filter()

    def as_json(self) -> dict[str, Any]:
        """What is stored: the conditions that say something, always in the same order."""
        found = {
            "states": list(self.states),
            "roles": list(self.roles),
            "places": list(self.places),
            "place_state": self.place_state,
            "answers": [[question, list(values)] for question, values in self.answers],
            "consents": list(self.consents),
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "together": self.together,
            "language": self.language,
            "tags": list(self.tags),
            "present": self.present,
            "walked_in": self.walked_in,
            "people": list(self.people),
        }
        return {name: value for name, value in found.items() if value not in ([], "", None)}

    @classmethod
    def from_json(cls, stored: Any) -> "Filter":
        """Read what was stored. Raises ValidationError for what `as_json` never writes."""
        try:
            return _read(dict(stored))
        except (AttributeError, KeyError, TypeError, ValueError) as nonsense:
            raise ValidationError(_("The conditions cannot be read.")) from nonsense


def _read(stored: dict[str, Any]) -> Filter:
    known = Filter.__dataclass_fields__.keys()
    texts: dict[str, Any] = {name: _texts(stored.get(name, [])) for name in TEXTS}
    numbers: dict[str, Any] = {name: tuple(map(_number, stored.get(name, []))) for name in NUMBERS}
    answers = tuple((_number(q), _texts(values)) for q, values in stored.get("answers", []))
    found = Filter(
        **texts,
        **numbers,
        place_state=stored.get("place_state", ""),
        answers=answers,
        since=_day(stored.get("since", "")),
        until=_day(stored.get("until", "")),
        together=stored.get("together"),
        language=stored.get("language", ""),
        present=stored.get("present"),
        walked_in=stored.get("walked_in"),
    )
    right = (
        set(stored) <= set(known)
        and set(found.states) <= set(Status.values)
        and found.place_state in ("", *PLACE_STATES)
        and found.language in ("", *LANGUAGES)
        and {found.together, found.present, found.walked_in} <= {None, True, False}
    )
    if not right:
        raise ValueError
    return found


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    if isinstance(values, str) or not all(isinstance(value, str) for value in values):
        raise TypeError
    return tuple(values)


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None
