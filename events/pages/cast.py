"""Who appears: people with their role, organisation and website, ready to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import ngettext

from events.pages.addresses import Addresses, Link, website
from events.programme import Appearance, Person, Programme


@dataclass(frozen=True)
class CastLine:
    """People of one role and one organisation."""

    role: str
    people: tuple[Link, ...]
    organisation: Link | None
    website: Link | None


class Cast:
    """Finds the people and organisations of a programme, with the addresses of their pages."""

    def __init__(self, said: Programme, at: Addresses) -> None:
        self._said = said
        self._at = at

    def person(self, code: str) -> Link | None:
        """A person's name and page."""
        found = self._said.person_by_code.get(code)
        return Link(found.name, self._at.person(code)) if found else None

    def organisation(self, slug: str) -> Link | None:
        """An organisation's name and page."""
        found = self._said.organisation_by_slug.get(slug)
        return Link(found.name, self._at.organisation(slug)) if found else None

    def theme(self, slug: str) -> Link | None:
        """A theme's title and page."""
        found = self._said.theme_by_slug.get(slug)
        return Link(found.title, self._at.theme(slug)) if found else None

    def lines(self, appearances: Iterable[Appearance]) -> tuple[CastLine, ...]:
        """The people in order; neighbours of one role and organisation share a line."""
        known = self._said.person_by_code
        met = [(a.role, known[a.person]) for a in appearances if a.person in known]
        return tuple(
            self._line(role, [person for _role, person in group])
            for (role, _organisation, _site), group in groupby(met, key=_together)
        )

    def _line(self, role: str, people: list[Person]) -> CastLine:
        first = people[0]
        organisation = self._said.organisation_by_slug.get(first.organisation)
        address = first.website or (organisation.website if organisation else "")
        return CastLine(
            role=role_label(role, len(people)),
            people=tuple(Link(p.name, self._at.person(p.code)) for p in people),
            organisation=self.organisation(first.organisation),
            website=website(address),
        )


def _together(met: tuple[str, Person]) -> tuple[str, str, str]:
    role, person = met
    return role, person.organisation or person.code, person.website


def role_label(role: str, count: int = 1) -> str:
    """What people in this role are called."""
    labels = {
        "host": ngettext("Host", "Hosts", count),
        "co-host": ngettext("Co-host", "Co-hosts", count),
        "speaker": ngettext("Speaker", "Speakers", count),
        "moderator": ngettext("Moderator", "Moderators", count),
        "author": ngettext("Author", "Authors", count),
    }
    return labels.get(role, role)
