"""The calendar file in the mails: one entry for life, in the eyes of two calendar programs."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db.models import F

from events.models import Event
from events.publishing import publish
from registrations.announcing.calling_off import call_off
from registrations.announcing.publishing import draft_of, publish_and_tell
from registrations.changing.cancelling import cancel
from registrations.mails import Kind, Letter, tell
from registrations.models import Registration
from registrations.seating.offers import accept, prove
from registrations.sign_up.applying import Companion
from tests.events.calendars import Read, entries
from tests.factories import NOW, START, make_user, published_event, signed_up
from tests.registrations.mails.post import calendar, mails

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def files() -> list[tuple[str, str, Read]]:
    """Of each mail with one: the method of the calendar file, the UID, and what two parsers read."""
    found = []
    for mail in mails():
        for part in mail.iter_attachments():
            if part.get_content_type() == "text/calendar":
                data: Any = part.get_payload(decode=True)
                ((uid, read),) = entries(data).items()
                found.append((str(part.get_param("method")), uid, read))
    return found


def choose_anew(person: Registration) -> None:
    """What every verb of the personal page does: note the change, and mail it."""
    Registration.objects.filter(pk=person.pk).update(revision=F("revision") + 1)
    tell(Kind.CHANGED_OWN, fresh(person), now=NOW)


def fresh(person: Registration) -> Registration:
    return Registration.objects.select_related("event").get(pk=person.pk)


def move(event: Event, minutes: int) -> None:
    """Publish another time, and tell everybody."""
    starts_at = START + timedelta(minutes=minutes)
    Event.objects.filter(pk=event.pk).update(starts_at=starts_at)
    event.refresh_from_db()
    seen = draft_of(event).stamp
    publish_and_tell(event, seen=seen, letter=Letter(), now=NOW, by=make_user())


def test_one_entry_is_asked_for_changed_and_cancelled() -> None:
    event = published_event()
    person = signed_up(event)
    choose_anew(person)
    move(event, 15)
    choose_anew(person)
    tell(Kind.REMINDER, fresh(person), now=NOW)
    cancel(person, now=NOW, by=None)

    found = files()
    assert len({uid for _method, uid, _read in found}) == 1
    assert [method for method, _uid, _read in found] == [*["REQUEST"] * 5, "CANCEL"]
    assert [read.status for _method, _uid, read in found] == [*["CONFIRMED"] * 5, "CANCELLED"]
    starts = [(read.starts - START).total_seconds() for *_rest, read in found]  # type: ignore[operator]
    assert starts == [0, 0, 900, 900, 900, 900]


def test_the_sequence_rises_with_each_change_and_stays_without_one() -> None:
    event = published_event()
    person = signed_up(event)
    choose_anew(person)
    move(event, 15)
    tell(Kind.REMINDER, fresh(person), now=NOW)
    cancel(person, now=NOW, by=None)

    asked, chosen, moved, reminded, cancelled = [read.sequence for *_rest, read in files()]
    assert asked < chosen < moved < cancelled
    assert reminded == moved


def test_calling_the_gathering_off_cancels_the_same_entry() -> None:
    event = published_event()
    signed_up(event)

    call_off(event, now=NOW, by=None)

    (asked, uid, before), (cancelled, same, after) = files()
    assert (asked, cancelled, uid) == ("REQUEST", "CANCEL", same)
    assert before.sequence < after.sequence


def test_a_party_has_one_entry_which_stays_when_a_companion_cancels() -> None:
    lead = signed_up(published_event(), companions=[Companion("Ria", "", "Bos")])

    cancel(lead.companions.get(), now=NOW, by=None)

    (_asked, uid, _read), (method, same, read) = files()
    assert (method, same, read.status) == ("REQUEST", uid, "CONFIRMED")


def test_who_leads_a_party_and_stays_away_loses_the_entry() -> None:
    lead = signed_up(published_event(), companions=[Companion("Ria", "", "Bos")])

    cancel(lead, now=NOW, by=None)

    assert [method for method, _uid, _read in files()] == ["REQUEST", "CANCEL"]


def test_an_offer_becomes_an_entry_only_when_it_is_taken() -> None:

    event = published_event(capacity=1, offer_hours=4)
    first = signed_up(event, "een@example.org")
    second = signed_up(event, "twee@example.org")
    cancel(first, now=NOW, by=None)
    offered = calendar(mails()[-1])

    accept(second, now=NOW)

    assert str(mails()[-2]["Subject"]).startswith("Er is een plaats voor je")
    assert offered is None
    assert files()[-1][0] == "REQUEST"


def test_an_address_that_is_not_confirmed_yet_has_no_entry() -> None:

    person = signed_up(published_event(proof_hours=3))
    before = files()

    prove(person, now=NOW)

    assert (before, len(files())) == ([], 1)


def test_a_release_alone_never_lowers_the_sequence() -> None:
    event = published_event()
    person = signed_up(event)
    for minutes in (5, 10, 15):
        Event.objects.filter(pk=event.pk).update(starts_at=START + timedelta(minutes=minutes))
        publish(Event.objects.get(pk=event.pk), now=NOW, by=None)
        event.refresh_from_db()
        person.event = event
        tell(Kind.CHANGED, person, now=NOW)

    sequences = [read.sequence for *_rest, read in files()]
    assert sequences == sorted(set(sequences))
