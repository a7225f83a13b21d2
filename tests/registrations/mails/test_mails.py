"""The mails to residents, as they leave: complete, in their language, and safe."""

from datetime import timedelta
from email.message import EmailMessage
from uuid import uuid4

import pytest
from django.conf import settings as site

from events.models import Event
from events.publishing import publish
from registrations.changing.cancelling import cancel
from registrations.links import address_of
from registrations.models import Registration
from registrations.sign_up.picking import WrongChoice
from registrations.sign_up.signing_up import sign_up
from tests.factories import (
    NOW,
    START,
    applicant,
    evening_with_tables,
    make_consent,
    make_event,
    make_venue,
    published_event,
    signed_up,
)
from tests.registrations.mails.post import body, calendar, mails

pytestmark = pytest.mark.django_db


KINDS = ["confirmed", "waiting", "already", "promoted", "choice_seated", "cancelled"]


def one_of(kind: str) -> EmailMessage:
    """A mail of one kind, made by what causes it."""
    event, picks = evening_with_tables(capacity=2, seats_per_table=1, contact_email="wij@x.example")
    first = signed_up(event, "een@example.org", picks=picks[:1])
    signed_up(event, "twee@example.org", picks=picks[:1])
    signed_up(event, "drie@example.org")
    if kind == "already":
        again = applicant("een@example.org")
        sign_up(event, applicant=again, form_key=uuid4(), now=NOW)
    if kind in {"cancelled", "promoted", "choice_seated"}:
        cancel(first, now=NOW, by=None)
    order = {"confirmed": 0, "waiting": 2, "already": 3}
    freed = {"cancelled": 3, "choice_seated": 4, "promoted": 5}
    return mails()[(order | freed)[kind]]


@pytest.mark.parametrize(
    ("kind", "to", "subject"),
    [
        ("confirmed", "een@example.org", "Je bent aangemeld: "),
        ("waiting", "drie@example.org", "Je staat op de wachtlijst: "),
        ("already", "een@example.org", "Je was al aangemeld: "),
        ("promoted", "drie@example.org", "Je hebt een plaats: "),
        ("choice_seated", "twee@example.org", "Je keuze heeft een plaats: "),
        ("cancelled", "een@example.org", "Je aanmelding is geannuleerd: "),
    ],
)
def test_each_mail_tells_what_when_and_the_personal_link(kind: str, to: str, subject: str) -> None:
    mail = one_of(kind)

    person = Registration.objects.get(email=to)
    assert (mail["To"], mail["Reply-To"]) == (to, "wij@x.example")
    assert mail["Subject"].startswith(subject)
    for part in ("plain", "html"):
        assert "maandag 1 juni 2026, 19.45 tot 22.00 uur" in body(mail, part)
        assert address_of(person) in body(mail, part)


@pytest.mark.parametrize("kind", KINDS)
def test_no_mail_fetches_anything(kind: str) -> None:
    html = body(one_of(kind), "html")

    assert not [word for word in ("<img", "src=", "url(", "@import", "<script") if word in html]


def test_a_waiting_mail_tells_the_place_in_line_and_the_way_out() -> None:
    text = body(one_of("waiting"))

    assert "Je staat op plek 1 in de rij." in text
    assert "van de wachtlijst af" in text


def test_choices_stand_in_the_mail_with_their_places() -> None:
    one_of("confirmed")

    texts = [body(mail) for mail in mails()]
    assert "Werksessies: Tafel 1: Onderwerp 1 – je hebt een plaats" in texts[0]
    assert "Werksessies: Tafel 1: Onderwerp 1 – wachtlijst, plek 1" in texts[1]


@pytest.mark.parametrize(
    ("kind", "method", "sequence"),
    [("confirmed", "REQUEST", 0), ("promoted", "REQUEST", 0), ("cancelled", "CANCEL", 1)],
)
def test_a_seat_comes_with_a_calendar_file(kind: str, method: str, sequence: int) -> None:
    found = calendar(one_of(kind))

    assert found is not None
    said, entry = found
    assert (said, entry["SEQUENCE"], entry.decoded("DTSTART")) == (method, sequence, START)


def test_a_cancelled_seat_is_the_same_entry_as_the_confirmed_one() -> None:
    person = signed_up(published_event())
    cancel(person, now=NOW, by=None)

    files = [calendar(mail) for mail in mails()]

    assert len({file[1]["UID"] for file in files if file}) == 1


@pytest.mark.parametrize("kind", ["waiting", "already"])
def test_who_waits_or_was_known_gets_no_calendar_file(kind: str) -> None:
    assert calendar(one_of(kind)) is None


def test_who_leaves_the_waiting_list_has_no_appointment_to_cancel() -> None:
    event = published_event(capacity=1)
    signed_up(event, "een@example.org")
    cancel(signed_up(event, "twee@example.org"), now=NOW, by=None)

    *_others, mail = mails()

    assert (mail["To"], calendar(mail)) == ("twee@example.org", None)


def test_an_event_without_a_day_has_no_calendar_file() -> None:
    signed_up(published_event(precision="month"))

    (mail,) = mails()
    assert calendar(mail) is None
    assert "agenda" not in body(mail)


def test_a_mail_is_in_the_language_of_the_person() -> None:
    person = signed_up(published_event(), language="en")

    (mail,) = mails()
    assert mail["Subject"].startswith("You are signed up: ")
    assert "Monday 1 June 2026, 19:45 to 22:00" in body(mail)
    assert f"{site.SITE_URL}/en/aanmelding/{person.code}" in body(mail)


def test_a_mail_tells_what_is_published_and_not_the_draft() -> None:
    event = make_event(title="Oud", venue=make_venue(name="Het Huis"))
    publish(event, now=NOW, by=None)
    Event.objects.filter(pk=event.pk).update(title="Geheim", starts_at=START + timedelta(hours=1))

    signed_up(event)

    (mail,) = mails()
    assert (mail["Subject"], "19.45" in body(mail)) == ("Je bent aangemeld: Oud", True)
    assert "Het Huis" in body(mail)


def test_a_line_break_in_a_title_never_becomes_a_header() -> None:
    event = published_event(title="Avond\r\nBcc: spion@example.org")

    signed_up(event)

    (mail,) = mails()
    assert (mail["Bcc"], mail["To"].count("@")) == (None, 1)
    assert mail["Subject"] == "Je bent aangemeld: Avond Bcc: spion@example.org"


def test_what_people_type_comes_through_literally() -> None:
    event = published_event(title="Thee & {{ 7|add:7 }} <b>")

    signed_up(event, given_name="<i>{{ 7|add:7 }}{% now 'Y' %}</i> & d'")

    (mail,) = mails()
    assert "Beste <i>{{ 7|add:7 }}{% now 'Y' %}</i> & d'," in body(mail)
    assert "Wat: Thee & {{ 7|add:7 }} <b>" in body(mail)
    assert "&lt;i&gt;{{ 7|add:7 }}{% now &#x27;Y&#x27; %}&lt;/i&gt; &amp; d&#x27;" in body(
        mail, "html"
    )


def test_a_mailbox_cannot_be_flooded_through_the_form() -> None:
    event = published_event()
    signed_up(event, "jan@example.org")

    for _time in range(10):
        sign_up(event, applicant=applicant("jan@example.org"), form_key=uuid4(), now=NOW)

    assert len(mails()) == 1 + 3


def test_a_refused_sign_up_leaves_no_mail() -> None:
    event = published_event()
    text = make_consent(published_event())

    with pytest.raises(WrongChoice):
        signed_up(event, consents=[text])

    assert mails() == []
