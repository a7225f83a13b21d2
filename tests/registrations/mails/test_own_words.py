"""An event's own words in its mails: written, filled in, looked at, and taken back."""

from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from events.models import Event
from events.published import with_release
from festival.models import Trashed
from registrations.changing.cancelling import cancel
from registrations.mails import Kind, Letter
from registrations.mails.letters import written_to
from registrations.models import MailText, Registration
from registrations.placeholders import KNOWN, filled, unknown_in
from tests.factories import NOW, join_team, made, make_event, published_event, signed_up
from tests.registrations.filling_in import problems, text_of
from tests.registrations.mails.post import body, mails

pytestmark = pytest.mark.django_db
HOSTILE = "<b>{email}</b>"


@pytest.fixture(autouse=True)
def in_may() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def event() -> Event:
    return published_event(title="Thee", contact_email="wij@x.example")


@pytest.fixture
def editor(event: Event) -> Client:
    client = Client()
    client.force_login(join_team(event, "editor"))
    return client


def page_of(event: Event, kind: str = "confirmed", rest: str = "") -> str:
    return f"/beheer/{event.slug}/mails/{kind}/{rest}"


def wording(event: Event, kind: str = "confirmed", **words: str) -> MailText:
    return made(MailText(event=event, kind=kind, **words))


def typed(client: Client, event: Event, **words: str) -> dict[str, str]:
    """What a browser sends once the form has been opened and filled in."""
    form = client.get(page_of(event)).context["form"]
    return {"subject": "", "opening": "", "seen": form.initial["seen"]} | words


def test_own_words_stand_above_the_facts_and_in_the_subject(event: Event) -> None:
    wording(event, subject="Welkom {naam}", opening="Fijn dat je komt, {naam}.\n\nTot {datum}!")

    person = signed_up(event)

    (mail,) = mails()
    assert str(mail["Subject"]) == "Welkom Fatma"
    assert "Fijn dat je komt, Fatma.\n\nTot 1 juni 2026!" in body(mail)
    assert "<p>Fijn dat je komt, Fatma.</p>" in body(mail, "html")
    assert "Wanneer: maandag 1 juni 2026, 19.45 tot 22.00 uur" in body(mail)
    assert person.code in body(mail)


def test_every_word_in_braces_is_filled_in(event: Event) -> None:
    wording(event, opening=" | ".join(f"{{{word}}}" for word in KNOWN))

    signed_up(event)

    (mail,) = mails()
    assert "Fatma | Thee | maandag 1 juni 2026, 19.45 tot 22.00 uur | 1 juni 2026 |" in body(mail)


def test_own_words_are_in_the_language_of_the_event_and_the_rest_is_not(event: Event) -> None:
    wording(event, opening="Tot {wanneer}.")

    signed_up(event, language="en")

    (mail,) = mails()
    assert "Tot maandag 1 juni 2026, 19.45 tot 22.00 uur." in body(mail)
    assert "When: Monday 1 June 2026, 19:45 to 22:00" in body(mail)
    assert '<div lang="nl"><p>Tot maandag' in body(mail, "html")


def test_a_hostile_name_is_shown_and_never_filled_in(event: Event) -> None:
    wording(event, subject="Dag {naam}", opening="Dag {naam}.")

    signed_up(event, given_name="{bijeenkomst}<b>{naam}\r\nBcc: spion@x.example")

    (mail,) = mails()
    assert mail["Bcc"] is None
    assert "{bijeenkomst}<b>{naam}" in str(mail["Subject"])
    assert "Dag {bijeenkomst}<b>{naam}" in body(mail)
    assert "Dag {bijeenkomst}&lt;b&gt;{naam}" in body(mail, "html")


@given(name=st.text(max_size=40), text=st.text(max_size=60))
def test_what_is_filled_in_is_only_ever_the_words_between_braces(name: str, text: str) -> None:
    pieces = filled(f"{text}{{naam}}", {"naam": name})

    assert pieces.endswith(name)
    assert unknown_in(text.replace("{", "")) == []


def test_other_events_and_other_kinds_keep_the_usual_words(event: Event) -> None:
    wording(event, "cancelled", opening="Jammer.")
    other = published_event()

    signed_up(other)
    cancel(signed_up(event), now=NOW, by=None)

    assert ["Jammer." in body(mail) for mail in mails()] == [False, False, True]


