"""What is removed can be put back, whole."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError

from events.models import Appearance, Session, Table
from festival import trash
from festival.editing import remove, restore
from festival.models import AuditEntry, Trashed
from tests.factories import (
    NOW,
    evening_with_tables,
    made,
    make_event,
    make_person,
    make_session,
    make_table,
    make_theme,
    signed_up,
)

pytestmark = pytest.mark.django_db


def test_a_session_comes_back_with_its_tables_and_who_sits_there() -> None:
    session = make_session(make_event())
    table = make_table(session, 1, topic="Zorg")
    was = session.pk
    made(Appearance(table=table, person=make_person(), role="host"))

    trashed = remove(session, now=NOW, by=None)
    assert (Session.objects.count(), Table.objects.count()) == (0, 0)
    back = restore(trashed, now=NOW, by=None)

    assert isinstance(back, Session)
    assert back.pk == was
    assert [(t.pk, t.code, t.topic) for t in back.tables.all()] == [(table.pk, table.code, "Zorg")]
    assert [str(a) for a in table.appearances.all()] == ["Hans Nooren (begeleider)"]
    assert list(AuditEntry.objects.order_by("id").values_list("action", flat=True))[-2:] == [
        "remove",
        "restore",
    ]


def test_what_referred_to_it_does_so_again() -> None:
    event = make_event()
    theme = make_theme(event, "Wonen")
    session = make_session(event, theme=theme)

    trashed = remove(theme, now=NOW, by=None)
    session.refresh_from_db()
    assert session.theme is None
    restore(trashed, now=NOW, by=None)

    session.refresh_from_db()
    assert str(session.theme) == "Wonen"


def test_what_found_another_since_keeps_that() -> None:
    event = make_event()
    theme, other = make_theme(event), make_theme(event)
    session = make_session(event, theme=theme)
    trashed = remove(theme, now=NOW, by=None)
    Session.objects.update(theme=other)

    restore(trashed, now=NOW, by=None)

    session.refresh_from_db()
    assert session.theme == other


def test_twice_is_harmless() -> None:
    trashed = remove(make_theme(make_event()), now=NOW, by=None)

    assert restore(trashed, now=NOW, by=None) is not None
    assert restore(trashed, now=NOW, by=None) is None


def test_a_number_that_is_used_again_is_told() -> None:
    session = make_session(make_event())
    trashed = remove(make_table(session, 1, topic="Zorg"), now=NOW, by=None)
    make_table(session, 1, topic="Energie")

    with pytest.raises(trash.CannotRestore, match="Zorg"):
        restore(trashed, now=NOW, by=None)

    assert [t.topic for t in session.tables.all()] == ["Energie"]


def test_what_it_belonged_to_is_gone_is_told() -> None:
    session = make_session(make_event())
    trashed = remove(make_table(session, 1, topic="Zorg"), now=NOW, by=None)
    remove(session, now=NOW, by=None)

    with pytest.raises(trash.CannotRestore, match="Zorg"):
        restore(trashed, now=NOW, by=None)

    assert Trashed.objects.filter(pk=trashed.pk).exists()


def test_a_row_of_before_an_upgrade_comes_back_all_the_same() -> None:
    trashed = remove(make_theme(make_event(), "Zorg"), now=NOW, by=None)
    trashed.content[0]["fields"]["nothing_we_know"] = 1

    assert str(restore(trashed, now=NOW, by=None)) == "Zorg"


def test_what_somebody_chose_cannot_be_removed() -> None:
    event, picks = evening_with_tables()
    signed_up(event, picks=[picks[0]])

    with pytest.raises(ProtectedError):
        remove(picks[0].session, now=NOW, by=None)

    assert Trashed.objects.count() == 0


def test_the_trash_is_emptied_after_its_time() -> None:
    remove(make_theme(make_event()), now=NOW, by=None)

    assert trash.forget(NOW + trash.KEPT_FOR - timedelta(seconds=1)) == 0
    assert trash.forget(NOW + trash.KEPT_FOR) == 1
