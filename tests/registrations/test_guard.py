"""The spam guard: people pass without noticing, robots get nowhere."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from festival.spamguard import new_stamp
from registrations.models import Registration
from tests.factories import NOW, evening_with_tables, published_event
from tests.registrations.filling_in import LATER, filled, landed, posted, problems, sent

pytestmark = pytest.mark.django_db


def test_a_form_that_comes_at_once_may_come_again_unchanged(client: Client) -> None:
    event = published_event()
    data = filled(client, event)

    fast = posted(client, event, data, now=NOW + timedelta(seconds=1))
    again = posted(client, event, data, now=NOW + timedelta(seconds=3))

    assert fast.status_code == 422
    assert problems(fast) == {"": ["Dat ging wel heel snel. Verstuur het formulier nog een keer."]}
    assert fast.context["form"]["stamp"].value() == data["stamp"]
    assert again.status_code == 303


def test_a_form_left_open_for_a_day_still_works(client: Client) -> None:
    event = published_event()
    data = filled(client, event)

    assert posted(client, event, data, now=NOW + timedelta(days=1)).status_code == 303


@pytest.mark.parametrize("stamp", ["", "x", "x:y", "\x00", "🙂", "a" * 5000, "1.2:3"])
def test_an_altered_stamp_is_replaced_and_nothing_is_lost(client: Client, stamp: str) -> None:
    event = published_event()

    refused = sent(client, event, stamp=stamp)
    fresh = refused.context["form"]["stamp"].value()
    again = posted(
        client,
        event,
        filled(client, event) | {"stamp": fresh},
        now=LATER + timedelta(seconds=5),
    )

    assert refused.status_code == 422
    assert 'value="fatma@example.org"' in refused.content.decode()
    assert again.status_code == 303


def test_the_stamp_of_another_event_and_one_of_last_week_are_replaced(client: Client) -> None:
    event, other = published_event(), published_event()
    old = new_stamp(event.code, now=NOW - timedelta(days=7))

    for stamp in (filled(client, other)["stamp"], old):
        refused = sent(client, event, stamp=stamp)
        assert (refused.status_code, list(problems(refused))) == (422, [""])
    assert Registration.objects.count() == 0


def test_who_fills_in_the_hidden_field_is_thanked_and_forgotten(client: Client) -> None:
    event, picks = evening_with_tables()
    choice = {picks[0].field: picks[0].table.code}

    robot = landed(client, sent(client, event, website="https://spam.example", **choice))
    person = landed(client, sent(client, event, **choice))

    assert robot == person
    assert Registration.objects.count() == 1


def test_the_hidden_field_is_hidden_from_everybody(client: Client) -> None:
    event = published_event()

    page = sent(client, event, family_name="").content.decode()

    assert '<div class="decoy" aria-hidden="true">' in page
    assert 'tabindex="-1" autocomplete="off"' in page


def test_too_many_forms_from_one_network_must_wait_and_lose_nothing(
    client: Client, settings: Any
) -> None:
    settings.SIGN_UP_LIMIT = 2
    event = published_event()
    answers = [sent(client, event, email=f"{n}@example.org") for n in range(3)]

    refused = answers[2]
    elsewhere = posted(
        client, event, filled(client, event, email="2@example.org"), REMOTE_ADDR="203.0.113.9"
    )

    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert problems(refused)[""][0].startswith("Er kwamen heel veel formulieren van jouw netwerk.")
    assert 'value="2@example.org"' in refused.content.decode()
    assert refused["Retry-After"] == "591"
    assert elsewhere.status_code == 303


def test_a_library_full_of_people_can_sign_up(client: Client) -> None:
    event = published_event(capacity=100)

    answers = [sent(client, event, email=f"{n}@example.org") for n in range(30)]

    assert {answer.status_code for answer in answers} == {303}


def test_a_form_without_its_token_is_refused_in_words() -> None:
    event = published_event()
    strict = Client(enforce_csrf_checks=True)

    answer = posted(strict, event, filled(strict, event))

    assert answer.status_code == 403
    assert Registration.objects.count() == 0