def test_what_is_written_for_one_mail_goes_before_the_usual_words(event: Event) -> None:
    person = Registration(event=event, given_name="Fatma")
    usual = Letter("Vast onderwerp", "Vaste tekst", "nl")

    letter = written_to(person, with_release(event).programme, Letter(text="Nu"), usual)

    assert (letter.subject, letter.text) == ("Vast onderwerp", "Nu")


@pytest.mark.parametrize("name", ["subject", "opening"])
def test_an_unknown_word_in_braces_is_refused_beside_its_field(
    name: str, event: Event, editor: Client
) -> None:
    answer = editor.post(page_of(event), typed(editor, event, **{name: "Dag {naam} {voornaam}"}))

    assert answer.status_code == 422
    assert problems(answer) == {
        name: ["{voornaam} wordt niet vanzelf ingevuld. Kies een van de woorden hieronder."]
    }
    assert "Dag {naam} {voornaam}" in answer.content.decode()
    assert not MailText.objects.exists()


def test_unknown_words_are_refused_by_the_model_as_well(event: Event) -> None:
    with pytest.raises(ValidationError):
        wording(event, opening="{x}")


def test_words_are_saved_and_changed(event: Event, editor: Client) -> None:
    first = editor.post(page_of(event), typed(editor, event, opening="Hallo {naam}"))
    second = editor.post(page_of(event), typed(editor, event, opening="Dag {naam}"))

    assert (first.status_code, second.status_code) == (302, 302)
    assert list(MailText.objects.values_list("kind", "opening")) == [("confirmed", "Dag {naam}")]


def test_two_organisers_at_once_do_not_overwrite_each_other(event: Event, editor: Client) -> None:
    late = typed(editor, event, opening="Van Bo")
    editor.post(page_of(event), typed(editor, event, opening="Van An"))

    answer = editor.post(page_of(event), late)

    assert answer.status_code == 422
    assert "Van An" in problems(answer)["opening"][0]
    assert MailText.objects.get().opening == "Van An"


def test_looking_first_saves_nothing_and_shows_what_was_typed(event: Event, editor: Client) -> None:
    answer = editor.post(page_of(event), typed(editor, event, opening="Dag {naam}!", look="1"))

    assert answer.status_code == 200
    assert "Dag Fatma!" in answer.context["example"].text
    assert "<p>Dag Fatma!</p>" in answer.context["example"].html
    assert not MailText.objects.exists()
    assert mails() == []


def test_the_example_shows_a_strange_name_as_it_was_typed(event: Event, editor: Client) -> None:
    wording(event, opening="Dag {naam}, kom je?")

    answer = editor.get(page_of(event) + "?als=vreemd")

    example = answer.context["example"]
    assert f"Dag {HOSTILE}, kom je?" in example.text
    assert "Dag &lt;b&gt;{email}&lt;/b&gt;, kom je?" in example.html
    assert "<b>" not in answer.content.decode()


@pytest.mark.parametrize("kind", MailText.Kind.values)
def test_every_kind_has_a_page_with_an_example(kind: str, event: Event, editor: Client) -> None:
    answer = editor.get(page_of(event, kind))

    assert answer.status_code == 200
    assert answer.context["example"].subject.endswith("Thee")
    assert kind in set(Kind)


def test_a_draft_can_be_looked_at_before_it_is_published(editor: Client) -> None:
    draft = make_event()
    editor.force_login(join_team(draft, "editor"))

    assert editor.get(page_of(draft)).status_code == 200


def test_a_kind_that_is_not_there_is_not_found(event: Event, editor: Client) -> None:
    assert editor.get(page_of(event, "links")).status_code == 404
    assert editor.post(page_of(event, "links", "terug/")).status_code == 404


def test_the_list_tells_when_each_goes_and_whose_words_it_has(event: Event, editor: Client) -> None:
    wording(event, opening="Dag")

    told = text_of(editor.get(f"/beheer/{event.slug}/mails/"))

    assert "Meteen, naar wie zich aanmeldt en een plaats heeft. Met je eigen woorden." in told
    assert "2 dagen van tevoren, vanaf acht uur" in told
    assert "1 mail heeft je eigen woorden." in text_of(
        editor.get(f"/beheer/{event.slug}/aanmelden/")
    )


def test_going_back_to_the_usual_words_can_be_undone_and_twice_is_harmless(
    event: Event, editor: Client
) -> None:
    wording(event, opening="Dag")

    answers = [editor.post(page_of(event, rest="terug/")) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert not MailText.objects.exists()
    assert Trashed.objects.count() == 1


def test_going_back_is_a_press_and_no_link(event: Event, editor: Client) -> None:
    assert editor.get(page_of(event, rest="terug/")).status_code == 405
