"""Consents in the workspace: a new wording is a new version, and what was agreed to stays."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from events.models import Event
from registrations.changing.consenting import withdraw
from registrations.models import Consent, ConsentText
from tests.factories import NOW, join_team, make_consent, published_event, signed_up
from tests.registrations.filling_in import problems, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_may() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def event() -> Event:
    return published_event()


@pytest.fixture
def editor(event: Event) -> Client:
    client = Client()
    client.force_login(join_team(event, "editor"))
    return client


def page_of(event: Event, rest: str = "") -> str:
    return f"/beheer/{event.slug}/aanmelden/toestemming/{rest}"


def texts() -> list[tuple[str, int, str, bool]]:
    rows = ConsentText.objects.order_by("key", "version")
    return list(rows.values_list("key", "version", "text", "retired"))


def asked_on_the_form(event: Event) -> list[str]:
    form = Client().get(f"/bijeenkomst/{event.slug}/aanmelden/").context["form"]
    return [str(f.label) for name, f in form.fields.items() if name.startswith("consent-")]


def test_a_consent_gets_a_name_for_lists_and_is_asked(editor: Client, event: Event) -> None:
    for _time in range(2):
        editor.post(page_of(event, "nieuw/"), {"name": "Foto’s", "text": "Ik mag op de foto."})

    assert [row[:2] for row in texts()] == [("fotos", 1), ("fotos-2", 1)]
    assert asked_on_the_form(event) == ["Ik mag op de foto."] * 2


def test_other_words_are_a_next_version(editor: Client, event: Event) -> None:
    text = make_consent(event, "foto", "Ik mag op de foto.")
    person = signed_up(event, consents=[text])

    editor.post(page_of(event, "foto/woorden/"), {"text": "Ik mag herkenbaar.", "seen": "1"})

    assert [row[1:3] for row in texts()] == [(1, "Ik mag op de foto."), (2, "Ik mag herkenbaar.")]
    assert asked_on_the_form(event) == ["Ik mag herkenbaar."]
    assert person.consents.get().text.text == "Ik mag op de foto."


def test_the_same_words_make_no_version(editor: Client, event: Event) -> None:
    make_consent(event, "foto", "Ik mag op de foto.")

    editor.post(page_of(event, "foto/woorden/"), {"text": "Ik mag op de foto.", "seen": "1"})

    assert len(texts()) == 1


def test_two_people_who_word_it_anew_see_both(editor: Client, event: Event) -> None:
    make_consent(event, "foto", "Ik mag op de foto.")
    editor.post(page_of(event, "foto/woorden/"), {"text": "Die van haar.", "seen": "1"})

    answer = editor.post(page_of(event, "foto/woorden/"), {"text": "Die van mij.", "seen": "1"})

    assert "“Die van haar.”" in problems(answer)["text"][0]
    assert answer.context["form"]["text"].value() == "Die van mij."
    again = {"text": "Die van mij.", "seen": answer.context["form"]["seen"].value()}
    assert editor.post(page_of(event, "foto/woorden/"), again).status_code == 302
    assert texts()[-1][1:3] == (3, "Die van mij.")


def test_versions_are_listed_with_how_many_agreed(editor: Client, event: Event) -> None:
    text = make_consent(event, "foto", "Ik mag op de foto.")
    first = signed_up(event, consents=[text])
    signed_up(event, consents=[text])
    withdraw(first, Consent.objects.get(registration=first).pk, now=NOW)
    editor.post(page_of(event, "foto/woorden/"), {"text": "Ik mag herkenbaar.", "seen": "1"})

    told = text_of(editor.get(page_of(event)))

    assert "Versie 2: 0 mensen geven toestemming Versie 1: 1 persoon geeft toestemming" in told
    assert "ingetrokken: 1 – Ik mag op de foto." in told


def test_a_consent_is_no_longer_asked_and_then_again(editor: Client, event: Event) -> None:
    make_consent(event, "foto", "Ik mag op de foto.")

    for _time in range(2):
        editor.post(page_of(event, "foto/vragen/"), {"retired": "yes"})
    gone = asked_on_the_form(event)
    editor.post(page_of(event, "foto/vragen/"), {"retired": "no"})

    assert (gone, asked_on_the_form(event)) == ([], ["Ik mag op de foto."])


def test_a_consent_without_words_is_refused(editor: Client, event: Event) -> None:
    answer = editor.post(page_of(event, "nieuw/"), {"name": "foto", "text": " "})

    assert (answer.status_code, list(problems(answer))) == (422, ["text"])


def test_the_consent_of_another_event_is_not_found(editor: Client, event: Event) -> None:
    make_consent(published_event(), "foto")

    for how, where in (("get", "woorden"), ("post", "woorden"), ("post", "vragen")):
        answer = getattr(editor, how)(page_of(event, f"foto/{where}/"))
        assert answer.status_code == 404


def test_a_consent_is_called_by_how_its_words_begin(editor: Client, event: Event) -> None:
    make_consent(
        event, "fotos", "Ik vind het goed dat er foto’s van mij worden gemaakt en getoond."
    )
    begin = "Ik vind het goed dat er foto’s van mij worden gemaakt en ge…"

    listed, one = (text_of(editor.get(page_of(event, rest))) for rest in ("", "fotos/woorden/"))

    assert (begin in listed, begin in one) == (True, True)
    assert "fotos" not in listed
