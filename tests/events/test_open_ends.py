"""An item whose maker typed no end runs until what comes next."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.open_ends import Slot, end_of, shifted

ZONE = ZoneInfo("Europe/Amsterdam")
DAY = datetime(2026, 6, 1, tzinfo=UTC)


def at(hours: float) -> datetime:
    return DAY + timedelta(hours=hours)


def slot(pk: int, start: float, end: float, kind: str = "parallel", **rest: object) -> Slot:
    return Slot(pk, at(start), at(end), kind, rest.get("room"), bool(rest.get("open_end")))  # type: ignore[arg-type]


OPENING = slot(1, 18, 18, "plenary")


@pytest.mark.parametrize(
    ("others", "ends"),
    [
        ([], 20),  # when the gathering ends
        ([slot(2, 19, 20)], 19),
        ([slot(2, 19, 20, room=1), slot(3, 18.5, 19, room=2)], 18.5),
        ([slot(2, 17, 18)], 20),
    ],
)
def test_it_ends_where_the_next_begins(others: list[Slot], ends: float) -> None:
    assert end_of(OPENING, others, at(20), ZONE) == at(ends)


def test_what_happens_in_another_room_does_not_end_a_parallel_session() -> None:
    here, there, all_ = (
        slot(1, 13, 13, room=1),
        slot(2, 13.5, 14, room=2),
        slot(3, 15, 15.5, "break"),
    )

    assert end_of(here, [there, all_], at(17), ZONE) == at(15)


def test_the_next_day_does_not_count() -> None:
    assert end_of(OPENING, [slot(2, 31, 32)], at(40), ZONE) == at(19)


def test_a_gathering_may_end_after_midnight() -> None:
    assert end_of(slot(1, 21, 21), [], at(24), ZONE) == at(24)


def test_after_the_end_of_the_gathering_it_takes_an_hour() -> None:
    assert end_of(slot(1, 21, 21), [], at(20), ZONE) == at(22)


def test_a_new_item_cuts_off_an_open_end() -> None:
    open_, typed = slot(2, 17, 20, open_end=True), slot(3, 17, 20)

    assert shifted(OPENING, None, [open_, typed]) == [(open_, at(18))]


def test_an_open_end_comes_along_with_what_it_leaned_on() -> None:
    leaning = slot(2, 17, 17.75, open_end=True)

    assert shifted(OPENING, at(17.75), [leaning]) == [(leaning, at(18))]


def test_an_open_end_elsewhere_stays() -> None:
    loose = slot(2, 16, 17, open_end=True)

    assert shifted(OPENING, at(17.75), [loose]) == []


@given(st.lists(st.integers(0, 23), max_size=8), st.integers(0, 23))
def test_an_end_never_lies_before_its_start(starts: list[int], start: int) -> None:
    others = [slot(n + 2, hour, hour) for n, hour in enumerate(starts)]

    assert end_of(slot(1, start, start), others, at(23), ZONE) >= at(start)
