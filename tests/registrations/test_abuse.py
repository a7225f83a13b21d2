"""Robots, mail scanners, passers-on and bad luck: nothing happens that nobody asked for."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from events.models import Event
from registrations.changing.cancelling import cancel
from registrations.links import token_of
from registrations.models import Registration
from registrations.seating.capacity import change_capacity
from registrations.seating.offers import lapse_due
from registrations.sign_up.applying import Companion
from tests.factories import NOW, make_consent, published_event, signed_up
from tests.registrations.filling_in import LATER, filled, landed, posted
from tests.registrations.personal.links import at, renewed

pytestmark = pytest.mark.django_db
RIA = Companion("Ria", "", "Smit")
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def personal_addresses(person: Registration) -> list[str]:
    """Every address behind somebody's link, from the URLconf."""
    spaces = get_resolver("registrations.personal.urls").reverse_dict
    names = {name for name in spaces if isinstance(name, str)}
    found = []
    for name in sorted(names):
        ((_route, parts),) = spaces.getlist(name)[0][0]
        codes = {"code": person.code} if "code" in parts else {}
        codes |= {"pk": 1} if "pk" in parts else {}  # a file that is not there
        found.append(at(name, person, **codes))
    return found


def everything() -> Rows:
    """All rows of all tables."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
    }


def confirmed() -> Registration:
    event = published_event(hand_over=True)
    make_consent(event)
    return signed_up(event, companions=[RIA])


def pending() -> Registration:
    return signed_up(published_event(proof_hours=24))


def waiting() -> Registration:
    event = published_event(capacity=1)
    signed_up(event)
    return signed_up(event)


def offered() -> Registration:
    event = published_event(capacity=1, offer_hours=4)
    first = signed_up(event)
    second = signed_up(event)
    cancel(first, now=NOW, by=None)
    return renewed(second)


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("made", [confirmed, pending, waiting, offered])
def test_a_mail_scanner_that_opens_every_address_changes_nothing(client: Client, made: Any) -> None:
    person = made()
    before, addresses = everything(), personal_addresses(person)

    answers = [
        ask(address).status_code for address in addresses for ask in (client.get, client.head)
    ]

    assert len(addresses) > 12
    assert 200 in answers
    assert max(answers) < 500
    assert everything() == before


@pytest.mark.usefixtures("today")
def test_a_link_is_not_guessed_from_another_one(client: Client) -> None:
    mine, theirs = confirmed(), confirmed()
    token, other = token_of(mine), token_of(theirs)
    signature = token.rpartition(".")[2]
    guesses = [
        f"{theirs.code}.0.{signature}",
        f"{mine.code}.1.{signature}",
        f"{mine.code}.0.{other.rpartition('.')[2]}",
        f"{mine.code}.0.",
        token[:-1],
        f"{token}a",
        f"{mine.code}.0",
        "\x00",
        "🙂",
    ]
    before = everything()

    answers = {
        ask(address.replace(token, guess)).status_code
        for address in personal_addresses(mine)
        for guess in guesses
        for ask in (client.get, client.post)
    }

    assert answers == {404}
    assert everything() == before


@pytest.mark.usefixtures("today")
def test_a_link_that_was_passed_on_opens_nothing_once_it_is_renewed(client: Client) -> None:
    person = confirmed()
    passed_on = personal_addresses(person)

    client.post(at("renew_link", person))
    before = everything()
    answers = {ask(old).status_code for old in passed_on for ask in (client.get, client.post)}

    assert answers == {404}
    assert everything() == before
    assert client.get(at("personal", renewed(person))).status_code == 200


def test_an_offer_lasts_its_hours_also_when_the_clock_goes_back() -> None:
    saturday = datetime(2026, 10, 24, 17, 0, tzinfo=UTC)  # seven in the evening in Amsterdam
    ends = datetime(2026, 10, 25, 9, 0, tzinfo=UTC)  # ten in the morning, after a longer night
    start = datetime(2026, 10, 27, 18, 0, tzinfo=UTC)
    event = published_event(
        capacity=1, offer_hours=4, starts_at=start, ends_at=start + timedelta(hours=2)
    )
    first, second = signed_up(event), signed_up(event)
    cancel(first, now=saturday, by=None)

    early = lapse_due(ends - timedelta(seconds=1))
    kept = renewed(second)
    late = lapse_due(ends)

    assert (kept.status, kept.hold_until) == ("offered", ends)
    assert (early, late, renewed(second).status) == (0, 1, "cancelled")


def test_a_form_for_what_is_gone_meanwhile_is_answered_with_not_found(client: Client) -> None:
    event = published_event()
    data, path = filled(client, event), Event.objects.filter(pk=event.pk)

    path.update(visibility=Event.Visibility.DRAFT)

    assert posted(client, event, data).status_code == 404
    assert Registration.objects.count() == 0


def test_who_filled_in_the_form_while_seats_went_is_told_that_they_wait(client: Client) -> None:
    event = published_event(capacity=5)
    data = filled(client, event)

    change_capacity(event, capacity=0, now=NOW, by=None)

    assert "wachtlijst" in landed(client, posted(client, event, data))
    assert Registration.objects.get().status == "waiting"


def test_a_script_is_stopped_at_the_limit_and_costs_the_same_each_time(
    client: Client, settings: Any
) -> None:
    settings.SIGN_UP_LIMIT = 3
    event = published_event(capacity=100)
    data = filled(client, event)

    def send(number: int) -> tuple[int, int, int]:
        with CaptureQueriesContext(connection) as queries:
            mine = data | {"email": f"robot{number}@example.org"}
            answer = posted(client, event, mine, now=LATER)
        rows = sum(len(found) for found in everything().values())
        return answer.status_code, len(queries), rows

    sent = [send(number) for number in range(20)]

    assert [code for code, _queries, _rows in sent] == [303] * 3 + [429] * 17
    assert len(set(sent[4:])) == 1
    assert Registration.objects.count() == 3
