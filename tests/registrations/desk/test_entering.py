"""Who may enter the desk, and what others are told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from registrations.door.devices import let_in, stop
from registrations.models import Device
from tests.factories import NOW, START, join_team, published_event
from tests.registrations.desk.doors import desk_url, device_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def team_client(event: Any, role: str) -> Client:
    client = Client()
    client.force_login(join_team(event, role))
    return client


def test_a_device_that_was_let_in_sees_the_desk() -> None:
    event = published_event(title="Avond van de buurt")
    _device, client = device_at(event)

    answer = client.get(desk_url(event))

    assert answer.status_code == 200
    assert "Avond van de buurt" in answer.content.decode()


@pytest.mark.parametrize("path", ["", "binnenloper/", "aantallen/", "app/", "afmelden/"])
def test_without_a_device_one_reads_how_to_get_in(path: str) -> None:
    event = published_event(title="Avond van de buurt")

    answer = Client().get(desk_url(event, path))

    assert answer.status_code == 403
    assert "Dit apparaat is hier niet toegelaten" in answer.content.decode()
    assert "Avond van de buurt" not in answer.content.decode()


def test_a_gathering_that_is_not_there_gives_the_same_answer() -> None:
    event = published_event()

    there = Client().get(desk_url(event)).content.decode().replace(event.slug, "x")
    nowhere = Client().get("/desk/bestaat-niet/").content.decode().replace("bestaat-niet", "x")

    assert there == nowhere


def test_who_is_not_logged_in_is_asked_to_log_in_and_let_the_device_in() -> None:
    page = Client().get(desk_url(published_event())).content.decode()

    assert ">Inloggen en dit apparaat toelaten</a>" in page
    assert "Met je account" not in page


@pytest.mark.parametrize("role", ["owner", "editor", "desk"])
def test_who_is_logged_in_and_works_at_the_desk_only_lets_the_device_in(role: str) -> None:
    event = published_event()

    page = team_client(event, role).get(desk_url(event)).content.decode()

    assert f'href="{desk_url(event, "toestel/")}">Dit apparaat toelaten</a>' in page
    assert "Inloggen en" not in page
    assert "Met je account" not in page


def test_who_may_let_no_device_in_reads_whom_to_ask_and_not_what_there_is() -> None:
    event = published_event()
    reader, outsider = team_client(event, "reader"), team_client(published_event(), "desk")
    nowhere = "/desk/bestaat-niet/"

    pages = [reader.get(desk_url(event)), outsider.get(desk_url(event)), outsider.get(nowhere)]

    for page in pages:
        assert "Met je account mag je hier geen apparaat toelaten." in page.content.decode()
        assert "toestel/" not in page.content.decode()


def test_a_device_of_another_gathering_is_sent_to_its_own_desk() -> None:
    own, other = published_event(title="Hier"), published_event(title="Daar")
    _device, client = device_at(own)

    answer = client.get(desk_url(other))

    assert answer.status_code == 403
    assert "Hier" in answer.content.decode()
    assert "Daar" not in answer.content.decode()
    assert client.get(desk_url(own)).status_code == 200  # it keeps its cookie


def test_a_device_that_was_stopped_is_told_so_once() -> None:
    event = published_event()
    device, client = device_at(event)
    stop(device, now=NOW, by=None)

    first, second = client.get(desk_url(event)), client.get(desk_url(event))

    assert first.status_code == 403
    assert "Dit apparaat is gestopt" in first.content.decode()
    assert client.cookies["festival_desk"].value == ""
    assert "Dit apparaat is hier niet toegelaten" in second.content.decode()


@pytest.mark.parametrize("path", ["", "gasten.json"])
def test_who_brought_no_cookie_loses_none(path: str) -> None:
    """The answer may arrive after another one brought a new cookie."""
    answer = Client().get(desk_url(published_event(), path))

    assert "festival_desk" not in answer.cookies


def test_the_team_reads_whether_a_stopped_device_knows_it(time_machine: Any) -> None:
    event = published_event()
    device, client = device_at(event)
    time_machine.move_to(NOW + timedelta(minutes=5))
    stop(device, now=NOW + timedelta(minutes=5), by=None)
    owner = team_client(event, "owner")

    before = owner.get(f"/beheer/{event.slug}/balie/").content.decode()
    client.get(desk_url(event, "gasten.json"))
    after = owner.get(f"/beheer/{event.slug}/balie/").content.decode()

    assert "heeft nog namen tot het weer contact heeft" in before
    assert "heeft niets meer" in after


def test_a_day_after_the_gathering_the_desk_is_closed(time_machine: Any) -> None:
    event = published_event(starts_at=START, ends_at=START + timedelta(hours=2))
    _device, client = device_at(event)
    time_machine.move_to(START + timedelta(hours=26, minutes=1))

    answer = client.get(desk_url(event))

    assert answer.status_code == 403
    assert "Deze balie is gesloten" in answer.content.decode()
    assert "toestel/" not in answer.content.decode()  # nobody lets a device in any more
    assert client.cookies["festival_desk"].value == ""


def test_a_secret_that_was_guessed_is_let_in_nowhere_and_soon_refused_to_try() -> None:
    event = published_event()
    statuses = []

    for number in range(31):
        client = Client()
        client.cookies["festival_desk"] = f"abcd2345.guess{number}"
        statuses.append(client.get(desk_url(event)).status_code)

    assert statuses == [403] * 30 + [429]


def test_somebody_of_the_team_lets_a_device_in() -> None:
    event = published_event()
    client = team_client(event, "desk")

    answer = client.post(desk_url(event, "toestel/"), {"name": "Telefoon Anja"})

    assert answer["Location"] == desk_url(event)
    device = Device.objects.get(event=event)
    cookie = client.cookies["festival_desk"]
    assert (device.name, cookie.value.split(".")[0]) == ("Telefoon Anja", device.code)
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert client.get(desk_url(event)).status_code == 200


def test_twice_gives_one_device() -> None:
    event = published_event()
    client = team_client(event, "desk")

    for _time in range(2):
        client.post(desk_url(event, "toestel/"), {"name": "Telefoon Anja"})

    assert Device.objects.count() == 1
    assert client.get(desk_url(event)).status_code == 200


def test_a_device_without_a_name_is_asked_for_one() -> None:
    event = published_event()

    answer = team_client(event, "desk").post(desk_url(event, "toestel/"), {"name": ""})

    assert answer.status_code == 422
    assert "Geef het apparaat een naam." in answer.content.decode()
    assert not Device.objects.exists()


def test_a_borrowed_phone_is_logged_out_of_the_account() -> None:
    event = published_event()
    client = team_client(event, "desk")

    client.post(desk_url(event, "toestel/"), {"name": "Leentelefoon", "log_out": "on"})

    assert client.get(desk_url(event)).status_code == 200
    assert client.get(f"/beheer/{event.slug}/").status_code == 302


def test_a_phone_that_lost_its_cookie_and_is_let_in_again_stops_what_it_was(
    time_machine: Any,
) -> None:
    event = published_event()
    client = team_client(event, "desk")
    client.post(desk_url(event, "toestel/"), {"name": "Telefoon Anja"})
    del client.cookies["festival_desk"]
    old = Device.objects.get()
    time_machine.move_to(NOW + timedelta(minutes=2), tick=False)

    page = client.get(desk_url(event, "toestel/")).content.decode()
    client.post(desk_url(event, "toestel/"), {"name": "Telefoon Anja", "same": old.code})

    assert f'<option value="{old.code}">Ja, als Telefoon Anja (laatste contact 12.00)' in page
    old.refresh_from_db()
    assert old.revoked_at == NOW + timedelta(minutes=2)
    assert client.get(desk_url(event)).status_code == 200


def test_what_it_was_is_stopped_only_for_who_says_so(time_machine: Any) -> None:
    event = published_event()
    client = team_client(event, "desk")
    client.post(desk_url(event, "toestel/"), {"name": "Telefoon Anja"})
    del client.cookies["festival_desk"]
    time_machine.move_to(NOW + timedelta(minutes=2), tick=False)

    client.post(desk_url(event, "toestel/"), {"name": "Telefoon Anja", "same": ""})

    assert [device.revoked_at for device in Device.objects.all()] == [None, None]


def test_no_device_that_works_or_that_another_let_in_is_stopped_so(time_machine: Any) -> None:
    event = published_event()
    user = join_team(event, "desk")
    theirs, _phone = device_at(event, "Telefoon Bram")
    time_machine.move_to(NOW + timedelta(minutes=2), tick=False)
    at_work, _secret = let_in(event, name="Telefoon Cem", now=timezone.now(), by=user)
    client = Client()
    client.force_login(user)
    path = desk_url(event, "toestel/")

    page = client.get(path).content.decode()
    answers = [
        client.post(path, {"name": "Telefoon", "same": one.code}) for one in (theirs, at_work)
    ]

    assert "al eerder toegelaten" not in page
    for answer in answers:
        assert answer.status_code == 422
        assert "Dat apparaat had zojuist nog contact" in answer.content.decode()
    assert event.devices.trusted().count() == 2


def test_a_device_serves_one_gathering_at_a_time() -> None:
    first, second = published_event(), published_event()
    device, client = device_at(first)
    client.force_login(join_team(second, "desk"))

    client.post(desk_url(second, "toestel/"), {"name": "Telefoon Anja"})

    device.refresh_from_db()
    assert device.revoked_at == NOW
    assert client.get(desk_url(second)).status_code == 200
    assert client.get(desk_url(first)).status_code == 403


def test_nobody_lets_a_device_in_at_a_gathering_that_is_over(time_machine: Any) -> None:
    event = published_event(starts_at=START, ends_at=START + timedelta(hours=2))
    time_machine.move_to(START + timedelta(hours=27))

    answer = team_client(event, "owner").post(desk_url(event, "toestel/"), {"name": "Telefoon"})

    assert answer.status_code == 409
    assert "Deze bijeenkomst is voorbij" in answer.content.decode()
    assert not Device.objects.exists()


def test_signing_out_asks_first_and_wipes_what_the_device_holds() -> None:
    event = published_event()
    device, client = device_at(event)

    asked = client.get(desk_url(event, "afmelden/"))
    device.refresh_from_db()
    still = device.revoked_at
    answer = client.post(desk_url(event, "afmelden/"))
    again = client.post(desk_url(event, "afmelden/"))

    device.refresh_from_db()
    assert (asked.status_code, still) == (200, None)
    assert device.revoked_at == NOW
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert client.cookies["festival_desk"].value == ""
    assert (answer.status_code, again.status_code) == (200, 403)


def test_the_cookie_is_held_to_this_host_with_https(settings: Any) -> None:
    settings.HTTPS = True
    event = published_event()
    client = team_client(event, "desk")

    answer = client.post(desk_url(event, "toestel/"), {"name": "Telefoon"}, secure=True)

    cookie = answer.cookies["__Host-festival_desk"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
