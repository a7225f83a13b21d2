"""Who came along without a name is told apart by a number."""

from typing import Any

import pytest

from registrations.companions import number_companions
from registrations.models import Registration
from registrations.sign_up.applying import Companion
from tests.factories import published_event, signed_up

pytestmark = pytest.mark.django_db


def party() -> list[Registration]:
    event = published_event(capacity=20, nameless_companions=True, most_together=5)
    lead = signed_up(event, companions=[Companion("Bas"), Companion(), Companion()])
    return list(event.registrations.select_related("lead").of_party(lead.pk))


def test_they_have_the_number_that_they_themselves_read() -> None:
    people = party()

    assert [one.known_as for one in people[1:]] == [
        "Bas",
        "Meekomer 2 van Fatma van der Berg",
        "Meekomer 3 van Fatma van der Berg",
    ]


def test_many_are_numbered_by_one_question(django_assert_num_queries: Any) -> None:
    people = party()

    with django_assert_num_queries(1):
        number_companions(people)
        names = [one.known_as for one in people]

    assert names[-1] == "Meekomer 3 van Fatma van der Berg"


def test_where_everybody_has_a_name_nothing_is_asked(django_assert_num_queries: Any) -> None:
    person = signed_up(published_event())

    with django_assert_num_queries(0):
        number_companions([person])


def test_of_whom_the_name_was_erased_the_number_stays() -> None:
    people = party()
    people[0].given_name = people[0].family_name = people[0].infix = ""
    people[2].lead = people[0]

    assert people[2].known_as == "Meekomer 2"
