"""Noting at the door: what is kept, what follows, and what it costs."""

from uuid import uuid4

import pytest

from registrations.door.devices import let_in
from registrations.door.guests import guest_list
from registrations.door.noting import Noted, note
from registrations.door.walking_in import walk_in
from tests.factories import NOW, published_event, signed_up

pytestmark = pytest.mark.django_db


def test_smoke() -> None:
    event = published_event()
    person = signed_up(event)
    device, _secret = let_in(event, name="Balie", now=NOW, by=None)

    key = uuid4()
    print(note(event, [Noted(key, "in", person.code, "", NOW)], now=NOW, device=device))
    person.refresh_from_db()
    assert person.status == "attended"
    print(
        note(
            event,
            [Noted(uuid4(), "undo", person.code, "", NOW, undoes=key)],
            now=NOW,
            device=device,
        )
    )
    person.refresh_from_db()
    assert person.status == "confirmed"
    walk_in(event, key=uuid4(), given_name="Piet", people=3, now=NOW, at=NOW, device=device)
    print(guest_list(event))
