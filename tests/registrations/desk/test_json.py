"""What the phone asks by itself."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from events.models import Event
from registrations.changing.cancelling import cancel_people
from registrations.door.devices import stop
from registrations.door.tickets import ticket_of
from registrations.models import DoorAct, Registration
from tests.factories import NOW, evening_with_tables, published_event, signed_up
from tests.registrations.desk.doors import desk_url, device_at

pytestmark = pytest.mark.django_db
LIST_QUERIES, SEND_QUERIES = 8, 10


@pytest.fixture(autouse=True)
def at_noon(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def act(person: Registration | str, kind: str = "in", **rest: Any) -> dict[str, Any]:
    code = person if isinstance(person, str) else person.code
    given = {"key": str(uuid4()), "counter": 1, "kind": kind, "person": code, "place": ""}
    return given | {"at": NOW.isoformat(), "way": "scan", "undoes": "", "text": ""} | rest


def came(**rest: Any) -> dict[str, Any]:
    given = {"key": str(uuid4()), "counter": 1, "at": NOW.isoformat(), "given_name": "Omar"}
    about = {"infix": "", "family_name": "Yildiz", "people": 1, "role": None, "reason": ""}
    return given | about | rest


def sent(client: Client, event: Event, body: Any = None, **rest: Any) -> Any:
    data = {"acts": [], "walk_ins": [], "last": 0, "version": 0} if body is None else body
    url = desk_url(event, "stuur.json")
    return client.post(url, data | rest, content_type="application/json")


def test_the_phone_gets_everybody_with_what_it_needs_to_find_them() -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, organisation="Wijkraad", picks=[picks[2]])
    _device, client = device_at(event)

    told = client.get(desk_url(event, "gasten.json")).json()

    (guest,) = told["guests"]
    assert (guest["code"], guest["ticket"]) == (person.code, ticket_of(person))
    assert (guest["name"], guest["organisation"]) == ("Fatma van der Berg", "Wijkraad")
    assert [place["title"] for place in guest["places"]] == ["Onderwerp 3"]
    assert (told["event"]["slug"], told["now"]) == (event.slug, NOW.isoformat())
    assert (told["acts"], told["last"]) == ([], 0)
    assert told["free"] == 9
    assert told["csrf"]


def test_it_is_kept_nowhere_on_the_way() -> None:
    event = published_event()
    _device, client = device_at(event)

    answer = client.get(desk_url(event, "gasten.json"))

    assert "no-store" in answer["Cache-Control"]


def test_what_a_phone_noted_is_kept_and_told() -> None:
    event = published_event()
    person = signed_up(event)
    device, client = device_at(event)
    noted = act(person)

    answer = sent(client, event, acts=[noted])

    told = answer.json()
    assert (answer.status_code, told["taken"], told["refused"]) == (200, [noted["key"]], [])
    assert [(one["key"], one["device"]) for one in told["acts"]] == [(noted["key"], device.name)]
    assert told["last"] == DoorAct.objects.get().pk
    assert told["free"] == 9
    person.refresh_from_db()
    assert (person.status, person.checked_in_at) == ("attended", NOW)


def test_sending_twice_does_no_harm() -> None:
    event = published_event()
    _device, client = device_at(event)
    body = {"acts": [act(signed_up(event))], "walk_ins": [came()], "last": 0}

    first, second = sent(client, event, body).json(), sent(client, event, body).json()

    assert (first["taken"], first["people"]) == (second["taken"], second["people"])
    assert (event.registrations.count(), DoorAct.objects.count()) == (2, 2)


def test_only_what_is_new_to_the_phone_is_told() -> None:
    event = published_event()
    _device, client = device_at(event)
    last = sent(client, event, acts=[act(signed_up(event))]).json()["last"]

    told = sent(client, event, last=last).json()

    assert (told["acts"], told["last"]) == ([], last)


def test_the_version_moves_on_when_who_is_expected_changes() -> None:
    event = published_event()
    _device, client = device_at(event)
    before = sent(client, event).json()["version"]

    person = signed_up(event)
    after = sent(client, event).json()["version"]
    cancel_people([person], now=NOW, by=None)
    later = sent(client, event).json()["version"]
    listed = client.get(desk_url(event, "gasten.json")).json()["version"]

    assert before < after < later == listed


def test_a_walk_in_is_noted_even_when_it_is_full() -> None:
    event = published_event(capacity=1)
    signed_up(event)
    _device, client = device_at(event)
    noted = came(people=2)

    told = sent(client, event, walk_ins=[noted]).json()

    lead = event.registrations.get(given_name="Omar")
    assert told["people"] == {noted["key"]: lead.code}
    assert noted["key"] in told["taken"]
    assert (told["free"], told["seats"], told["added"]) == (0, 3, 2)
    listed = client.get(desk_url(event, "gasten.json")).json()
    assert [one["too_few"] for one in listed["guests"]].count("hall") == 1
    assert (listed["seats"], listed["added"]) == (3, 2)


def test_somebody_of_another_gathering_is_refused_and_the_rest_kept() -> None:
    event, other = published_event(), published_event()
    stranger, person = signed_up(other), signed_up(event)
    _device, client = device_at(event)
    wrong, right = act(stranger), act(person)

    told = sent(client, event, acts=[wrong, right]).json()

    assert told["taken"] == [right["key"]]
    assert [no["key"] for no in told["refused"]] == [wrong["key"]]
    assert not stranger.door_acts.exists()


@pytest.mark.parametrize(
    "nonsense",
    [
        {"at": "gisteren"},
        {"at": "2026-05-04T10:00:00"},
        {"at": 7},
        {"person": 7},
        {"person": None},
        {"counter": -1},
        {"counter": 2**63},
        {"counter": True},
        {"undoes": "x"},
        {"key": "x"},
        {"text": ["x"]},
    ],
)
def test_one_thing_that_makes_no_sense_does_not_keep_the_rest_out(nonsense: dict[str, Any]) -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)
    right = act(person)

    told = sent(client, event, acts=[act(person) | nonsense, right, None, "x", 7]).json()

    assert told["taken"] == [right["key"]]
    assert len(told["refused"]) == 4
    assert DoorAct.objects.count() == 1


@pytest.mark.parametrize(
    "body", [b"", b"x", b"[]", b"7", b"null", b'{"acts": 7}', b'{"last": "x"}', b"[" * 100_000]
)
def test_what_cannot_be_read_is_answered_with_a_sentence(body: bytes) -> None:
    event = published_event()
    _device, client = device_at(event)

    answer = client.post(desk_url(event, "stuur.json"), body, content_type="application/json")

    assert (answer.status_code, answer.json()) == (400, {"why": "Dit is niet te lezen."})


def test_more_than_five_hundred_at_a_time_is_refused() -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)

    answer = sent(client, event, acts=[act(person) for _number in range(501)])

    assert (answer.status_code, answer.json()) == (400, {"why": "Hooguit 500 tegelijk."})
    assert not DoorAct.objects.exists()


@pytest.mark.parametrize("path", ["gasten.json", "stuur.json"])
def test_a_stopped_device_hears_that_it_is_to_wipe_what_it_holds(path: str) -> None:
    event = published_event()
    device, client = device_at(event)
    stop(device, now=NOW, by=None)
    signed_up(event, family_name="Kanarie")

    ask = client.get if path.startswith("gasten") else client.post
    answer = ask(desk_url(event, path))

    assert (answer.status_code, answer.json()["gone"]) == (401, True)
    assert "Kanarie" not in answer.content.decode()
    assert client.cookies["festival_desk"].value == ""


def test_so_does_one_of_another_gathering_and_one_whose_time_is_over(time_machine: Any) -> None:
    event, other = published_event(), published_event()
    _device, client = device_at(event)

    elsewhere = client.get(desk_url(other, "gasten.json"))
    time_machine.move_to(event.ends_at + timedelta(hours=25), tick=False)
    over = client.get(desk_url(event, "gasten.json"))

    assert (elsewhere.status_code, over.status_code) == (401, 401)


def test_a_stopped_device_keeps_nothing_any_more() -> None:
    event = published_event()
    person = signed_up(event)
    device, client = device_at(event)
    stop(device, now=NOW, by=None)

    answer = sent(client, event, acts=[act(person)])

    assert answer.status_code == 401
    assert not DoorAct.objects.exists()


def test_a_phone_that_leaves_is_heard_once_more_and_trusted_no_longer() -> None:
    event = published_event()
    person = signed_up(event)
    device, client = device_at(event)

    answer = sent(client, event, acts=[act(person)], leaves=True)
    again = sent(client, event, leaves=True)

    device.refresh_from_db()
    person.refresh_from_db()
    assert (answer.status_code, person.status, device.revoked_at) == (200, "attended", NOW)
    assert (again.status_code, client.cookies["festival_desk"].value) == (401, "")


def test_a_page_from_elsewhere_cannot_send() -> None:
    event = published_event()
    _device, client = device_at(event, enforce_csrf_checks=True)

    without = sent(client, event)
    token = client.get(desk_url(event, "gasten.json")).json()["csrf"]
    url, body = desk_url(event, "stuur.json"), {"acts": []}
    header = {"X-CSRFToken": token}
    with_it = client.post(url, body, content_type="application/json", headers=header)

    assert (without.status_code, with_it.status_code) == (403, 200)


def test_asking_to_send_changes_nothing() -> None:
    event = published_event()
    _device, client = device_at(event)

    assert client.get(desk_url(event, "stuur.json")).status_code == 405
    assert client.post(desk_url(event, "gasten.json")).status_code == 405


def test_the_number_of_queries_is_the_same_however_many_come(
    django_assert_num_queries: Any,
) -> None:
    event = published_event(capacity=100)
    _device, client = device_at(event)
    first, *others = [signed_up(event) for _number in range(4)]
    sent(client, event, acts=[act(first)])

    with django_assert_num_queries(LIST_QUERIES):
        client.get(desk_url(event, "gasten.json"))
    with django_assert_num_queries(SEND_QUERIES):
        sent(client, event, acts=[act(other) for other in others])
