"""What a load knows by name, and the one way in which it adds things."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from events.demo.facts import Part
from festival.editing import add
from festival.models import User

Thing = TypeVar("Thing", bound=models.Model)


class BadFacts(Exception):
    """A fixture is wrong; `str()` names the file, the key, and what is wrong with it."""


@dataclass
class Shelf:
    """The things of one file by field and name, so that parts can refer to each other.

    `file` is what errors name; `now` and `by` go into every verb.
    """

    file: str
    now: datetime
    by: User | None
    things: dict[tuple[str, str], models.Model] = field(default_factory=dict)

    def put(self, field_name: str, name: str, thing: models.Model) -> None:
        """Make a thing known for parts that name it in `field_name`."""
        self.things[field_name, name] = thing

    def get(self, field_name: str, name: str, at: str) -> Any:
        """The thing that was put there. Raises BadFacts."""
        try:
            return self.things[field_name, name]
        except KeyError as missing:
            raise self.wrong(f"{at}.{field_name}", f"nothing is called “{name}”") from missing

    def make(self, model: type[Thing], part: Part, at: str, **fixed: Any) -> Thing:
        """Add a row of `model`: the written fields of `part`, references looked up."""
        values = part.written()
        for name, value in values.items():
            if isinstance(value, str) and model._meta.get_field(name).is_relation:
                values[name] = self.get(name, value, at)
        return self.add(model(**values, **fixed), at)

    def add(self, thing: Thing, at: str) -> Thing:
        """Add a thing through the verb. Raises BadFacts with the field that is wrong."""
        try:
            return add(thing, now=self.now, by=self.by)
        except ValidationError as problem:
            told = "; ".join(
                f"{key}: {' '.join(sentences)}" for key, sentences in problem.message_dict.items()
            )
            raise self.wrong(at, told) from problem

    def wrong(self, at: str, why: str) -> BadFacts:
        """The error about one key of this file."""
        return BadFacts(f"{self.file}: {at}: {why}")
