"""Figures and drawings of the dashboard, without pages around them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registrations.announcing.calling_off import call_off, call_off_session
from registrations.changing.cancelling import cancel
from registrations.staff.dashboard.chart import chart_of, nice_top
from registrations.staff.dashboard.figures import (
    Holder,
    Period,
    by_round,
    holders_of,
    periods,
    periods_of,
)
from tests.factories import NOW, evening_with_tables, published_event, signed_up

MONDAY = date(2026, 5, 4)


def on(day: int) -> date:
    return MONDAY + timedelta(days=day)


def test_days_on_which_nothing_happened_are_there_too() -> None:
    told = periods({on(0): 2, on(2): 1}, {on(3): 1})

    assert told == [
        Period(on(0), 2, 0, 2),
        Period(on(1), 0, 0, 2),
        Period(on(2), 1, 0, 3),
        Period(on(3), 0, 1, 2),
    ]


def test_what_takes_long_is_told_by_week_from_its_monday() -> None:
    told = periods({on(2): 3, on(80): 4}, {on(9): 1})

    assert [period.start for period in told[:2]] == [on(0), on(7)]
    assert (told[0].came, told[1].left, told[-1].total) == (3, 1, 6)
    assert {(after.start - one.start).days for one, after in pairwise(told)} == {7}


def test_nobody_gives_no_periods() -> None:
    assert periods({}, {}) == []


@given(st.dictionaries(st.integers(0, 400), st.integers(1, 50), min_size=1))
def test_nobody_is_lost_however_the_days_are_told(counts: dict[int, int]) -> None:
    told = periods({on(day): number for day, number in counts.items()}, {})

    assert told[-1].total == sum(period.came for period in told) == sum(counts.values())


@pytest.mark.parametrize(
    ("most", "top"), [(0, 2), (1, 2), (3, 4), (9, 10), (11, 20), (46, 60), (56, 60), (1001, 2000)]
)
def test_an_axis_ends_at_a_round_number_that_can_be_halved(most: int, top: int) -> None:
    assert nice_top(most) == top
    assert top % 2 == 0


def test_a_line_climbs_from_left_to_right_within_its_place() -> None:
    drawn = chart_of([0, 5, 10], [on(0), on(1), on(2)], limit=10)

    assert drawn.line == "M0.00 100.00 L50.00 50.00 L100.00 0.00"
    assert drawn.area == drawn.line + " L100 100 L0 100 Z"
    assert (drawn.limit, drawn.numbers, drawn.days) == (
        "0.00",
        (10, 5, 0),
        (on(0), on(1), on(2)),
    )


def test_one_day_is_a_flat_line() -> None:
    assert chart_of([2], [on(0)]).line == "M0 0.00 L100 0.00"


@pytest.mark.django_db
def test_a_day_is_a_day_where_the_event_is() -> None:
    event = published_event()
    late = NOW.replace(hour=23)  # the next day in Amsterdam
    first = signed_up(event)
    signed_up(event, now=late)
    cancel(first, now=late, by=None)

    assert periods_of(event) == [Period(on(0), 1, 0, 1), Period(on(1), 1, 1, 1)]


@pytest.mark.django_db
def test_each_table_tells_who_sits_and_who_waits_there() -> None:
    event, picks = evening_with_tables(seats_per_table=1, tables=2)
    for _ in range(3):
        signed_up(event, picks={picks[0]})

    assert holders_of(event) == [
        Holder("1. Onderwerp 1", "Werksessies", taken=1, seats=1, waiting=2),
        Holder("2. Onderwerp 2", "Werksessies", taken=0, seats=1, waiting=0),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("whole", [True, False])
def test_what_is_called_off_is_told_as_such(whole: bool) -> None:
    event, picks = evening_with_tables(tables=2)
    if whole:
        call_off(event, now=NOW, by=None)
    else:
        call_off_session(picks[0].session, now=NOW, by=None)
    event.refresh_from_db()

    assert [holder.off for holder in holders_of(event)] == [True, True]


def test_how_full_something_is_stays_between_nothing_and_all() -> None:
    full = [Holder("", "", taken, seats, 0).filled for taken, seats in [(1, 3), (0, 8), (5, None)]]

    assert full == [33, 0, 0]


def test_rounds_come_in_the_order_of_the_programme() -> None:
    rows = [Holder(name, round_, 0, None, 0) for name, round_ in ("aX", "bY", "cX")]

    assert {name: [h.name for h in held] for name, held in by_round(rows).items()} == {
        "X": ["a", "c"],
        "Y": ["b"],
    }
