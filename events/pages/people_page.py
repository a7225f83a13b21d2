"""The pages of one person and of one organisation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.pages.cast import Cast, role_label
from events.pages.labels import label
from events.pages.links import Link, website
from events.pages.partnering import doing, logo
from events.pages.pictures import PictureView
from events.pages.telling import QuoteView, quote_view
from events.pages.visit import Subject, Visit
from events.programme import Affiliation, Appearance, Organisation, Person, Programme
from partners import models as partners


@dataclass(frozen=True)
class Part:
    """Something in the event that a person or organisation has a part in."""

    role: str
    link: Link
    note: str = ""


@dataclass(frozen=True)
class PersonPage(Subject):
    """One person."""

    function: str
    organisation: Link | None
    website: Link | None
    bio: str
    portrait: PictureView | None
    parts: tuple[Part, ...]
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True)
class OrganisationPage(Subject):
    """One organisation."""

    kind: str
    town: str
    website: Link | None
    about: str
    logo: PictureView | None
    roles: tuple[Part, ...]
    affiliations: tuple[Part, ...]
    people: tuple[Part, ...]
    cases: tuple[Link, ...]


def person_page(visit: Visit, person: Person) -> PersonPage:
    """The page of a person."""
    said = visit.programme
    cast = Cast(said, visit.at)
    return PersonPage(
        title=person.name,
        description=person.function or _("At %(title)s") % {"title": said.title},
        function=person.function,
        organisation=cast.organisation(person.organisation),
        website=website(person.website),
        bio=person.bio,
        portrait=logo(person.portrait),
        parts=tuple(_parts_of(visit, person)),
        quotes=tuple(quote_view(q, said, cast) for q in said.quotes if q.person == person.code),
    )


def _parts_of(visit: Visit, person: Person) -> Iterator[Part]:
    said, at = visit.programme, visit.at
    for session in said.sessions:
        link = Link(session.title, at.session(session.code))
        yield from _appearing(person, session.appearances, link)
        for table in session.tables:
            link = Link(f"{table.number}. {table.topic}", at.table(table.code))
            yield from _appearing(person, table.appearances, link)
    for case in said.cases:
        link = Link(case.title, at.case(case.code))
        for member in case.members:
            if member.person == person.code:
                yield Part(member.role or _("Works on"), link)
    if said.contact.person == person.code:
        yield Part(_("Contact"), Link(said.title, at.event))
    if said.sponsor_contact == person.code:
        yield Part(_("Contact for sponsors"), Link(said.title, at.event))


def _appearing(person: Person, appearances: Iterable[Appearance], link: Link) -> Iterator[Part]:
    for appearance in appearances:
        if appearance.person == person.code:
            yield Part(role_label(appearance.role), link)


def organisation_page(visit: Visit, organisation: Organisation) -> OrganisationPage:
    """The page of an organisation."""
    said, at, slug = visit.programme, visit.at, organisation.slug
    event = Link(said.title, at.event)
    people = (p for p in said.people if p.organisation == slug)
    return OrganisationPage(
        title=organisation.name,
        description=_("At %(title)s") % {"title": said.title},
        kind=label(partners.Organisation.Kind, organisation.kind, silent="other"),
        town=organisation.town,
        website=website(organisation.website),
        about=organisation.about,
        logo=logo(organisation.logo),
        roles=tuple(_roles_of(said, slug, event)),
        affiliations=tuple(_affiliation(a, Cast(said, at)) for a in organisation.affiliations),
        people=tuple(Part(p.function, Link(p.name, at.person(p.code))) for p in people),
        cases=tuple(
            Link(case.title, at.case(case.code)) for case in said.cases if case.organisation == slug
        ),
    )


def _roles_of(said: Programme, slug: str, event: Link) -> Iterator[Part]:
    for partner in said.partners:
        if partner.organisation == slug:
            yield Part(doing(partner.role), event, partner.note)
    for accord in said.accords:
        if slug in accord.parties:
            yield Part(_("Signed"), Link(accord.title))


def _affiliation(affiliation: Affiliation, cast: Cast) -> Part:
    link = cast.organisation(affiliation.slug) or Link(affiliation.name)
    return Part(label(partners.Affiliation.Kind, affiliation.kind), link, affiliation.note)
