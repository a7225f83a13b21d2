"""Rate limits: so often in so long, whoever asks, and no address is kept."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from festival.models import Attempt
from festival.ratelimit import allowed, client_address, forget_attempts, network_of, window_end
from tests.factories import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_the_limit_holds_within_its_window_and_for_one_person() -> None:
    asked = [allowed("log in", "203.0.113.7", limit=2, per=HOUR, now=NOW) for _ in range(3)]

    other = allowed("log in", "203.0.113.8", limit=2, per=HOUR, now=NOW)
    later = allowed("log in", "203.0.113.7", limit=2, per=HOUR, now=NOW + HOUR)

    assert asked == [True, True, False]
    assert (other, later) == (True, True)


def test_no_address_is_kept() -> None:
    allowed("log in", "203.0.113.7", limit=2, per=HOUR, now=NOW)

    assert "203.0.113.7" not in Attempt.objects.get().key


@pytest.mark.parametrize(
    ("proxies", "forwarded", "believed"),
    [
        (0, "198.51.100.1", "127.0.0.1"),
        (1, "10.0.0.9, 198.51.100.1", "198.51.100.1"),
        (2, "10.0.0.9, 198.51.100.1, 192.0.2.2", "198.51.100.1"),
        (2, "198.51.100.1", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(
    settings: object, proxies: int, forwarded: str, believed: str
) -> None:
    settings.TRUSTED_PROXIES = proxies  # type: ignore[attr-defined]
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded})

    assert client_address(request) == believed


@pytest.mark.parametrize(
    ("written", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        (" 203.0.113.7 ", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("203.0.113.7:4711", ""),
        ("unknown", ""),
        ("<script>", ""),
        ("9" * 10_000, ""),
        ("\x00", ""),
    ],
)
def test_a_household_is_one_network_and_garbage_is_none(written: str, network: str) -> None:
    assert network_of(written) == network


def test_garbage_from_a_proxy_counts_for_the_proxy(settings: object) -> None:
    settings.TRUSTED_PROXIES = 1  # type: ignore[attr-defined]
    request = RequestFactory().get("/", headers={"x-forwarded-for": "198.51.100.1, ';--"})

    assert client_address(request) == "127.0.0.1"


def test_counting_takes_one_statement(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator]
        for _time in range(3):
            allowed("log in", "203.0.113.7", limit=1, per=HOUR, now=NOW)


def test_a_window_ends_when_counting_starts_anew() -> None:
    end = window_end(HOUR, NOW)

    assert not any(
        allowed("log in", "203.0.113.7", limit=0, per=HOUR, now=moment) for moment in (NOW, end)
    )
    assert Attempt.objects.count() == 2
    assert timedelta(0) < end - NOW <= HOUR


def test_counts_of_windows_that_ended_are_dropped() -> None:
    for moment in (NOW - HOUR, NOW):
        allowed("log in", "203.0.113.7", limit=2, per=HOUR, now=moment)

    assert forget_attempts(NOW) == 1
    assert Attempt.objects.count() == 1
