"""Letting somebody in who has no seat."""

from typing import Any

import pytest

from events.models import Event
from festival.models import AuditEntry
from registrations.changing.cancelling import cancel
from registrations.changing.erasing import erase
from registrations.door.admitting import CannotAdmit, admit
from registrations.door.devices import let_in
from registrations.door.noting import note
from registrations.models import LimitedOption, Question, Registration
from registrations.seating.promoting import NoReason
from registrations.sign_up.applying import Companion, IfShort, Reply
from registrations.states import Status
from tests.factories import NOW, evening_with_tables, made, make_user, published_event, signed_up
from tests.registrations.door.noting import came_in

pytestmark = pytest.mark.django_db


def full_event(**fields: Any) -> tuple[Event, Registration]:
    """Somebody who waits for the only seat."""
    event = published_event(capacity=1, **fields)
    signed_up(event)
    return event, signed_up(event)


def let_through(person: Registration, **rest: Any) -> Registration:
    return admit(person, **({"reason": "was er al", "now": NOW} | rest))


def test_who_waits_and_is_inside_gets_a_seat_that_is_added() -> None:
    event, person = full_event()
    note(event, [came_in(person)], now=NOW)

    let_through(person)

    person.refresh_from_db()
    event.refresh_from_db()
    assert (person.status, person.checked_in_at) == (Status.ATTENDED, NOW)
    assert (event.all_seats, event.seats_taken) == (2, 2)


def test_who_is_not_inside_yet_is_expected() -> None:
    _event, person = full_event(offer_hours=4)

    assert let_through(person).status == Status.CONFIRMED


def test_who_cancelled_comes_after_all_without_what_was_chosen() -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])
    cancel(person, now=NOW, by=None)
    note(event, [came_in(person)], now=NOW)

    let_through(person)

    person.refresh_from_db()
    assert (person.status, person.cancelled_at) == (Status.ATTENDED, None)
    assert person.choices.standing().count() == 0


def test_an_option_that_is_gone_is_taken_out_of_the_answer() -> None:
    event = published_event()
    question = made(
        Question(event=event, text="Mee-eten?", purpose="x", kind="several", options="soep\nbrood")
    )
    for text in ("soep", "brood"):
        made(LimitedOption(question=question, text=text, capacity=1))
    person = signed_up(event, replies=[Reply(question, "soep\nbrood")])
    cancel(person, now=NOW, by=None)
    signed_up(event, replies=[Reply(question, "soep")])

    let_through(person)

    assert person.answers.get().value == "brood"


def test_nobody_is_mailed_and_the_trail_tells_why(mailoutbox: list[Any]) -> None:
    event, person = full_event()
    device, _secret = let_in(event, name="Balie", now=NOW, by=None)

    let_through(person, device=device)

    entry = AuditEntry.objects.get(action="admit")
    assert entry.changes == {"reason": "was er al", "device": device.code}
    assert AuditEntry.objects.filter(action="promote by hand").count() == 0


def test_twice_is_harmless() -> None:
    event, person = full_event()

    first, second = let_through(person), let_through(person)

    event.refresh_from_db()
    assert (first.status, second.status, event.all_seats) == ("confirmed", "confirmed", 2)
    assert AuditEntry.objects.filter(action="admit").count() == 1


def test_a_reason_is_asked_for() -> None:
    _event, person = full_event()

    with pytest.raises(NoReason) as refusal:
        let_through(person, reason=" ")

    assert refusal.value.field == "reason"


def test_the_rest_of_a_party_in_line_may_fit_now() -> None:
    event = published_event(capacity=2)
    signed_up(event)
    party = signed_up(event, companions=[Companion("Omar")], if_short=IfShort.TOGETHER)
    assert party.status == Status.WAITING

    let_through(party)

    event.refresh_from_db()
    assert party.companions.get().status == Status.WAITING
    assert (event.all_seats, event.seats_taken) == (2, 2)


def test_who_signed_up_again_is_looked_up_there() -> None:
    event = published_event()
    old = signed_up(event, "fatma@example.org")
    cancel(old, now=NOW, by=None)
    signed_up(event, "FATMA@example.org")

    with pytest.raises(CannotAdmit, match="Zoek de andere aanmelding op"):
        let_through(old)


def test_who_was_erased_walks_in() -> None:
    person = signed_up(published_event())
    erase(person, now=NOW)

    with pytest.raises(CannotAdmit, match="als binnenloper"):
        let_through(person)


def test_nobody_is_let_into_what_was_called_off() -> None:
    event, person = full_event()
    cancel(person, now=NOW, by=make_user())
    Event.objects.filter(pk=event.pk).update(cancelled_at=NOW)
    event.registrations.live().update(status="cancelled", cancelled_at=NOW)
    Event.objects.filter(pk=event.pk).update(seats_taken=0)

    with pytest.raises(CannotAdmit):
        let_through(person)
