"""Seats that are offered to who waits, and seats kept until an address is confirmed."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from events.models import Event
from registrations.changing.cancelling import cancel
from registrations.models import Registration
from registrations.seating.capacity import change_capacity, set_line_rule
from registrations.seating.offers import (
    NoOffer,
    accept,
    decline,
    lapse_due,
    prove,
    urge_due,
    wake_due,
)
from registrations.seating.promoting import NoReason, NoSeatFree, NotWaiting, promote
from registrations.sign_up.applying import Companion, IfShort
from tests.factories import NOW, START, evening_with_tables, published_event, signed_up

pytestmark = pytest.mark.django_db
FOUR_HOURS = NOW + timedelta(hours=4)
MORNING = (NOW + timedelta(days=1)).replace(hour=6)  # eight in Amsterdam
RIA = Companion("Ria", "", "Smit")


def offered(event: Event, *, companions: Any = (), now: datetime = NOW) -> Registration:
    """Somebody who waited for the one seat, and is asked whether they want it."""
    before = [signed_up(event) for _seat in range(1 + len(companions))]
    person = signed_up(event, companions=companions)
    for one in before:
        cancel(one, now=now, by=None)
    return fresh(person)


def fresh(person: Registration) -> Registration:
    return Registration.objects.select_related("event").get(pk=person.pk)


def subjects(mails: Any) -> list[str]:
    return [mail.subject.partition(":")[0] for mail in mails]


def test_a_seat_that_came_free_is_offered_and_held() -> None:
    event = published_event(capacity=1, offer_hours=4)

    person = offered(event)
    newcomer = signed_up(event)

    assert (person.status, person.hold_until) == ("offered", FOUR_HOURS)
    assert (fresh(person).event.seats_taken, newcomer.status) == (1, "waiting")


def test_on_the_day_itself_the_seat_is_theirs_at_once() -> None:
    event = published_event(capacity=1, offer_hours=4)

    person = offered(event, now=START - timedelta(hours=6))

    assert (person.status, person.hold_until) == ("confirmed", None)


def test_accepting_makes_the_seat_theirs_and_twice_is_once(mailoutbox: Any) -> None:
    person = offered(published_event(capacity=1, offer_hours=4))
    mailoutbox.clear()

    accept(person, now=NOW)
    accept(person, now=NOW)

    person = fresh(person)
    assert (person.status, person.confirmed_at, person.hold_until) == ("confirmed", NOW, None)
    assert (person.proved_at, len(mailoutbox)) == (NOW, 1)


def test_declining_gives_the_seat_to_who_comes_next() -> None:
    event = published_event(capacity=1, offer_hours=4)
    person, next_one = offered(event), signed_up(event)

    decline(person, now=NOW)
    decline(person, now=NOW)

    assert (fresh(person).status, fresh(next_one).status) == ("cancelled", "offered")


def companions_offer() -> Registration:
    """Somebody with a seat, to whom one is offered for who comes along."""
    event = published_event(capacity=2, offer_hours=4)
    other = signed_up(event)
    lead = signed_up(event, companions=[RIA], if_short=IfShort.SPLIT)
    cancel(other, now=NOW, by=None)
    assert lead.companions.get().status == "offered"
    return lead


@pytest.mark.parametrize(("stay", "expected"), [(False, "cancelled"), (True, "waiting")])
def test_declining_for_a_companion_twice_is_once(
    mailoutbox: Any, stay: bool, expected: str
) -> None:
    lead = companions_offer()
    mailoutbox.clear()

    for _time in range(2):
        decline(lead, stay=stay, now=NOW)

    assert (fresh(lead).status, lead.companions.get().status) == ("confirmed", expected)
    assert len(mailoutbox) == 1


def test_what_was_accepted_for_a_companion_is_not_declined_any_more() -> None:
    lead = companions_offer()
    accept(lead, now=NOW)

    with pytest.raises(NoOffer, match="niet meer voor je vastgehouden"):
        decline(lead, now=NOW)

    assert lead.companions.get().status == "confirmed"


def test_who_declines_and_stays_keeps_the_place_and_sleeps_on_it() -> None:
    event = published_event(capacity=1, offer_hours=4)
    person, next_one = offered(event), signed_up(event)

    decline(person, now=NOW, stay=True)
    after = (fresh(person).status, fresh(person).passes_until, fresh(next_one).status)
    woken = wake_due(MORNING)
    decline(next_one, now=MORNING)

    assert after == ("waiting", MORNING, "offered")
    assert (woken, fresh(person).status) == (1, "offered")


def test_nobody_else_in_line_is_asked_again_the_next_morning() -> None:
    event = published_event(capacity=1, offer_hours=4)
    person = offered(event)

    decline(person, now=NOW, stay=True)
    newcomer_gets_it = signed_up(event).status
    event = published_event(capacity=1, offer_hours=4)
    alone = offered(event)
    decline(alone, now=NOW, stay=True)
    wake_due(MORNING)

    assert (newcomer_gets_it, fresh(alone).status) == ("confirmed", "offered")


def test_an_offer_lapses_moves_on_and_tells_so(mailoutbox: Any) -> None:
    event = published_event(capacity=1, offer_hours=4)
    person, next_one = offered(event), signed_up(event)
    mailoutbox.clear()

    counts = [lapse_due(FOUR_HOURS - timedelta(seconds=1)), lapse_due(FOUR_HOURS)]
    again = lapse_due(FOUR_HOURS)

    assert (counts, again) == ([0, 1], 0)
    assert (fresh(person).status, fresh(next_one).status) == ("cancelled", "offered")
    assert len(mailoutbox) == 2


def test_who_asked_to_stay_keeps_the_place_when_an_offer_lapses() -> None:
    event = published_event(capacity=1, offer_hours=4)
    person, next_one = offered(event), signed_up(event)
    Registration.objects.filter(pk=person.pk).update(stays_in_line=True)

    lapse_due(FOUR_HOURS)

    assert (fresh(person).status, fresh(next_one).status) == ("waiting", "offered")
    assert fresh(person).waiting_since == NOW


def test_an_offer_that_lapsed_can_no_longer_be_accepted() -> None:
    person = offered(published_event(capacity=1, offer_hours=4))
    lapse_due(FOUR_HOURS)

    for answer in (accept, decline):
        if answer is decline:
            answer(person, now=FOUR_HOURS)  # it is declined already
        else:
            with pytest.raises(NoOffer, match="niet meer voor je vastgehouden"):
                answer(person, now=FOUR_HOURS)


def test_who_has_an_hour_left_is_reminded_once(mailoutbox: Any) -> None:
    person = offered(published_event(capacity=1, offer_hours=4))
    mailoutbox.clear()
    late = FOUR_HOURS - timedelta(minutes=50)

    counts = [urge_due(FOUR_HOURS - timedelta(hours=2)), urge_due(late), urge_due(late)]

    assert (counts, [mail.to for mail in mailoutbox]) == ([0, 1, 0], [[person.email]])


def test_a_party_is_offered_its_seats_together() -> None:
    event = published_event(capacity=2, offer_hours=4)

    lead = offered(event, companions=[RIA])
    accept(lead, now=NOW)

    states = event.registrations.of_party(lead.pk).values_list("status", flat=True)
    assert list(states) == ["confirmed", "confirmed"]


def test_choices_are_held_with_the_offer_and_given_back_when_it_lapses() -> None:
    event, picks = evening_with_tables(capacity=1, offer_hours=4, seats_per_table=1)
    first = signed_up(event, picks=picks[:1])
    person = signed_up(event, picks=picks[:1])
    Registration.objects.filter(pk=person.pk).update(stays_in_line=True)

    cancel(first, now=NOW, by=None)
    held = person.choices.get().status
    lapse_due(FOUR_HOURS)

    picks[0].table.refresh_from_db()
    assert (held, person.choices.get().status, picks[0].table.seats_taken) == (
        "seated",
        "wished",
        0,
    )


def test_more_seats_are_offered_at_once_in_order() -> None:
    event = published_event(capacity=1, offer_hours=4)
    signed_up(event)
    line = [signed_up(event) for _person in range(3)]

    change_capacity(event, capacity=3, now=NOW, by=None)

    assert [fresh(person).status for person in line] == ["offered", "offered", "waiting"]


def test_a_new_rule_of_the_line_lets_who_fits_move_up() -> None:
    event = published_event(capacity=2)
    first, _second = signed_up(event), signed_up(event)
    party, alone = signed_up(event, companions=[RIA]), signed_up(event)
    cancel(first, now=NOW, by=None)
    before = fresh(alone).status

    set_line_rule(event, overtaking=True, now=NOW, by=None)

    assert (before, fresh(alone).status, fresh(party).status) == (
        "waiting",
        "confirmed",
        "waiting",
    )


# An address to be confirmed


def test_a_seat_is_kept_until_the_address_is_confirmed(mailoutbox: Any) -> None:
    event = published_event(capacity=1, proof_hours=24)

    person = signed_up(event, companions=[])
    prove(person, now=NOW)
    prove(person, now=NOW)

    assert (person.status, person.hold_until) == ("pending", NOW + timedelta(hours=24))
    assert (fresh(person).status, fresh(person).proved_at) == ("confirmed", NOW)
    assert len(mailoutbox) == 2


def test_an_address_that_is_not_confirmed_loses_the_seat() -> None:
    event = published_event(capacity=1, proof_hours=24)
    person, next_one = signed_up(event), signed_up(event)

    lapse_due(NOW + timedelta(hours=24))

    assert (fresh(person).status, fresh(next_one).status) == ("cancelled", "pending")
    with pytest.raises(NoOffer):
        prove(person, now=NOW + timedelta(hours=25))


def test_who_confirms_the_address_while_waiting_has_the_seat_at_once_later() -> None:
    event = published_event(capacity=1, proof_hours=24)
    first, person = signed_up(event), signed_up(event)
    prove(person, now=NOW)

    cancel(first, now=NOW, by=None)

    assert fresh(person).status == "confirmed"


def test_an_event_that_is_over_stays_as_it_was() -> None:
    event = published_event(capacity=1, proof_hours=24)
    person = signed_up(event)

    lapsed = lapse_due(event.ends_at + timedelta(days=1))

    assert (lapsed, fresh(person).status) == (0, "pending")


# By hand


def test_an_organiser_gives_a_seat_before_the_turn_with_a_reason(mailoutbox: Any) -> None:
    event = published_event(capacity=2)
    first, _second = signed_up(event), signed_up(event)
    signed_up(event, companions=[RIA])  # fits no more when one seat is free
    later = signed_up(event)
    cancel(first, now=NOW, by=None)
    mailoutbox.clear()

    promote(later, reason="begeleider", now=NOW, by=None)

    assert (fresh(later).status, len(mailoutbox)) == ("confirmed", 1)


def test_seats_are_added_when_there_are_none() -> None:
    event = published_event(capacity=2, kept_back=0)
    signed_up(event)
    signed_up(event)
    lead = signed_up(event, companions=[RIA])

    with pytest.raises(NoSeatFree, match="nog 2 nodig"):
        promote(lead, reason="begeleider", now=NOW, by=None)
    promote(lead, reason="begeleider", add_seats=True, now=NOW, by=None)

    event.refresh_from_db()
    assert (event.capacity, event.seats_taken, fresh(lead).status) == (4, 4, "confirmed")


def test_a_seat_by_hand_takes_a_reason_and_somebody_in_line() -> None:
    event = published_event(capacity=1)
    person, waiting = signed_up(event), signed_up(event)

    with pytest.raises(NoReason):
        promote(waiting, reason=" ", now=NOW, by=None)
    with pytest.raises(NotWaiting):
        promote(person, reason="begeleider", now=NOW, by=None)
