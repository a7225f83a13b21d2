"""What changed about who takes part: organisations, their roles, and people."""

from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import models
from events.changes.change import Change, Words, called, field_changes, matched, sentence, text
from events.programme import Partner, Programme, Session, Table

ORGANISATION: Words = {
    "name": called(gettext_lazy("the name")),
    "kind": text(gettext_lazy("the kind of organisation")),
    "website": called(gettext_lazy("the website")),
    "town": called(gettext_lazy("the town")),
    "about": text(gettext_lazy("the description")),
    "logo": text(gettext_lazy("the logo")),
    "affiliations": text(gettext_lazy("the list of organisations it works with")),
}
PERSON: Words = {
    "name": called(gettext_lazy("the name")),
    "function": called(gettext_lazy("the function")),
    "organisation": text(gettext_lazy("the organisation")),
    "website": called(gettext_lazy("the website")),
    "bio": text(gettext_lazy("the description")),
    "portrait": text(gettext_lazy("the portrait")),
}
PARTNER: Words = {"note": text(gettext_lazy("the note"))}


def people_changes(old: Programme, new: Programme) -> Iterator[Change]:
    """What changed about organisations, their roles, and people."""
    told = (*_partners(old, new), *_organisations(old, new), *_people(old, new))
    yield from (Change(words) for words in told)


def _partners(old: Programme, new: Programme) -> Iterator[str]:
    partners = matched(old.partners, new.partners, lambda p: (p.organisation, p.role))
    for partner in partners.added:
        yield _("%(name)s takes part as %(role)s.") % _about(partner, new)
    for before, after in partners.both:
        thing = _("%(name)s as %(role)s") % _about(after, new)
        yield from (sentence(thing, what) for what in field_changes(before, after, PARTNER))
    for partner in partners.gone:
        yield _("%(name)s no longer takes part as %(role)s.") % _about(partner, old)
    if partners.reordered:
        yield _("The order of the partners has changed.")


def _about(partner: Partner, said: Programme) -> dict[str, str]:
    known = said.organisation_by_slug.get(partner.organisation)
    role = dict(models.Partnership.Role.choices).get(partner.role, partner.role)
    return {"name": known.name if known else partner.organisation, "role": str(role)}


def _organisations(old: Programme, new: Programme) -> Iterator[str]:
    """Their order follows from their names, and goes untold."""
    both = matched(old.organisations, new.organisations, lambda o: o.slug)
    named = [_named_organisations(said) for said in (old, new)]
    for added in both.added:
        if added.slug not in named[1] - named[0]:
            yield _("New: %(what)s.") % {"what": added.name}
    for before, after in both.both:
        for what in field_changes(before, after, ORGANISATION):
            yield sentence(before.name, what)
    for gone in both.gone:
        if gone.slug not in named[0] - named[1]:
            yield _("Dropped: %(what)s.") % {"what": gone.name}


def _people(old: Programme, new: Programme) -> Iterator[str]:
    """Who is new or gone is told where they appear; their order follows from their names."""
    both = matched(old.people, new.people, lambda p: p.code)
    named = [_named_people(said) for said in (old, new)]
    for added in both.added:
        if added.code not in named[1] - named[0]:
            yield _("New: %(what)s.") % {"what": added.name}
    for before, after in both.both:
        for what in field_changes(before, after, PERSON):
            yield sentence(before.name, what)
    for gone in both.gone:
        if gone.code not in named[0] - named[1]:
            yield _("Dropped: %(what)s.") % {"what": gone.name}


def _named_organisations(said: Programme) -> set[str]:
    """Whom something else in the programme names."""
    return {
        *(partner.organisation for partner in said.partners),
        *(person.organisation for person in said.people),
        *(case.organisation for case in said.cases),
        *chain.from_iterable(accord.parties for accord in said.accords),
    }


def _named_people(said: Programme) -> set[str]:
    """Who stands somewhere else in the programme."""
    tables = (table for _session, table in said.all_tables())
    holders: Iterator[Session | Table] = chain(said.sessions, tables)
    return {
        *(appearance.person for holder in holders for appearance in holder.appearances),
        *(member.person for case in said.cases for member in case.members),
        *(quote.person for quote in said.quotes),
        *(said.contact.person, said.sponsor_contact),
    }
