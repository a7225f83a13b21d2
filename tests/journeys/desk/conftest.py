"""Phones in a real Chromium, each with a wire that can be cut."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db.backends.utils import CursorWrapper

from events.models import Event
from tests.journeys.phone import Phone, trusted
from tests.journeys.wire import Wire


@pytest.fixture(autouse=True)
def one_request_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here all threads share one connection to a database in memory; a phone asks much at once.

    What a test itself asks the database waits until no phone is being answered.
    """
    answered, asked, turn = WSGIHandler.__call__, CursorWrapper.execute, threading.RLock()

    def in_turn(self: WSGIHandler, *request: Any) -> Any:
        with turn:
            return answered(self, *request)

    def between(self: CursorWrapper, *query: Any) -> Any:
        if threading.current_thread() is not threading.main_thread():
            return asked(self, *query)
        with turn:
            return asked(self, *query)

    monkeypatch.setattr(WSGIHandler, "__call__", in_turn)
    monkeypatch.setattr(CursorWrapper, "execute", between)


@pytest.fixture
def phone(chromium: Any, live_server: Any) -> Iterator[Any]:
    """Makes a phone that was let in: `phone(event, "Deur 1")`."""
    made: list[Phone] = []

    def phone_of(event: Event, name: str = "Deur 1") -> Phone:
        context = chromium.new_context(
            viewport={"width": 360, "height": 740}, locale="nl-NL", timezone_id="Europe/Amsterdam"
        )
        wire = Wire(live_server.url)
        made.append(Phone(context, wire, event, trusted(context, wire, event, name)))
        return made[-1]

    yield phone_of
    for one in made:
        one.context.close()
        one.wire.close()
