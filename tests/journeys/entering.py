"""An organiser goes in: by the page for it, or past it where logging in is not the subject."""

from typing import Any

from django.conf import settings
from django.test import Client

from festival.models import User

PASSWORD = "correct horse battery"


def send_log_in(page: Any, email: str = "anneke@example.org") -> None:
    """Fill in the page to log in, which is open, and send it."""
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()


def enter(page: Any, url: str) -> None:
    """Anneke logs in and is at her gatherings."""
    page.goto(f"{url}/account/inloggen/")
    send_log_in(page)
    page.wait_for_url("**/beheer/")


def enter_as(page: Any, url: str, user: User) -> None:
    """Have the session that logging in would have given."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])
