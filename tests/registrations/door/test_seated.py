"""Where people sit: one reader for phones, the desk and paper."""

from typing import Any

import pytest

from events.models import Event
from events.publishing import publish
from registrations.door.seated import Seat, seats_of
from tests.factories import NOW, evening_with_tables, signed_up

pytestmark = pytest.mark.django_db


def test_a_seat_tells_the_round_and_the_table_as_published() -> None:
    event, (pick, _other) = evening_with_tables(tables=2)
    person = signed_up(event, picks=[pick])
    pick.table.topic, pick.block.title = "Anders", "Andere ronde"
    pick.table.save(update_fields=["topic"])
    pick.block.save(update_fields=["title"])

    (before,) = seats_of(event)[person.pk]
    publish(event, now=NOW, by=None)
    (after,) = seats_of(Event.objects.get(pk=event.pk))[person.pk]

    about = (pick.session.code, pick.table.code)
    assert before == Seat(*about, "Werksessies", "Onderwerp 1", 1)
    assert after == Seat(*about, "Andere ronde", "Anders", 1)
    assert (after.place, after.numbered) == (f"t-{pick.table.code}", "1. Anders")


def test_without_a_release_the_draft_is_told() -> None:
    event, (pick,) = evening_with_tables(tables=1)
    person = signed_up(event, picks=[pick])
    Event.objects.update(release=None, visibility="draft")
    pick.table.topic = "In het concept"
    pick.table.save(update_fields=["topic"])

    (seat,) = seats_of(Event.objects.get(pk=event.pk))[person.pk]

    assert (seat.round, seat.numbered) == ("Werksessies", "1. In het concept")


@pytest.mark.parametrize("number", [1, 3])
def test_one_query_tells_where_everybody_sits(number: int, django_assert_num_queries: Any) -> None:
    event, picks = evening_with_tables(tables=3)
    people = [signed_up(event, picks=[pick]) for pick in picks]

    with django_assert_num_queries(1):
        found = seats_of(event, [person.pk for person in people[:number]])

    assert [seat.number for (seat,) in found.values()] == list(range(1, number + 1))
