"""Calling an event off: shown as cancelled everywhere, and everybody told once."""

from datetime import timedelta

import pytest
from django.core import mail

from events.cancelling import EventOver, cancel_event
from events.models import Event
from events.programme import from_json
from festival.models import AuditEntry
from registrations.calling_off import call_off
from registrations.cancelling import cancel
from tests.factories import (
    NOW,
    evening_with_tables,
    make_session,
    make_user,
    published_event,
    signed_up,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def addresses_mailed() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def test_everybody_who_counted_on_it_gets_one_mail_with_a_cancelled_appointment() -> None:
    event, picks = evening_with_tables(capacity=2)
    signed_up(event, "seat@example.org", picks=[picks[0]])
    gone = signed_up(event, "gone@example.org")
    cancel(gone, now=NOW, by=None)
    signed_up(event, "second@example.org")
    signed_up(event, "waits@example.org")
    mail.outbox.clear()

    told = [call_off(event, now=LATER, by=None) for _ in range(2)]

    assert told == [3, 0]
    assert addresses_mailed() == ["seat@example.org", "second@example.org", "waits@example.org"]
    assert mail.outbox[0].subject == f"Afgelast: {event.title}"
    assert f"{event.title} is afgelast." in mail.outbox[0].body
    (calendar,) = [a for a in mail.outbox[0].attachments if a[0] == "agenda.ics"]
    assert "METHOD:CANCEL" in calendar[1]


def test_the_public_sees_the_cancellation_and_nothing_of_the_draft() -> None:
    event = published_event(title="Zoals bekend")
    make_session(event, "Nog geheim")
    Event.objects.filter(pk=event.pk).update(title="Nieuwe titel")
    user = make_user(name="Anneke")

    cancel_event(event, now=LATER, by=user)

    event.refresh_from_db()
    release = event.release
    assert release is not None
    public = from_json(release.content)
    assert (public.title, public.sessions, public.cancelled) == ("Zoals bekend", (), True)
    assert (release.number, public.sequence, release.card["cancelled"]) == (2, 1, True)
    assert (event.cancelled_at, event.cancelled_by) == (LATER, user)
    assert AuditEntry.objects.filter(action="cancel event", actor_name="Anneke").count() == 1


def test_a_second_time_changes_nothing() -> None:
    event = published_event()
    cancel_event(event, now=NOW, by=None)

    again = cancel_event(event, now=LATER, by=None)

    assert (again.cancelled_at, again.releases.count()) == (NOW, 2)


def test_what_is_over_cannot_be_cancelled() -> None:
    event = published_event()

    with pytest.raises(EventOver, match="voorbij"):
        call_off(event, now=event.ends_at, by=None)

    event.refresh_from_db()
    assert event.cancelled_at is None


def test_a_draft_is_cancelled_without_being_published() -> None:
    event = published_event()
    Event.objects.filter(pk=event.pk).update(release=None)

    cancel_event(event, now=LATER, by=None)

    event.refresh_from_db()
    assert (event.release, event.cancelled_at) == (None, LATER)
