"""Finding people by what somebody types of their name; the one search of lists, desk and files."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from festival.names import folded
from registrations.filtering.likeness import nearest
from registrations.querysets import RegistrationQuerySet

FEW = 5  # with so many found for certain, nobody is guessed at
MOST_GUESSED = 8
MOST_COMPARED = 20_000  # names read for a guess; more are not compared


@dataclass(frozen=True)
class Found:
    """Whom the words name for certain, and who may have been meant, the nearest first."""

    exact: RegistrationQuerySet
    close: tuple[Any, ...] = ()  # registrations


def search(
    people: RegistrationQuerySet, words: str, *, addresses: bool = False, names_only: bool = False
) -> Found:
    """Look for people by any part of their name or organisation, or if `addresses` their e-mail.

    With `names_only` not by their organisation. Capitals, accents and infixes do not count. Where
    few are found, also those are given whose name or organisation comes near the words, apart.
    Without words it is everybody. At most four queries; the order of `people` stays.
    """
    if not words.strip():
        return Found(people)
    exact = people.named_like(words, addresses=addresses, organisations=not names_only)
    certain = set(exact.order_by().values_list("pk", flat=True)[:FEW])
    if len(certain) >= FEW:
        return Found(exact)
    rows = people.order_by("sort_name", "pk").exclude(pk__in=certain)
    keys = nearest(words, _known(rows, names_only=names_only), most=MOST_GUESSED)
    by_key = people.order_by().in_bulk(keys) if keys else {}
    return Found(exact, tuple(by_key[key] for key in keys if key in by_key))


def _known(people: RegistrationQuerySet, *, names_only: bool) -> Iterator[tuple[int, str]]:
    """What each of these people is known by, to compare with; one query."""
    if names_only:
        return people.values_list("pk", "sort_name")[:MOST_COMPARED].iterator()
    fold = cache(folded)  # many share an organisation
    rows = people.values_list("pk", "sort_name", "organisation")[:MOST_COMPARED]
    return ((key, f"{name}\t{fold(organisation)}") for key, name, organisation in rows)
