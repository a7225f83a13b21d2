"""The trail of changes: plain values that outlive what they are about."""

import pytest

from festival.audit import record
from festival.models import AuditEntry
from tests.factories import NOW, make_event, make_user, published_event, signed_up

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_what_and_when() -> None:
    event, organiser = make_event(title="Avond"), make_user(name="Fatma")

    entry = record("open", event, now=NOW, by=organiser, event_id=event.pk, changes={"a": [1, 2]})

    entry.refresh_from_db()
    assert str(entry) == "2026-05-04 10:00 open event Avond"
    assert (entry.actor_id, entry.actor_name) == (organiser.pk, "Fatma")
    assert (entry.event_id, entry.target_id, entry.changes) == (event.pk, event.pk, {"a": [1, 2]})


def test_an_entry_stays_when_its_actor_and_target_are_gone() -> None:
    event, organiser = make_event(title="Avond"), make_user(name="Fatma")
    entry = record("open", event, now=NOW, by=organiser)

    event.delete()
    organiser.delete()

    entry.refresh_from_db()
    assert (entry.actor_name, entry.target_name) == ("Fatma", "Avond")


def test_a_long_name_is_cut_to_fit() -> None:
    event, organiser = make_event(), make_user(name="n" * 150)

    entry = record("open", event, now=NOW, by=organiser, name="x" * 400)

    assert (len(entry.target_name), len(entry.actor_name)) == (300, 150)


def test_no_personal_data_of_residents_is_in_the_trail() -> None:
    signed_up(
        published_event(),
        "canary@example.org",
        given_name="Canary",
        family_name="Kanarie",
        access_needs="canary-needs",
    )

    rows = str(list(AuditEntry.objects.values())).lower()

    assert "kanari" not in rows
    assert "canary" not in rows
