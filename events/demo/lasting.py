"""Loads what outlives one event: organisations, people, venues, series. What is there stays."""

from events.demo import facts
from events.demo.drawing import logo
from events.demo.shelf import Shelf
from events.models import Room, Series, Venue
from partners.models import Affiliation, Organisation, Person


def load_lasting(shelf: Shelf, gathering: facts.Gathering) -> None:
    """Add the lasting records of a file that do not exist yet, and know them all by name."""
    for n, told in enumerate(gathering.organisations):
        _organisation(shelf, told, f"organisations[{n}]")
    _know_organisations(shelf)
    for n, told in enumerate(gathering.organisations):
        _affiliations(shelf, told, f"organisations[{n}]")
    for n, person in enumerate(gathering.people):
        _person(shelf, person, f"people[{n}]")
    _know_people(shelf)
    for n, venue in enumerate(gathering.venues):
        _venue(shelf, venue, f"venues[{n}]")
    for row in Venue.objects.all():
        shelf.put("venue", row.slug, row)
    for n, series in enumerate(gathering.series):
        if not Series.objects.filter(slug=series.slug).exists():
            shelf.make(Series, series, f"series[{n}]")
    for row_of_events in Series.objects.all():
        shelf.put("series", row_of_events.slug, row_of_events)


def _organisation(shelf: Shelf, told: facts.Organisation, at: str) -> None:
    if Organisation.objects.filter(slug=told.slug).exists():
        return
    drawn = {"logo": logo(told.logo.letters, told.logo.colour)} if told.logo else {}
    shelf.make(Organisation, told, at, **drawn)


def _know_organisations(shelf: Shelf) -> None:
    for row in Organisation.objects.all():
        for name in ("organisation", "other", "parties"):
            shelf.put(name, row.slug, row)


def _affiliations(shelf: Shelf, told: facts.Organisation, at: str) -> None:
    organisation = shelf.get("organisation", told.slug, at)
    if organisation.affiliations.exists():
        return
    for n, affiliation in enumerate(told.affiliations):
        shelf.make(Affiliation, affiliation, f"{at}.affiliations[{n}]", organisation=organisation)


def _person(shelf: Shelf, told: facts.Person, at: str) -> None:
    named = {
        "given_name": told.given_name,
        "infix": told.infix,
        "family_name": told.family_name,
    }
    if not Person.objects.filter(**named).exists():
        shelf.make(Person, told, at)


def _know_people(shelf: Shelf) -> None:
    for row in Person.objects.all():
        for name in ("person", "contact", "sponsor_contact"):
            shelf.put(name, row.full_name, row)


def _venue(shelf: Shelf, told: facts.Venue, at: str) -> None:
    if Venue.objects.filter(slug=told.slug).exists():
        return
    venue = shelf.make(Venue, told, at)
    for n, room in enumerate(told.rooms):
        shelf.make(Room, room, f"{at}.rooms[{n}]", venue=venue, position=n)
