"""When people came in: the periods, the peak and the drawing, without the database."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registrations.attendance.arrivals import arrivals_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DOORS = datetime(2026, 6, 1, 17, 30, tzinfo=UTC)  # 19.30 there


def after(*minutes: float) -> list[datetime]:
    return [DOORS + timedelta(minutes=one) for one in minutes]


def test_minutes_in_which_nobody_came_are_there_too() -> None:
    told = arrivals_of(after(1, 4, 12), AMSTERDAM)

    assert [(one.label, one.came, one.inside) for one in told.periods] == [
        ("19.30", 2, 2),
        ("19.35", 0, 2),
        ("19.40", 1, 3),
    ]


def test_the_peak_is_the_busiest_five_minutes_and_how_long_it_stayed_busy() -> None:
    told = arrivals_of(after(0, 5, 6, 10, 11, 12, 13, 15, 16, 25), AMSTERDAM)

    peak = told.peak
    assert (peak.people, peak.at) == (4, "19.40")
    assert (peak.begins, peak.ends, peak.minutes) == ("19.35", "19.50", 15)


@pytest.mark.parametrize(
    ("hours", "minutes"), [(0, 5), (3, 5), (5, 15), (13, 60), (30, 60), (60, 1440)]
)
def test_what_lasts_longer_is_told_in_longer_periods(hours: int, minutes: int) -> None:
    assert arrivals_of(after(0, hours * 60), AMSTERDAM).minutes == minutes


def test_a_day_is_one_of_the_calendar_there() -> None:
    told = arrivals_of([DOORS, DOORS + timedelta(hours=5), DOORS + timedelta(days=3)], AMSTERDAM)

    assert [(one.label, one.came) for one in told.periods] == [
        ("1 juni", 1),
        ("2 juni", 1),
        ("3 juni", 0),
        ("4 juni", 1),
    ]


def test_a_phone_with_a_clock_of_long_ago_gives_no_thousands_of_rows() -> None:
    told = arrivals_of([datetime(1970, 1, 1, tzinfo=UTC), *after(0, 1)], AMSTERDAM)

    assert [one.came for one in told.periods] == [1, 2]


def test_a_bar_is_as_high_as_its_number() -> None:
    told = arrivals_of(after(0, 1, 2, 3, 7, 8), AMSTERDAM)

    assert told.numbers == (4, 2, 0)
    assert told.bars == "M5.00 100 V0.00 H45.00 V100 Z M55.00 100 V50.00 H95.00 V100 Z"


@given(st.lists(st.integers(0, 60 * 24 * 400), min_size=1, max_size=60))
def test_nobody_is_lost_however_it_is_told(minutes: list[int]) -> None:
    told = arrivals_of(after(*minutes), AMSTERDAM)

    assert told.periods[-1].inside == sum(one.came for one in told.periods) == len(minutes)
    assert len(told.periods) <= 100
    assert 1 <= told.peak.people <= len(minutes)
