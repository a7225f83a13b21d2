"""Organisations and people: lasting records over all editions."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from events.models import Appearance, Partnership
from festival.editing import change, remove
from partners.models import Affiliation, Organisation, Person
from tests.factories import (
    NOW,
    made,
    make_event,
    make_organisation,
    make_person,
    make_session,
)

pytestmark = pytest.mark.django_db


def test_people_are_listed_by_family_name_without_the_infix() -> None:
    make_person("Anna", infix="de", family_name="Vries")
    make_person("Bert", infix="van der", family_name="Berg")
    make_person("Çelik", family_name="Yılmaz")
    make_person("Dana", family_name="Ševčenko")

    names = [str(person) for person in Person.objects.all()]

    assert names == ["Bert van der Berg", "Dana Ševčenko", "Anna de Vries", "Çelik Yılmaz"]


def test_a_new_name_moves_a_person_in_the_list() -> None:
    make_person("Anna", family_name="Bos")
    person = make_person("Bert", family_name="Aal")

    change(person, now=NOW, by=None, family_name="Zwart", infix="de")

    assert [p.family_name for p in Person.objects.all()] == ["Bos", "Zwart"]


def test_an_organisation_is_not_affiliated_with_itself() -> None:
    organisation = make_organisation()

    with pytest.raises(ValidationError):
        made(Affiliation(organisation=organisation, kind="member", other=organisation))


def test_two_organisations_stand_to_each_other_in_one_way_once() -> None:
    one, other = make_organisation(), make_organisation()
    made(Affiliation(organisation=one, kind="member", other=other))

    with pytest.raises(ValidationError):
        made(Affiliation(organisation=one, kind="member", other=other))

    made(Affiliation(organisation=one, kind="founder", other=other))
    assert one.affiliations.count() == 2


def test_an_organisation_with_a_role_in_an_event_stays() -> None:
    organisation = make_organisation()
    made(Partnership(event=make_event(), organisation=organisation, role="host"))

    with pytest.raises(ProtectedError):
        remove(organisation, now=NOW, by=None)

    assert Organisation.objects.count() == 1


def test_a_person_on_a_programme_stays_and_loses_a_removed_organisation() -> None:
    organisation = make_organisation()
    person = make_person(organisation=organisation)
    made(Appearance(session=make_session(make_event()), person=person))

    remove(organisation, now=NOW, by=None)

    with pytest.raises(ProtectedError):
        remove(person, now=NOW, by=None)
    person.refresh_from_db()
    assert person.organisation is None
