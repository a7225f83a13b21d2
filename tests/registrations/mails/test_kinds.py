"""What each kind of mail tells, of each person of a party, in both languages."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from events.models import Case
from events.publishing import publish
from registrations.changing.cancelling import cancel
from registrations.links import address_of
from registrations.mails import Kind, links_mail, subject_of, tell
from registrations.models import Registration
from registrations.sign_up.applying import Companion
from tests.factories import NOW, evening_with_tables, published_event, signed_up
from tests.registrations.mails.parties import (
    OF_ONE_SIGN_UP,
    a_party,
    mail_each_kind,
    offered_party,
)
from tests.registrations.mails.post import body, calendar, mails

pytestmark = pytest.mark.django_db
FETCHING = ("<img", "src=", "url(", "@import", "<script", "<link", "<iframe", "background=")


def last() -> Any:
    return mails()[-1]


def addresses(mail: Any, kind: str = "plain") -> set[str]:
    return set(re.findall(r"https?://[^\s\"<>]+", body(mail, kind)))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", OF_ONE_SIGN_UP)
def test_each_mail_goes_to_who_leads_the_party_in_their_language(kind: Kind, language: str) -> None:
    party = a_party(language=language)
    companion = party.companions.last()

    tell(kind, companion, now=NOW)

    mail = last()
    assert mail["To"] == "fatma@example.org"
    assert f'<html lang="{language}">' in body(mail, "html")
    assert body(mail).startswith({"nl": "Beste Fatma,", "en": "Dear Fatma,"}[language])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_text_and_html_tell_the_same(language: str) -> None:
    party = a_party(language=language)

    mail_each_kind(party)

    for mail in mails():
        page = re.sub(r"(?s)<head>.*?</head>", "", body(mail, "html"))
        shown = set(re.findall(r"[\w.]+", unescape(re.sub(r"<[^>]+>", " ", page))))
        written = re.sub(r"https?://\S+", " ", body(mail))
        assert set(re.findall(r"[\w.]+", written)) == shown, mail["Subject"]
        assert addresses(mail) == addresses(mail, "html")


def test_a_party_reads_who_has_what() -> None:
    a_party()

    (mail,) = mails()
    assert str(mail["Subject"]).startswith("Je bent aangemeld: ")
    assert (
        "Wie:\n"
        "- Fatma van der Berg (met casus): heeft een plaats\n"
        "  Eigen casus: Moestuin\n"
        "  Werksessies: Tafel 1: Onderwerp 1 – heeft een plaats\n"
        "- Ria Bos (met casus): heeft een plaats\n"
        "  Werksessies: Tafel 1: Onderwerp 1 – wachtlijst, plek 1\n"
        "- Meekomer 2 (met casus): wachtlijst, plek 1\n"
    ) in body(mail)


def test_the_words_of_a_role_stand_in_its_mails_as_they_were_typed() -> None:
    a_party()

    (mail,) = mails()
    assert "Neem je <casus> mee.\n\nTot dan!" in body(mail)
    assert "<p>Neem je &lt;casus&gt; mee.</p>\n<p>Tot dan!</p>" in body(mail, "html")


def test_who_comes_alone_is_not_listed() -> None:
    signed_up(published_event())

    (mail,) = mails()
    assert "Wie:" not in body(mail)


def test_cancelling_one_of_a_party_tells_who_still_comes() -> None:
    lead = signed_up(published_event(), companions=[Companion("Ria", "", "Bos")])

    cancel(lead.companions.get(), now=NOW, by=None)

    assert str(last()["Subject"]).startswith("Je aanmelding is gewijzigd: ")
    assert "- Fatma van der Berg: heeft een plaats\n- Ria Bos: komt niet meer" in body(last())


def test_an_offer_tells_until_when_and_asks_yes_or_no() -> None:
    party = offered_party()

    mail = last()
    assert mail["To"] == "fatma@example.org"
    assert "Er zijn 2 plaatsen voor jullie." in body(mail)
    assert "We houden die vast tot maandag 4 mei 2026, 16.0" in body(mail)
    page = f"{address_of(party)}aanbod/"
    assert sorted(addresses(mail)) == [f"{page}?antwoord=ja", f"{page}?antwoord=nee"]
    assert calendar(mail) is None


def test_the_deadline_is_in_the_time_of_the_gathering() -> None:
    party = offered_party()
    party.event.time_zone = "America/Paramaribo"
    party.event.save()
    publish(party.event, now=NOW, by=None)
    party.event.refresh_from_db()

    tell(Kind.OFFER_ENDING, party, now=NOW)

    assert "tot maandag 4 mei 2026, 11.0" in body(last())


def test_who_waits_reads_the_rule_of_the_line_and_the_way_out() -> None:
    event = published_event(capacity=1, offer_hours=4, overtaking=True)
    signed_up(event, "een@example.org")
    signed_up(event, "twee@example.org")
    signed_up(event, "drie@example.org", now=NOW + timedelta(minutes=1))

    text = body(last())
    assert "Je staat op plek 2 in de rij." in text
    assert "Wie met meer mensen komt, kan worden ingehaald door wie wel past." in text
    assert "Er is dan 4 uur overdag de tijd om ja te zeggen." in text
    assert "Bekijk je plek in de rij, of ga van de wachtlijst af" in text


def test_a_mail_to_confirm_an_address_has_one_link() -> None:
    person = signed_up(published_event(proof_hours=3))

    (mail,) = mails()
    assert str(mail["Subject"]).startswith("Bevestig je aanmelding: ")
    assert "We houden een plaats voor je vast tot maandag 4 mei 2026, 15.00 uur." in body(mail)
    assert addresses(mail) == {f"{address_of(person)}bevestigen/"}
    assert calendar(mail) is None


def test_who_gives_a_seat_away_reads_nothing_about_who_comes_instead() -> None:
    party = a_party()

    tell(Kind.HANDED_OVER, party, now=NOW)

    mail = last()
    assert "Ria" not in body(mail)
    assert "Bekijk je aanmelding:" in body(mail)
    found = calendar(mail)
    assert found is not None
    assert found[0] == "CANCEL"


def test_links_to_all_sign_ups_stand_in_one_mail() -> None:
    people = [signed_up(published_event(), "fatma@example.org") for _number in range(2)]

    mail = links_mail("fatma@example.org", people, "en")

    assert mail.subject == "Your sign-ups"
    for person in people:
        with translation.override("en"):
            assert address_of(person) in str(mail.body)
            assert address_of(person) in str(mail.alternatives[0][0])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_mail_fetches_anything_or_leads_anywhere_else(language: str) -> None:
    party = a_party(language=language)

    mail_each_kind(party)

    for mail in mails():
        assert [word for word in FETCHING if word in body(mail, "html")] == []
        assert {url.split("/")[2] for url in addresses(mail) | addresses(mail, "html")} <= {
            "testserver"
        }


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", Kind)
def test_every_subject_fits_on_a_line(kind: Kind, language: str) -> None:
    with translation.override(language):
        subject = subject_of(kind, "Ontmoeting in de wijk " * 20)

    assert len(subject) <= 78
    assert subject.endswith("…") or kind == Kind.LINKS


@pytest.mark.parametrize("kind", OF_ONE_SIGN_UP)
def test_no_name_becomes_a_header(kind: Kind) -> None:
    hostile = "Jan\r\nBcc: spion@example.org\r\n\r\nHallo"
    party = a_party()
    Registration.objects.filter(pk=party.pk).update(given_name=hostile)
    Case.objects.update(title=hostile)
    party.refresh_from_db()

    tell(kind, party, now=NOW)

    mail = last()
    assert (mail["Bcc"], mail["To"]) == (None, "fatma@example.org")


def test_a_mail_takes_as_many_queries_for_one_as_for_three() -> None:
    event, picks = evening_with_tables(seats_per_table=1, tables=1)
    signed_up(event, picks=picks)
    counts = []
    for companions in (0, 2):
        others = [Companion("Ria", "", "Bos", picks=tuple(picks)) for _one in range(companions)]
        lead = signed_up(event, picks=picks, companions=others)
        fresh = Registration.objects.select_related("event", "role").get(pk=lead.pk)
        with CaptureQueriesContext(connection) as queries:
            tell(Kind.CONFIRMED, fresh, now=NOW)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 7
