"""Short names for addresses, made from a title."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from events.models import Event, FormerAddress
from events.models.event import check_event_slug
from festival.slugs import free_slug

LONGEST = 70  # leaves room for a year and a number
NAMELESS = "bijeenkomst"


def slug_of(title: str) -> str:
    """`zorg-en-welzijn`; something that can stand in an address, whatever the title."""
    return slugify(title)[:LONGEST].strip("-") or NAMELESS


def free_address(title: str, day: date) -> str:
    """A short name that no other event has or had: of the title, with the year, or a number."""
    name = slug_of(title)
    year = f"{name}-{day.year}"
    alike = (model.objects.filter(slug__startswith=name) for model in (Event, FormerAddress))
    taken = {slug for rows in alike for slug in rows.values_list("slug", flat=True)}
    if name not in taken and _may_be(name):
        return name
    return free_slug(year, taken, otherwise=NAMELESS)


def _may_be(slug: str) -> bool:
    try:
        check_event_slug(slug)
    except ValidationError:
        return False
    return True
