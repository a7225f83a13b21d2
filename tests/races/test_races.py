"""Many people at once, in processes that get killed: never oversold, nobody forgotten.

Each race runs on SQLite, with the options of production, and on PostgreSQL.
"""

import random
from typing import Any

import pytest

from tests.races.referee import PROCESSES, Arena, people, shared_out

pytestmark = [pytest.mark.races, pytest.mark.xdist_group("races")]


def check(reports: list[dict[str, Any]], verdict: dict[str, Any]) -> None:
    """What must hold after every race: what was told is so, and what is so was mailed."""
    assert verdict["broken"] == []
    for report in reports:
        status = verdict["status_of"][report["code"]]  # each answer has its row
        expected = {"confirmed": {"confirmed"}, "waiting": {"waiting", "confirmed"}}
        assert status in ({"cancelled"} if report["cancelled"] else expected[report["status"]])


def test_700_people_for_500_seats_with_cancellations_and_kills(arena: Arena) -> None:
    first, *_crew = arena.crew(PROCESSES + 1)
    staged = first.ask("stage", capacity=500, seats_per_table=100)
    tasks = people(700, tables=staged["tables"], cancels=10)
    before = arena.killed
    at = random.Random(500).randrange
    dies = {
        1: {"at": at(60), "where": "in the transaction"},
        3: {"at": at(60), "where": "after the commit"},
        5: {"at": at(60), "where": "in the transaction"},
    }
    watcher = arena.workers.pop()
    watcher.start("watch")
    assert watcher.read() == {"ready": True}

    reports = arena.run(staged["event"], shared_out(tasks, PROCESSES), dies=dies)

    watcher.write("enough")
    watched = watcher.read()
    watcher.close()
    verdict = arena.crew(1)[0].ask("judge", event=staged["event"])
    check(reports, verdict)
    assert arena.killed == before + 3
    assert verdict["statuses"] == {"confirmed": 500, "waiting": 130, "cancelled": 70}
    assert verdict["taken"] == 500
    assert watched is not None
    assert watched["broken"] == []
    assert watched["looks"] > 3
    everybody = set(verdict["email_of"].values())
    assert everybody == {task["email"] for task in tasks}  # nobody lost, nobody twice
    assert {a for a in verdict["mails"] if a.startswith("visitor")} == everybody


def test_the_last_seat_goes_to_one_person_at_a_time(arena: Arena) -> None:
    (first,) = arena.crew(1)
    staged = first.ask("stage", capacity=60, taken=59)
    tasks = people(64, cancels=3)
    before = arena.killed
    dies = {2: {"at": 2, "where": "in the transaction"}, 6: {"at": 3, "where": "after the commit"}}

    reports = arena.run(staged["event"], shared_out(tasks, PROCESSES), dies=dies)

    verdict = arena.crew(1)[0].ask("judge", event=staged["event"])
    check(reports, verdict)
    assert arena.killed == before + 2
    assert verdict["statuses"] == {"confirmed": 60, "waiting": 41, "cancelled": 22}
    assert verdict["taken"] == 60
    assert {email: verdict["mails"][email] for email in verdict["entries"]} == verdict["entries"]


ROLES = ["deskundige", "", "begeleider"]


def test_roles_keep_to_their_quota_and_others_off_the_seats_kept_back(arena: Arena) -> None:
    (first,) = arena.crew(1)
    staged = first.ask("stage", capacity=40, kept_back=10, quota=8)
    tasks = people(120, roles=ROLES)  # forty of each: more than there is room for
    dies = {4: {"at": 3, "where": "in the transaction"}}

    reports = arena.run(staged["event"], shared_out(tasks, PROCESSES), dies=dies)

    verdict = arena.crew(1)[0].ask("judge", event=staged["event"])
    check(reports, verdict)
    assert verdict["taken"] == 40
    assert verdict["seated_in"]["deskundige"] <= 8
    assert verdict["seated_in"]["begeleider"] >= 10


def test_the_same_race_over_a_quota_without_the_lock_oversells(arena: Arena) -> None:
    """The negative control of the race over roles."""
    for _attempt in range(20):
        (first,) = arena.crew(1)
        staged = first.ask("stage", capacity=500, quota=8)
        tasks = people(48, roles=["deskundige"])
        arena.run(staged["event"], shared_out(tasks, PROCESSES), dies={}, without_lock=True)
        verdict = arena.crew(1)[0].ask("judge", event=staged["event"])
        if verdict["seated_in"]["deskundige"] > 8:
            break

    assert verdict["seated_in"]["deskundige"] > 8
    assert verdict["broken"] != []


def test_the_same_race_without_the_lock_oversells(arena: Arena) -> None:
    """The negative control: these races can fail."""
    for _attempt in range(20):
        (first,) = arena.crew(1)
        staged = first.ask("stage", capacity=60, taken=59)
        arena.run(staged["event"], shared_out(people(64), PROCESSES), dies={}, without_lock=True)
        verdict = arena.crew(1)[0].ask("judge", event=staged["event"])
        if verdict["statuses"]["confirmed"] > 60:
            break

    assert verdict["statuses"]["confirmed"] > 60
    assert verdict["broken"] != []
