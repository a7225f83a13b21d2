"""Moving the gathering takes its programme along, when that is asked and it moves as a whole."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from events.history.sentences import sentence_of
from events.models import Event, Session
from events.moving import move_programme
from festival.models import AuditEntry
from tests.events.workspace.test_settings import page_of, sent, told
from tests.factories import NOW, join_team, make_event, make_session, make_user

pytestmark = pytest.mark.django_db
PART = "tijd-en-plaats"
FROM, UNTIL = datetime(2026, 10, 20, 18, tzinfo=UTC), datetime(2026, 10, 20, 20, tzinfo=UTC)


@pytest.fixture
def event() -> Event:
    event = make_event(starts_at=FROM, ends_at=UNTIL, closes_at=FROM - timedelta(days=1))
    make_session(event, "Opening", starts_at=FROM, ends_at=FROM + timedelta(minutes=30))
    make_session(event, "Muziek", starts_at=None, ends_at=None)
    return event


@pytest.fixture
def editor(event: Event) -> Client:
    client = Client()
    client.force_login(join_team(event, "editor", make_user(name="Olga")))
    return client


def hours(title: str = "Opening") -> tuple[Any, Any]:
    session = Session.objects.get(title=title)
    return session.starts_at, session.ends_at


def moved(editor: Client, event: Event, starts: str, ends: str, **more: Any) -> Any:
    return sent(editor, event, PART, starts_at=starts, ends_at=ends, **more)


def test_another_day_takes_the_programme_along_by_the_clock(editor: Client, event: Event) -> None:
    answer = moved(editor, event, "2026-10-27T20:00", "2026-10-27T22:00")

    later = datetime(2026, 10, 27, 19, tzinfo=UTC)  # the clock has been set back
    assert hours() == (later, later + timedelta(minutes=30))
    assert hours("Muziek") == (None, None)
    assert event.closes_at == FROM - timedelta(days=1)
    assert "1 onderdeel van het programma is mee opgeschoven." in told(editor, answer)


def test_without_the_tick_the_programme_stays(editor: Client, event: Event) -> None:
    before = hours()
    form = editor.get(page_of(event, PART)).context["form"]
    values = {name: form[name].value() or "" for name in form.fields if name != "take_along"}
    values |= {"starts_at": "2026-10-27T20:00", "ends_at": "2026-10-27T22:00"}

    answer = editor.post(page_of(event, PART), values)

    event.refresh_from_db()
    assert (answer.status_code, event.starts_at.day) == (302, 27)
    assert hours() == before


@pytest.mark.parametrize(
    ("starts", "ends", "minutes"),
    [
        ("2026-10-20T19:30", "2026-10-20T21:30", -30),  # earlier as a whole
        ("2026-10-20T19:30", "2026-10-20T22:00", 0),  # it only begins earlier
        ("2026-10-19T20:00", "2026-10-20T22:00", 0),  # a day in front of it
        ("2026-10-21T19:00", "2026-10-21T22:00", 23 * 60),  # another day, and longer
    ],
)
def test_the_programme_goes_along_when_the_whole_moves(
    editor: Client, event: Event, starts: str, ends: str, minutes: int
) -> None:
    start, end = hours()

    moved(editor, event, starts, ends)

    shift = timedelta(minutes=minutes)
    assert hours() == (start + shift, end + shift)


def test_the_clock_of_another_place_is_the_one_of_the_programme(
    editor: Client, event: Event
) -> None:
    moved(editor, event, "2026-10-21T20:00", "2026-10-21T22:00", time_zone="Europe/London")

    assert hours()[0] == event.starts_at == datetime(2026, 10, 21, 19, tzinfo=UTC)


def test_sent_twice_it_moves_once(editor: Client, event: Event) -> None:
    moved(editor, event, "2026-10-22T20:00", "2026-10-22T22:00")
    before = hours()

    moved(editor, event, "2026-10-22T20:00", "2026-10-22T22:00")

    assert hours() == before


def test_the_trail_tells_it_once(editor: Client, event: Event) -> None:
    make_session(event, "Slot")
    moved(editor, event, "2026-10-22T20:00", "2026-10-22T22:00")

    entry = AuditEntry.objects.get(action="move programme")
    with translation.override("nl"):
        sentence = sentence_of(entry)

    assert sentence == "Olga nam het programma mee met de bijeenkomst (2 onderdelen)."
    assert entry.event_id == event.pk


def test_nothing_is_offered_without_items_that_have_a_time(editor: Client, event: Event) -> None:
    Session.objects.filter(title="Opening").delete()

    assert "take_along" not in editor.get(page_of(event, PART)).context["form"].fields


@pytest.mark.parametrize("number", [1, 40])
def test_a_large_programme_moves_in_as_many_queries(event: Event, number: int) -> None:
    for n in range(number):
        make_session(event, f"Onderdeel {n}")

    with CaptureQueriesContext(connection) as queries:
        move_programme(event, shift=timedelta(days=1), zone=event.zone, now=NOW, by=None)

    assert len(queries) == 8
