"""What somebody wants in a file, as a value that is kept and that stands in an address."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_COLUMNS = 400
COLUMNS, EACH, KIND, CONSENT, KEPT = "kolommen", "per", "soort", "akkoord", "bewaard"
OURS = (COLUMNS, EACH, KIND, CONSENT, KEPT)
SEARCH, PAGE = "q", "page"


class Each(models.TextChoices):
    """What a row is about, and with that the order of the rows."""

    PERSON = "person", gettext_lazy("a person, by family name")
    TOGETHER = "together", gettext_lazy("a person, with their company under them")
    PARTY = "party", gettext_lazy("a party: everybody who was signed up together")


@dataclass(frozen=True)
class Wanted:
    """Which columns in which order, what a row is, the kind of file, and about whom.

    Without columns the usual ones are meant. With a `consent`, only who gave it. `people` is the
    filter of the list as it stands in an address; words that were searched for may be a name, so
    they are nowhere kept for long (`lasting`).
    """

    columns: tuple[str, ...] = ()
    each: str = Each.PERSON
    kind: str = "xlsx"
    consent: str = ""
    people: str = ""

    def as_json(self) -> dict[str, Any]:
        """What is stored."""
        return {**self.__dict__, "columns": list(self.columns), "each": str(self.each)}

    @classmethod
    def from_json(cls, stored: Any) -> "Wanted":
        """Read what was stored. Raises ValidationError for what `as_json` never writes."""
        try:
            found = cls(**{**stored, "columns": tuple(stored["columns"])})
        except (KeyError, TypeError) as nonsense:
            raise ValidationError(_("This choice of columns cannot be read.")) from nonsense
        if found.each not in Each.values or not all(isinstance(k, str) for k in found.columns):
            raise ValidationError(_("This choice of columns cannot be read."))
        return found

    @classmethod
    def from_query(cls, given: QueryDict) -> "Wanted":
        """Read an address; what makes no sense in it is as if it were not there."""
        people = given.copy()
        for name in (*OURS, PAGE):
            people.pop(name, None)
        each = given.get(EACH, "")
        return cls(
            columns=_keys(given.get(COLUMNS, "").split(",")),
            each=each if each in Each.values else Each.PERSON,
            kind=given.get(KIND, "")[:20] or cls.kind,
            consent=given.get(CONSENT, "")[:40],
            people=people.urlencode(),
        )

    def as_query(self) -> str:
        """The address that asks for this, behind the question mark."""
        query = QueryDict(self.people, mutable=True)
        said = {EACH: str(self.each), KIND: self.kind, CONSENT: self.consent}
        query.update({name: value for name, value in said.items() if value})
        columns = f"{COLUMNS}={','.join(self.columns)}" if self.columns else ""
        return "&".join(filter(None, [columns, query.urlencode()]))

    def lasting(self) -> "Wanted":
        """The same without the words that were searched for."""
        people = QueryDict(self.people, mutable=True)
        people.pop(SEARCH, None)
        return replace(self, people=people.urlencode())


def _keys(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(key for key in dict.fromkeys(keys) if key)[:MOST_COLUMNS]
