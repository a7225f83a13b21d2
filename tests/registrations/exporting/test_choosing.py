"""The page on which columns are chosen, put in order, and kept under a name."""

from typing import Any

import pytest
from django.http import QueryDict
from django.urls import reverse

from events.models import Event
from festival.models import AuditEntry, Trashed
from registrations.exporting.keeping import keep, wanted_of
from registrations.exporting.wanted import Wanted
from registrations.models import SavedExport
from tests.factories import (
    NOW,
    join_team,
    make_consent,
    make_event,
    make_role,
    published_event,
    signed_up,
)
from tests.registrations.exporting.readers import (
    address_of,
    asked,
    client_of,
    download,
    read_csv,
)

pytestmark = pytest.mark.django_db
ORDER = {"place-status": "1", "place-given_name": "2", "place-family_name": "3"}
THREE = ["status", "given_name", "family_name"]


def kept_in(event: Event, name: str = "Voor de balie", **wanted: Any) -> SavedExport:
    about = Wanted(**({"columns": ("given_name", "email")} | wanted))
    return keep(event, name=name, wanted=about, now=NOW, by=join_team(event))


def titles(content: bytes) -> list[str]:
    return list(read_csv(content)[0])


def test_the_page_opens_with_a_sensible_choice() -> None:
    event = published_event(asks_diet=True)
    make_role(event)
    make_consent(event)
    signed_up(event)

    page = client_of(event).get(address_of(event))

    chosen = [row.column.title for row in page.context["form"].chosen()]
    assert chosen == [
        *("Status", "Voornaam", "Tussenvoegsel", "Achternaam", "E-mailadres", "Organisatie"),
        "Rol",
    ]
    others = {heading for heading, _rows in page.context["form"].others()}
    assert {"Toestemmingen", "Wat nodig is", "Momenten"} <= others


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, ["Status", "Voornaam", "Achternaam"]),
        ({"place-family_name": "1"}, ["Achternaam", "Status", "Voornaam"]),
        ({"place-status": "2"}, ["Voornaam", "Status", "Achternaam"]),
        ({"place-status": "99"}, ["Voornaam", "Achternaam", "Status"]),
        ({"place-status": "eerst"}, ["Status", "Voornaam", "Achternaam"]),
    ],
)
def test_a_column_stands_where_its_number_says(typed: dict[str, str], expected: list[str]) -> None:
    event = published_event()
    signed_up(event)

    content = download(client_of(event), event, columns=THREE, **(ORDER | typed))

    assert titles(content) == expected


def test_a_column_that_is_ticked_anew_comes_last() -> None:
    event = published_event()
    signed_up(event)

    content = download(client_of(event), event, columns=["organisation", *THREE], **ORDER)

    assert titles(content) == ["Status", "Voornaam", "Achternaam", "Organisatie"]


def test_the_order_is_shown_at_an_address_that_holds_it() -> None:
    event = published_event()
    signed_up(event)
    client = client_of(event)

    about = ORDER | {"place-family_name": "1", "kind": "ods", "people": "states=confirmed"}
    shown = asked(client, event, do="arrange", columns=THREE, **about)

    wanted = Wanted.from_query(QueryDict(shown.url.split("?")[1]))
    assert wanted == Wanted(
        columns=("family_name", "status", "given_name"),
        each="together",
        kind="ods",
        people="states=confirmed",
    )
    page = client.get(shown.url)
    assert [row.column.key for row in page.context["form"].chosen()] == list(wanted.columns)
    assert page.context["number"] == 1


def test_nothing_ticked_is_refused_and_what_was_chosen_stays() -> None:
    event = published_event()
    signed_up(event)

    answer = asked(client_of(event), event, columns=[], kind="json", each="party")

    assert answer.status_code == 422
    assert "Kies minstens één kolom." in answer.content.decode()
    form = answer.context["form"]
    assert (form["kind"].value(), form["each"].value()) == ("json", "party")


def test_only_who_agreed_is_in_a_list_for_others() -> None:
    event = published_event(capacity=None)
    consent = make_consent(event, "lijst", "Mijn naam mag op de lijst.")
    signed_up(event, "ja@example.org", consents=[consent])
    signed_up(event, "nee@example.org")
    client = client_of(event)

    rows = read_csv(download(client, event, columns=["email"], consent="lijst"))

    assert [row["E-mailadres"] for row in rows] == ["ja@example.org"]
    assert AuditEntry.objects.get(action="export").changes["filter"] == {"consent": "lijst"}


