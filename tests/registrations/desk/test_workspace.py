"""The desk as the team prepares and watches it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from festival.models import AuditEntry
from registrations.changing.cancelling import cancel_people
from registrations.door.devices import stop
from registrations.door.guests import counts
from registrations.door.walking_in import walk_in
from registrations.models import Device
from registrations.sign_up.applying import Companion, IfShort
from tests.factories import NOW, make_role, published_event, signed_up
from tests.registrations.desk.doors import desk_of, desk_url, device_at, tap, team

pytestmark = pytest.mark.django_db
PAGE_QUERIES = 12


@pytest.fixture(autouse=True)
def at_noon(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def sent(client: Client, event: Any, person: Any, minutes: int) -> None:
    """A check-in that a phone noted while it had no network."""
    act = {"key": str(uuid4()), "counter": 1, "kind": "in", "person": person.code, "place": ""}
    body = {"acts": [act | {"at": (NOW + timedelta(minutes=minutes)).isoformat()}]}
    client.post(desk_url(event, "stuur.json"), body, content_type="application/json")


def test_the_page_says_how_to_start_a_phone(settings: Any) -> None:
    settings.SITE_URL = "https://festival.example.org"
    event = published_event()
    client = team(event, "desk")

    page = client.get(desk_of(event)).content.decode()
    code = client.get(desk_of(event, "code.svg"))

    assert f"https://festival.example.org/desk/{event.slug}/toestel/" in page
    assert "Er is nog geen apparaat toegelaten." in page
    assert (code.status_code, code["Content-Type"]) == (200, "image/svg+xml")


def test_the_devices_stand_with_their_last_contact() -> None:
    event = published_event()
    device_at(event, "Telefoon Anja")
    device_at(published_event(), "Telefoon Elders")

    page = team(event).get(desk_of(event)).content.decode()

    assert "Telefoon Anja" in page
    assert page.count(date_format(timezone.localtime(NOW), "SHORT_DATETIME_FORMAT")) == 1
    assert "Telefoon Elders" not in page


def test_stopping_a_device_asks_first() -> None:
    event = published_event()
    device, phone = device_at(event)
    client = team(event)
    path = desk_of(event, f"stoppen/{device.code}/")

    asked = client.get(path)
    still = phone.get(desk_url(event)).status_code
    answer = client.post(path)
    again = client.post(path)

    assert "Dit apparaat stoppen?" in asked.content.decode()
    assert (still, answer["Location"], again.status_code) == (200, desk_of(event), 302)
    assert phone.get(desk_url(event)).status_code == 403


def test_all_devices_are_stopped_at_once() -> None:
    event, other = published_event(), published_event()
    _one, first = device_at(event, "Telefoon Anja")
    _two, second = device_at(event, "Telefoon Bram")
    _elsewhere, third = device_at(other)
    client = team(event)

    asked = client.get(desk_of(event, "stoppen/")).content.decode()
    answer = client.post(desk_of(event, "stoppen/"), follow=True)

    assert "2 apparaten stoppen?" in asked
    assert "2 apparaten zijn gestopt." in answer.content.decode()
    statuses = [first.get(desk_url(event)).status_code, second.get(desk_url(event)).status_code]
    assert (statuses, third.get(desk_url(other)).status_code) == ([403, 403], 200)


def test_before_stopping_one_reads_what_was_last_heard_and_what_is_lost(time_machine: Any) -> None:
    event = published_event()
    start = event.starts_at
    away, _phone = device_at(event, "Telefoon Anja")
    there, _phone = device_at(event, "Telefoon Bram")
    stopped, _phone = device_at(event, "Telefoon Cem")
    stop(stopped, now=start, by=None)
    for device, minutes in ((away, 5), (there, 39)):
        Device.objects.filter(pk=device.pk).update(seen_at=start + timedelta(minutes=minutes))
    time_machine.move_to(start + timedelta(minutes=40), tick=False)

    page = team(event).get(desk_of(event, "stoppen/"))

    told = [(one.device, one.heard_at - start, one.quiet) for one in page.context["devices"]]
    asked = page.content.decode()
    assert told == [(away, timedelta(minutes=5), 35), (there, timedelta(minutes=39), 0)]
    for device in (away, there):
        device.refresh_from_db()
        heard = date_format(timezone.localtime(device.seen_at, event.zone), "SHORT_DATETIME_FORMAT")
        assert f"<b>{device.name}</b><br>Laatste contact: {heard}" in asked
    assert asked.count("Al 35 minuten niets van gehoord.") == 1
    assert "nemen we niet meer aan: dat is verloren." in asked


def test_who_only_works_at_the_desk_stops_no_device() -> None:
    event = published_event()
    device, phone = device_at(event)
    client = team(event, "desk")

    answers = [client.post(desk_of(event, f"stoppen/{rest}")) for rest in ("", f"{device.code}/")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Stoppen" not in client.get(desk_of(event)).content.decode()
    assert phone.get(desk_url(event)).status_code == 200


def test_a_device_of_another_gathering_is_not_there() -> None:
    event, other = published_event(), published_event()
    device, phone = device_at(other)

    answer = team(event).post(desk_of(event, f"stoppen/{device.code}/"))

    assert answer.status_code == 404
    assert phone.get(desk_url(other)).status_code == 200


def test_in_by_two_devices_is_to_be_looked_at() -> None:
    event = published_event()
    person, other = signed_up(event), signed_up(event, given_name="Omar")
    _one, first = device_at(event, "Telefoon Anja")
    _two, second = device_at(event, "Telefoon Bram")
    tap(first, other)
    sent(first, event, person, minutes=-10)
    sent(second, event, person, minutes=-5)

    page = team(event).get(desk_of(event))

    (found,) = page.context["conflicts"]
    assert (found.code, found.problem) == (person.code, "twice")
    assert [act.device for act in found.acts] == ["Telefoon Anja", "Telefoon Bram"]
    assert "Door twee apparaten ingecheckt." in page.content.decode()


def test_in_after_cancelling_and_while_waiting_is_to_be_looked_at() -> None:
    event = published_event(capacity=1)
    gone = signed_up(event, given_name="Omar")
    cancel_people([gone], now=NOW, by=None)
    signed_up(event)
    waiting = signed_up(event, given_name="Ayse")
    _device, client = device_at(event)
    sent(client, event, gone, minutes=-10)
    sent(client, event, waiting, minutes=-5)

    found = team(event).get(desk_of(event)).context["conflicts"]

    assert [(one.code, one.problem) for one in found] == [
        (gone.code, "cancelled"),
        (waiting.code, "waiting"),
    ]


def test_what_was_taken_back_is_no_longer_to_be_looked_at() -> None:
    event = published_event()
    person = signed_up(event)
    cancel_people([person], now=NOW, by=None)
    _device, client = device_at(event)
    sent(client, event, person, minutes=-10)

    tap(client, person, "terug")

    assert team(event).get(desk_of(event)).context["conflicts"] == []


@pytest.fixture
def inside_without_a_seat() -> tuple[Any, Any]:
    event = published_event()
    person = signed_up(event)
    cancel_people([person], now=NOW, by=None)
    _device, phone = device_at(event)
    sent(phone, event, person, minutes=-10)
    return event, person


def test_who_is_inside_without_a_seat_is_given_one(inside_without_a_seat: Any) -> None:
    event, person = inside_without_a_seat
    client = team(event)

    for _time in range(2):
        answer = client.post(desk_of(event, f"plaats/{person.code}/"), follow=True)

    person.refresh_from_db()
    assert "Fatma van der Berg heeft een plaats." in answer.content.decode()
    assert answer.context["conflicts"] == []
    assert (person.status, person.checked_in_at) == ("attended", NOW - timedelta(minutes=10))


def test_or_their_check_in_is_taken_back(inside_without_a_seat: Any) -> None:
    event, person = inside_without_a_seat
    client = team(event)

    for _time in range(2):
        answer = client.post(desk_of(event, f"terug/{person.code}/"), follow=True)

    person.refresh_from_db()
    assert answer.context["conflicts"] == []
    assert (person.status, person.door_acts.count()) == ("cancelled", 2)


def test_why_no_seat_can_be_given_is_told(inside_without_a_seat: Any) -> None:
    event, person = inside_without_a_seat
    signed_up(event, person.email)

    answer = team(event).post(desk_of(event, f"plaats/{person.code}/"), follow=True)

    assert "heeft zich daarna opnieuw aangemeld" in answer.content.decode()
    person.refresh_from_db()
    assert person.status == "cancelled"


@pytest.mark.parametrize("what", ["plaats", "terug"])
def test_settling_is_not_done_by_opening_an_address_or_by_the_desk_role(
    inside_without_a_seat: Any, what: str
) -> None:
    event, person = inside_without_a_seat
    path = desk_of(event, f"{what}/{person.code}/")

    opened, desk, stranger = (
        team(event).get(path),
        team(event, "desk").post(path),
        team(published_event()).post(path),
    )

    assert (opened.status_code, desk.status_code, stranger.status_code) == (405, 403, 404)
    assert person.door_acts.count() == 1


def test_the_page_costs_the_same_for_one_device_and_for_three(
    django_assert_num_queries: Any,
) -> None:
    event = published_event(capacity=20)
    client = team(event)
    for number in range(3):
        _device, phone = device_at(event, f"Telefoon {number}")
        sent(phone, event, signed_up(event), minutes=-1)
        if number == 0:
            client.get(desk_of(event))
        if number in {0, 2}:
            with django_assert_num_queries(PAGE_QUERIES):
                client.get(desk_of(event))


def test_a_device_of_a_gathering_that_is_over_is_not_to_be_stopped(time_machine: Any) -> None:
    event = published_event()
    device, _phone = device_at(event)
    type(device).objects.filter(pk=device.pk).update(name="")
    time_machine.move_to(event.ends_at + timedelta(days=30), tick=False)

    page = team(event).get(desk_of(event)).content.decode()

    assert "Een apparaat waarvan de naam is gewist" in page
    assert "de bijeenkomst is voorbij" in page
    assert f"stoppen/{device.code}/" not in page


def test_who_is_inside_without_a_seat_is_told_so_and_counted(inside_without_a_seat: Any) -> None:
    event, person = inside_without_a_seat
    _device, phone = device_at(event, "Telefoon Bram")

    page = phone.get(desk_url(event, f"wie/{person.code}/")).content.decode()

    assert "Binnen sinds 11.50, zonder plaats" in page
    assert "Toch binnenlaten" not in page
    assert counts(event)[:2] == (1, 0)
    tap(phone, person, "terug")
    assert counts(event)[:2] == (0, 0)


def test_the_reason_given_at_the_door_is_told_and_kept(inside_without_a_seat: Any) -> None:
    event, person = inside_without_a_seat
    person.door_acts.update(text="Is van de pers")
    client = team(event)

    page = client.get(desk_of(event)).content.decode()
    client.post(desk_of(event, f"plaats/{person.code}/"))

    assert "Reden: “Is van de pers”" in page
    assert AuditEntry.objects.get(action="admit").changes["reason"] == "Is van de pers"


def test_seats_that_are_kept_back_are_told_apart() -> None:
    event = published_event(capacity=4, kept_back=4)

    page = team(event).get(desk_of(event)).content.decode()

    assert "Nog 4 plaatsen zijn vrij, maar vrijgehouden voor begeleiders en partners." in page


@pytest.mark.parametrize(("seats", "reason", "told"), [(1, "", 1), (1, "stoel", 0), (3, "", 0)])
def test_a_walk_in_without_a_reason_when_it_is_full_is_to_be_looked_at(
    seats: int, reason: str, told: int
) -> None:
    event = published_event(capacity=seats)
    signed_up(event)
    _device, phone = device_at(event)
    came = {"key": str(uuid4()), "counter": 1, "at": NOW.isoformat(), "given_name": "Omar"}
    body = {"walk_ins": [came | {"people": 2, "role": None, "reason": reason}]}
    phone.post(desk_url(event, "stuur.json"), body, content_type="application/json")
    client = team(event)

    conflicts = client.get(desk_of(event)).context["conflicts"]

    assert [(one.name, one.problem) for one in conflicts] == [("Omar en 1 ander", "crowded")] * told
    assert counts(event).inside == 2
    for one in conflicts:
        assert mark_as_seen(client, event, one).context["conflicts"] == []


@pytest.mark.parametrize(
    ("seats", "quota", "told"),
    [
        (1, None, "terwijl alle plaatsen van de bijeenkomst bezet waren"),
        (9, 1, "terwijl alle plaatsen van deze rol bezet waren"),
        (1, 1, "terwijl alle plaatsen bezet waren, ook die voor “deskundige”"),
    ],
)
def test_the_team_is_told_which_seats_there_were_too_few_of(
    seats: int, quota: int | None, told: str
) -> None:
    event = published_event(capacity=seats)
    role = make_role(event, "deskundige", quota=quota)
    signed_up(event, role=role)
    came = {"key": uuid4(), "given_name": "Omar", "role": role, "now": NOW, "at": NOW}
    walk_in(event, late=True, **came)

    (conflict,) = team(event).get(desk_of(event)).context["conflicts"]

    assert told in conflict.why


def test_so_it_is_of_who_passed_the_line() -> None:
    event = published_event(capacity=2)
    signed_up(event)
    signed_up(event, companions=[Companion("Ali")], if_short=IfShort.TOGETHER)
    walk_in(event, key=uuid4(), given_name="Omar", late=True, now=NOW, at=NOW)

    (conflict,) = team(event).get(desk_of(event)).context["conflicts"]

    event.refresh_from_db()
    assert "mensen op de wachtlijst" in conflict.why
    assert event.added_at_door == 0


@pytest.mark.parametrize("page", ["balie/", "opkomst/", ""])
def test_seats_that_the_door_added_are_told(page: str) -> None:
    event = published_event(capacity=1)
    signed_up(event)
    client = team(event)
    address = f"/beheer/{event.slug}/{page}"
    before = client.get(address).content.decode()
    walk_in(event, key=uuid4(), given_name="Omar", people=2, reason="stoel", now=NOW, at=NOW)

    after = client.get(address).content.decode()

    sentence = "3 plaatsen, waarvan 2 aan de deur bijgezet."
    told = "van 1 plaatsen + 2 aan de deur bijgezet" if not page else sentence
    assert ("aan de deur bijgezet" in before, told in after) == (False, True)


@pytest.fixture
def in_twice() -> tuple[Any, Any]:
    event = published_event()
    person = signed_up(event)
    for name, minutes in (("Telefoon Anja", -10), ("Telefoon Bram", -5)):
        _device, phone = device_at(event, name)
        sent(phone, event, person, minutes=minutes)
    return event, person


def mark_as_seen(client: Client, event: Any, conflict: Any, **about: Any) -> Any:
    shown = {"problem": conflict.problem, "last_act": conflict.last_act}
    return client.post(desk_of(event, f"gezien/{conflict.code}/"), shown | about, follow=True)


def test_what_is_right_as_it_is_is_marked_as_seen(in_twice: Any) -> None:
    event, person = in_twice
    client = team(event)
    (found,) = client.get(desk_of(event)).context["conflicts"]

    for _time in range(2):
        answer = mark_as_seen(client, event, found)

    assert answer.context["conflicts"] == []
    (seen,) = answer.context["seen"]
    assert (seen.code, seen.seen.at) == (person.code, NOW)
    assert "Gezien (1)" in answer.content.decode()
    entry = AuditEntry.objects.get(action="see conflict")
    assert (entry.target_name, entry.changes) == (person.code, {"problem": "twice"})
    assert person.seen_conflicts.count() == 1


def test_also_that_somebody_is_inside_without_a_seat(inside_without_a_seat: Any) -> None:
    event, person = inside_without_a_seat
    client = team(event)
    (found,) = client.get(desk_of(event)).context["conflicts"]

    answer = mark_as_seen(client, event, found)

    assert answer.context["conflicts"] == []
    person.refresh_from_db()
    assert person.status == "cancelled"


def test_what_was_noted_after_it_was_seen_is_to_be_looked_at_anew(in_twice: Any) -> None:
    event, person = in_twice
    client = team(event)
    (found,) = client.get(desk_of(event)).context["conflicts"]
    mark_as_seen(client, event, found)
    _device, third = device_at(event, "Telefoon Cas")

    sent(third, event, person, minutes=-1)
    again = mark_as_seen(client, event, found)

    assert "Er is intussen iets genoteerd. Kijk nog eens." in again.content.decode()
    assert [one.code for one in again.context["conflicts"]] == [person.code]
    assert again.context["seen"] == []


def test_what_was_put_right_meanwhile_is_not_seen(in_twice: Any) -> None:
    event, person = in_twice
    client = team(event)
    (found,) = client.get(desk_of(event)).context["conflicts"]
    _device, phone = device_at(event)
    tap(phone, person, "terug")

    answer = mark_as_seen(client, event, found)

    assert "Er is niets meer om naar te kijken." in answer.content.decode()
    assert not person.seen_conflicts.exists()


def test_only_who_manages_the_desk_marks_as_seen_and_by_post(in_twice: Any) -> None:
    event, person = in_twice
    path = desk_of(event, f"gezien/{person.code}/")

    opened, desk, stranger = (
        team(event).get(path),
        team(event, "desk").post(path),
        team(published_event()).post(path),
    )

    assert (opened.status_code, desk.status_code, stranger.status_code) == (405, 403, 404)
    assert not person.seen_conflicts.exists()


@pytest.mark.parametrize(
    ("before", "minutes", "told"),
    [
        (timedelta(hours=1), 19, ""),
        (timedelta(hours=1), 20, "Al 20 minuten niets van gehoord."),
        (timedelta(hours=1), 200, "Al meer dan twee uur niets van gehoord."),
        (timedelta(days=3), 200, ""),
    ],
)
def test_a_device_that_is_not_heard_of_is_told_once_people_come_in(
    time_machine: Any, before: timedelta, minutes: int, told: str
) -> None:
    event = published_event()
    device, _phone = device_at(event)
    now = event.starts_at - before
    type(device).objects.filter(pk=device.pk).update(seen_at=now - timedelta(minutes=minutes))
    time_machine.move_to(now, tick=False)

    page = team(event).get(desk_of(event)).content.decode()

    assert ("niets van gehoord" in page) == bool(told)
    assert told in page
