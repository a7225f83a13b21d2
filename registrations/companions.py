"""The numbers by which companions without a name are told apart."""

from collections import Counter
from collections.abc import Iterable

from registrations.models import Registration


def number_companions(people: Iterable[Registration]) -> None:
    """Let those without a name know the how-manieth they came along; one query for any number of
    them, none where everybody has a name."""
    nameless = [one for one in people if one.nameless and one.lead_id]
    if not nameless:
        return
    numbers = numbers_along(one.lead_id for one in nameless if one.lead_id)
    for one in nameless:
        one.along = numbers[one.pk]


def numbers_along(leads: Iterable[int]) -> dict[int, int]:
    """By the key of who came along with one of these: the how-manieth, from 1; one query."""
    rows = Registration.objects.filter(lead__in=set(leads))
    numbers: dict[int, int] = {}
    counted: Counter[int] = Counter()
    for lead, pk in rows.order_by("pk").values_list("lead", "pk"):
        counted[lead] += 1
        numbers[pk] = counted[lead]
    return numbers
