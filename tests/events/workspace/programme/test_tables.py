"""The grid of tables: one form, one save, people found or made on the way."""

from typing import Any

import pytest
from django.test import Client

from events.models import Session, Table
from festival.models import Trashed
from partners.models import Organisation, Person
from tests.events.workspace.programme.test_list import address, maker, messages
from tests.factories import (
    NOW,
    evening_with_tables,
    make_event,
    make_organisation,
    make_person,
    make_session,
    make_table,
    make_theme,
    signed_up,
)

pytestmark = pytest.mark.django_db


def tables_session(**fields: Any) -> Session:
    return make_session(make_event(**fields), "Werksessies", kind="tables")


def url(session: Session) -> str:
    return address(session.event, "tables", session.code)


def opened(client: Client, session: Session) -> dict[str, Any]:
    """What a browser would send back, unchanged."""
    grid = client.get(url(session)).context["grid"]
    typed: dict[str, Any] = {"row": [row.prefix for row in grid.rows]}
    for row in grid.rows:
        typed |= {row[name].html_name: row[name].value() or "" for name in row.fields}
    return typed


def cast_of(table: Table) -> list[tuple[str, str]]:
    return [(a.role, a.person.full_name) for a in table.appearances.all()]


def test_tables_are_typed_with_their_people() -> None:
    session = tables_session()
    client = maker(session.event)
    typed = opened(client, session) | {
        "new1-topic": "De basis",
        "new1-question": "Wat werkt?",
        "new1-hosts": "Hans Nooren (Lucas Community, lucascommunity.nl)",
        "new1-co_hosts": "Meta de Vries (Buurt); Stephan Jackmuth (Buurt)",
        "new1-capacity": "8",
        "new2-topic": "Lokale economie",
    }

    answer = client.post(url(session), typed, follow=True)

    assert messages(answer) == ["2 tafels opgeslagen."]
    first, second = session.tables.all()
    assert (first.number, first.topic, first.question, first.capacity) == (
        1,
        "De basis",
        "Wat werkt?",
        8,
    )
    assert (second.number, second.topic, second.capacity) == (2, "Lokale economie", None)
    assert cast_of(first) == [
        ("host", "Hans Nooren"),
        ("co-host", "Meta de Vries"),
        ("co-host", "Stephan Jackmuth"),
    ]
    assert [(o.name, o.website) for o in Organisation.objects.all()] == [
        ("Buurt", ""),
        ("Lucas Community", "https://lucascommunity.nl"),
    ]
    meta = Person.objects.get(given_name="Meta")
    assert (meta.infix, meta.family_name) == ("de", "Vries")


def test_saving_what_is_there_changes_nothing() -> None:
    session = tables_session()
    make_table(session)
    client = maker(session.event)
    client.post(
        url(session), opened(client, session) | {"new1-topic": "X", "new1-hosts": "Jan Bos"}
    )
    before = list(Table.objects.values())

    client.post(url(session), opened(client, session))

    assert list(Table.objects.values()) == before
    assert Person.objects.count() == 1


def test_somebody_who_is_known_is_taken() -> None:
    session, hans = tables_session(), make_person("Hans", "Nooren")
    client = maker(session.event)

    typed = {"new1-topic": "Zorg", "new1-hosts": "nooren, hans"}
    client.post(url(session), opened(client, session) | typed)

    assert session.tables.get().appearances.get().person == hans


def test_one_name_in_two_rows_is_one_person() -> None:
    session = tables_session()
    client = maker(session.event)
    typed = {
        "new1-topic": "Zorg",
        "new1-hosts": "Fatma van der Berg (Buurtenergie)",
        "new2-topic": "Energie",
        "new2-hosts": "Fatma van der Berg",
    }

    client.post(url(session), opened(client, session) | typed)

    assert [str(p.organisation) for p in Person.objects.all()] == ["Buurtenergie"]
    assert [cast_of(table) for table in session.tables.all()] == [
        [("host", "Fatma van der Berg")],
        [("host", "Fatma van der Berg")],
    ]


def test_a_name_that_comes_near_is_asked_about() -> None:
    session, hans = tables_session(), make_person("Hans", "Nooren")
    client = maker(session.event)
    typed = opened(client, session) | {"new1-topic": "Zorg", "new1-hosts": "Hans Noren"}

    asked = client.post(url(session), typed)
    (question,) = asked.context["grid"].questions
    client.post(url(session), typed | {question.name: hans.code})

    assert (asked.status_code, question.words) == (422, "Wie is “Hans Noren”?")
    assert "Hans Noren</textarea>" in asked.content.decode()
    assert session.tables.get().appearances.get().person == hans
    assert Person.objects.count() == 1


def test_a_name_that_comes_near_may_be_somebody_new() -> None:
    session = tables_session()
    make_person("Hans", "Nooren")
    client = maker(session.event)
    typed = opened(client, session) | {"new1-topic": "Zorg", "new1-hosts": "Hans Noren"}

    (question,) = client.post(url(session), typed).context["grid"].questions
    client.post(url(session), typed | {question.name: "new"})

    assert [p.full_name for p in Person.objects.all()] == ["Hans Nooren", "Hans Noren"]


