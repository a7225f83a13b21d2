"""Names in a form: whom they mean, asking where that is not certain, making who is new.

Several names stand on lines of their own, or with `;` between them. Where a name comes near to one that
is known, the form asks; the answer comes back with the form, so that it works without JavaScript.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from festival.models import User
from partners.finding import (
    Found,
    FoundOrganisation,
    Told,
    find_organisations,
    find_people,
    told,
    told_of,
)
from partners.making import fill_in, fill_in_website, make_organisation, make_person
from partners.models import Organisation, Person

NEW = "new"


@dataclass(frozen=True)
class Question:
    """Whom or what a name means: a group of radio buttons, `(value, words, chosen)`."""

    name: str
    words: str
    options: tuple[tuple[str, str, bool], ...]


def names_in(text: str) -> list[Told]:
    """The people in a text such as `Meta de Vries; Stephan Jackmuth (Buurtcoöperatie)`."""
    return [told(part) for part in re.split(r"[;\r\n]", text) if part.strip()]


def written(people: Iterable[Person]) -> str:
    """The text that `names_in` reads as these people."""
    return "\n".join(told_of(person) for person in people)


class Who:
    """Whom the names in one sent form mean; `known` are those who stood in it already."""

    def __init__(
        self, names: Iterable[Told], data: Mapping[str, Any], known: Iterable[Person] = ()
    ) -> None:
        self.data = data
        standing = {told(told_of(person)): person for person in known}
        wanted = list(dict.fromkeys(names))
        self.people = {one: Found(person=standing[one]) for one in wanted if one in standing}
        self.people |= find_people(one for one in wanted if one not in standing)
        self.organisations = find_organisations(
            one.organisation for one in wanted if self._needs_organisation(one)
        )
        self.made: dict[str, Any] = {}

    def questions(self) -> list[Question]:
        """What has to be answered before the form can be saved."""
        asked = [self._about_person(one) for one, found in self.people.items() if found.near]
        asked += [
            self._about_organisation(name)
            for name, found in self.organisations.items()
            if found.near and self._still_needed(name)
        ]
        return asked

    @property
    def certain(self) -> bool:
        """Whether every question has its answer."""
        return all(any(chosen for *_, chosen in asked.options) for asked in self.questions())

    def person(self, one: Told, *, now: datetime, by: User | None) -> Person:
        """Whom a name means; made when new. Raises ValidationError."""
        key = f"person {one.key} {self._organisation_of(one)}"
        if key not in self.made:
            self.made[key] = self._person(one, now=now, by=by)
        person: Person = self.made[key]
        return person

    def _organisation_of(self, one: Told) -> str:
        """Where somebody works: as typed, or as typed elsewhere in the form beside the same name."""
        elsewhere = {other.organisation for other in self.people if other.key == one.key} - {""}
        return one.organisation or (elsewhere.pop() if len(elsewhere) == 1 else "")

    def _person(self, one: Told, *, now: datetime, by: User | None) -> Person:
        meant = self._meant(one)
        if meant is not None and meant.organisation_id is not None:
            return meant
        organisation = self._organisation(one, now=now, by=by)
        if meant is None:
            return make_person(one, organisation=organisation, now=now, by=by)
        fill_in(meant, organisation, now=now, by=by)
        return meant

    def _meant(self, one: Told) -> Person | None:
        """The person for certain or by the answer; None for a new one."""
        found = self.people[one]
        answer = self.data.get(_name("person", str(one)))
        return found.person or next((p for p in found.near if p.code == answer), None)

    def _organisation(self, one: Told, *, now: datetime, by: User | None) -> Organisation | None:
        name = self._organisation_of(one)
        if not name:
            return None
        key = f"organisation {name.casefold()}"
        if key not in self.made:
            self.made[key] = self._organisation_meant(name) or make_organisation(
                name, website=one.website, now=now, by=by
            )
        fill_in_website(self.made[key], one.website, now=now, by=by)
        organisation: Organisation = self.made[key]
        return organisation

    def _organisation_meant(self, name: str) -> Organisation | None:
        found = self.organisations.get(name, FoundOrganisation())
        answer = self.data.get(_name("organisation", name))
        return found.organisation or next((o for o in found.near if o.code == answer), None)

    def _needs_organisation(self, one: Told) -> bool:
        """Whether where somebody works may have to be looked up: not for who has it already."""
        person = self.people[one].person
        return bool(one.organisation) and (person is None or person.organisation_id is None)

    def _still_needed(self, name: str) -> bool:
        """Whether somebody new, or of whom it was not known, works there."""
        return any(
            one.organisation == name and (meant is None or meant.organisation_id is None)
            for one in self.people
            for meant in [self._meant(one)]
        )

    def _about_person(self, one: Told) -> Question:
        new = _("a new person: %(name)s") % {"name": one}
        options = [*((p.code, told_of(p)) for p in self.people[one].near), (NEW, new)]
        return self._question("person", str(one), options)

    def _about_organisation(self, name: str) -> Question:
        new = _("a new organisation: %(name)s") % {"name": name}
        options = [*((o.code, o.name) for o in self.organisations[name].near), (NEW, new)]
        return self._question("organisation", name, options)

    def _question(self, kind: str, text: str, options: list[tuple[str, str]]) -> Question:
        name = _name(kind, text)
        answer = self.data.get(name)
        words = _("Who is “%(name)s”?") if kind == "person" else _("Which one is “%(name)s”?")
        chosen = tuple((value, label, value == answer) for value, label in options)
        return Question(name, words % {"name": text}, chosen)


def _name(kind: str, text: str) -> str:
    """The name of the radio buttons for one text."""
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
