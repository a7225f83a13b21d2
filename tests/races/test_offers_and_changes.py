"""Offers, changes and new seats, all at once and with processes that get killed."""

from collections import Counter
from typing import Any
from uuid import uuid4

import pytest

from tests.races.referee import PROCESSES, Arena, acts, shared_out

pytestmark = [pytest.mark.races, pytest.mark.xdist_group("races")]
KILLED = {"at": 1, "where": "in the transaction"}
KILLED_AFTER = {"at": 0, "where": "after the commit"}


def staged(arena: Arena, scene: str, **values: Any) -> dict[str, Any]:
    return arena.crew(1)[0].ask("stage act", scene=scene, **values)


def verdict_on(arena: Arena, event: int) -> dict[str, Any]:
    verdict = arena.crew(1)[0].ask("judge", event=event)
    assert verdict["broken"] == []
    return verdict


def test_more_seats_go_to_who_waits_and_not_to_parties_that_come_now(arena: Arena) -> None:
    scene = staged(arena, "parties_in_line", seats=10, parties=12)
    newcomers = acts(
        *(
            {"act": "come_together", "email": f"{uuid4().hex}@example.org", "companions": n % 4}
            for n in range(40)
        )
    )
    shares = shared_out(newcomers, PROCESSES)
    for number, capacity in enumerate([15, 21, 30, 45]):
        shares[number].insert(2, *acts({"act": "more_seats", "capacity": capacity}))
    before = arena.killed

    reports = arena.run(scene["event"], shares, dies={5: KILLED, 6: KILLED_AFTER})

    verdict = verdict_on(arena, scene["event"])
    order = [person["status"] for person in verdict["people"]]
    seated = order.count("confirmed")
    assert arena.killed == before + 2
    assert len(reports) == 44
    assert len(order) == 10 + 24 + sum(n % 4 + 1 for n in range(40))
    assert order == ["confirmed"] * seated + ["waiting"] * (len(order) - seated)
    assert verdict["taken"] == seated


def test_everybody_at_two_full_tables_changes_places(arena: Arena) -> None:
    scene = staged(arena, "full_tables", seats=8)
    here, there = scene["people"]
    first, second = scene["tables"]
    goes = [{"act": "go_to_table", "code": code, "table": second} for code in here]
    comes = [{"act": "go_to_table", "code": code, "table": first} for code in there]
    both = [task for pair in zip(goes, comes, strict=True) for task in pair]
    before = arena.killed

    arena.run(scene["event"], shared_out(acts(*both), PROCESSES), dies={1: KILLED, 2: KILLED_AFTER})

    verdict = verdict_on(arena, scene["event"])
    tables = {person["code"]: person["tables"] for person in verdict["people"]}
    expected = {code: [[second, "seated"]] for code in here}
    assert arena.killed == before + 2
    assert tables == expected | {code: [[first, "seated"]] for code in there}


def test_an_offer_that_is_accepted_eight_times_is_confirmed_once(arena: Arena) -> None:
    scene = staged(arena, "offered", size=4)
    rounds = [
        acts(*({"act": "accept", "code": code} for code in scene["asked"]))
        for _process in range(PROCESSES)
    ]
    before = arena.killed

    reports = arena.run(scene["event"], rounds, dies={3: KILLED | {"at": 0}, 4: KILLED_AFTER})

    verdict = verdict_on(arena, scene["event"])
    assert arena.killed >= before + 1  # who comes second mails nobody, and lives
    assert {report["theirs"] for report in reports} == {True}
    for code in scene["asked"]:
        letters = verdict["letters"][verdict["email_of"][code]]
        assert verdict["status_of"][code] == "confirmed"
        assert len(letters) == 3  # in line, offered, confirmed
        assert len(set(letters)) == 3


def test_a_late_yes_and_the_end_of_the_offer_never_both_happen(arena: Arena) -> None:
    scene = staged(arena, "offered", size=8)
    yes = [{"act": "accept", "code": code, "late": True} for code in scene["asked"]]
    rounds = [acts(*yes[number::4]) for number in range(4)]
    rounds += [acts({"act": "lapse"}) for _process in range(4)]

    reports = arena.run(scene["event"], rounds, dies={5: KILLED | {"at": 0}})

    verdict = verdict_on(arena, scene["event"])
    theirs = {report["code"] for report in reports if report.get("theirs")}
    seated = {code for code in scene["asked"] if verdict["status_of"][code] == "confirmed"}
    gone = {code for code in scene["asked"] if verdict["status_of"][code] == "cancelled"}
    assert theirs == seated
    assert seated | gone == set(scene["asked"])
    assert Counter(verdict["status_of"][code] for code in scene["after"])["offered"] == len(gone)
    for code in scene["asked"]:  # in line, offered, and one of the two
        assert len(verdict["letters"][verdict["email_of"][code]]) == 3


def test_eight_workers_end_each_offer_once(arena: Arena) -> None:
    scene = staged(arena, "offered", size=6)
    rounds = [acts({"act": "lapse"}) for _process in range(PROCESSES)]

    arena.run(scene["event"], rounds, dies={2: KILLED | {"at": 0}, 3: KILLED_AFTER})

    verdict = verdict_on(arena, scene["event"])
    assert {verdict["status_of"][code] for code in scene["asked"]} == {"cancelled"}
    assert {verdict["status_of"][code] for code in scene["after"]} == {"offered"}
    for code in scene["asked"]:
        assert len(verdict["letters"][verdict["email_of"][code]]) == 3
    for code in scene["after"]:
        assert len(verdict["letters"][verdict["email_of"][code]]) == 2


def test_the_few_seats_of_a_role_go_to_as_many_people(arena: Arena) -> None:
    scene = staged(arena, "two_roles", people=24, seats=5)
    _large, small = scene["roles"]
    wishes = acts(*({"act": "take_role", "code": c, "role": small} for c in scene["people"]))

    reports = arena.run(scene["event"], shared_out(wishes, PROCESSES), dies={})

    verdict = verdict_on(arena, scene["event"])
    assert sum(report["theirs"] for report in reports) == 5
    assert verdict["seated_in"] == {"buur": 19, "deskundige": 5}
    assert (verdict["taken"], verdict["statuses"]) == (24, {"confirmed": 24})


def test_what_is_changed_on_two_phones_at_once_is_all_kept(arena: Arena) -> None:
    scene = staged(arena, "full_tables", seats=4)
    first, second = scene["tables"]
    (me, *_others), _there = scene["people"]
    for_tables = [
        acts(*({"act": "go_to_table", "code": me, "table": t} for t in [second, first] * 3))
        for _phone in range(2)
    ]
    for_words = [
        acts(*({"act": "write_down", "code": me, "organisation": f"Huis {n}"} for n in range(6)))
        for _phone in range(2)
    ]

    arena.run(scene["event"], for_tables + for_words, dies={0: KILLED, 2: KILLED})

    verdict = verdict_on(arena, scene["event"])
    (mine,) = [person for person in verdict["people"] if person["code"] == me]
    assert mine["tables"] == [[first, "seated"]]
    assert mine["organisation"] == "Huis 5"
