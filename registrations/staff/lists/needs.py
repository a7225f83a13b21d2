"""What people need: counted for who cooks and who arranges the room, and person by person."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from events.models import Event
from festival.names import folded
from registrations.querysets import RegistrationQuerySet

APART = re.compile(r"[,;/+\n&]|\ben\b|\band\b|\bof\b", re.IGNORECASE)
EDGES = " .!-–"


@dataclass(frozen=True)
class Wish:
    """Something that several people wrote, in the words that most of them used."""

    words: str
    people: int


@dataclass(frozen=True)
class Needs:
    """What those with a seat told, counted; `silent` told nothing about food."""

    diet: list[Wish]
    access: list[Wish]
    with_diet: int
    with_access: int
    seated: int

    @property
    def silent(self) -> int:
        """How many of those with a seat told nothing about food."""
        return self.seated - self.with_diet


def needs_of(event: Event) -> Needs:
    """What those who hold a seat need; two queries."""
    seated = event.registrations.remembered().holding_a_seat().order_by()
    told = list(seated.with_needs().values_list("diet_needs", "access_needs"))
    diet = [one for one, _access in told if one.strip()]
    access = [one for _diet, one in told if one.strip()]
    return Needs(counted(diet), whole(access), len(diet), len(access), seated.count())


def people_with_needs(event: Event) -> RegistrationQuerySet:
    """Who comes or waits and told a need, by name."""
    found: RegistrationQuerySet = event.registrations.remembered().live().with_needs().by_name()
    return found.select_related("role", "lead")


def counted(texts: Iterable[str]) -> list[Wish]:
    """Each wish in texts that name one or more, most first: `Vega, geen noten` are two.

    A person counts once for each. Capitals, accents and points make no other wish.
    """
    return _together(APART.split(text) for text in texts)


def whole(texts: Iterable[str]) -> list[Wish]:
    """The same for sentences, that are not taken apart."""
    return _together([" ".join(text.split())] for text in texts)


def _together(told: Iterable[Sequence[str]]) -> list[Wish]:
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    people: Counter[str] = Counter()
    for parts in told:
        words = {folded(part.strip(EDGES)): part.strip(EDGES) for part in parts}
        for key, word in words.items():
            if key:
                spelled[key][word] += 1
                people[key] += 1
    ranked = sorted(people, key=lambda key: (-people[key], key))
    return [
        Wish(min(spelled[key], key=lambda w: (-spelled[key][w], w)), people[key]) for key in ranked
    ]
