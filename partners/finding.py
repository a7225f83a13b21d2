"""Finding people and organisations by what somebody types: forgiving, and ranked.

Accents, capitals and the order of the parts of a name do not count; a letter more or less is
still found. What is typed may tell the organisation as well: `Hans Nooren (Lucas Community)`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from festival.names import NameParts, folded, sort_name, split_name
from partners.models import Organisation, Person

NEAR = 0.86  # of two names: Hans Noren and Hans Nooren are, Hans Nooren and Hans Noort are not
MOST_COMPARED = 500  # names with the same beginning
MOST_SHOWN = 8
SITE = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
TOLD = re.compile(r"^(?P<name>[^()]*?)\s*\((?P<organisation>[^()]*)\)$")


@dataclass(frozen=True)
class Told:
    """A person as somebody types one."""

    name: str
    organisation: str = ""
    website: str = ""  # of the organisation

    @property
    def parts(self) -> NameParts:
        """The name in its parts."""
        return split_name(self.name)

    @property
    def key(self) -> str:
        """What the name sorts by, which is also how it is found."""
        return sort_name(*self.parts)

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})" if self.organisation else self.name


@dataclass(frozen=True)
class Found:
    """What a name may mean: one person for certain, or some that come near, best first."""

    person: Person | None = None
    near: tuple[Person, ...] = ()


def told(text: str) -> Told:
    """`Hans Nooren (Lucas Community, lucascommunity.nl)` as a name, an organisation, a website."""
    bare = " ".join(text.split())
    found = TOLD.match(bare)
    if not found or not found["name"]:
        return Told(bare)
    inside = found["organisation"].strip()
    organisation, _comma, last = inside.rpartition(",")
    if not SITE.fullmatch(last.strip()):
        return Told(found["name"], inside)
    site = last.strip()
    website = site if "://" in site else f"https://{site}"
    return Told(found["name"], organisation.strip() or site, website)


def told_of(person: Person) -> str:
    """How a person is written so that `told` and `find_people` lead back to them."""
    return str(Told(person.full_name, person.organisation.name if person.organisation else ""))


def find_people(names: Iterable[Told]) -> dict[Told, Found]:
    """What each of these names may mean; two queries, however many names."""
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    rows = Person.objects.select_related("organisation")
    same = list(rows.filter(sort_name__in=[one.key for one in wanted]))
    found = {one: _certain(one, [p for p in same if p.sort_name == one.key]) for one in wanted}
    open_ = [one for one, meant in found.items() if meant == Found()]
    if open_:
        like = list(rows.filter(reduce(or_, map(_begins_like, open_)))[:MOST_COMPARED])
        found |= {one: Found(near=tuple(_near(one, like))) for one in open_}
    return found


def suggest_people(text: str) -> list[Person]:
    """People of whom every typed word is part of the name, those that begin with it first."""
    words = folded(told(text).name).split()
    if not words:
        return []
    every = reduce(and_, (Q(sort_name__contains=word) for word in words))
    rows = Person.objects.select_related("organisation").filter(every)[:MOST_COMPARED]
    return sorted(rows, key=lambda p: (-_beginnings(words, p), p.sort_name, p.pk))[:MOST_SHOWN]


@dataclass(frozen=True)
class FoundOrganisation:
    """What a name may mean: one organisation for certain, or some that come near."""

    organisation: Organisation | None = None
    near: tuple[Organisation, ...] = ()


def find_organisations(names: Iterable[str]) -> dict[str, FoundOrganisation]:
    """What each of these names may mean; one query for the names of all, and one for the near."""
    wanted = {name: folded(name) for name in names if name}
    if not wanted:
        return {}
    known = dict(Organisation.objects.order_by("-pk").values_list("name", "pk"))
    bare = {folded(name): pk for name, pk in known.items()}
    like = {
        name: [bare[one]]
        if one in bare
        else [bare[n] for n in get_close_matches(one, bare, 3, NEAR)]
        for name, one in wanted.items()
    }
    rows = Organisation.objects.in_bulk({pk for pks in like.values() for pk in pks})
    return {
        name: FoundOrganisation(organisation=rows[like[name][0]])
        if wanted[name] in bare
        else FoundOrganisation(near=tuple(rows[pk] for pk in like[name]))
        for name in wanted
    }


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1; the order of their words does not count."""
    ours, theirs = sorted(folded(one).split()), sorted(folded(other).split())
    if ours == theirs:
        return 1.0
    if _abbreviated(split_name(one), split_name(other)):
        return NEAR
    plain = SequenceMatcher(None, folded(one), folded(other)).ratio()
    return max(plain, SequenceMatcher(None, " ".join(ours), " ".join(theirs)).ratio())


def _abbreviated(one: NameParts, other: NameParts) -> bool:
    """Whether one is the other with an initial for the given name: A. Postmus, Alle Postmus."""
    ours, theirs = folded(one.given).rstrip("."), folded(other.given).rstrip(".")
    same = folded(one.family) == folded(other.family) and ours[:1] == theirs[:1] != ""
    return same and 1 in (len(ours), len(theirs))


def _certain(one: Told, same: list[Person]) -> Found:
    """Whom a name means among those who are called so."""
    ours = folded(one.organisation)
    fits = [p for p in same if not ours or p.organisation is None or _works_for(p, ours)]
    exactly = [p for p in fits if ours and _works_for(p, ours)]
    if len(exactly) == 1 or len(fits) == 1 == len(same):
        return Found(person=(exactly or fits)[0])
    return Found(near=tuple(same))


def _works_for(person: Person, organisation: str) -> bool:
    return person.organisation is not None and folded(person.organisation.name) == organisation


def _begins_like(one: Told) -> Q:
    """Those whose family name begins with the same letter, or who share a given name."""
    given, _infix, family = (folded(part) for part in one.parts)
    alike = Q(sort_name__startswith=family[:1])
    return alike | Q(sort_name__endswith=f"\t{given}") if given else alike


def _near(one: Told, people: Iterable[Person]) -> list[Person]:
    ranked = [(likeness(one.name, person.full_name), person) for person in people]
    near = [(how, person) for how, person in ranked if how >= NEAR]
    return [person for _how, person in sorted(near, key=lambda pair: (-pair[0], pair[1].pk))][
        :MOST_SHOWN
    ]


def _beginnings(words: list[str], person: Person) -> int:
    """How many of the words begin a part of the name."""
    parts = person.sort_name.split()
    return sum(any(part.startswith(word) for part in parts) for word in words)
