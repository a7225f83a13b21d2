"""The organisations that people come for: spellings of one name together, with how many come."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from events.models import Event
from festival.names import folded
from registrations.states import HOLDS_SEAT, Status

LEGAL = re.compile(r"\b(?:b\.?v\.?|n\.?v\.?|stichting|st\.|vereniging|cooperatie|u\.?a\.?)(?=\s|$)")
NOT_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Attending:
    """One organisation: the commonest spelling, the others, and how many people in which state."""

    name: str
    also: tuple[str, ...]
    coming: int
    waiting: int


def bare(name: str) -> str:
    """What spellings of one name share: no capitals, accents, points, or legal form.

    `St. Pit-Pit b.v.` and `pit pit` are `pitpit`; a name that is only a legal form stays itself.
    """
    plain = folded(name).replace("&", " en ")
    return NOT_WORDS.sub("", LEGAL.sub(" ", plain)) or NOT_WORDS.sub("", plain) or plain


def names_of(event: Event) -> set[str]:
    """The organisations of who comes or waits, each once whatever its spelling; one query."""
    rows = event.registrations.remembered().live().of_organisations().order_by()
    return {bare(name) for name in rows.values_list("organisation", flat=True).distinct()}


def attending(event: Event) -> list[Attending]:
    """The organisations of who comes or waits, by name; one query."""
    rows = event.registrations.remembered().live().of_organisations().order_by()
    counted = rows.values_list("organisation", "status").annotate(Count("id"))
    return grouped((name, status, number) for name, status, number in counted)


def grouped(rows: Iterable[tuple[str, str, int]]) -> list[Attending]:
    """Spellings with how many people in which state, as organisations."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for name, status, number in rows:
        key = bare(name)
        spelled[key][" ".join(name.split())] += number
        states[key][status] += number
    found = []
    for key, spellings in spelled.items():
        name, *also = sorted(spellings, key=lambda one: (-spellings[one], one))
        coming = sum(states[key][status] for status in HOLDS_SEAT)
        found.append(Attending(name, tuple(also), coming, states[key][Status.WAITING]))
    return sorted(found, key=lambda one: folded(one.name))
