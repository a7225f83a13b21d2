"""Dates in another year."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from events.starting.shifting import next_time, same_weekday, shifted

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def test_eight_in_the_evening_stays_so_over_the_change_of_the_clocks() -> None:
    summer = datetime(2026, 10, 20, 18, 0, tzinfo=UTC)  # 20.00 in Amsterdam

    winter = shifted(summer, 14, AMSTERDAM)

    assert winter == datetime(2026, 11, 3, 19, 0, tzinfo=UTC)
    assert winter.astimezone(AMSTERDAM).hour == 20


@pytest.mark.parametrize(
    ("day", "year", "found"),
    [
        (date(2026, 11, 2), 2027, date(2027, 11, 1)),  # both Mondays
        (date(2024, 2, 29), 2025, date(2025, 2, 27)),  # both Thursdays
        (date(2025, 1, 1), 2026, date(2025, 12, 31)),  # both Wednesdays
    ],
)
def test_the_same_weekday_of_another_year_is_the_nearest_one(
    day: date, year: int, found: date
) -> None:
    assert same_weekday(day, year) == found
    assert found.weekday() == day.weekday()


@pytest.mark.parametrize("day", [date(2013, 9, 28), date(2026, 5, 4), date(2025, 5, 4)])
def test_the_next_time_is_to_come(day: date) -> None:
    today = date(2026, 5, 4)

    found = next_time(day, after=today)

    assert today < found <= date(2027, 5, 7)
    assert found.weekday() == day.weekday()
