"""Who was present: the numbers, the page and the file; and that they outlive the people."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Event
from registrations.attendance.counting import Tally
from registrations.attendance.reading import attendance_of
from registrations.changing.cancelling import cancel
from registrations.door.noting import Noted, note
from registrations.door.walking_in import walk_in
from registrations.hosting.keeping import let_be_present
from registrations.hosting.linking import make_link
from registrations.models import Registration
from registrations.privacy import forget_expired
from registrations.sign_up.applying import Companion
from tests.factories import NOW, START, join_team, make_role, published_event, signed_up
from tests.registrations.hosting.places import DURING, evening, table_link

pytestmark = pytest.mark.django_db
AFTER = START + timedelta(days=1)


def came(*people: Registration, at: datetime = START) -> None:
    notes = [Noted(uuid4(), "in", person.code, "", at) for person in people]
    note(people[0].event, notes, now=at)


def client_of(event: Event, role: str = "reader") -> Client:
    client = Client()
    client.force_login(join_team(event, role))
    return client


def page_of(event: Event, role: str = "reader", name: str = "attendance") -> Any:
    return client_of(event, role).get(reverse(f"staff:{name}", kwargs={"slug": event.slug}))


def told(*tallies: Tally) -> list[tuple[str, int, int, int]]:
    return [(one.title, one.expected, one.came, one.unexpected) for one in tallies]


def full_evening() -> Event:
    """Two roles, a companion, somebody from the waiting list, a walk-in; some stay away."""
    event, (one, two) = evening(capacity=5)
    first, second = make_role(event, "bewoner"), make_role(event, "organisatie")
    jet = Companion(given_name="Jet", family_name="Berg")
    fatma = signed_up(event, role=first, picks=[one], companions=[jet])
    ali = signed_up(event, role=second, picks=[one])
    gone = signed_up(event, role=first)
    away = signed_up(event, role=second, picks=[two])
    moved = signed_up(event, role=first, given_name="Wacht")
    cancel(gone, now=NOW, by=None)
    signed_up(event, role=first, given_name="Nooit")
    came(fatma, ali, at=START)
    moved.refresh_from_db()
    came(moved, at=START + timedelta(minutes=7))
    about = {"now": START, "at": START}
    walk_in(event, key=uuid4(), given_name="Piet", people=2, reason="vol", **about)
    let_be_present(table_link(one), people=[fatma.code, moved.code], now=DURING)
    assert away.status == "confirmed"
    return event


def test_expected_present_absent_and_walk_ins_are_told_apart() -> None:
    total = attendance_of(full_evening()).total

    assert (total.expected, total.came, total.absent, total.unexpected) == (5, 3, 2, 2)
    assert (total.present, total.absent_share) == (5, 40)


def test_the_same_is_told_by_role_by_waiting_list_and_by_party() -> None:
    numbers = attendance_of(full_evening())

    assert told(*numbers.roles) == [
        ("bewoner", 3, 2, 0),
        ("organisatie", 2, 1, 0),
        ("", 0, 0, 2),
    ]
    assert told(*numbers.ways) == [
        ("had meteen een plaats", 4, 2, 0),
        ("kwam van de wachtlijst", 1, 1, 0),
    ]
    assert told(*numbers.parties) == [
        ("meldde zichzelf aan", 4, 3, 1),
        ("kwam met iemand mee", 1, 0, 1),
    ]


def test_sessions_and_tables_tell_who_was_noted_there_and_where_no_list_was_kept() -> None:
    (choices,) = attendance_of(full_evening()).rounds

    assert choices.title == "Werksessies"
    assert told(*(place.tally for place in choices.places)) == [
        ("Werksessie", 3, 1, 1),
        ("Tafel 1: Onderwerp 1", 2, 1, 1),
        ("Tafel 2: Onderwerp 2", 1, 0, 0),
    ]
    assert [place.kept for place in choices.places] == [False, True, False]


def test_a_session_is_counted_by_its_tables_once_each_of_them_kept_a_list() -> None:
    event = full_evening()
    (session,) = event.sessions.all()
    table = session.tables.get(number=2)
    away = event.registrations.get(choices__table=table)

    let_be_present(make_link(session, table, now=NOW, by=None), people=[away.code], now=DURING)

    (choices,) = attendance_of(event).rounds
    assert [place.kept for place in choices.places] == [True, True, True]


def test_what_was_taken_back_does_not_count() -> None:
    event = published_event()
    person, other, key = signed_up(event), signed_up(event), uuid4()
    came(other)
    note(event, [Noted(key, "in", person.code, "", START)], now=START)
    note(event, [Noted(uuid4(), "undo", person.code, "", START, undoes=key)], now=START)

    assert attendance_of(event).total.came == 1


def test_the_numbers_stay_when_everybody_is_erased() -> None:
    event = full_evening()
    before = attendance_of(event)

    forget_expired(event.ends_at + timedelta(days=200))

    assert not event.registrations.remembered().exists()
    assert attendance_of(event) == before
    assert before.total.present == 5


def test_the_page_tells_the_numbers_and_nobody_by_name(time_machine: Any) -> None:
    event = full_evening()
    event.registrations.update(family_name="Kanarie", organisation="Kanarie")
    time_machine.move_to(AFTER)

    text = page_of(event).content.decode()

    assert "5 mensen waren aanwezig" in text
    assert "5 mensen kwamen binnen" not in text
    assert "anarie" not in text


def test_before_the_gathering_the_page_says_what_will_stand_there(time_machine: Any) -> None:
    event = published_event()
    signed_up(event)
    time_machine.move_to(NOW)

    text = page_of(event).content.decode()

    assert "1 persoon heeft nu een plaats" in text
    assert "<svg" not in text


def test_a_gathering_at_which_nobody_was_noted_says_so(time_machine: Any) -> None:
    event = published_event()
    signed_up(event)
    time_machine.move_to(AFTER)

    assert "Niemand is als aanwezig genoteerd" in page_of(event).content.decode()


@pytest.mark.parametrize(
    ("now", "present", "came", "absent"),
    [
        (
            START - timedelta(days=9),
            "5 mensen zijn ingecheckt",
            "Van hen binnen",
            "Nog niet binnen",
        ),
        (DURING, "5 mensen zijn binnen", "Van hen binnen", "Nog niet binnen"),
        (AFTER, "5 mensen waren aanwezig", "Van hen aanwezig", "Niet gekomen"),
    ],
)
def test_nobody_stayed_away_before_it_is_over(
    now: datetime, present: str, came: str, absent: str, time_machine: Any
) -> None:
    event = full_evening()
    time_machine.move_to(now)

    text = page_of(event).content.decode()
    file = b"".join(page_of(event, name="attendance_file").streaming_content).decode()

    assert present in text
    assert [word in text for word in (came, absent)] == [True, True]
    assert f'"{came}";"{absent}"' in file
    assert ("Niet gekomen" in text) == (now == AFTER)


@pytest.mark.parametrize(
    ("minutes", "came", "absent"),
    [(-1, "Van hen binnen", "Nog niet binnen"), (0, "Van hen aanwezig", "Niet gekomen")],
)
def test_of_a_session_that_is_over_nobody_is_yet_to_come(
    minutes: int, came: str, absent: str, time_machine: Any
) -> None:
    event = full_evening()
    ends_at = event.sessions.exclude(block=None).get().ends_at
    time_machine.move_to(ends_at + timedelta(minutes=minutes))

    answer = page_of(event)

    ((_round, words),) = answer.context["rounds"]
    assert (words.came, words.absent) == (came, absent)
    assert answer.context["words"].absent == "Nog niet binnen"  # of the gathering
    assert f'data-label="{absent}"' in answer.content.decode().partition('id="parts"')[0]


@pytest.mark.parametrize(
    ("public", "sentence"),
    [
        (None, "Bezoekers lezen niet hoeveel mensen kwamen"),
        (5, "Op de openbare pagina staat dat er 5 aanwezig waren"),
        (46, "Op de openbare pagina staat 46, en er zijn er 5 geteld"),
    ],
)
def test_who_edits_reads_what_visitors_read(
    public: int | None, sentence: str, time_machine: Any
) -> None:
    event = full_evening()
    Event.objects.filter(pk=event.pk).update(attendance=public)
    time_machine.move_to(AFTER)

    assert sentence in page_of(event, "editor").content.decode()
    assert sentence not in page_of(event, "reader").content.decode()


def test_the_file_has_the_same_numbers_and_runs_nothing() -> None:
    event = full_evening()
    event.registration_roles.filter(name="bewoner").update(name="=1+1")

    answer = page_of(event, name="attendance_file")

    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert answer["Content-Disposition"].startswith("attachment")
    assert '"Bijeenkomst";"Iedereen";5;3;2;40;2;5' in rows
    assert any('"\'=1+1"' in row for row in rows)
    assert '"Werksessies";"Tafel 2: Onderwerp 2";1;"";"";"";"";""' in rows


def test_a_page_costs_as_much_for_three_people_as_for_one() -> None:
    event, picks = evening(tables=3)
    client = client_of(event)
    asked = []
    for some in (picks[:1], picks[1:]):
        for pick in some:
            let_be_present(
                table_link(pick), people=[signed_up(event, picks=[pick]).code], now=DURING
            )
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("staff:attendance", kwargs={"slug": event.slug}))
        asked.append(len(seen))

    assert asked[0] == asked[1]


@pytest.mark.parametrize("name", ["attendance", "attendance_file"])
def test_it_is_only_looked_at(name: str) -> None:
    event = published_event()

    answer = client_of(event).post(reverse(f"staff:{name}", kwargs={"slug": event.slug}))

    assert answer.status_code == 405
