"""Two organisers have the same item open, each in a browser of their own: nothing is lost."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from events.models import Event, Session
from tests.factories import join_team, make_event, make_session, make_user
from tests.journeys.entering import send_log_in

pytestmark = pytest.mark.django_db(transaction=True)


def coming() -> Event:
    """An event whose seats can still be changed."""
    start = datetime.now(UTC) + timedelta(days=9)
    event: Event = make_event(starts_at=start, ends_at=start + timedelta(hours=3))
    return event


def opened(page: Any, url: str, email: str, session: Session) -> Any:
    """The page of an item, for somebody who has logged in."""
    path = f"/beheer/{session.event.slug}/programma/{session.code}/"
    page.goto(f"{url}/account/inloggen/?next={path}")
    send_log_in(page, email)
    page.wait_for_url(f"**{path}")
    return page


def both_at(live_server: Any, open_page: Any, session: Session, **how: Any) -> tuple[Any, Any]:
    for name in ("anneke", "bram"):
        join_team(session.event, "editor", make_user(f"{name}@example.org", name=name.title()))
    return (
        opened(open_page(**how), live_server.url, "anneke@example.org", session),
        opened(open_page(**how), live_server.url, "bram@example.org", session),
    )


def save(page: Any, **typed: str) -> None:
    for field, text in typed.items():
        page.locator(f"[name={field}]").fill(text)
    with page.expect_navigation():
        page.get_by_role("button", name="Opslaan", exact=True).first.click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_the_second_sees_both_titles_and_decides(
    live_server: Any, open_page: Any, javascript: bool
) -> None:
    session = make_session(coming(), "Plenair")
    anneke, bram = both_at(live_server, open_page, session, javascript=javascript)

    save(anneke, title="Plenaire opening")
    save(bram, title="Welkom")

    assert Session.objects.get().title == "Plenaire opening"
    bram.get_by_text("Van de ander: “Plenaire opening”").first.wait_for()
    assert bram.locator("[name=title]").input_value() == "Welkom"
    save(bram)
    assert Session.objects.get().title == "Welkom"


def test_changes_to_different_fields_are_both_kept(live_server: Any, open_page: Any) -> None:
    session = make_session(coming(), "Plenair")
    anneke, bram = both_at(live_server, open_page, session)

    save(anneke, title="Plenaire opening")
    save(bram, capacity="40")

    session.refresh_from_db()
    assert (session.title, session.capacity) == ("Plenaire opening", 40)
