"""Of a log-in that has run out, nothing of the device is kept."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from festival.accounts.ended import forget_ended
from tests.factories import NOW, make_user

pytestmark = pytest.mark.django_db


def logged_in(key: str, days: int) -> None:
    """A log-in that runs out so many days from now."""
    Session.objects.create(session_key=key, session_data="", expire_date=NOW + timedelta(days=days))
    UserSession.objects.create(
        user=make_user(), session_key=key, ip="192.0.2.1", user_agent="Firefox"
    )


def test_an_ended_log_in_goes_with_its_address_and_browser() -> None:
    logged_in("ended", -1)
    logged_in("live", 1)

    gone = forget_ended(NOW)

    assert gone == 1
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["live"]
    assert forget_ended(NOW) == 0
