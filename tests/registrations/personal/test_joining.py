"""More people in a party, and seats that go to somebody else."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from registrations.changing import ChangesClosed
from registrations.changing.cancelling import cancel
from registrations.changing.handing_over import CannotHandOver, Receiver, hand_over, share
from registrations.changing.joining import PartyChanged, add_companions
from registrations.models import LimitedOption, Question, Registration
from registrations.sign_up.applying import Companion, IfShort, Reply
from registrations.sign_up.enlisting import TooFewSeats, TooMany
from registrations.sign_up.signing_up import RegistrationClosed
from registrations.states import ChoiceStatus, Status
from tests.factories import (
    NOW,
    evening_with_tables,
    made,
    make_consent,
    published_event,
    signed_up,
)
from tests.registrations.filling_in import text_of
from tests.registrations.personal.links import at, renewed

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
ALI = Companion("Ali", "", "Kaya")
BO = Companion("Bo", "", "Smit")
JAN = Receiver("Jan", "Jansen", "jan@example.org")


def statuses(lead: Registration) -> list[str]:
    rows = lead.event.registrations.of_party(lead.pk).order_by("id")
    return list(rows.values_list("status", flat=True))


# adding


def test_somebody_more_gets_a_seat_with_their_own_choice() -> None:
    event, picks = evening_with_tables()
    lead = signed_up(event)
    mail.outbox.clear()

    (ali,) = add_companions(lead, [Companion("Ali", picks=tuple(picks[:1]))], now=LATER)

    assert (ali.lead, ali.status, ali.email) == (lead, Status.CONFIRMED, "")
    assert ali.choices.get().status == ChoiceStatus.SEATED
    assert [m.to for m in mail.outbox] == [[lead.email]]
    assert renewed(lead).revision == 1


def test_without_a_seat_they_join_the_end_of_the_line() -> None:
    event = published_event(capacity=1)
    lead = signed_up(event)

    (ali,) = add_companions(lead, [ALI], now=LATER)

    assert (ali.status, ali.waiting_since) == (Status.WAITING, LATER)


def test_nobody_passes_who_waits_already() -> None:
    event = published_event(capacity=2)
    lead, _other = signed_up(event), signed_up(event)
    waiting = signed_up(event)

    (ali,) = add_companions(lead, [ALI], now=LATER)

    assert [renewed(waiting).status, ali.status] == [Status.WAITING, Status.WAITING]


def test_too_few_seats_asks_what_to_do() -> None:
    event = published_event(capacity=2)
    lead = signed_up(event)

    with pytest.raises(TooFewSeats) as refusal:
        add_companions(lead, [ALI, BO], now=LATER)
    add_companions(lead, [ALI, BO], if_short=IfShort.SPLIT, now=LATER)

    assert (refusal.value.left, refusal.value.wanted) == (1, 2)
    assert statuses(lead) == [Status.CONFIRMED, Status.CONFIRMED, Status.WAITING]


def test_no_more_come_along_than_the_event_allows() -> None:
    lead = signed_up(published_event(most_together=2))
    add_companions(lead, [ALI], now=LATER)

    with pytest.raises(TooMany):
        add_companions(lead, [BO], now=LATER)


def test_a_form_that_is_sent_twice_adds_nobody_twice() -> None:
    lead = signed_up(published_event())
    seen = renewed(lead).revision
    add_companions(lead, [ALI], seen=seen, now=LATER)

    with pytest.raises(PartyChanged):
        add_companions(lead, [ALI], seen=seen, now=LATER)


def test_who_got_a_link_of_their_own_meanwhile_makes_the_form_stale() -> None:
    lead = signed_up(published_event(), companions=[ALI])
    seen = renewed(lead).revision
    share(lead.companions.get(), email="ali@example.org", now=LATER)

    with pytest.raises(PartyChanged):
        add_companions(lead, [BO], seen=seen, now=LATER)


def test_who_only_cancelled_for_themself_still_adds_people() -> None:
    lead = signed_up(published_event(), companions=[ALI])
    cancel(lead, now=LATER, by=None)

    add_companions(renewed(lead), [BO], now=LATER)

    assert [person.given_name for person in lead.companions.live()] == ["Ali", "Bo"]


def test_nobody_is_added_once_sign_up_is_closed() -> None:
    lead = signed_up(published_event(closes_at=LATER))

    with pytest.raises(RegistrationClosed):
        add_companions(lead, [ALI], now=LATER)


# handing over


def test_the_seat_and_its_choices_go_and_what_was_told_stays() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    text = make_consent(event)
    about = made(Question(event=event, text="Iets over jou?", purpose="Kennismaken."))
    old = signed_up(
        event, picks=picks[:1], consents=[text], replies=[Reply(about, "Ik")], diet_needs="Vegan"
    )
    mail.outbox.clear()

    new = hand_over(old, JAN, now=LATER)

    assert new is not None
    assert (new.status, new.full_name, new.diet_needs) == (Status.CONFIRMED, "Jan Jansen", "")
    assert (new.consents.count(), new.answers.count()) == (0, 0)
    assert new.choices.get().status == ChoiceStatus.SEATED
    assert renewed(old).status == Status.CANCELLED
    assert [m.to[0] for m in mail.outbox] == [old.email, "jan@example.org"]


def test_nobody_in_line_gets_the_seat_that_is_given_away() -> None:
    event = published_event(capacity=1)
    old, waiting = signed_up(event), signed_up(event)

    hand_over(old, JAN, now=LATER)

    event.refresh_from_db()
    assert (renewed(waiting).status, event.seats_taken) == (Status.WAITING, 1)


def test_an_option_with_so_many_places_goes_along_unless_it_is_about_health() -> None:
    event = published_event()
    questions = [
        made(
            Question(
                event=event, text=text, purpose="x", kind="one", options="Ja\nNee", special=special
            )
        )
        for text, special in (("Excursie?", False), ("Prikpost?", True))
    ]
    for question in questions:
        made(LimitedOption(question=question, text="Ja", capacity=1))
    old = signed_up(event, replies=[Reply(question, "Ja") for question in questions])

    new = hand_over(old, JAN, now=LATER)

    assert new is not None
    assert [answer.asked for answer in new.answers.all()] == ["Excursie?"]
    assert [q.limits.get().seats_taken for q in questions] == [1, 0]


def test_companions_stay_with_who_signed_them_up() -> None:
    lead = signed_up(published_event(), companions=[ALI])

    new = hand_over(lead, JAN, now=LATER)

    assert new is not None
    assert statuses(lead) == [Status.CANCELLED, Status.CONFIRMED]
    assert new.companions.count() == 0


def test_the_seat_of_a_companion_goes_to_somebody_with_a_link_of_their_own() -> None:
    lead = signed_up(published_event(), companions=[ALI])
    mail.outbox.clear()

    new = hand_over(lead.companions.get(), JAN, now=LATER)

    assert new is not None
    assert (new.lead, statuses(lead)) == (None, [Status.CONFIRMED, Status.CANCELLED])
    assert [m.to[0] for m in mail.outbox] == [lead.email, "jan@example.org"]


def test_a_known_address_keeps_what_it_has() -> None:
    event = published_event()
    old, known = signed_up(event), signed_up(event, "jan@example.org")
    mail.outbox.clear()

    assert hand_over(old, JAN, now=LATER) is None

    assert renewed(old).status == Status.CONFIRMED
    assert [m.to for m in mail.outbox] == [[known.email]]


def test_twice_gives_one_seat_away() -> None:
    event = published_event()
    old = signed_up(event)
    hand_over(old, JAN, now=LATER)

    with pytest.raises(ChangesClosed):
        hand_over(old, JAN, now=LATER)

    event.refresh_from_db()
    assert event.seats_taken == 1


@pytest.mark.parametrize("what", ["event", "waiting"])
def test_not_every_seat_can_be_given_away(what: str) -> None:
    event = published_event(hand_over=what != "event", capacity=1)
    person = signed_up(event)
    if what == "waiting":
        person = signed_up(event)

    with pytest.raises(CannotHandOver):
        hand_over(person, JAN, now=LATER)


# sharing


def test_a_companion_gets_a_link_of_their_own_for_the_same_seat() -> None:
    event, picks = evening_with_tables()
    lead = signed_up(
        event, companions=[Companion("Ali", "", "Kaya", diet_needs="Vegan", picks=tuple(picks[:1]))]
    )
    mail.outbox.clear()

    ali = share(lead.companions.get(), email="ali@example.org", now=LATER)

    assert ali is not None
    assert (ali.lead, ali.email, ali.diet_needs) == (None, "ali@example.org", "Vegan")
    assert (ali.status, ali.choices.get().status) == (Status.CONFIRMED, ChoiceStatus.SEATED)
    assert [m.to[0] for m in mail.outbox] == ["ali@example.org", lead.email]
    assert lead.companions.count() == 0


def test_who_has_no_name_gets_no_link() -> None:
    lead = signed_up(published_event(nameless_companions=True), companions=[Companion()])

    with pytest.raises(CannotHandOver):
        share(lead.companions.get(), email="ali@example.org", now=LATER)


# the pages


def test_who_gave_their_seat_away_reads_that(client: Client) -> None:
    old = signed_up(published_event(), companions=[ALI])
    given = {"given_name": "Jan", "family_name": "Smit", "email": "jan@example.org"}

    page = client.post(at("hand_over", old, code=old.code), given, follow=True)

    assert page.redirect_chain[-1][0] == at("personal", old)
    assert "krijgt een mail met de link naar je plaats." in text_of(page)
    assert "Fatma van der Berg plaats doorgegeven" in text_of(page)


@pytest.mark.parametrize("email", ["new@example.org", "known@example.org"])
def test_a_link_of_their_own_is_told_the_same_for_every_address(client: Client, email: str) -> None:
    event = published_event()
    signed_up(event, "known@example.org")
    lead = signed_up(event, companions=[ALI])
    code = lead.companions.get().code

    page = client.post(at("share", lead, code=code), {"email": email}, follow=True)

    assert "krijgt een mail met een link voor Ali Kaya." in text_of(page)
