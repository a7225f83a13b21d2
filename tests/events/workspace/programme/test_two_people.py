"""Two people with the page of one item open: its times are kept whole, and nothing is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Session
from festival.editing import change
from tests.events.workspace.programme.test_list import address, maker, programme
from tests.events.workspace.programme.test_session_page import opened, send
from tests.factories import NOW, START, make_event, make_session

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def session() -> Session:
    """From 19.45 to 20.45, with an item behind it until 21.45."""
    event = make_event()
    first = make_session(event, "Eerste", starts_at=START, ends_at=START + HOUR)
    make_session(event, "Tweede", starts_at=START + HOUR, ends_at=START + 2 * HOUR)
    return first


def ends(session: Session) -> tuple[bool, str]:
    session.refresh_from_db()
    assert session.ends_at is not None
    return session.open_end, f"{timezone.localtime(session.ends_at, session.event.zone):%H.%M}"


def test_an_end_that_one_typed_and_another_left_open_is_refused_with_both(
    session: Session,
) -> None:
    client = maker(session.event)
    mine, theirs = opened(client, session), opened(client, session)

    send(client, session, theirs | {"ends_at": ""})
    refused = send(client, session, mine | {"ends_at": "20.30"})

    assert refused.status_code == 422
    assert "“(leeg)”" in refused.context["form"].errors["ends_at"][0]
    assert ends(session) == (True, "20.45")


def test_an_end_that_was_typed_while_it_was_left_open_is_kept(session: Session) -> None:
    change(session, now=NOW, by=None, open_end=True)
    client = maker(session.event)
    mine, theirs = opened(client, session), opened(client, session)

    send(client, session, theirs | {"ends_at": "20.30"})
    send(client, session, mine | {"title": "Welkom"})

    assert ends(session) == (False, "20.30")


def test_an_open_end_follows_what_others_moved_meanwhile(session: Session) -> None:
    change(session, now=NOW, by=None, open_end=True)
    client = maker(session.event)
    mine = opened(client, session)
    second = session.event.sessions.get(title="Tweede")

    send(client, second, opened(client, second) | {"starts_at": "20.50"})
    answer = send(client, session, mine | {"title": "Welkom"})

    assert answer.status_code == 302
    assert ends(session) == (True, "20.50")


def test_a_form_without_its_stamp_is_refused_with_both_ends(session: Session) -> None:
    change(session, now=NOW, by=None, open_end=True)
    typed = {"title": "Eerste", "kind": session.kind, "starts_at": "19.45", "ends_at": "20.30"}

    refused = send(maker(session.event), session, typed)

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["ends_at"]
    assert ends(session) == (True, "20.45")


def test_the_end_of_a_new_item_that_was_left_empty_is_open() -> None:
    event = make_event()

    typed = {"title": "Welkom", "kind": "plenary", "starts_at": "20.00"}
    maker(event).post(address(event, "new_session"), typed)

    assert ends(event.sessions.get()) == (True, "22.00")


def test_after_a_clash_the_day_and_time_that_the_other_chose_are_shown_and_kept() -> None:
    event = make_event(ends_at=START + timedelta(days=1, hours=2))
    session = make_session(event, "Eerste", starts_at=START, ends_at=START + HOUR)
    client = maker(event)
    mine, theirs = opened(client, session), opened(client, session)
    moved = {"day": "2026-06-02", "starts_at": "20.00", "ends_at": "21.00", "speakers": "Jan Bos"}
    send(client, session, theirs | moved | {"title": "Van haar"})

    form = send(client, session, mine | {"title": "Van mij"}).context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    answer = send(client, session, again)

    assert list(form.errors) == ["title"]
    assert {name: again[name] for name in moved} == moved
    assert answer.status_code == 302
    session.refresh_from_db()
    assert (session.title, session.starts_at) == ("Van mij", START + timedelta(days=1, minutes=15))
    assert programme(event) == [("20.00-21.00", "Van mij")]
    assert [a.person.full_name for a in session.appearances.all()] == ["Jan Bos"]
