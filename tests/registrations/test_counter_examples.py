"""What went wrong once, found by thinking or by the machine; kept as plain tests."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Block, Event, Session, Table
from registrations.announcing.calling_off import call_off_session
from registrations.changing import change_choices
from registrations.changing.cancelling import cancel, cancel_people
from registrations.changing.handing_over import Receiver, hand_over, share
from registrations.changing.joining import add_companions
from registrations.chosen import state_for_team, state_of
from registrations.models import Choice, Registration
from registrations.seating import offers
from registrations.seating.capacity import change_capacity
from registrations.seating.invariants import broken_promises
from registrations.seating.moving_up import move_up, tell_seated
from registrations.seating.offers import (
    NoOffer,
    accept,
    decline,
    lapse_due,
    prove,
    urge_due,
    wake_due,
)
from registrations.sign_up.applying import Companion, IfShort
from registrations.sign_up.enlisting import TooFewSeats, TooMany
from registrations.sign_up.picking import Pick, WrongChoice
from registrations.states import ChoiceStatus, Status
from tests.factories import NOW, evening_with_tables, make_role, published_event, signed_up

pytestmark = pytest.mark.django_db
A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)


def party_of(lead: Registration) -> list[Registration]:
    return list(Registration.objects.of_party(lead.pk))


def test_a_party_that_cancels_does_not_inherit_its_own_seat_at_a_table() -> None:
    event, picks = evening_with_tables(seats_per_table=1, tables=1)
    ria = Companion("Ria", picks=(picks[0],))
    lead = signed_up(event, picks=picks, companions=[ria])

    cancel_people(party_of(lead), now=NOW, by=None)

    picks[0].table.refresh_from_db()  # type: ignore[union-attr]
    assert picks[0].table.seats_taken == 0  # type: ignore[union-attr]
    assert broken_promises() == []


def test_a_party_that_declines_and_stays_leaves_its_tables_to_others() -> None:
    event, picks = evening_with_tables(seats_per_table=1, tables=1, capacity=2, offer_hours=4)
    first = signed_up(event, companions=[Companion("Omar")])
    ria = Companion("Ria", picks=(picks[0],))
    lead = signed_up(event, picks=picks, companions=[ria])
    cancel_people(party_of(first), now=NOW, by=None)

    decline(lead, now=NOW, stay=True)

    wishes = Choice.objects.values_list("status", flat=True)
    assert list(wishes) == [ChoiceStatus.WISHED] * 2
    assert broken_promises() == []


def test_who_declines_and_stays_wishes_for_one_table_not_for_the_kept_one_too() -> None:
    event, picks = evening_with_tables(seats_per_table=1, tables=2, capacity=2, offer_hours=4)
    other = signed_up(event, picks=picks[1:])
    first = signed_up(event)
    lead = signed_up(event, picks=picks[:1])
    cancel_people([first], now=NOW, by=None)
    change_choices(lead, picks[1:], now=NOW, by=None)
    decline(lead, now=NOW, stay=True)
    cancel_people([other], now=NOW, by=None)

    wake_due(NOW + A_DAY)
    accept(lead, now=NOW + A_DAY)

    seated = Choice.objects.seated().filter(registration=lead)
    assert [choice.table for choice in seated] == [picks[1].table]


def test_who_gets_a_link_of_their_own_no_longer_keeps_the_others_waiting() -> None:
    event = published_event(capacity=2, hand_over=True)
    signed_up(event)
    ria = Companion("Ria", family_name="Smit")
    lead = signed_up(event, companions=[ria], if_short=IfShort.TOGETHER)

    share(lead.companions.get(), email="ria@example.org", now=NOW)

    assert [person.status for person in party_of(lead)] == [Status.CONFIRMED]
    assert broken_promises() == []


def test_a_lapsed_offer_leaves_no_table_behind() -> None:
    event, picks = evening_with_tables(seats_per_table=1, tables=1, capacity=2, offer_hours=4)
    first = signed_up(event, companions=[Companion("Omar")])
    ria = Companion("Ria", picks=(picks[0],))
    signed_up(event, picks=picks, companions=[ria])
    cancel_people(party_of(first), now=NOW, by=None)

    lapse_due(NOW + A_DAY)

    assert Choice.objects.seated().count() == 0
    assert broken_promises() == []


def test_nobody_gets_a_seat_at_what_was_called_off_while_the_form_was_open() -> None:
    event, picks = evening_with_tables(tables=1)
    person = signed_up(event)
    call_off_session(Session.objects.get(pk=picks[0].session.pk), now=NOW, by=None)

    with pytest.raises(WrongChoice) as refused:
        signed_up(event, companions=[Companion("Ria", picks=(picks[0],))])
    with pytest.raises(WrongChoice):
        change_choices(person, picks, now=NOW, by=None)

    assert refused.value.person == 1
    assert Choice.objects.count() == 0


def test_who_moves_up_once_it_has_begun_is_not_asked_to_confirm_an_address() -> None:
    event = published_event(capacity=1, proof_hours=24)
    first, second = signed_up(event), signed_up(event)
    begun = event.starts_at + A_MINUTE
    prove(first, now=NOW)

    cancel_people([first], now=begun, by=None)
    lapse_due(begun)

    second.refresh_from_db()
    assert (second.status, second.hold_until) == (Status.CONFIRMED, None)


def test_a_round_that_is_ranked_while_the_form_is_open_gives_no_seats() -> None:
    event, picks = evening_with_tables()
    Block.objects.filter(pk=picks[0].block.pk).update(ranked=True)

    person = signed_up(event, picks=picks[:1])

    assert person.choices.get().status == "wished"


def test_a_table_that_is_gone_since_the_form_was_opened_is_refused() -> None:
    event, picks = evening_with_tables()
    picks[0].table.delete()
    gone = Pick(picks[0].block, picks[0].session, Table(pk=999_999, session=picks[0].session))

    with pytest.raises(WrongChoice) as refused:
        signed_up(event, companions=[Companion("Ria", "", "Smit", picks=(gone,))])

    assert (refused.value.person, refused.value.field) == (1, picks[0].field)


def test_who_accepts_for_a_party_confirms_the_address_for_all_of_it() -> None:
    event = published_event(capacity=2, offer_hours=4, proof_hours=24)
    first = signed_up(event)
    prove(first, now=NOW)
    lead = signed_up(event, companions=[Companion("Ria")], if_short=IfShort.SPLIT)
    cancel(first, now=NOW, by=None)

    accept(lead, now=NOW)
    lapse_due(NOW + 2 * A_DAY)

    assert [person.status for person in party_of(lead)] == [Status.CONFIRMED] * 2


def test_who_confirmed_the_address_earlier_can_confirm_it_for_who_came_later() -> None:
    event = published_event(proof_hours=24)
    lead = signed_up(event)
    Registration.objects.filter(pk=lead.pk).update(proved_at=NOW)

    prove(lead, now=NOW)

    assert [person.status for person in party_of(lead)] == [Status.CONFIRMED]


def test_an_offer_can_no_longer_be_answered_when_the_gathering_is_over() -> None:
    event = published_event(capacity=1, offer_hours=4)
    first, second, third = (signed_up(event) for _number in range(3))
    cancel(first, now=NOW, by=None)

    for answer in (accept, decline):
        with pytest.raises(NoOffer, match="geweest"):
            answer(second, now=event.ends_at)

    found = Registration.objects.in_bulk([second.pk, third.pk])
    assert [found[person.pk].status for person in (second, third)] == ["offered", "waiting"]


def test_nobody_moves_up_any_more_when_the_gathering_is_over() -> None:
    event = published_event(capacity=1, offer_hours=4)
    first, second = signed_up(event), signed_up(event)
    cancel(first, now=NOW, by=None)
    decline(second, now=NOW, stay=True)

    assert wake_due(event.ends_at) == 0
    move_up(event, now=event.ends_at)

    second.refresh_from_db()
    assert second.status == Status.WAITING


def test_who_is_added_later_is_confirmed_with_the_address_and_not_forgotten(
    mailoutbox: list[EmailMessage],
) -> None:
    event = published_event()
    lead = signed_up(event)
    Event.objects.filter(pk=event.pk).update(proof_hours=24)

    (ria,) = add_companions(lead, [Companion("Ria", "", "Smit")], now=NOW)

    assert ria.status == Status.PENDING
    assert mailoutbox[-1].subject.startswith("Bevestig je aanmelding")


def test_a_seat_kept_for_proof_becomes_certain_where_proof_is_no_longer_asked() -> None:
    event = published_event(proof_hours=24)
    person = signed_up(event)
    Event.objects.filter(pk=event.pk).update(proof_hours=None)

    lapse_due(NOW + 2 * A_DAY)

    person.refresh_from_db()
    assert (person.status, person.hold_until) == (Status.CONFIRMED, None)


def test_who_signs_up_once_it_has_begun_is_not_asked_to_confirm_an_address() -> None:
    event = published_event(proof_hours=24)
    Event.objects.filter(pk=event.pk).update(closes_at=event.ends_at)

    person = signed_up(event, now=event.starts_at + A_MINUTE)

    assert person.status == Status.CONFIRMED


def test_who_is_given_a_seat_confirms_the_address_where_that_is_asked(
    mailoutbox: list[EmailMessage],
) -> None:
    event = published_event(proof_hours=24, hand_over=True)
    person = signed_up(event)
    prove(person, now=NOW)

    new = hand_over(person, Receiver("Omar", "Smit", "omar@example.org"), now=NOW)

    assert new is not None
    assert (new.status, new.hold_until) == (Status.PENDING, NOW + A_DAY)
    assert mailoutbox[-1].subject.startswith("Bevestig je aanmelding")


def test_a_party_for_which_seats_were_taken_away_keeps_nobody_waiting() -> None:
    event = published_event(capacity=3)
    first = signed_up(event, companions=[Companion("Omar")])
    three = signed_up(event, companions=[Companion("Ria")] * 2, if_short=IfShort.TOGETHER)
    cancel(first, now=NOW, by=None)
    change_capacity(event, capacity=2, now=NOW, by=None)

    single = signed_up(event)

    assert (three.status, single.status) == (Status.WAITING, Status.CONFIRMED)


@pytest.mark.parametrize("seats", [{"capacity": 2}, {"capacity": 10, "kept_back": 8}])
def test_more_people_than_there_are_seats_cannot_wait_together(seats: dict[str, int]) -> None:
    event = published_event(**seats)

    with pytest.raises(TooMany, match="2 plaatsen"):
        signed_up(event, companions=[Companion("Ria")] * 2, if_short=IfShort.TOGETHER)
    with pytest.raises(TooFewSeats) as asked:
        signed_up(event, companions=[Companion("Ria")] * 2)

    assert not asked.value.together


def test_more_people_than_a_role_has_seats_cannot_wait_together() -> None:
    event = published_event()
    role = make_role(event, quota=2)

    with pytest.raises(TooMany):
        signed_up(event, role=role, companions=[Companion("Ria")] * 2, if_short=IfShort.TOGETHER)


def test_a_party_can_wait_where_there_are_no_seats_yet() -> None:
    event = published_event(capacity=0)

    lead = signed_up(event, companions=[Companion("Ria")])

    assert lead.status == Status.WAITING


def test_a_party_for_which_it_fails_does_not_keep_offers_of_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    heirs = []
    for _event in range(2):
        event = published_event(capacity=1, offer_hours=4)
        first, second = signed_up(event), signed_up(event)
        cancel(first, now=NOW, by=None)
        heirs.append(second)
    move = offers.move_up

    def fails_for_the_first(event: Event, *, now: datetime) -> None:
        if event.pk == heirs[0].event_id:
            raise RuntimeError
        move(event, now=now)

    monkeypatch.setattr(offers, "move_up", fails_for_the_first)

    assert lapse_due(NOW + A_DAY) == 1

    found = Registration.objects.in_bulk([heir.pk for heir in heirs])
    assert [found[heir.pk].status for heir in heirs] == ["offered", "cancelled"]
    assert f"registration {heirs[0].code}: failed" in caplog.text


@pytest.mark.parametrize(("hours", "reminders"), [(1, 0), (2, 1)])
def test_an_offer_that_ends_soon_is_not_followed_by_a_reminder(hours: int, reminders: int) -> None:
    event = published_event(capacity=1, offer_hours=hours)
    first, _second = signed_up(event), signed_up(event)
    cancel(first, now=NOW, by=None)

    urged = urge_due(NOW + timedelta(hours=hours) - A_MINUTE)

    assert urged == reminders


def test_mailing_who_moved_up_at_a_table_costs_the_same_for_many(
    mailoutbox: list[EmailMessage],
) -> None:
    costs = []
    for waiting in (2, 6):
        event, picks = evening_with_tables(seats_per_table=1, capacity=None)
        people = [signed_up(event, picks=picks[:1]) for _number in range(waiting)]
        choices = list(Choice.objects.filter(registration__in=people).with_person())
        mailoutbox.clear()
        with CaptureQueriesContext(connection) as queries:
            tell_seated(choices, now=NOW)
        costs.append(len(queries))
        assert len(mailoutbox) == waiting

    assert costs[0] == costs[1]


def test_a_ranked_wish_is_told_by_its_number_also_of_who_has_a_seat() -> None:
    event, picks = evening_with_tables()
    Block.objects.filter(pk=picks[0].block.pk).update(ranked=True)

    person = signed_up(event, picks=[replace(picks[1], rank=2)])

    choice = person.choices.get()
    assert state_of(choice) == "wens 2, je wordt later ingedeeld"
    assert state_for_team(choice) == "wens 2"
