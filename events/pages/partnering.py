"""The organisations behind an event, by role, with their logos; accords and what they aim at."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.pages.cast import Cast
from events.pages.links import Addresses, Link, website
from events.pages.pictures import PictureView, view_of
from events.programme import Accord, Goal, Picture, Programme


@dataclass(frozen=True)
class PartnerView:
    """An organisation in one role."""

    name: str
    url: str
    town: str
    website: Link | None
    logo: PictureView | None
    note: str


@dataclass(frozen=True)
class RoleView:
    """All organisations in one role."""

    title: str
    partners: tuple[PartnerView, ...]


@dataclass(frozen=True)
class AccordView:
    """An agreement with its goals; `term` tells when it was signed and how long it runs."""

    title: str
    term: str
    about: str
    parties: tuple[Link, ...]
    goals: tuple[Goal, ...]


def role_title(role: str) -> str:
    """The heading above organisations in a role."""
    return {
        "organiser": _("Organised by"),
        "co-producer": _("Co-produced by"),
        "host": _("Hosted by"),
        "partner": _("Together with"),
        "sponsor": _("Sponsored by"),
        "financier": _("Financed by"),
    }.get(role, role)


def doing(role: str) -> str:
    """What an organisation in a role does for the event."""
    return {
        "organiser": _("Organises"),
        "co-producer": _("Co-produces"),
        "host": _("Receives"),
        "partner": _("Takes part in"),
        "sponsor": _("Sponsors"),
        "financier": _("Finances"),
    }.get(role, role)


def logo(picture: Picture | None) -> PictureView | None:
    """A logo or portrait; what it is of stands beside it."""
    return view_of(picture) if picture else None


def roles(said: Programme, at: Addresses) -> Iterator[RoleView]:
    """The roles in the order in which they first occur."""
    for role in dict.fromkeys(partner.role for partner in said.partners):
        members = (p for p in said.partners if p.role == role)
        views = (_partner(said, at, p.organisation, p.note) for p in members)
        yield RoleView(role_title(role), tuple(view for view in views if view))


def _partner(said: Programme, at: Addresses, slug: str, note: str) -> PartnerView | None:
    found = said.organisation_by_slug.get(slug)
    if found is None:
        return None
    return PartnerView(
        name=found.name,
        url=at.organisation(slug),
        town=found.town,
        website=website(found.website),
        logo=logo(found.logo),
        note=note,
    )


def accords(said: Programme, cast: Cast) -> Iterator[AccordView]:
    """The accords behind the event."""
    for accord in said.accords:
        parties = (cast.organisation(slug) for slug in accord.parties)
        yield AccordView(
            title=accord.title,
            term=term_of(accord),
            about=accord.about,
            parties=tuple(party for party in parties if party),
            goals=accord.goals,
        )


def term_of(accord: Accord) -> str:
    """`Signed in 2009, for 10 years`, as far as it is known."""
    signed = _("Signed in %(year)s") % {"year": accord.year} if accord.year else ""
    runs = ""
    if accord.years:
        runs = ngettext("runs for %(n)s year", "runs for %(n)s years", accord.years)
        runs %= {"n": accord.years}
    sentence = ", ".join(part for part in (signed, runs) if part)
    return sentence[:1].upper() + sentence[1:]
