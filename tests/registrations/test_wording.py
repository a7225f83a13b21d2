"""What who came in is called: before the day, on the day, and afterwards."""

from datetime import datetime, timedelta

import pytest

from registrations.states import Status
from registrations.wording import standing_of, state_names
from tests.factories import NOW, START, published_event, signed_up

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (NOW, "ingecheckt"),
        (START - timedelta(hours=1), "is binnen"),
        (START + timedelta(hours=1), "is binnen"),
        (START + timedelta(days=1), "was aanwezig"),
    ],
)
def test_who_came_in_is_in_until_the_end(now: datetime, words: str) -> None:
    person = signed_up(published_event())
    person.status = Status.ATTENDED

    assert standing_of(person, now) == words
    assert state_names(person.event, now)[Status.ATTENDED] == words


def test_the_other_states_are_called_the_same_at_any_time() -> None:
    event = published_event()

    before, after = (state_names(event, now) for now in (NOW, START + timedelta(days=1)))

    del before[Status.ATTENDED], after[Status.ATTENDED]
    assert before == after
    assert before[Status.CONFIRMED] == "bevestigd"
