"""Reminders and thanks: to whom, when, and only once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from mailer.models import Message

from events.models import Event
from registrations.changing.cancelling import cancel
from registrations.mails import reminding
from registrations.mails.reminding import remind_due, thank_due
from registrations.mails.stopping import stop_address, stop_mails
from registrations.models import Registration, Reminded
from tests.factories import NOW, START, published_event, signed_up
from tests.registrations.mails.post import body, calendar, mails

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 5, 30, 6, 0, tzinfo=UTC)  # two days before the evening, eight in Amsterdam
MORNING_AFTER = datetime(2026, 6, 2, 6, 0, tzinfo=UTC)


def reminded(now: datetime = DUE) -> list[str]:
    """To whom reminders go at this moment."""
    Message.objects.all().delete()
    count = remind_due(now)
    to = [str(mail["To"]) for mail in mails()]
    assert count == len(to)
    return to


def thanked(now: datetime = MORNING_AFTER) -> list[str]:
    Message.objects.all().delete()
    thank_due(now)
    return [str(mail["To"]) for mail in mails()]


def change(event: Event, **fields: Any) -> None:
    Event.objects.filter(pk=event.pk).update(**fields)


def test_a_reminder_tells_when_where_and_the_way_out() -> None:
    person = signed_up(published_event(), "fatma@example.org")

    reminded()

    (mail,) = mails()
    assert str(mail["Subject"]).startswith("Tot binnenkort: Avond")
    assert "maandag 1 juni 2026, 19.45 tot 22.00 uur" in body(mail)
    assert mail["List-Unsubscribe"].strip() == f"<{stop_address(person)}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop_address(person) in body(mail)
    assert stop_address(person) in body(mail, "html")
    found = calendar(mail)
    assert found is not None
    assert found[0] == "REQUEST"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (timedelta(seconds=1), []),
        (timedelta(0), ["jan@example.org"]),
        (timedelta(hours=-12, minutes=-59), ["jan@example.org"]),
        (timedelta(hours=-13), []),  # nine in the evening: the next morning is soon enough
        (timedelta(hours=-24), ["jan@example.org"]),
        (DUE - START, []),  # it has begun
    ],
)
def test_people_are_reminded_by_day_from_eight_in_the_morning(
    before: timedelta, expected: list[str]
) -> None:
    signed_up(published_event(), "jan@example.org")

    assert reminded(DUE - before) == expected


def test_the_hour_is_that_of_the_gathering() -> None:
    signed_up(published_event(time_zone="America/Paramaribo"), "jan@example.org")

    assert reminded(datetime(2026, 5, 30, 10, 59, tzinfo=UTC)) == []
    assert reminded(datetime(2026, 5, 30, 11, 0, tzinfo=UTC)) == ["jan@example.org"]


def test_the_hour_stays_eight_when_the_clock_goes_back() -> None:
    start = datetime(2026, 10, 26, 18, 0, tzinfo=UTC)  # the day after, 19.00
    event = published_event(starts_at=start, ends_at=start, reminder_days=1)
    signed_up(event, "jan@example.org")

    assert reminded(datetime(2026, 10, 25, 6, 59, tzinfo=UTC)) == []
    assert reminded(datetime(2026, 10, 25, 7, 0, tzinfo=UTC)) == ["jan@example.org"]


def test_nobody_is_reminded_twice() -> None:
    signed_up(published_event(), "jan@example.org")

    assert (reminded(), reminded(), reminded(DUE + timedelta(days=1))) == (
        ["jan@example.org"],
        [],
        [],
    )


def test_the_database_itself_refuses_a_second_reminder() -> None:
    person = signed_up(published_event())
    Reminded.objects.create(registration=person, kind="reminder", at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Reminded.objects.create(registration=person, kind="reminder", at=NOW)


def test_a_mail_that_cannot_be_written_leaves_no_note_of_it(monkeypatch: Any) -> None:
    signed_up(published_event(), "jan@example.org")
    with monkeypatch.context() as broken:
        broken.setattr(reminding, "tell_people", lambda *args, **rest: 1 / 0)
        remind_due(DUE)  # logged, so that the mails of other gatherings go on

    assert reminded() == ["jan@example.org"]


def test_who_waits_cancelled_or_does_not_want_it_is_not_reminded() -> None:
    event = published_event(capacity=3)
    signed_up(event, "komt@example.org")
    cancel(signed_up(event, "weg@example.org"), now=NOW, by=None)
    stop_mails(signed_up(event, "liever-niet@example.org"), now=NOW)
    signed_up(event, "ook@example.org")
    signed_up(event, "wacht@example.org")

    assert reminded() == ["komt@example.org", "ook@example.org"]


@pytest.mark.breaks_promises
@pytest.mark.parametrize("status", ["pending", "offered"])
def test_whose_seat_is_not_certain_is_not_reminded(status: str) -> None:
    person = signed_up(published_event())
    Registration.objects.filter(pk=person.pk).update(
        status=status, hold_until=START, confirmed_at=None
    )

    assert reminded() == []


def test_who_signed_up_after_that_moment_has_just_had_a_mail() -> None:
    event = published_event()
    signed_up(event, "laat@example.org", now=DUE)
    signed_up(event, "vroeg@example.org", now=DUE - timedelta(seconds=1))

    assert reminded(DUE + timedelta(minutes=1)) == ["vroeg@example.org"]


def test_who_moved_up_after_that_moment_has_just_had_a_mail() -> None:
    event = published_event(capacity=1)
    first = signed_up(event, "een@example.org")
    signed_up(event, "twee@example.org")
    cancel(first, now=DUE + timedelta(minutes=1), by=None)

    assert reminded(DUE + timedelta(minutes=2)) == []


@pytest.mark.breaks_promises  # called off past its verb
@pytest.mark.parametrize(
    "fields",
    [
        {"reminder_days": None},
        {"cancelled_at": NOW},
        {"precision": "month"},
        {"starts_at": START + timedelta(days=30)},
    ],
)
def test_an_event_that_does_not_remind_or_is_not_near_reminds_nobody(
    fields: dict[str, Any],
) -> None:
    event = published_event()
    signed_up(event)
    change(event, **({"ends_at": START + timedelta(days=31)} | fields))

    assert reminded() == []


def test_large_gatherings_are_done_in_batches(monkeypatch: Any) -> None:
    monkeypatch.setattr(reminding, "BATCH", 2)
    event = published_event()
    for number in range(5):
        signed_up(event, f"{number}@example.org")

    assert reminded() == [f"{number}@example.org" for number in range(5)]


def test_a_worker_looks_at_its_other_duties_in_between(monkeypatch: Any) -> None:
    monkeypatch.setattr(reminding, "BATCH", 2)
    monkeypatch.setattr(reminding, "AT_ONCE", 2)
    event = published_event()
    for number in range(3):
        signed_up(event, f"{number}@example.org")

    assert [len(reminded()) for _turn in range(3)] == [2, 1, 0]


def test_a_batch_takes_as_many_queries_for_three_as_for_one() -> None:
    counts = []
    for people in (1, 3):
        event = published_event()
        for _person in range(people):
            signed_up(event)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert remind_due(DUE) == people
        counts.append(len(queries))
        Event.objects.all().update(reminder_days=None)

    assert counts[0] == counts[1]


def test_thanks_go_the_next_morning_to_who_had_a_seat() -> None:
    event = published_event(capacity=2, mails_after=True)
    signed_up(event, "was-er@example.org")
    cancel(signed_up(event, "weg@example.org"), now=NOW, by=None)
    signed_up(event, "ook@example.org")
    signed_up(event, "wachtte@example.org")

    assert thanked(MORNING_AFTER - timedelta(seconds=1)) == []
    assert thanked() == ["was-er@example.org", "ook@example.org"]
    assert thanked() == []


def test_thanks_lead_to_the_page_and_bring_no_calendar_file() -> None:
    event = published_event(mails_after=True)
    signed_up(event)

    thanked()

    (mail,) = mails()
    assert f"http://testserver/bijeenkomst/{event.slug}/" in body(mail)
    assert calendar(mail) is None
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.breaks_promises
@pytest.mark.parametrize(
    ("fields", "now"),
    [
        ({"mails_after": False}, MORNING_AFTER),
        ({"cancelled_at": NOW}, MORNING_AFTER),
        ({}, MORNING_AFTER + timedelta(days=8)),
    ],
)
def test_nobody_is_thanked_without_reason(fields: dict[str, Any], now: datetime) -> None:
    event = published_event(mails_after=True)
    signed_up(event)
    change(event, **fields)

    assert thanked(now) == []
