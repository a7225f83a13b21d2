"""Whom of a party a mail speaks of: who gets it, all of them, or some by name."""

from datetime import timedelta
from uuid import uuid4

import pytest

from events.models import Event
from registrations.changing.cancelling import cancel
from registrations.changing.handing_over import Receiver, hand_over
from registrations.models import Registration
from registrations.seating.offers import accept, decline, lapse_due, urge_due
from registrations.seating.promoting import promote
from registrations.sign_up.applying import Companion, IfShort
from registrations.sign_up.signing_up import sign_up
from tests.factories import (
    NOW,
    applicant,
    evening_with_tables,
    make_role,
    published_event,
    signed_up,
)
from tests.registrations.mails.post import body, mails

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def text() -> str:
    """The last mail."""
    return body(mails()[-1])


def two_of_three(**fields: object) -> tuple[Event, Registration, Registration]:
    """Kim and Ria have a seat, who came with them without a name waits; and who has the third."""
    event = published_event(capacity=3, nameless_companions=True, **fields)
    other = signed_up(event, "jan@example.org")
    kim = signed_up(
        event,
        "kim@example.org",
        companions=[Companion("Ria", "", "Bos"), Companion()],
        if_short=IfShort.SPLIT,
    )
    return event, other, kim


def test_a_confirmation_says_at_once_who_waits() -> None:
    two_of_three()

    assert "2 van jullie hebben een plaats; Meekomer 2 staat op de wachtlijst, plek 1." in text()


def test_an_offer_for_a_companion_is_about_the_companion() -> None:
    _event, other, _kim = two_of_three(offer_hours=4)

    cancel(other, now=LATER, by=None)

    assert mails()[-1]["Subject"].startswith("Er is een plaats: ")
    assert "Er is een plaats voor Meekomer 2." in text()
    assert "Jij en 1 ander houden jullie plaats." in text()
    assert "Ja, Meekomer 2 komt:" in text()
    assert "plaats voor je" not in text()


def test_an_offer_tells_what_no_answer_means_and_that_the_place_can_be_kept() -> None:
    event = published_event(capacity=1, offer_hours=4)
    other = signed_up(event)
    signed_up(event)

    cancel(other, now=LATER, by=None)

    assert "Zonder antwoord is de volgende in de rij aan de beurt, en vervalt de plek" in text()
    assert "Dan kan de plek in de rij blijven" in text()
    assert "Ja, graag:" in text()


def test_an_offer_that_ends_or_lapsed_is_about_the_companion_too() -> None:
    _event, other, kim = two_of_three(offer_hours=4)
    cancel(other, now=LATER, by=None)
    until = kim.companions.get(given_name="").hold_until

    urge_due(until - timedelta(minutes=30))
    ending = text()
    lapse_due(until + timedelta(hours=1))

    assert "Is de plaats nog nodig?" in ending
    assert "We houden nog steeds een plaats vast voor Meekomer 2, tot " in ending
    assert "We hielden een plaats vast voor Meekomer 2," in text()
    assert "De plek op de wachtlijst is ook vervallen." in text()
    assert "Jij en 1 ander houden jullie plaats." in text()
    assert "meld je dan opnieuw aan" not in text().lower()


def test_who_lets_a_companion_wait_on_reads_about_the_companion() -> None:
    _event, other, kim = two_of_three(offer_hours=4)
    cancel(other, now=LATER, by=None)

    decline(kim, now=LATER, stay=True)

    assert "De plek in de rij blijft." in text()
    assert "De plaats voor Meekomer 2 komt vrij voor wie nu aan de beurt is." in text()


def test_a_companion_who_moves_up_at_once_is_named() -> None:
    _event, other, _kim = two_of_three()

    cancel(other, now=LATER, by=None)

    assert "Er is een plaats voor Meekomer 2." in text()
    assert "Er kwam een plaats vrij. Die is nu zeker." in text()


def test_a_whole_party_is_spoken_to_as_one() -> None:
    event = published_event(capacity=2, offer_hours=4)
    signed_up(event)
    signed_up(event)
    kim = signed_up(event, "kim@example.org", companions=[Companion("Ria", "", "Bos")])

    promote(kim, reason="Spreker", add_seats=True, now=LATER, by=None)

    assert "Er zijn 2 plaatsen voor jullie." in text()


def test_a_seat_given_by_hand_is_not_told_as_a_turn_and_shows_the_seats_it_brought() -> None:
    event, picks = evening_with_tables(capacity=1, offer_hours=4)
    signed_up(event)
    kim = signed_up(event, "kim@example.org", picks=picks[:1])

    promote(kim, reason="Spreker", add_seats=True, now=LATER, by=None)

    assert "De organisatie heeft een plaats voor je. Je bent nu aangemeld." in text()
    assert "aan de beurt" not in text()
    assert "Werksessies: Tafel 1: Onderwerp 1 – je hebt een plaats" in text()


def test_a_full_choice_is_told_of_whose_it_is() -> None:
    event, picks = evening_with_tables(seats_per_table=1)

    signed_up(event, picks=picks[:1], companions=[Companion("Ria", "", "Bos", picks=(picks[0],))])

    assert "Een keuze van Ria Bos is vol" in text()
    assert "daar sta je op de wachtlijst" not in text()


def test_who_waits_for_a_full_role_reads_which_one() -> None:
    event = published_event(capacity=9, offer_hours=None)
    role = make_role(event, "met casus", quota=1)
    signed_up(event, role=role)

    signed_up(event, role=role)

    assert "In de rol “met casus” zijn alle plaatsen bezet. Je staat op plek 1" in text()
    assert "Komt er een plaats vrij, dan wordt die meteen gegeven" in text()


def test_who_waits_and_signs_up_again_reads_the_place_in_line() -> None:
    event = published_event(capacity=1)
    signed_up(event, "een@example.org")
    signed_up(event, "twee@example.org")

    sign_up(event, applicant=applicant("twee@example.org"), form_key=uuid4(), now=LATER)

    assert mails()[-1]["Subject"].startswith("Je staat al op de wachtlijst: ")
    assert "Je staat al op de wachtlijst, plek 1." in text()


def test_who_gave_a_seat_of_a_companion_away_reads_that() -> None:
    lead = signed_up(published_event(), companions=[Companion("Ria", "", "Bos")])

    hand_over(lead.companions.get(), Receiver("An", "Smit", "an@example.org"), now=LATER)

    (mail,) = [one for one in mails()[1:] if one["To"] == lead.email]
    assert "- Ria Bos: doorgegeven aan iemand anders" in body(mail)


def test_taking_an_offer_for_a_companion_confirms_all_three() -> None:
    _event, other, kim = two_of_three(offer_hours=4)
    cancel(other, now=LATER, by=None)

    accept(kim, now=LATER)

    assert "Er zijn 3 plaatsen voor jullie." in text()
