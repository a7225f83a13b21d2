"""What is kept of people at the door, who may cancel, and what their history says."""

from datetime import timedelta

import pytest
from django.test import Client

from events.models import Event
from events.published import with_release
from registrations.announcing.calling_off import call_off
from registrations.changing.cancelling import AlreadyInside, cancel
from registrations.changing.erasing import NotYet, erase
from registrations.changing.handing_over import CannotHandOver, Receiver, hand_over
from registrations.door.devices import let_in
from registrations.door.guests import counts
from registrations.door.noting import note
from registrations.models import Device, DoorAct
from registrations.personal.own_data import own_data_of
from registrations.privacy import IMPERSONAL_OF_NOTES, OF_THE_DOOR, forget_expired
from registrations.staff.history import history_of
from registrations.states import Status
from tests.factories import (
    NOW,
    START,
    evening_with_tables,
    make_user,
    published_event,
    signed_up,
)
from tests.registrations.door.noting import came_in, checked_in, remark, taken_back
from tests.registrations.filling_in import text_of
from tests.registrations.personal.links import at

pytestmark = pytest.mark.django_db
END = START + timedelta(hours=2, minutes=15)
SOON = START - timedelta(hours=1)
CANARY = "kanarie"


# cancelling


def test_who_is_inside_cannot_cancel_themselves(client: Client) -> None:
    person = signed_up(published_event())
    checked_in(person)

    with pytest.raises(AlreadyInside) as refusal:
        cancel(person, now=SOON, by=None)

    person.refresh_from_db()
    assert person.status == Status.ATTENDED
    assert str(refusal.value) == (
        "Wie al binnen is, kan niet annuleren. Vraag het aan de balie als dit niet klopt."
    )


def test_a_check_in_weeks_ahead_keeps_nobody_from_cancelling_or_erasing() -> None:
    event = published_event()
    person, other = signed_up(event), signed_up(event)
    for one in (person, other):
        checked_in(one)

    cancel(person, now=NOW, by=None)
    erase(other, now=NOW)

    person.refresh_from_db()
    assert person.status == Status.CANCELLED
    assert counts(event).inside == 1  # the one whom the desk can still put right


def test_the_team_may_cancel_for_who_is_inside_and_what_was_noted_stays() -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])
    checked_in(person)

    cancel(person, now=NOW, by=make_user(), why="verkeerd")

    person.refresh_from_db()
    assert (person.status, person.checked_in_at) == (Status.CANCELLED, None)
    assert person.door_acts.count() == 1


def test_calling_off_cancels_who_is_inside_as_well() -> None:
    person = signed_up(published_event())
    checked_in(person)

    call_off(person.event, now=NOW, by=make_user())

    person.refresh_from_db()
    assert (person.status, person.checked_in_at) == (Status.CANCELLED, None)


def test_who_is_inside_cannot_give_the_seat_away() -> None:
    person = signed_up(published_event(hand_over=True))
    checked_in(person)

    with pytest.raises(CannotHandOver, match="Wie al binnen is"):
        hand_over(person, Receiver("Ria", "Smit", "ria@example.org"), now=NOW)


def test_nobody_is_erased_while_they_are_inside_also_before_it_starts() -> None:
    person = signed_up(published_event())
    checked_in(person)

    with pytest.raises(NotYet):
        erase(person, now=SOON)

    assert erase(person, now=END) == 1
    person.refresh_from_db()
    assert person.status == Status.ATTENDED


# privacy


def test_every_field_of_a_note_is_registered_or_impersonal() -> None:
    fields = {field.name for field in DoorAct._meta.concrete_fields}
    registered = [name for entry in OF_THE_DOOR for name in entry.fields]

    assert sorted([*registered, *IMPERSONAL_OF_NOTES]) == sorted(fields)


def with_a_remark(event: Event) -> None:
    person = signed_up(event)
    device, _secret = let_in(event, name=CANARY, now=NOW, by=None)
    note(event, [came_in(person), remark(person, CANARY)], now=NOW, device=device)


def test_remarks_and_names_of_devices_are_erased_two_weeks_after_the_event() -> None:
    with_a_remark(published_event())

    early = forget_expired(END + timedelta(days=14) - timedelta(seconds=1))
    kept = [*DoorAct.objects.values_list("text"), *Device.objects.values_list("name")]
    in_time = forget_expired(END + timedelta(days=14))

    assert (early, in_time) == (0, 2)
    assert str(kept).count(CANARY) == 2
    assert {*DoorAct.objects.values_list("text"), *Device.objects.values_list("name")} == {("",)}
    assert DoorAct.objects.count() == 2


def test_who_is_erased_on_request_loses_the_remarks_at_once() -> None:
    event = published_event()
    person, other = signed_up(event), signed_up(event)
    note(event, [remark(person, CANARY), remark(other, "stoel")], now=NOW)

    erase(person, now=NOW)
    note(event, [remark(person, CANARY)], now=NOW)  # a phone that did not know yet

    assert sorted(DoorAct.objects.values_list("text", flat=True)) == ["", "", "stoel"]


def test_the_privacy_page_tells_about_the_door(client: Client) -> None:
    event = published_event()

    page = text_of(client.get(f"/bijeenkomst/{event.slug}/privacy/"))

    assert "Opmerkingen over jou aan de deur" in page
    assert "De naam van een telefoon of computer aan de balie" in page
    assert "Wanneer je binnenkwam, en bij welke sessies je was" in page


def test_ones_own_data_tell_what_was_noted_at_the_door(client: Client) -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])
    assert picks[0].table is not None
    at_table = came_in(person, place=f"t-{picks[0].table.code}")
    note(event, [at_table, remark(person, "stoel")], now=NOW)

    (told,) = own_data_of(person)["people"]

    assert told["at_the_door"] == [
        {"at": NOW, "what": "in", "where": "Onderwerp 1", "remark": ""},
        {"at": NOW, "what": "note", "where": "", "remark": "stoel"},
    ]
    assert "stoel" in client.get(at("own_data", person)).content.decode()


# history


def test_the_history_of_a_person_tells_about_the_door() -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])
    assert picks[0].table is not None
    device, _secret = let_in(event, name="Balie 1", now=NOW, by=None)
    minutes = [NOW + timedelta(minutes=n) for n in range(5)]
    door = came_in(person, at=minutes[1])
    table = came_in(person, at=minutes[2], place=f"t-{picks[0].table.code}")
    more = [taken_back(table, at=minutes[3]), remark(person, "stoel", at=minutes[4])]
    note(event, [table, door, *more], now=minutes[4], device=device)

    told = history_of(person, [], with_release(event).programme, may=())

    assert [(moment.what, moment.by) for moment in told] == [
        ("Aangemeld", ""),
        ("Ingecheckt", "Balie 1"),
        ("Ingecheckt bij “Onderwerp 1”", "Balie 1"),
        ("Inchecken bij “Onderwerp 1” teruggedraaid", "Balie 1"),
        ("Een opmerking aan de deur: “stoel”", "Balie 1"),
    ]
