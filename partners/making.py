"""Making a person or an organisation out of what somebody typed on the way to something else."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from festival.codes import new_code
from festival.editing import add, change
from festival.models import User
from partners.finding import Told
from partners.models import Organisation, Person

LONGEST_SLUG = 60  # of 80, so that something can come behind it


@transaction.atomic
def make_person(
    one: Told, *, organisation: Organisation | None, now: datetime, by: User | None
) -> Person:
    """A new person. Raises ValidationError."""
    given, infix, family = one.parts
    person = Person(given_name=given, infix=infix, family_name=family, organisation=organisation)
    return add(person, now=now, by=by)


@transaction.atomic
def make_organisation(
    name: str, *, website: str = "", now: datetime, by: User | None
) -> Organisation:
    """A new organisation, with a short name that no other has. Raises ValidationError."""
    slug = slugify(name)[:LONGEST_SLUG].strip("-") or new_code().lower()
    if Organisation.objects.filter(slug=slug).exists():
        slug = f"{slug}-{new_code().lower()}"
    return add(Organisation(name=name, slug=slug, website=website), now=now, by=by)


@transaction.atomic
def fill_in(
    person: Person, organisation: Organisation | None, *, now: datetime, by: User | None
) -> None:
    """Tell where a person works of whom that was not known yet."""
    if organisation is not None and person.organisation_id is None:
        change(person, now=now, by=by, organisation=organisation)


@transaction.atomic
def fill_in_website(
    organisation: Organisation, website: str, *, now: datetime, by: User | None
) -> None:
    """Tell the website of an organisation of which none was known yet."""
    if website and not organisation.website:
        change(organisation, now=now, by=by, website=website)
