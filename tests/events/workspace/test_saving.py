"""Saving a part with seats: who waits moves up, and nobody loses a seat."""

from typing import Any

import pytest
from django.test import RequestFactory

from events.models import Table
from events.workspace.saving import SeatedForm, saved
from registrations.states import ChoiceStatus
from tests.factories import NOW, evening_with_tables, make_user, signed_up

pytestmark = pytest.mark.django_db


class TableForm(SeatedForm):
    class Meta:
        model = Table
        fields = ["topic", "capacity"]


def sent(table: Table, **typed: Any) -> tuple[Any, Any]:
    form = TableForm(instance=table)
    values = {name: form[name].value() or "" for name in form.fields}
    request = RequestFactory().post("/", values | typed)
    request.user = make_user()
    return saved(TableForm, request, table, event=table.session.event, now=NOW)


def test_more_seats_let_who_waits_move_up() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    signed_up(event, picks=[picks[0]])
    waits = signed_up(event, picks=[picks[0]])

    _form, table = sent(Table.objects.get(number=1), topic="Zorg in de buurt", capacity="2")

    assert (table.topic, table.capacity, table.seats_taken) == ("Zorg in de buurt", 2, 2)
    assert waits.choices.get().status == ChoiceStatus.SEATED


def test_fewer_seats_than_taken_are_refused_beside_the_field() -> None:
    event, picks = evening_with_tables(seats_per_table=2)
    signed_up(event, picks=[picks[0]])
    signed_up(event, picks=[picks[0]])

    form, table = sent(Table.objects.get(number=1), topic="Zorg", capacity="1")

    assert table is None
    assert list(form.errors) == ["capacity"]
    assert Table.objects.get(number=1).topic != "Zorg"
