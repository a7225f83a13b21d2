"""How many are in, and when they came."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registrations.desk.arrivals import QUARTER, Quarter, by_quarter
from tests.factories import NOW, published_event, signed_up
from tests.registrations.desk.doors import desk_url, device_at, tap

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def moments(*minutes: int) -> list[datetime]:
    return [NOW + timedelta(minutes=number) for number in minutes]


def test_arrivals_are_counted_by_the_quarters_of_the_clock_on_the_wall() -> None:
    assert by_quarter(moments(0, 1, 14, 15, 46), AMSTERDAM) == [
        Quarter("12.00", 3, 100),
        Quarter("12.15", 1, 33),
        Quarter("12.30", 0, 0),
        Quarter("12.45", 1, 33),
    ]


def test_nobody_makes_no_quarters() -> None:
    assert by_quarter([], AMSTERDAM) == []


def test_of_several_days_only_the_quarters_in_which_somebody_came_are_shown() -> None:
    shown = by_quarter(moments(0, 60 * 48), AMSTERDAM)

    assert [quarter.people for quarter in shown] == [1, 1]


@given(
    st.lists(
        st.datetimes(min_value=datetime(2026, 3, 28), max_value=datetime(2026, 3, 30)).map(  # noqa: DTZ001
            lambda moment: moment.replace(tzinfo=UTC)
        ),
        min_size=1,
    )
)
def test_everybody_is_counted_once_also_when_the_clock_changes(came: list[datetime]) -> None:
    shown = by_quarter(came, AMSTERDAM)

    assert sum(quarter.people for quarter in shown) == len(came)
    assert max(quarter.share for quarter in shown) == 100
    assert timedelta(minutes=15) == QUARTER


@pytest.mark.django_db
def test_the_page_shows_what_has_happened(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    event = published_event(capacity=10)
    first, second, _third = (signed_up(event) for _number in range(3))
    _device, client = device_at(event)
    tap(client, first)
    time_machine.move_to(NOW + timedelta(minutes=20), tick=False)
    tap(client, second)

    answer = client.get(desk_url(event, "aantallen/"))

    assert answer.context["counts"] == (2, 3, 7)
    assert [(one.begins, one.people) for one in answer.context["arrivals"]] == [
        ("12.00", 1),
        ("12.15", 1),
    ]
    assert client.post(desk_url(event, "aantallen/")).status_code == 405


@pytest.mark.django_db
def test_before_anybody_came_the_page_says_so(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    event = published_event(capacity=None)
    _device, client = device_at(event)

    page = client.get(desk_url(event, "aantallen/")).content.decode()

    assert "Er is nog niemand binnen." in page
    assert "geen grens" in page
