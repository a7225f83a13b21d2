"""Publishing: freezes the draft, counts on from what calendars already know."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from events.draft import read_draft
from events.models import Event, Session
from events.programme import Programme, from_json
from events.published import published, with_release
from events.publishing import NothingToPublish, numbered, publish
from festival.editing import change, remove
from festival.models import AuditEntry
from tests.factories import (
    NOW,
    made,
    make_block,
    make_event,
    make_person,
    make_room,
    make_session,
    make_table,
    make_theme,
    make_user,
    make_venue,
    published_event,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def public(event: Event) -> Programme:
    """What the public sees of an event now."""
    event.refresh_from_db()
    return with_release(event).programme


def republished(event: Event) -> Programme:
    """Publish a day later, and what the public sees then."""
    publish(event, now=LATER, by=None)
    return public(event)


def test_the_public_sees_the_draft_as_it_was_when_it_was_published() -> None:
    event = make_event(title="Zomeravond")
    make_session(event, "Opening")

    release = publish(event, now=NOW, by=None, notes="eerste")

    seen = public(event)
    assert (seen.title, [s.title for s in seen.sessions]) == ("Zomeravond", ["Opening"])
    assert (release.number, release.notes, release.published_at) == (1, "eerste", NOW)


def test_what_is_changed_later_stays_a_draft() -> None:
    event = published_event(title="Zomeravond")

    change(event, now=NOW, by=None, title="Winteravond")
    make_session(event, "Geheim")

    seen = published(event.slug).programme
    assert (seen.title, seen.sessions) == ("Zomeravond", ())


def test_a_draft_event_is_not_published() -> None:
    event = make_event(visibility=Event.Visibility.DRAFT)

    with translation.override("en"), pytest.raises(NothingToPublish) as refusal:
        publish(event, now=NOW, by=None)

    sentence = "Choose first who may see the event: it is still a draft."
    assert str(refusal.value) == sentence
    assert event.releases.count() == 0


def test_the_trail_says_who_published() -> None:
    event, organiser = make_event(), make_user(name="Fatma")

    publish(event, now=NOW, by=organiser)

    entry = AuditEntry.objects.get(action="publish")
    assert (entry.actor_name, entry.changes) == ("Fatma", {"release": [0, 1]})


def test_a_programme_goes_to_json_and_back_without_loss() -> None:
    event = make_event(venue=make_venue(), motto="Doe het zelf | “Stay connected” é 🚲")
    make_table(make_session(event, "Tafels", kind="tables"))

    draft = read_draft(event)

    assert from_json(draft.as_json()) == draft


# sequences


def test_publishing_twice_moves_no_calendar() -> None:
    event = make_event()
    make_session(event)
    publish(event, now=NOW, by=None)
    before = public(event)

    after = republished(event)

    assert after == before
    assert event.release is not None
    assert event.release.number == 2
    assert [s.changed_at for s in after.sessions] == [NOW]


def test_a_new_text_is_a_change_but_moves_no_calendar() -> None:
    event = make_event()
    session = make_session(event)
    publish(event, now=NOW, by=None)

    change(session, now=NOW, by=None, about="Nieuwe tekst")

    (after,) = republished(event).sessions
    assert (after.sequence, after.changed_at) == (0, LATER)
    assert (public(event).sequence, public(event).changed_at) == (0, LATER)


@pytest.mark.parametrize("what", ["starts_at", "ends_at", "room"])
def test_a_new_time_or_room_moves_the_session_alone(what: str) -> None:
    venue = make_venue()
    event = make_event(venue=venue)
    moved, other = make_session(event, "Een"), make_session(event, "Twee")
    publish(event, now=NOW, by=None)
    values = {
        "starts_at": moved.starts_at + timedelta(minutes=5),
        "ends_at": moved.ends_at + timedelta(minutes=5),
        "room": make_room(venue),
    }

    change(moved, now=NOW, by=None, **{what: values[what]})

    after = republished(event)
    sessions = {session.title: session for session in after.sessions}
    assert (sessions["Een"].sequence, sessions["Een"].changed_at) == (1, LATER)
    assert (sessions["Twee"].sequence, sessions["Twee"].changed_at) == (0, NOW)
    assert (after.sequence, other.title) == (0, "Twee")


def test_another_venue_moves_everything() -> None:
    event = make_event(venue=make_venue())
    make_session(event)
    publish(event, now=NOW, by=None)

    change(event, now=NOW, by=None, venue=make_venue())

    after = republished(event)
    assert (after.sequence, [s.sequence for s in after.sessions]) == (1, [1])
    assert after.sessions[0].changed_at == LATER


def test_a_better_access_note_moves_nothing() -> None:
    venue = make_venue()
    event = make_event(venue=venue)
    publish(event, now=NOW, by=None)

    change(venue, now=NOW, by=None, access_note="De lift is links.")

    after = republished(event)
    assert (after.sequence, after.changed_at) == (0, LATER)


def test_another_start_of_the_event_moves_the_event_and_not_its_sessions() -> None:
    event = make_event()
    make_session(event)
    publish(event, now=NOW, by=None)

    change(event, now=NOW, by=None, starts_at=event.starts_at - timedelta(minutes=15))

    after = republished(event)
    assert (after.sequence, [s.sequence for s in after.sessions]) == (1, [0])


def test_a_session_that_disappears_is_withdrawn_so_that_calendars_can_cancel_it() -> None:
    event = make_event()
    session = make_session(event)
    publish(event, now=NOW, by=None)

    remove(session, now=NOW, by=None)

    after = republished(event)
    (gone,) = after.withdrawn
    assert (after.sessions, gone.code, gone.cancelled) == ((), session.code, True)
    assert (gone.sequence, gone.changed_at) == (1, LATER)
    assert republished(event).withdrawn == after.withdrawn  # and stays so


def test_a_session_that_comes_back_counts_on() -> None:
    event = make_event()
    session = make_session(event)
    first = numbered(read_draft(event), None, NOW)
    without = numbered(replace(first, sessions=()), first, LATER)

    again = numbered(read_draft(event), without, LATER + timedelta(days=1))

    (back,) = again.sessions
    assert (back.code, back.sequence, back.cancelled) == (session.code, 2, False)
    assert again.withdrawn == ()


def test_a_cancelled_session_stays_in_the_programme_as_cancelled() -> None:
    event = make_event()
    session = make_session(event)
    publish(event, now=NOW, by=None)

    Session.objects.filter(pk=session.pk).update(cancelled_at=NOW)

    (after,) = republished(event).sessions
    assert (after.cancelled, after.sequence) == (True, 1)


# cost


def test_publishing_costs_the_same_for_3_and_for_300_sessions() -> None:
    def cost(size: int) -> int:
        event = make_event(venue=make_venue())
        block, theme = make_block(event), make_theme(event)
        rows = [
            Session(event=event, title=f"Sessie {n}", block=block, theme=theme, kind="tables")
            for n in range(size)
        ]
        for session in Session.objects.bulk_create(rows)[:3]:
            appearance = session.appearances.model
            made(appearance(table=make_table(session), person=make_person()))
        with CaptureQueriesContext(connection) as queries:
            publish(event, now=NOW, by=None)
        return len(queries)

    assert cost(300) == cost(3)
    assert cost(3) <= 45