def test_a_choice_is_kept_and_run_again_without_words_searched_for() -> None:
    event = published_event()
    signed_up(event, "fatma@example.org")
    client = client_of(event)

    about = {"columns": ["email"], "people": "q=fatma&states=confirmed", "name": "Adressen"}
    answer = asked(client, event, do="keep", **about)

    kept = event.saved_exports.get()
    assert (kept.name, kept.wanted["people"]) == ("Adressen", "states=confirmed")
    assert f"bewaard={kept.code}" in answer.url
    assert "q=fatma" in answer.url
    again = client.post(address_of(event, "run_export", code=kept.code))
    assert read_csv(b"".join(again.streaming_content)) == [{"E-mailadres": "fatma@example.org"}]


@pytest.mark.parametrize(("name", "sentence"), [
    ("", "Geef je keuze een naam."),
    ("voor de BALIE", "Er is al een export met deze naam."),
])  # fmt: skip
def test_a_choice_needs_a_name_of_its_own(name: str, sentence: str) -> None:
    event = published_event()
    kept_in(event)

    answer = asked(client_of(event), event, do="keep", columns=THREE, name=name)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert event.saved_exports.count() == 1


def test_a_choice_is_put_anew_under_its_name() -> None:
    event = published_event()
    kept = kept_in(event)
    address = f"{address_of(event)}?bewaard={kept.code}"
    about = {"do": "replace", "columns": ["status"], "each": "party", "kind": "xlsx", "people": ""}

    answer = client_of(event).post(address, about)

    assert answer.status_code == 302
    kept.refresh_from_db()
    assert wanted_of(kept) == Wanted(columns=("status",), each="party", kind="xlsx")
    assert event.saved_exports.count() == 1


def test_a_choice_is_renamed() -> None:
    event = published_event()
    kept = kept_in(event)
    client, address = client_of(event), address_of(event, "kept_export", code=kept.code)
    seen = client.get(address).context["form"]["seen"].value()

    for _twice in range(2):
        assert client.post(address, {"name": "Voor de deur", "seen": seen}).status_code == 302

    kept.refresh_from_db()
    assert kept.name == "Voor de deur"
    assert client.post(address, {"name": "", "seen": seen}).status_code == 422


def test_a_choice_is_removed_and_can_be_brought_back() -> None:
    event = published_event()
    kept = kept_in(event)
    client, address = client_of(event), address_of(event, "remove_export", code=kept.code)

    answers = [client.post(address).url for _twice in range(2)]

    assert answers == [address_of(event)] * 2
    assert event.saved_exports.count() == 0
    page = client.get(address_of(event)).content.decode()
    thing = Trashed.objects.get(event_id=event.pk)
    assert reverse("workspace:restore", args=[event.slug, thing.pk]) in page


def test_a_choice_about_what_is_gone_says_so() -> None:
    event = published_event()
    role = make_role(event)
    kept = kept_in(event, people=f"roles={role.pk}")
    role.delete()
    client = client_of(event)

    answer = client.post(address_of(event, "run_export", code=kept.code), follow=True)

    assert "Wat in deze lijst zou staan, is er niet meer." in answer.content.decode()
    assert not AuditEntry.objects.filter(action="export").exists()


def test_a_column_of_a_question_that_is_gone_is_left_out() -> None:
    event = published_event()
    signed_up(event)
    kept = kept_in(event, columns=("answer-99", "given_name"), kind="csv")

    answer = client_of(event).post(address_of(event, "run_export", code=kept.code))

    assert titles(b"".join(answer.streaming_content)) == ["Voornaam"]


@pytest.mark.parametrize("name", ["run_export", "remove_export"])
def test_reading_an_address_changes_nothing(name: str) -> None:
    event = make_event()
    kept = kept_in(event)

    assert client_of(event).get(address_of(event, name, code=kept.code)).status_code == 405
    assert event.saved_exports.count() == 1


def test_a_wanted_list_survives_being_kept_and_being_an_address() -> None:
    wanted = Wanted(("a", "choice-1"), "party", "pdf", "foto", "q=x%26y&states=confirmed")

    assert Wanted.from_json(wanted.as_json()) == wanted
    assert Wanted.from_query(QueryDict(wanted.as_query())) == wanted
