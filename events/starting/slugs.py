"""Short names for addresses, made from a title."""

from datetime import date
from itertools import chain, count

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from events.models import Event, FormerAddress
from events.models.event import check_event_slug

LONGEST = 70  # leaves room for a year and a number
NAMELESS = "bijeenkomst"


def slug_of(title: str) -> str:
    """`zorg-en-welzijn`; something that can stand in an address, whatever the title."""
    return slugify(title)[:LONGEST].strip("-") or NAMELESS


def free_slug(title: str, day: date) -> str:
    """A short name that no other event has or had: of the title, with the year, or a number."""
    name = slug_of(title)
    year = f"{name}-{day.year}"
    alike = (model.objects.filter(slug__startswith=name) for model in (Event, FormerAddress))
    taken = {slug for rows in alike for slug in rows.values_list("slug", flat=True)}
    tries = chain([name, year], (f"{year}-{n}" for n in count(2)))
    return next(slug for slug in tries if slug not in taken and _may_be(slug))


def _may_be(slug: str) -> bool:
    try:
        check_event_slug(slug)
    except ValidationError:
        return False
    return True
