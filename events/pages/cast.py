"""Who appears: people with their role, organisation and website, ready to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from events.pages.links import Addresses, Link, website
from events.programme import Appearance, Person, Programme

ROLE_LABELS = {
    "host": ngettext_lazy("Host", "Hosts"),
    "co-host": ngettext_lazy("Co-host", "Co-hosts"),
    "speaker": ngettext_lazy("Speaker", "Speakers"),
    "moderator": ngettext_lazy("Moderator", "Moderators"),
    "author": ngettext_lazy("Author", "Authors"),
}


@dataclass(frozen=True)
class CastLine:
    """People of one role and one organisation. A template prints it with `{{ line }}`.

    A large programme has thousands of these; as one text each they cost a tenth of what a
    template would take for their parts.
    """

    role: str
    people: tuple[Link, ...]
    of: SafeString  # their organisation and website

    def __str__(self) -> str:
        people: Link | SafeString = self.people[0]
        if len(self.people) > 1:
            people = format_html_join(", ", "{}", ((person,) for person in self.people))
        return format_html('<span class="role">{}</span> {}{}', self.role, people, self.of)


class Cast:
    """The people, organisations and themes of a programme, as links to their pages."""

    def __init__(self, said: Programme, at: Addresses) -> None:
        self._said, self._at = said, at
        self._people = {p.code: Link(p.name, at.person(p.code)) for p in said.people}
        self._organisations = {
            o.slug: Link(o.name, at.organisation(o.slug)) for o in said.organisations
        }
        self._themes = {t.slug: Link(t.title, at.theme(t.slug)) for t in said.themes}
        self._belongings: dict[tuple[str, str], SafeString] = {}

    def person(self, code: str) -> Link | None:
        """A person's name and page."""
        return self._people.get(code)

    def organisation(self, slug: str) -> Link | None:
        """An organisation's name and page."""
        return self._organisations.get(slug)

    def theme(self, slug: str) -> Link | None:
        """A theme's title and page."""
        return self._themes.get(slug)

    def table(self, code: str) -> Link | None:
        """A table's number, topic and page."""
        known = self._said.table_by_code.get(code)
        if known is None:
            return None
        about = {"number": known[1].number, "topic": known[1].topic}
        return Link(_("Table %(number)d: %(topic)s") % about, self._at.table(code))

    def lines(self, appearances: Iterable[Appearance]) -> tuple[CastLine, ...]:
        """The people in order; neighbours of one role and organisation share a line."""
        known = self._said.person_by_code
        met = [(a.role, known[a.person]) for a in appearances if a.person in known]
        return tuple(
            self._line(role, [person for _role, person in group])
            for (role, _organisation, _site), group in groupby(met, key=_together)
        )

    def _line(self, role: str, people: list[Person]) -> CastLine:
        return CastLine(
            role=role_label(role, len(people)),
            people=tuple(self._people[person.code] for person in people),
            of=self._of(people[0].organisation, people[0].website),
        )

    def _of(self, slug: str, address: str) -> SafeString:
        if (slug, address) not in self._belongings:
            organisation = self._said.organisation_by_slug.get(slug)
            site = website(address or (organisation.website if organisation else ""))
            known = (link for link in (self._organisations.get(slug), site) if link)
            self._belongings[slug, address] = format_html_join(
                "", '<span class="dot">{}</span>', ((link,) for link in known)
            )
        return self._belongings[slug, address]


def _together(met: tuple[str, Person]) -> tuple[str, str, str]:
    role, person = met
    return role, person.organisation or person.code, person.website


def role_label(role: str, count: int = 1) -> str:
    """What people in this role are called."""
    label = ROLE_LABELS.get(role)
    return label % count if label else role
