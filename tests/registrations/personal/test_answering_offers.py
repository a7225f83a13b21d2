"""Saying yes or no to a seat, confirming an address, waiting, and coming along: by POST alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from registrations.changing.cancelling import cancel
from registrations.changing.consenting import withdraw
from registrations.models import Registration
from registrations.seating.offers import lapse_due
from registrations.sign_up.applying import Companion, IfShort
from registrations.states import Status
from tests.factories import NOW, evening_with_tables, make_consent, published_event, signed_up
from tests.registrations.filling_in import text_of
from tests.registrations.personal.links import at, renewed

pytestmark = pytest.mark.django_db


def offered(**fields: Any) -> Registration:
    """Somebody who waited, and is offered a seat until four in the afternoon."""
    event = published_event(capacity=1, offer_hours=4, **fields)
    first = signed_up(event)
    waiting = signed_up(event)
    cancel(first, now=NOW, by=None)
    return renewed(waiting)


@pytest.mark.parametrize(
    ("answer", "status"),
    [("ja", Status.CONFIRMED), ("nee", Status.CANCELLED), ("blijf", Status.WAITING)],
)
def test_each_answer_does_what_it_says(client: Client, answer: str, status: str) -> None:
    person = offered()

    page = client.post(at("offer", person), {"antwoord": answer})

    assert (page.status_code, page["Location"]) == (302, at("personal", person))
    assert renewed(person).status == status


@pytest.mark.parametrize("answer", ["ja", "nee"])
def test_a_mail_scanner_that_opens_the_link_answers_nothing(client: Client, answer: str) -> None:
    person = offered()

    page = client.get(at("offer", person), {"antwoord": answer})
    client.head(at("offer", person), {"antwoord": answer})

    assert renewed(person).status == Status.OFFERED
    assert "We houden die vast tot maandag 4 mei 2026, 16.00 uur." in text_of(page)


def test_a_strange_answer_is_none(client: Client) -> None:
    person = offered()

    assert client.post(at("offer", person), {"antwoord": "misschien"}).status_code == 200
    assert renewed(person).status == Status.OFFERED


def test_saying_yes_twice_is_harmless(client: Client) -> None:
    person = offered()

    answers = [client.post(at("offer", person), {"antwoord": "ja"}).status_code for _n in range(2)]

    assert (answers, renewed(person).status) == ([302, 302], Status.CONFIRMED)


def test_an_offer_that_lapsed_is_told_kindly(client: Client, today: Any) -> None:
    person = offered()
    today.move_to(NOW + timedelta(days=1))
    lapse_due(NOW + timedelta(days=1))

    page = client.post(at("offer", person), {"antwoord": "ja"})

    assert page.status_code == 409
    assert "Er is nu geen plaats voor je vrij" in text_of(page)
    assert "Je bent niet meer aangemeld" in text_of(page)


def test_the_overview_leads_to_the_answer(client: Client) -> None:
    person = offered()

    page = client.get(at("personal", person))

    assert "Er is een plaats voor je" in text_of(page)
    assert f'href="{at("offer", person)}"' in page.content.decode()
    assert "in mijn agenda" not in text_of(page).replace("Volgen in mijn agenda", "")


# whose address it is


def test_one_button_confirms_the_address(client: Client) -> None:
    person = signed_up(published_event(proof_hours=24))
    before = person.status

    asked = client.get(at("prove", person))
    answer = client.post(at("prove", person))

    assert (before, renewed(person).status) == (Status.PENDING, Status.CONFIRMED)
    assert f"Is {person.email} jouw adres?" in text_of(asked)
    assert answer.status_code == 302
    assert "Je adres is al bevestigd." in text_of(client.get(at("prove", person)))


def test_too_late_is_told(client: Client, today: Any) -> None:
    person = signed_up(published_event(proof_hours=1))
    today.move_to(NOW + timedelta(hours=2))
    lapse_due(NOW + timedelta(hours=2))

    page = client.post(at("prove", person))

    assert page.status_code == 409
    assert "niet op tijd is bevestigd" in text_of(page)


# waiting


def test_who_waits_chooses_what_a_missed_offer_means(client: Client) -> None:
    event = published_event(capacity=1, offer_hours=4)
    signed_up(event)
    person = signed_up(event)

    before = text_of(client.get(at("personal", person)))
    client.post(at("keep_place", person), {"blijft": "ja"})
    after = text_of(client.get(at("personal", person)))

    assert "Mis je een aanbod, dan ga je van de wachtlijst af." in before
    assert "Mis je een aanbod, dan houd je je plek in de rij." in after
    assert "niemand gaat voor" in after


# coming along


def test_somebody_is_added_who_comes_along(client: Client) -> None:
    lead = signed_up(published_event())
    page = client.get(at("add_companion", lead))
    typed = {"seen": page.context["seen"], "p1-given_name": "Ali", "p1-family_name": "Kaya"}

    answers = [client.post(at("add_companion", lead), typed).status_code for _time in range(2)]

    assert answers == [302, 422]  # the second form is from before the first
    assert [person.full_name for person in lead.companions.all()] == ["Ali Kaya"]
    assert "Ali Kaya – heeft een plaats" in text_of(client.get(at("personal", lead))).replace(
        "Kaya heeft", "Kaya – heeft"
    )


def test_without_a_name_the_form_is_given_back(client: Client) -> None:
    lead = signed_up(published_event())

    answer = client.post(at("add_companion", lead), {"seen": "1", "p1-family_name": "Kaya"})

    assert answer.status_code == 422
    assert 'value="Kaya"' in answer.content.decode()


def test_a_full_party_is_told_so(client: Client) -> None:
    lead = signed_up(published_event(most_together=1))

    answer = client.post(at("add_companion", lead), {"seen": "1"})

    assert answer.status_code == 409
    assert "hoogstens 1" in text_of(answer)


def test_only_who_is_ticked_is_cancelled(client: Client) -> None:
    ali, bo = Companion("Ali", "", "Kaya"), Companion("Bo", "", "Smit")
    lead = signed_up(published_event(), companions=[ali, bo])
    first, second = lead.companions.order_by("id")
    mail.outbox.clear()

    nobody = client.post(at("cancel", lead))
    one = client.post(at("cancel", lead), {"who": first.code})

    assert (nobody.status_code, one.status_code) == (422, 302)
    assert [renewed(p).status for p in (lead, first, second)] == [
        Status.CONFIRMED,
        Status.CANCELLED,
        Status.CONFIRMED,
    ]
    assert len(mail.outbox) == 1


def test_who_stays_home_still_sees_who_comes(client: Client) -> None:
    lead = signed_up(published_event(), companions=[Companion("Ali", "", "Kaya")])

    client.post(at("cancel", lead), {"who": lead.code})

    page = text_of(client.get(at("personal", lead)))
    assert "Je bent aangemeld" in page
    assert "Fatma van der Berg" in page
    assert "Ali Kaya" in page


# giving away


def test_a_seat_is_given_away_from_the_page(client: Client) -> None:
    old = signed_up(published_event())
    mail.outbox.clear()
    jan = {"given_name": "Jan", "infix": "", "family_name": "Smit", "email": "jan@example.org"}

    asked = client.get(at("hand_over", old, code=old.code))
    answer = client.post(at("hand_over", old, code=old.code), jan)

    assert (asked.status_code, answer.status_code) == (200, 302)
    assert Registration.objects.get(email="jan@example.org").status == Status.CONFIRMED
    assert renewed(old).status == Status.CANCELLED
    assert [m.to[0] for m in mail.outbox] == [old.email, "jan@example.org"]


def test_where_it_is_not_allowed_the_page_says_so(client: Client) -> None:
    old = signed_up(published_event(hand_over=False))

    answer = client.post(at("hand_over", old, code=old.code), {"given_name": "Jan"})

    assert answer.status_code == 409
    assert "niet aan iemand anders doorgeven" in text_of(answer)


def test_a_companion_gets_a_link_of_their_own(client: Client) -> None:
    lead = signed_up(published_event(), companions=[Companion("Ali", "", "Kaya")])
    ali = lead.companions.get()

    answer = client.post(at("share", lead, code=ali.code), {"email": "ali@example.org"})

    assert (answer.status_code, renewed(ali).email) == (302, "ali@example.org")
    assert client.get(at("personal", renewed(ali))).status_code == 200


# consents


def test_a_consent_can_be_given_later_and_again(client: Client) -> None:
    event = published_event()
    text = make_consent(event)
    person = signed_up(event)

    client.post(at("agree", person), {"text": text.pk})
    consent = person.consents.get()
    withdraw(person, consent.pk, now=NOW)
    client.post(at("agree", person), {"text": text.pk})

    consent.refresh_from_db()
    assert (consent.text, consent.withdrawn_at) == (text, None)


def test_a_text_of_another_gathering_is_not_agreed_to(client: Client) -> None:
    person = signed_up(published_event())
    elsewhere = make_consent(published_event())

    for asked in (elsewhere.pk, "x", "", "9" * 40):
        client.post(at("agree", person), {"text": asked})

    assert person.consents.count() == 0


# an offer to who comes along


def offered_companion() -> tuple[Registration, Registration]:
    """Who has a seat with somebody, while a third one, without a name, is offered theirs."""
    event = published_event(capacity=3, offer_hours=4, most_together=4, nameless_companions=True)
    other = signed_up(event)
    lead = signed_up(
        event, companions=[Companion("Ali", "", "Kaya"), Companion()], if_short=IfShort.SPLIT
    )
    cancel(other, now=NOW, by=None)
    return renewed(lead), lead.companions.get(status=Status.OFFERED)


def test_an_offer_to_a_companion_speaks_of_them(client: Client) -> None:
    lead, _other = offered_companion()

    shown = [text_of(client.get(at(name, lead))) for name in ("personal", "offer")]

    for page in shown:
        assert "Er is een plaats voor Meekomer 2" in page
        assert "Jij en de ander houden jullie plaats, wat je ook antwoordt." in page
        assert "plaats voor je" not in page
    assert "Ja, Meekomer 2 komt" in shown[1]
    assert "Nee, niet nodig" in shown[1]


def test_saying_no_for_a_companion_is_told_on_the_overview(client: Client) -> None:
    lead, other = offered_companion()

    page = client.post(at("offer", lead), {"antwoord": "nee"}, follow=True)

    assert "Meekomer 2 komt niet meer; de plaats komt vrij voor wie nu aan de beurt is." in text_of(
        page
    )
    assert (renewed(lead).status, renewed(other).status) == (Status.CONFIRMED, Status.CANCELLED)


@pytest.mark.parametrize(
    ("pressed", "first"),
    [("ja", "Ja, ik kom"), ("nee", "Nee, bedankt"), ("iets", "Ja, ik kom")],
)
def test_what_was_pressed_in_the_mail_stands_first(
    client: Client, pressed: str, first: str
) -> None:
    person = offered()

    page = client.get(at("offer", person), {"antwoord": pressed}).content.decode()

    buttons = page[page.index('class="answers"') :]
    assert first in buttons[: buttons.index("</button>")]
    assert ("Je koos in de mail" in page) is (pressed != "iets")


def test_a_table_is_kept_until_the_answer(client: Client) -> None:
    event, picks = evening_with_tables(capacity=1, offer_hours=4)
    first = signed_up(event)
    person = signed_up(event, picks=picks[:1])
    cancel(first, now=NOW, by=None)

    page = text_of(client.get(at("personal", renewed(person))))

    assert "wordt voor je vastgehouden" in page
    assert "je hebt een plaats" not in page


def test_who_lets_others_go_first_reads_until_when(client: Client) -> None:
    person = offered()

    page = client.post(at("offer", person), {"antwoord": "blijf"}, follow=True)

    assert "Tot morgen 8.00 uur laat je anderen voorgaan" in text_of(page)
    assert "op plek 1 in de rij" in text_of(page)
    assert "Alle plaatsen zijn bezet" not in text_of(page)
    assert "Mis je een aanbod" not in text_of(page)


def test_who_comes_along_lets_others_go_first_and_is_named(client: Client) -> None:
    lead, _other = offered_companion()
    signed_up(lead.event)

    page = text_of(client.post(at("offer", lead), {"antwoord": "blijf"}, follow=True))

    assert "Tot morgen 8.00 uur laat Meekomer 2 anderen voorgaan, op plek 1 in de rij." in page
    assert "laat je anderen" not in page
    assert "niemand gaat voor" in page


def test_an_old_link_tells_how_it_stands_with_who_comes_along(client: Client) -> None:
    lead, other = offered_companion()
    client.post(at("offer", lead), {"antwoord": "blijf"})

    page = text_of(client.get(at("offer", lead), {"antwoord": "ja"}))

    assert "Er is nu geen plaats voor Meekomer 2" in page
    assert "Meekomer 2 heeft nu geen plaats en staat op plek 1 in de rij." in page
    assert "Jij houdt je plaats." in page
    assert "Er is nu geen plaats voor je vrij" not in page
    assert renewed(other).status == Status.WAITING
