"""Until when somebody may answer an offered seat."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registrations.seating.humane import SLEEPS, WAKES, deadline, next_morning

ZONE = ZoneInfo("Europe/Amsterdam")
START = datetime(2026, 6, 1, 19, 45, tzinfo=ZONE)


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(2026, 5, 4, 12), at(2026, 5, 4, 16)),
        (at(2026, 5, 4, 19), at(2026, 5, 5, 10)),  # two hours this evening, two tomorrow
        (at(2026, 5, 4, 23), at(2026, 5, 5, 12)),  # the night does not count
        (at(2026, 5, 4, 5), at(2026, 5, 4, 12)),
        (at(2026, 5, 31, 18), at(2026, 5, 31, 21)),  # shorter on the evening before
    ],
)
def test_four_hours_count_while_people_are_awake(now: datetime, until: datetime) -> None:
    assert deadline(now, hours=4, starts_at=START, zone=ZONE) == until


@pytest.mark.parametrize(
    "now", [at(2026, 6, 1, 9), at(2026, 5, 31, 20, 30), at(2026, 5, 31, 23), at(2026, 6, 2, 9)]
)
def test_nobody_is_asked_first_on_the_day_or_when_no_hour_is_left(now: datetime) -> None:
    assert deadline(now, hours=4, starts_at=START, zone=ZONE) is None


def test_nobody_is_asked_first_where_the_organiser_wants_it_so() -> None:
    assert deadline(at(2026, 5, 4, 12), hours=None, starts_at=START, zone=ZONE) is None


def test_a_change_of_the_clock_at_night_takes_nothing_away() -> None:
    start = at(2026, 11, 20, 20)

    # the clock goes back on 25 October 2026 at three in the night
    assert deadline(at(2026, 10, 24, 20), hours=4, starts_at=start, zone=ZONE) == at(
        2026, 10, 25, 11
    )
    assert next_morning(at(2026, 10, 24, 23), ZONE) == at(2026, 10, 25, 8)


@given(
    st.integers(0, 364 * 24 * 60).map(lambda minutes: at(2026, 1, 1) + timedelta(minutes=minutes)),
    st.integers(1, 72),
    st.integers(0, 40),
)
def test_it_ends_while_people_are_awake_and_before_the_day(
    now: datetime, hours: int, days: int
) -> None:
    start = (now + timedelta(days=days)).replace(hour=19)

    until = deadline(now, hours=hours, starts_at=start, zone=ZONE)

    if until is not None:
        local = until.astimezone(ZONE)
        assert WAKES <= local.time() <= SLEEPS
        assert local.date() < start.date()
        assert until.timestamp() - now.timestamp() >= 3600
