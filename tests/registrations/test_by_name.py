"""The one order of names: who has one name stands under it, who has none after their lead."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from events.models import Event
from registrations.models import Choice, Question, Registration
from registrations.sign_up.applying import Companion, Reply
from tests.factories import evening_with_tables, made, published_event, signed_up
from tests.registrations.exporting.readers import client_of, download, read_csv

pytestmark = pytest.mark.django_db
IN_ORDER = [
    *("Aarts, Al", "Carla", "Mol, Bo", "Meekomer 1 van Bo Mol", "Meekomer 2 van Bo Mol"),
    *("Zand, Cas", "Meekomer 2 van Cas Zand"),
]


def event_with_parties() -> Event:
    event, picks = evening_with_tables(nameless_companions=True, most_together=3)
    bare = {"infix": "", "picks": picks[:1]}
    here = {"picks": tuple(picks[:1])}
    al = [Companion("Al", "", "Aarts", **here), Companion(**here)]
    signed_up(event, given_name="Cas", family_name="Zand", companions=al, **bare)
    two = [Companion(**here), Companion(**here)]
    signed_up(event, given_name="Bo", family_name="Mol", companions=two, **bare)
    signed_up(event, given_name="Carla", family_name="", **bare)
    return event


def named(people: list[Registration]) -> list[str]:
    return [one.known_as if one.nameless else one.listed_name for one in people]


def test_nobody_stands_first_for_want_of_a_name() -> None:
    event = event_with_parties()

    people = event.registrations.select_related("lead")
    choices = Choice.objects.select_related("registration__lead").by_name()

    assert named(list(people.by_name())) == IN_ORDER
    assert named(list(people.by_organisation())) == IN_ORDER
    assert named([choice.registration for choice in choices]) == IN_ORDER


def test_with_parties_together_it_is_the_same_but_for_who_came_along() -> None:
    people = event_with_parties().registrations.select_related("lead").by_party()

    assert named(list(people)) == [
        *("Carla", "Mol, Bo", "Meekomer 1 van Bo Mol", "Meekomer 2 van Bo Mol"),
        *("Zand, Cas", "Aarts, Al", "Meekomer 2 van Cas Zand"),
    ]


def test_a_file_has_a_name_in_each_row() -> None:
    event = event_with_parties()

    rows = read_csv(download(client_of(event), event, each="person"))

    assert [(row["Voornaam"], row["Achternaam"]) for row in rows] == [
        *(("Al", "Aarts"), ("Carla", ""), ("Bo", "Mol"), ("Meekomer 1 van Bo Mol", "")),
        *(("Meekomer 2 van Bo Mol", ""), ("Cas", "Zand"), ("Meekomer 2 van Cas Zand", "")),
    ]
    assert [row["In het alfabet"] for row in rows] == IN_ORDER


def test_the_row_of_a_party_tells_each_of_them() -> None:
    event = event_with_parties()

    rows = read_csv(download(client_of(event), event, each="party"))

    assert [row["Voornaam"] for row in rows] == [
        "Carla",
        "Bo; Meekomer 1 van Bo Mol; Meekomer 2 van Bo Mol",
        "Cas; Al; Meekomer 2 van Cas Zand",
    ]


def test_the_row_of_a_party_keeps_each_part_with_its_name_and_leaves_out_what_is_empty() -> None:
    event = published_event(nameless_companions=True, asks_diet=True)
    asked = [
        made(Question(event=event, text=text, purpose="x", whom=whom))
        for text, whom in (("Hoe kom je?", "lead"), ("Soep?", "all"))
    ]
    people = [Companion(), Companion("Jet", "", "Bos", diet_needs="zonder noten"), Companion()]
    replies = [Reply(asked[0], "fiets"), Reply(asked[1], "ja")]
    signed_up(event, "fatma@example.org", companions=people, replies=replies)

    (row,) = read_csv(download(client_of(event), event, each="party"))

    first = "Meekomer 1 van Fatma van der Berg"
    last = first.replace("1", "3")
    assert (row["Voornaam"], row["Tussenvoegsel"], row["Achternaam"]) == (
        f"Fatma; {first}; Jet; {last}",
        "van der; –; –",
        "Berg; –; Bos",
    )
    assert (row["E-mailadres"], row["Kwam met"]) == ("fatma@example.org", "Berg, Fatma van der")
    assert (row["Hoe kom je?"], row["Soep?"]) == ("fiets", "ja; –; –; –")
    assert (row["Eten"], row["Organisatie"]) == ("–; –; zonder noten; –", "")


def test_where_only_family_names_are_asked_the_name_stands_there() -> None:
    event = event_with_parties()

    rows = read_csv(download(client_of(event), event, each="person", columns=["family_name"]))

    assert [row["Achternaam"] for row in rows][3:5] == [
        "Meekomer 1 van Bo Mol",
        "Meekomer 2 van Bo Mol",
    ]


def test_those_who_signed_up_before_get_their_place_as_well() -> None:
    event = event_with_parties()
    event.registrations.filter(family_name="").update(sort_name="\t\toud")
    migration = import_module("registrations.migrations.0015_sort_given_names_among_family_names")

    migration.sort_anew(apps, SimpleNamespace(connection=connection))

    assert named(list(event.registrations.select_related("lead").by_name())) == IN_ORDER
    assert event.registrations.get(given_name="Carla").sort_name == "carla\t\t"