def test_an_organisation_that_comes_near_is_asked_about() -> None:
    session, lucas = tables_session(), make_organisation("Lucas Community")
    client = maker(session.event)
    name = "Hans Nooren (Lucas Comunity)"
    typed = opened(client, session) | {"new1-topic": "Zorg", "new1-hosts": name}

    (question,) = client.post(url(session), typed).context["grid"].questions
    client.post(url(session), typed | {question.name: lucas.code})

    assert Person.objects.get().organisation == lucas


def test_two_people_work_on_one_row() -> None:
    session = tables_session()
    table = make_table(session)
    client = maker(session.event)
    mine, theirs = opened(client, session), opened(client, session)

    client.post(url(session), theirs | {f"{table.code}-topic": "Wonen"})
    client.post(url(session), mine | {f"{table.code}-hosts": "Jan Bos"})

    table.refresh_from_db()
    assert (table.topic, cast_of(table)) == ("Wonen", [("host", "Jan Bos")])


def test_the_same_cell_is_refused_with_both_versions() -> None:
    session = tables_session()
    table = make_table(session)
    client = maker(session.event)
    mine, theirs = opened(client, session), opened(client, session)

    client.post(url(session), theirs | {f"{table.code}-hosts": "Jan Bos"})
    refused = client.post(url(session), mine | {f"{table.code}-hosts": "Piet Vos"})

    assert refused.status_code == 422
    row = refused.context["grid"].rows[0]
    assert "“Jan Bos”" in row.errors["hosts"][0]
    assert row["hosts"].value() == "Piet Vos"


def test_two_tables_change_places() -> None:
    session = tables_session()
    one, two = make_table(session, topic="A"), make_table(session, topic="B")
    client = maker(session.event)

    client.post(
        url(session),
        opened(client, session) | {f"{one.code}-place": "2", f"{two.code}-place": "1"},
    )

    assert [table.topic for table in session.tables.all()] == ["B", "A"]


def test_one_number_for_two_tables_is_refused() -> None:
    session = tables_session()
    one = make_table(session)
    make_table(session)
    client = maker(session.event)

    answer = client.post(url(session), opened(client, session) | {f"{one.code}-place": "2"})

    assert answer.status_code == 422
    assert "Een andere tafel heeft dit nummer." in answer.content.decode()


def test_a_row_is_removed_and_put_back_and_the_rest_is_saved() -> None:
    session = tables_session()
    one, two = make_table(session), make_table(session)
    client = maker(session.event)

    client.post(
        url(session), opened(client, session) | {f"{two.code}-topic": "Nieuw", "remove": one.code}
    )
    assert [table.topic for table in session.tables.all()] == ["Nieuw"]
    client.post(address(session.event, "restore", Trashed.objects.get().pk))  # type: ignore[arg-type]

    assert [table.topic for table in session.tables.all()] == ["Onderwerp 1", "Nieuw"]


def test_a_table_that_somebody_removed_meanwhile_is_not_lost() -> None:
    session = tables_session()
    table = make_table(session)
    client = maker(session.event)
    mine = opened(client, session) | {f"{table.code}-topic": "Mijn versie"}
    client.post(url(session), opened(client, session) | {"remove": table.code})

    told = client.post(url(session), mine)
    client.post(url(session), mine | {f"{table.code}-anew": "1"})

    assert told.status_code == 422
    assert "Mijn versie" in told.content.decode()
    assert session.tables.get().topic == "Mijn versie"


def test_a_table_that_people_chose_stays(time_machine: Any) -> None:
    time_machine.move_to(NOW)
    event, picks = evening_with_tables(tables=1)
    signed_up(event, picks=[picks[0]])
    session = event.sessions.get()
    client = maker(event)

    answer = client.post(
        url(session),
        opened(client, session) | {"remove": session.tables.get().code},
        follow=True,
    )

    assert messages(answer) == [
        (
            f"Mensen hebben voor “{picks[0].table}” gekozen. Daarom kan dit niet weg. Gaat "
            "“Werksessie” niet door? Open het onderdeel en last het af: wie komt, krijgt een mail."
        )
    ]
    assert session.tables.count() == 1


def test_fewer_seats_than_taken_are_refused_and_nothing_is_saved() -> None:
    event, picks = evening_with_tables(tables=2)
    for _ in range(2):
        signed_up(event, picks=[picks[0]])
    session = event.sessions.get()
    one, two = session.tables.all()
    client = maker(event)

    typed = {f"{one.code}-capacity": "1", f"{two.code}-topic": "Nieuw", "new1-topic": "Drie"}
    answer = client.post(url(session), opened(client, session) | typed)

    assert answer.status_code == 422
    assert answer.context["grid"].rows[0].errors["capacity"] == [
        "Er zijn al 2 plaatsen bezet; het aantal plaatsen kan niet lager zijn."
    ]
    assert [t.topic for t in session.tables.all()] == ["Onderwerp 1", "Onderwerp 2"]


def test_more_tables_ask_no_more_of_the_database(django_assert_max_num_queries: Any) -> None:
    session = tables_session()
    make_theme(session.event)
    for _ in range(20):
        make_table(session)
    client = maker(session.event)

    with django_assert_max_num_queries(12):
        assert client.get(url(session)).status_code == 200


def test_no_seats_is_something_else_than_no_limit(time_machine: Any) -> None:
    time_machine.move_to(NOW)
    session = tables_session()
    table = make_table(session, topic="De basis", capacity=None)
    client = maker(session.event)

    client.post(url(session), opened(client, session) | {f"{table.code}-capacity": "0"})

    table.refresh_from_db()
    assert table.capacity == 0
