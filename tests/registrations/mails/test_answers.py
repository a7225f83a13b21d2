"""What people answered, in the mail that confirms it: short, and never what is special."""

import pytest

from registrations.models import Question
from registrations.sign_up.applying import Companion, Reply
from tests.factories import published_event, signed_up
from tests.registrations.mails.post import body, mails
from tests.registrations.test_questions import make_question

pytestmark = pytest.mark.django_db


def test_a_place_at_an_excursion_is_confirmed() -> None:
    event = published_event()
    trip = make_question(event, "Welke excursie?", kind=Question.Kind.ONE, options="Haven\nPark")

    signed_up(event, replies=[Reply(trip, "Haven")])

    (mail,) = mails()
    assert "\nWelke excursie?: Haven\n" in body(mail)
    assert "<dt>Welke excursie?</dt><dd>Haven</dd>" in body(mail, "html")


def test_in_a_party_an_answer_stands_with_whose_it_is() -> None:
    event = published_event()
    trip = make_question(event, "Welke excursie?", kind=Question.Kind.ONE, options="Haven\nPark")
    ria = Companion("Ria", "", "Bos", replies=(Reply(trip, "Park"),))

    signed_up(event, replies=[Reply(trip, "Haven")], companions=[ria])

    (mail,) = mails()
    assert "- Ria Bos: heeft een plaats\n  Welke excursie?: Park\n" in body(mail)


def test_what_is_special_never_leaves_by_mail() -> None:
    event = published_event()
    secret = make_question(event, "Wat eet je?", special=True)

    signed_up(event, replies=[Reply(secret, "halal")])

    (mail,) = mails()
    assert "halal" not in body(mail) + body(mail, "html")


def test_a_long_answer_is_told_in_short_and_on_one_line() -> None:
    event = published_event()
    question = make_question(event, "Waarom kom je?", kind=Question.Kind.LONG)

    signed_up(event, replies=[Reply(question, "Om\nmee te praten. " * 40)])

    (mail,) = mails()
    (line,) = [one for one in body(mail).splitlines() if one.startswith("Waarom")]
    assert line.startswith("Waarom kom je?: Om mee te praten. Om mee")
    assert line.endswith("…")
