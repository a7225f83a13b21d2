"""The numbers of tables: what cannot be, is told in its row."""

from typing import Any

import pytest

from events.numbering import NumberRefused, renumber
from tests.events.workspace.programme.test_list import maker
from tests.events.workspace.programme.test_tables import opened, tables_session, url
from tests.factories import NOW, make_table

pytestmark = pytest.mark.django_db


def test_a_number_that_is_too_high_is_refused_beside_the_field() -> None:
    session = tables_session()
    client = maker(session.event)
    typed = opened(client, session) | {"new1-topic": "De basis", "new1-place": "40000"}

    answer = client.post(url(session), typed)

    assert answer.status_code == 422
    assert list(answer.context["grid"].rows[0].errors) == ["place"]
    assert session.tables.count() == 0


def test_tables_change_places_whatever_their_numbers() -> None:
    session = tables_session()
    first = make_table(session, topic="Een", number=30_000)
    second = make_table(session, topic="Twee", number=9_999)

    renumber(session, {first.pk: 9_999, second.pk: 30_000}, now=NOW, by=None)

    assert [table.topic for table in session.tables.all()] == ["Een", "Twee"]


def test_a_number_that_cannot_be_given_is_told_in_its_row(monkeypatch: Any) -> None:
    session = tables_session()
    table = make_table(session, topic="De basis")
    client = maker(session.event)

    def refuse(*_args: Any, **_rest: Any) -> None:
        raise NumberRefused(table, "Dit nummer kan niet.")

    monkeypatch.setattr("events.workspace.programme.tables.renumber", refuse)
    answer = client.post(url(session), opened(client, session) | {f"{table.code}-place": "7"})

    assert answer.status_code == 422
    assert answer.context["grid"].rows[0].errors == {"place": ["Dit nummer kan niet."]}
