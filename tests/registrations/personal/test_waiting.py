"""How long waiting may take: said only when there is something to say it from."""

from datetime import timedelta
from typing import Any

import pytest

from registrations.changing.cancelling import cancel
from registrations.seating.waiting import Moves, days_to_wait, estimate, keep_place, moves_at
from tests.factories import NOW, START, published_event, signed_up
from tests.registrations.personal.links import renewed

TEN_DAYS_AGO = NOW - timedelta(days=10)


@pytest.mark.parametrize(
    ("position", "count", "days"),
    [(1, 4, None), (1, 0, None), (1, 5, 2), (3, 5, 6), (1, 100, 1), (7, 20, 4)],
)
def test_days_follow_from_how_many_moved_up_a_day(position: int, count: int, days: Any) -> None:
    moves = Moves(count, TEN_DAYS_AGO)

    assert days_to_wait(position, moves, now=NOW) == days


def test_a_rush_on_the_first_day_is_no_promise_of_hours() -> None:
    moves = Moves(5, NOW - timedelta(minutes=1))

    assert days_to_wait(5, moves, now=NOW) == 1


def test_it_is_told_in_words_or_not_at_all() -> None:
    moves = Moves(5, TEN_DAYS_AGO)
    told = [estimate(position, moves, now=NOW, starts_at=START) for position in (1, 50)]

    assert "over ongeveer 2 dagen" in told[0]
    assert "waarschijnlijk" in told[1]
    assert estimate(1, Moves(4, TEN_DAYS_AGO), now=NOW, starts_at=START) == ""


@pytest.mark.django_db
def test_who_moved_up_at_this_event_is_counted() -> None:
    event = published_event(capacity=1)
    first = signed_up(event)
    signed_up(event, now=NOW + timedelta(hours=1))
    cancel(first, now=NOW + timedelta(hours=2), by=None)
    signed_up(published_event())

    assert moves_at(event) == Moves(1, NOW + timedelta(hours=1))


@pytest.mark.django_db
def test_a_party_says_whether_it_keeps_its_place() -> None:
    event = published_event(capacity=1)
    signed_up(event)
    person = signed_up(event)

    for _time in range(2):
        keep_place(person, stays=True, now=NOW)

    assert renewed(person).stays_in_line is True
