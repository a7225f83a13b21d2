"""Who comes without having signed up."""

from typing import Any
from uuid import uuid4

import pytest

from registrations.models import DoorAct, Registration
from registrations.seating.invariants import broken_promises
from tests.factories import NOW, make_role, published_event, signed_up
from tests.registrations.desk.doors import desk_url, device_at, results, tap, who_url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def typed(client: Any, event: Any, **data: Any) -> Any:
    given = {"key": uuid4(), "given_name": "Omar", "family_name": "Yildiz", "people": 1}
    return client.post(desk_url(event, "binnenloper/"), given | data, follow=True)


def test_a_name_is_enough() -> None:
    event = published_event()
    device, client = device_at(event)

    answer = typed(client, event, family_name="")

    assert results(answer) == [("in", "Omar is binnen.")]
    person = event.registrations.get()
    assert (person.status, person.walked_in, person.email) == ("attended", True, "")
    assert DoorAct.objects.get().device == device


def test_several_come_in_at_once() -> None:
    event = published_event()
    _device, client = device_at(event)

    answer = typed(client, event, people=3)

    assert results(answer) == [("in", "Omar Yildiz en 2 anderen zijn binnen.")]
    assert event.registrations.checked_in().count() == 3


def test_the_same_form_sent_twice_counts_once() -> None:
    event = published_event()
    _device, client = device_at(event)
    key = uuid4()

    for _time in range(2):
        answer = typed(client, event, key=key)

    assert answer.status_code == 200
    assert event.registrations.count() == 1


def test_the_role_is_asked_where_there_are_roles() -> None:
    event = published_event()
    role = make_role(event, "buur")
    _device, client = device_at(event)

    without = typed(client, event)
    typed(client, event, role=role.pk)

    assert without.status_code == 422
    assert "Kies een rol." in without.content.decode()
    assert event.registrations.get().role == role


def test_a_role_of_another_gathering_is_no_choice() -> None:
    event, other = published_event(), published_event()
    make_role(event, "buur")
    _device, client = device_at(event)

    answer = typed(client, event, role=make_role(other, "vreemde").pk)

    assert answer.status_code == 422
    assert not event.registrations.exists()


def test_when_it_is_full_a_reason_is_asked_for_and_nothing_typed_is_lost() -> None:
    event = published_event(capacity=1)
    signed_up(event)
    _device, client = device_at(event)

    page = client.get(desk_url(event, "binnenloper/")).content.decode()
    answer = typed(client, event)

    assert "Alle plaatsen zijn bezet." in page
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert 'value="Omar"' in shown
    assert 'value="Yildiz"' in shown
    assert 'type="text" name="reason"' in shown
    assert event.registrations.count() == 1


def test_when_too_few_seats_are_left_for_all_of_them_it_is_asked_too() -> None:
    event = published_event(capacity=2)
    signed_up(event)
    _device, client = device_at(event)

    answer = typed(client, event, people=2)

    assert answer.status_code == 422
    assert 'type="text" name="reason"' in answer.content.decode()


def test_with_a_reason_seats_are_added() -> None:
    event = published_event(capacity=1)
    signed_up(event)
    _device, client = device_at(event)

    answer = typed(client, event, reason="Er zijn stoelen genoeg")

    event.refresh_from_db()
    assert results(answer) == [("in", "Omar Yildiz is binnen.")]
    assert (event.all_seats, event.seats_taken) == (2, 2)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"given_name": ""}, "Vul ten minste een voornaam in."),
        ({"people": "veel"}, "Vul een aantal in van 1 tot en met 30."),
        ({"people": 0}, "Vul een aantal in van 1 tot en met 30."),
        ({"people": 31}, "Vul een aantal in van 1 tot en met 30."),
    ],
)
def test_what_is_missing_or_odd_is_told(data: dict[str, Any], told: str) -> None:
    event = published_event(capacity=100)
    _device, client = device_at(event)

    answer = typed(client, event, **data)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not event.registrations.exists()


def test_opening_the_page_changes_nothing_and_shows_the_free_seats() -> None:
    event = published_event(capacity=10)
    signed_up(event)
    _device, client = device_at(event)

    answer = client.get(desk_url(event, "binnenloper/"), {"given_name": "Omar"})

    assert answer.context["counts"] == (0, 1, 9)
    assert event.registrations.count() == 1


def three_of(client: Any, event: Any) -> Registration:
    """Piet and two others, who walked in together."""
    form = {"key": uuid4(), "given_name": "Piet", "people": 3}
    client.post(desk_url(event, "binnenloper/"), form)
    lead: Registration = event.registrations.leading().get()
    return lead


def statuses(event: Any) -> list[str]:
    return list(event.registrations.order_by("pk").values_list("status", flat=True))


def test_undoing_a_walk_in_of_several_asks_first() -> None:
    event = published_event(capacity=10)
    _device, client = device_at(event)
    lead = three_of(client, event)

    answer = tap(client, lead, "terug")

    assert answer.redirect_chain == [(who_url(lead, "terug/wie/"), 302)]
    text = answer.content.decode()
    assert "Piet en 2 anderen zijn samen binnengelopen." in text
    assert ("Alle 3" in text, "Alleen Piet" in text) == (True, True)
    assert statuses(event) == ["attended"] * 3


def test_undoing_a_walk_in_takes_back_everybody_that_one_tap_let_in() -> None:
    event = published_event(capacity=10)
    _device, client = device_at(event)
    lead = three_of(client, event)

    answer = tap(client, lead, "terug", whom="all")
    tap(client, lead, "terug", whom="all")

    event.refresh_from_db()
    assert statuses(event) == ["cancelled"] * 3
    assert event.seats_taken == 0
    assert DoorAct.objects.filter(kind="undo").count() == 3
    told = "Piet en 2 anderen zijn niet binnen; hun plaatsen zijn teruggegeven."
    assert results(answer)[-1] == ("undone", told)


def test_or_that_person_alone() -> None:
    event = published_event(capacity=10)
    _device, client = device_at(event)
    lead = three_of(client, event)

    answer = tap(client, lead, "terug", whom="one")

    assert statuses(event) == ["cancelled", "attended", "attended"]
    told = "Piet is niet binnen; de plaats is teruggegeven."
    assert results(answer)[-1] == ("undone", told)


def test_nothing_is_asked_about_one_alone() -> None:
    event = published_event(capacity=10)
    _device, client = device_at(event)
    three_of(client, event)
    one = event.registrations.filter(lead__isnull=False).first()

    answer = client.get(who_url(one, "terug/wie/"))

    assert (answer.status_code, answer["Location"]) == (302, who_url(one) + "#result")


@pytest.mark.parametrize(
    ("whom", "stand", "told"),
    [
        ("all", ["attended"] * 3, "Piet en 2 anderen hebben nu een plaats en zijn binnen."),
        ("", ["attended", "cancelled", "cancelled"], "Piet heeft nu een plaats en is binnen."),
    ],
)
def test_who_were_taken_back_together_come_in_again_together_or_alone(
    whom: str, stand: list[str], told: str
) -> None:
    event = published_event(capacity=10)
    _device, client = device_at(event)
    lead = three_of(client, event)
    tap(client, lead, "terug", whom="all")

    shown = client.get(who_url(lead)).content.decode()
    first, _again = [
        tap(client, lead, "toch", reason="Stonden er wel", whom=whom) for _n in range(2)
    ]

    assert ("Alle 3 toch binnenlaten" in shown, "Meekomer 2 van Piet" in shown) == (True, True)
    assert results(first)[-1] == ("in", told)
    assert statuses(event) == stand
    assert broken_promises() == []
