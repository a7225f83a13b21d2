"""One person at the desk."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from events.models import Event
from registrations.changing.cancelling import cancel_people
from registrations.models import DoorAct, Registration
from registrations.sign_up.applying import Companion
from tests.factories import NOW, published_event, signed_up
from tests.registrations.desk.doors import desk_url, device_at, results, tap, who_url

pytestmark = pytest.mark.django_db
PERSON_QUERIES = 9
ACTS = ["in", "samen", "terug", "opmerking", "toch"]


@pytest.fixture(autouse=True)
def at_noon(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def status_of(person: Registration) -> str:
    person.refresh_from_db()
    return str(person.status)


def party_of_three(event: Event) -> Registration:
    """The third of them without a name."""
    return signed_up(event, companions=[Companion("Omar"), Companion()])


def test_one_tap_checks_in() -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)

    answer = tap(client, person, way="search")

    assert results(answer) == [("in", "Fatma van der Berg is binnen.")]
    assert (status_of(person), DoorAct.objects.get().way) == ("attended", "search")


def test_the_same_tap_twice_counts_once() -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)
    key = uuid4()

    tap(client, person, key=key)
    answer = tap(client, person, key=key)

    assert DoorAct.objects.count() == 1
    assert [kind for kind, _sentence in results(answer)] == ["already"]


@pytest.mark.parametrize("what", ACTS)
def test_opening_an_address_changes_nothing(what: str) -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)

    assert client.get(who_url(person, f"{what}/")).status_code == 405
    assert status_of(person) == "confirmed"


@pytest.mark.parametrize("what", ["", *(f"{what}/" for what in ACTS)])
def test_somebody_of_another_gathering_is_not_there(what: str) -> None:
    event, other = published_event(), published_event()
    stranger = signed_up(other)
    _device, client = device_at(event)
    path = desk_url(event, f"wie/{stranger.code}/{what}")

    answer = client.post(path, {"key": uuid4()}) if what else client.get(path)

    assert answer.status_code == 404
    assert status_of(stranger) == "confirmed"


def test_undo_takes_it_back_on_the_spot() -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)
    tap(client, person)

    answer = tap(client, person, "terug")
    again = tap(client, person, "terug")

    assert results(answer) == [("undone", "Fatma van der Berg is niet binnen.")]
    assert results(again) == results(answer)
    assert (status_of(person), DoorAct.objects.count()) == ("confirmed", 2)


def test_who_was_taken_back_can_come_in_again() -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)

    for what in ("in", "terug", "in"):
        tap(client, person, what)

    assert status_of(person) == "attended"


def test_a_check_in_by_two_devices_is_taken_back_whole(time_machine: Any) -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)
    _other, other = device_at(event, "Telefoon Bram")
    page = who_url(person, "in/")
    client.post(page, {"key": uuid4()})
    phone = {"key": str(uuid4()), "counter": 1, "kind": "in", "person": person.code}
    late = phone | {"place": "", "at": (NOW - timedelta(minutes=3)).isoformat()}
    other.post(desk_url(event, "stuur.json"), {"acts": [late]}, content_type="application/json")

    shown = client.get(who_url(person)).content.decode()
    tap(client, person, "terug")

    assert "Ook ingecheckt om 12.00 door Telefoon Anja." in shown
    assert "Ook binnengelaten door Telefoon Bram. Terugdraaien haalt ook dat weg." in shown
    assert status_of(person) == "confirmed"


def test_of_another_day_the_day_is_told_too(time_machine: Any) -> None:
    event = published_event()
    _device, client = device_at(event)
    person = signed_up(event)
    tap(client, person)
    tap(client, person, "opmerking", text="stoel")
    time_machine.move_to(NOW + timedelta(days=1))

    page = client.get(who_url(person))

    told = "Binnen sinds 4 mei, 12.00, door Telefoon Anja"
    assert page.context["who"].standing == told
    assert "4 mei, 12.00, Telefoon Anja</span>" in page.content.decode()


def test_before_undoing_it_says_who_else_let_them_in() -> None:
    event = published_event()
    person, mine = signed_up(event), signed_up(event, given_name="Ali")
    _device, client = device_at(event)
    _other, other = device_at(event, "Telefoon Bram")
    tap(other, person)
    tap(client, mine)

    theirs, own = (client.get(who_url(one)).content.decode() for one in (person, mine))

    assert "Binnengelaten door Telefoon Bram. Terugdraaien haalt dat weg." in theirs
    assert "Terugdraaien haalt" not in own


def test_a_party_is_checked_in_with_one_tap() -> None:
    event = published_event(nameless_companions=True)
    lead = party_of_three(event)
    _device, client = device_at(event)

    answer = tap(client, lead, "samen")

    names = "Fatma van der Berg, Omar, Meekomer 2 van Fatma van der Berg"
    assert results(answer) == [("in", f"3 mensen zijn binnen: {names}.")]
    assert set(event.registrations.values_list("status", flat=True)) == {"attended"}


def test_or_one_by_one() -> None:
    event = published_event(nameless_companions=True)
    lead = party_of_three(event)
    _device, client = device_at(event)

    tap(client, lead)
    shown = client.get(who_url(lead)).content.decode()

    assert status_of(lead) == "attended"
    assert event.registrations.checked_in().count() == 1
    assert "De 2 anderen inchecken" in shown


def test_who_of_a_party_cancelled_stays_out() -> None:
    event = published_event(nameless_companions=True)
    lead = party_of_three(event)
    omar = lead.companions.get(given_name="Omar")
    cancel_people([omar], now=NOW, by=None)
    _device, client = device_at(event)

    tap(client, lead, "samen")

    assert (status_of(omar), event.registrations.checked_in().count()) == ("cancelled", 2)


def test_a_party_that_is_in_already_is_told_so() -> None:
    event = published_event(nameless_companions=True)
    lead = party_of_three(event)
    _device, client = device_at(event)
    tap(client, lead, "samen")

    answer = tap(client, lead, "samen")

    assert [kind for kind, _sentence in results(answer)] == ["already"]
    assert DoorAct.objects.count() == 3


def test_who_has_still_to_confirm_is_confirmed_by_coming() -> None:
    event = published_event(proof_hours=24)
    person = signed_up(event)
    _device, client = device_at(event)
    before = client.get(who_url(person)).context["who"].standing

    tap(client, person)

    assert before == "Nog te bevestigen"
    assert status_of(person) == "attended"


@pytest.fixture
def full() -> tuple[Event, Registration]:
    event = published_event(capacity=1)
    signed_up(event)
    return event, signed_up(event, given_name="Omar")


def test_who_waits_is_not_checked_in_by_a_tap(full: tuple[Event, Registration]) -> None:
    event, waiting = full
    _device, client = device_at(event)

    answer = tap(client, waiting)

    told = "Omar van der Berg: Op de wachtlijst. Toch binnenlaten?"
    assert results(answer) == [("look", told)]
    assert (status_of(waiting), DoorAct.objects.count()) == ("waiting", 0)


def test_who_waits_comes_in_for_a_reason(full: tuple[Event, Registration]) -> None:
    event, waiting = full
    _device, client = device_at(event)

    answer = tap(client, waiting, "toch", reason="Er zijn stoelen genoeg")
    again = tap(client, waiting, "toch", reason="Er zijn stoelen genoeg")

    told = "Omar van der Berg heeft nu een plaats en is binnen."
    assert results(answer) == [("in", told)]
    assert [kind for kind, _sentence in results(again)] == ["already"]
    event.refresh_from_db()
    assert (status_of(waiting), event.all_seats, DoorAct.objects.count()) == ("attended", 2, 1)


def test_without_a_reason_it_is_asked_for(full: tuple[Event, Registration]) -> None:
    event, waiting = full
    _device, client = device_at(event)

    answer = tap(client, waiting, "toch", reason=" ")

    assert answer.status_code == 422
    assert "Schrijf op waarom." in answer.content.decode()
    assert status_of(waiting) == "waiting"


def test_who_cancelled_comes_in_for_a_reason() -> None:
    event = published_event()
    person = signed_up(event)
    cancel_people([person], now=NOW, by=None)
    _device, client = device_at(event)

    tap(client, person, "toch", reason="Kon toch")

    assert status_of(person) == "attended"


def test_why_nobody_can_come_in_is_told_and_what_was_typed_kept() -> None:
    event = published_event()
    person = signed_up(event, "fatma@example.org")
    cancel_people([person], now=NOW, by=None)
    signed_up(event, "fatma@example.org")
    _device, client = device_at(event)

    answer = tap(client, person, "toch", reason="Kon toch")

    assert answer.status_code == 422
    assert 'value="Kon toch"' in answer.content.decode()
    assert status_of(person) == "cancelled"


def test_a_remark_is_read_by_every_device() -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)
    _other, other = device_at(event, "Telefoon Bram")
    key = uuid4()

    for _time in range(2):
        tap(client, person, "opmerking", text="Heeft een stoel nodig", key=key)
    page = other.get(who_url(person)).content.decode()

    assert "Heeft een stoel nodig" in page
    assert "12.00, Telefoon Anja" in page
    assert DoorAct.objects.count() == 1


def test_an_empty_remark_is_asked_for() -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)

    answer = tap(client, person, "opmerking", text="")

    assert answer.status_code == 422
    assert "Schrijf de opmerking op." in answer.content.decode()


def test_a_remark_that_is_too_long_is_kept_in_the_form() -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)

    answer = tap(client, person, "opmerking", text="x" * 201)

    assert answer.status_code == 422
    assert "x" * 201 in answer.content.decode()
    assert not DoorAct.objects.exists()


def test_the_result_can_take_the_focus_and_is_said_aloud() -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)

    answer = client.post(who_url(person, "in/"), {"key": uuid4()})
    page = client.get(answer["Location"].split("#")[0]).content.decode()

    assert answer["Location"] == f"{who_url(person)}#result"
    assert '<div role="status" id="result" tabindex="-1">' in page


def test_a_page_costs_the_same_for_one_and_for_a_party(django_assert_num_queries: Any) -> None:
    event = published_event(nameless_companions=True)
    alone, lead = signed_up(event), party_of_three(event)
    _device, client = device_at(event)
    client.get(who_url(alone))

    for person, numbering in ((alone, 0), (lead, 1)):  # of who came along without a name
        with django_assert_num_queries(PERSON_QUERIES + numbering):
            client.get(who_url(person))
