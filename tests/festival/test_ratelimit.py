"""Rate limits: so often in so long, whoever asks, and no address is kept."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from festival.models import Attempt
from festival.ratelimit import allowed, client_address
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
