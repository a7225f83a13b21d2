"""Files that the worker makes: once, for one person, and for a day."""

import io
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from events.models import Event, TeamMember
from festival.models import AuditEntry, User
from festival.private_files import private_storage
from registrations.exporting import makers, preparing
from registrations.exporting.beating import beating
from registrations.exporting.formats import FORMATS, Format
from registrations.exporting.lists import write_prepared
from registrations.exporting.preparing import (
    KEPT,
    SILENT,
    Progress,
    Stopped,
    TurnLost,
    ask_for,
    forget_prepared,
    prepare_due,
)
from registrations.exporting.sheet import Column, Sheet
from registrations.exporting.wanted import Wanted
from registrations.models import PreparedFile
from tests.factories import NOW, join_team, published_event, signed_up
from tests.registrations.exporting.readers import address_of, asked, read_csv

pytestmark = pytest.mark.django_db
State = PreparedFile.State


@pytest.fixture(autouse=True)
def at_noon(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list takes too long to wait for."""
    monkeypatch.setattr(Format, "takes_long", lambda self, rows, columns: True)


def fatmas_list() -> tuple[Event, User, Client]:
    event = published_event()
    signed_up(event, "fatma@example.org")
    owner, client = join_team(event), Client()
    client.force_login(owner)
    return event, owner, client


def asked_for(event: Event, by: User, kind: str = "csv", **wanted: Any) -> PreparedFile:
    about = Wanted(**({"columns": ("email",), "kind": kind} | wanted)).as_json()
    return ask_for(event, kind=kind, wanted=about, name=f"lijst.{kind}", now=NOW, by=by)


def prepared(file: PreparedFile) -> PreparedFile:
    makers.prepare(NOW)
    file.refresh_from_db()
    return file


def test_a_long_list_is_made_by_the_worker_and_then_fetched(slow: None) -> None:
    event, owner, client = fatmas_list()

    answer = asked(client, event, columns=["email"])
    file = owner.prepared_files.get()
    assert answer.url == address_of(event, "prepared", code=file.code)
    before = client.get(answer.url).content.decode()
    assert makers.prepare(NOW) == 1
    after = client.get(answer.url).content.decode()

    assert ('http-equiv="refresh"' in before, 'http-equiv="refresh"' in after) == (True, False)
    assert "0 van 1 rij is klaar." in before
    fetched = client.get(address_of(event, "fetch_prepared", code=file.code))
    assert fetched["Content-Disposition"] == f'attachment; filename="{file.name}"'
    assert read_csv(b"".join(fetched.streaming_content)) == [{"E-mailadres": "fatma@example.org"}]


def test_it_is_noted_when_it_is_fetched_and_not_before(slow: None) -> None:
    event, owner, client = fatmas_list()
    asked(client, event, columns=["email"], people="q=fatma")
    file = prepared(owner.prepared_files.get())
    entries = AuditEntry.objects.filter(action="export")
    assert not entries.exists()

    client.get(address_of(event, "fetch_prepared", code=file.code)).getvalue()

    note = entries.get()
    assert (note.actor_id, note.event_id, note.changes["rows"]) == (owner.pk, event.pk, 1)
    assert note.changes["filter"] == {"searched": True}
    assert note.changes["columns"] == "email"


def test_a_short_list_is_there_at_once() -> None:
    event, owner, client = fatmas_list()

    answer = asked(client, event, columns=["email"])

    assert answer["Content-Disposition"].startswith("attachment")
    answer.getvalue()
    assert not owner.prepared_files.exists()


@pytest.mark.parametrize(
    ("kind", "at_once", "later"),
    [("csv", 10_000, 50_000), ("xlsx", 5_000, 50_000), ("ods", 5_000, 50_000), ("pdf", 50, 200)],
)
def test_the_number_of_cells_decides(kind: str, at_once: int, later: int) -> None:
    assert not FORMATS[kind].takes_long(at_once, 10)
    assert FORMATS[kind].takes_long(later, 10)


def test_asked_for_twice_it_is_made_once(slow: None) -> None:
    event, owner, client = fatmas_list()

    addresses = {asked(client, event, columns=["email"]).url for _twice in range(2)}

    assert len(addresses) == owner.prepared_files.count() == 1


def test_two_workers_never_make_the_same_file() -> None:
    event, owner, _client = fatmas_list()
    asked_for(event, owner)
    made = []

    def make(file: PreparedFile, target: Any, progress: Progress) -> None:
        made.append(file.pk)
        if len(made) == 1:  # a second worker looks while the first one is at it
            assert prepare_due(NOW, {"csv": make}) == 0

    assert prepare_due(NOW, {"csv": make}) == 1
    assert len(made) == 1


def test_a_worker_that_was_killed_is_followed_by_another() -> None:
    event, owner, _client = fatmas_list()
    file = asked_for(event, owner)
    PreparedFile.objects.update(state=State.WORKING, turn=1, beat_at=NOW, done=400)

    assert makers.prepare(NOW + SILENT - timedelta(seconds=1)) == 0
    assert makers.prepare(NOW + SILENT) == 1

    file.refresh_from_db()
    assert (file.state, file.turn, file.done, file.total) == (State.READY, 2, 1, 1)


def test_who_was_silent_and_lives_on_writes_nothing() -> None:
    event, owner, _client = fatmas_list()
    file = asked_for(event, owner)

    def make(taken: PreparedFile, target: Any, progress: Progress) -> None:
        PreparedFile.objects.filter(pk=taken.pk).update(turn=2)  # by another worker
        target.write(b"oud")

    prepare_due(NOW, {"csv": make})

    file.refresh_from_db()
    assert (file.state, bool(file.file)) == (State.WORKING, False)
    assert not private_storage.exists("prepared") or private_storage.listdir("prepared")[1] == []


@pytest.mark.django_db(transaction=True)
def test_there_are_signs_of_life_while_nothing_can_be_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preparing, "ALIVE", 0.01)
    event, owner, _client = fatmas_list()
    file = asked_for(event, owner)
    silent = PreparedFile.objects.filter(beat_at__lt=NOW)

    def draw(taken: PreparedFile, target: Any, progress: Progress) -> None:
        PreparedFile.objects.update(beat_at=NOW - SILENT)
        give_up = time.monotonic() + 10
        while silent.exists() and time.monotonic() < give_up:
            time.sleep(0.01)
        assert prepare_due(NOW, {"csv": draw}) == 0  # nobody takes it up as well

    assert prepare_due(NOW, {"csv": draw}) == 1

    file.refresh_from_db()
    assert (file.state, file.turn) == (State.READY, 1)


def test_what_hangs_is_given_up_after_a_while() -> None:
    beats = []

    with beating(lambda: beats.append(1), every=0.001, most=3):
        time.sleep(0.1)

    assert len(beats) == 3


def test_progress_is_noted_and_ends_who_lost_the_turn() -> None:
    event, owner, _client = fatmas_list()
    file = asked_for(event, owner)
    PreparedFile.objects.update(state=State.WORKING, turn=1)
    file.refresh_from_db()
    progress = Progress(file, lambda: False)

    progress.of(250)
    progress.last = 0.0
    rows = progress.counted(Sheet("x", [Column("a", "A")], ([n] for n in range(250)))).rows
    assert len(list(rows)) == 250

    file.refresh_from_db()
    assert (file.total, file.beat_at) == (250, NOW)
    PreparedFile.objects.update(turn=2)
    progress.last = 0.0
    with pytest.raises(TurnLost):
        progress.tell(200)


def test_a_worker_that_must_stop_hands_the_file_back() -> None:
    event, owner, _client = fatmas_list()
    file = asked_for(event, owner)

    def make(taken: PreparedFile, target: Any, progress: Progress) -> None:
        raise Stopped

    assert prepare_due(NOW, {"csv": make}, stopped=iter([False, True]).__next__) == 1

    file.refresh_from_db()
    assert (file.state, file.turn) == (State.QUEUED, 0)
    assert prepared(file).state == State.READY


def test_what_kills_three_workers_is_given_up() -> None:
    event, owner, _client = fatmas_list()
    file = asked_for(event, owner)
    PreparedFile.objects.update(state=State.WORKING, turn=3, beat_at=NOW - SILENT)

    assert prepared(file).state == State.FAILED
    assert file.why.startswith("Het maken is een paar keer afgebroken.")


def test_a_failure_is_told_with_a_sentence_and_does_not_stop_the_others(caplog: Any) -> None:
    event, owner, client = fatmas_list()
    broken, fine = asked_for(event, owner, "json"), asked_for(event, owner)

    def make(taken: PreparedFile, target: Any, progress: Progress) -> None:
        if taken.kind == "json":
            raise OSError("disk full")
        write_prepared(taken, target, progress)

    assert prepare_due(NOW, {"csv": make, "json": make}) == 1 + 1

    page = client.get(address_of(event, "prepared", code=broken.code)).content.decode()
    assert "Er ging bij ons iets mis. Probeer het nog een keer." in page
    assert f"prepared file {broken.pk}: failed" in caplog.text
    fine.refresh_from_db()
    assert fine.state == State.READY


def test_a_list_about_what_is_gone_says_so() -> None:
    event, owner, _client = fatmas_list()

    file = prepared(asked_for(event, owner, people="roles=99"))

    assert (file.state, file.why) == (
        State.FAILED,
        "Wat in deze lijst zou staan, is er niet meer. Kies opnieuw.",
    )


def test_only_who_asked_gets_it() -> None:
    event, owner, _client = fatmas_list()
    file = prepared(asked_for(event, owner))
    colleague = Client()
    colleague.force_login(join_team(event))

    answers = [
        colleague.get(address_of(event, name, code=file.code)).status_code
        for name in ("prepared", "fetch_prepared")
    ]

    assert answers == [404, 404]


def test_who_lost_their_role_meanwhile_gets_nothing() -> None:
    event, owner, client = fatmas_list()
    ready, waiting = prepared(asked_for(event, owner)), asked_for(event, owner, "json")
    TeamMember.objects.filter(user=owner).update(role="desk")

    answer = client.get(address_of(event, "fetch_prepared", code=ready.code), follow=True)

    assert "Met jouw rol in dit team kan dit niet." in answer.content.decode()
    assert not AuditEntry.objects.filter(action="export").exists()
    assert prepared(waiting).state == State.FAILED


def test_what_is_not_ready_is_not_fetched() -> None:
    event, owner, client = fatmas_list()
    file = asked_for(event, owner)

    answer = client.get(address_of(event, "fetch_prepared", code=file.code), follow=True)

    assert "Dit bestand is nog niet klaar." in answer.content.decode()


def test_after_a_day_it_is_gone_also_from_the_disk(time_machine: Any) -> None:
    event, owner, client = fatmas_list()
    file = prepared(asked_for(event, owner))
    path = file.file.name
    later = NOW + KEPT
    monkey_time(path, later)
    time_machine.move_to(later)

    assert client.get(address_of(event, "fetch_prepared", code=file.code)).status_code == 404
    assert [forget_prepared(later) for _twice in range(2)] == [1, 0]

    assert not private_storage.exists(path)
    assert not PreparedFile.objects.exists()


def monkey_time(path: str, moment: Any) -> None:
    """Files on the disk do not go along with the clock of a test."""
    import os

    stamp = (moment - KEPT).timestamp()
    os.utime(private_storage.path(path), (stamp, stamp))


def test_what_a_killed_worker_left_on_the_disk_is_erased_and_nothing_else() -> None:
    event, owner, _client = fatmas_list()
    mine = prepared(asked_for(event, owner)).file.name
    left = private_storage.save("prepared/left.csv", ContentFile(b"x"))
    for path in (mine, left):
        monkey_time(path, NOW)

    forget_prepared(NOW)

    assert (private_storage.exists(mine), private_storage.exists(left)) == (True, False)


def test_the_list_of_ones_files_asks_one_question(django_assert_max_num_queries: Any) -> None:
    event, owner, _client = fatmas_list()
    for kind in ("csv", "json", "xlsx"):
        asked_for(event, owner, kind)

    with django_assert_max_num_queries(1):
        assert len(list(preparing.of_asker(event, owner, now=NOW))) == 3


@pytest.mark.parametrize("kind", FORMATS)
def test_there_is_a_maker_for_every_kind(kind: str) -> None:
    event, owner, _client = fatmas_list()

    file = prepared(asked_for(event, owner, kind))

    assert file.state == State.READY
    assert io.BytesIO(file.file.read()).getvalue() != b""
