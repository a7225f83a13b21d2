"""Records that may be the same as another one, because their names are alike."""

from collections.abc import Iterable

from partners.finding import MOST_COMPARED, NEAR, likeness
from partners.models import Organisation, Person

MOST = 5


def like_organisation(one: Organisation) -> list[Organisation]:
    """Other organisations with a name like this one's, the most alike first."""
    others = Organisation.objects.exclude(pk=one.pk).values_list("pk", "name")
    alike = _most_alike(one.name, others)
    rows = Organisation.objects.in_bulk(alike)
    return [rows[pk] for pk in alike]


def like_person(one: Person) -> list[Person]:
    """Other people with a name like this one's and a family name with the same first letter."""
    begins = Person.objects.filter(sort_name__startswith=one.sort_name[:1]).exclude(pk=one.pk)
    others = begins.select_related("organisation")[:MOST_COMPARED]
    rows = {other.pk: other for other in others}
    alike = _most_alike(one.full_name, ((pk, other.full_name) for pk, other in rows.items()))
    return [rows[pk] for pk in alike]


def _most_alike(name: str, others: Iterable[tuple[int, str]]) -> list[int]:
    ranked = [(likeness(name, other), pk) for pk, other in others]
    return [pk for how, pk in sorted(ranked, key=lambda r: (-r[0], r[1])) if how >= NEAR][:MOST]
