"""Devices that send at the same time, and get killed: nobody twice, nobody lost."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.factories import NOW
from tests.races.referee import PROCESSES, Arena, acts, people, shared_out

pytestmark = [pytest.mark.races, pytest.mark.xdist_group("races")]
GUESTS, BATCH = 60, 5
KILLED = {"at": 1, "where": "in the transaction"}
KILLED_AFTER = {"at": 2, "where": "after the commit"}


def told(arena: Arena, scene: str, **values: Any) -> dict[str, Any]:
    return arena.crew(1)[0].ask("stage act", scene=scene, **values)


def test_two_devices_receive_the_same_guests_at_once(arena: Arena) -> None:
    scene = told(arena, "guests", size=GUESTS, devices=2)
    noted = [
        [[str(uuid4()), code, number + 60 * place] for number, code in enumerate(scene["guests"])]
        for place, _device in enumerate(scene["devices"])
    ]
    uploads = [
        {"act": "upload", "device": device, "acts": own[start : start + BATCH]}
        for start in range(0, GUESTS, BATCH)
        for device, own in zip(scene["devices"], noted, strict=True)
    ]
    before = arena.killed

    reports = arena.run(
        scene["event"],
        shared_out(acts(*uploads, *reversed(uploads)), PROCESSES),  # each of them is sent twice
        dies={1: KILLED, 2: KILLED_AFTER, 6: KILLED},
    )

    found = told(arena, "noted_at_the_door", event=scene["event"])
    verdict = arena.crew(1)[0].ask("judge", event=scene["event"])
    assert arena.killed == before + 3
    assert [report["refused"] for report in reports] == [0] * len(uploads) * 2
    assert sorted(found["keys"]) == sorted(key for own in noted for key, _code, _second in own)
    assert found["since"] == {
        code: (NOW + timedelta(seconds=second)).isoformat() for _key, code, second in noted[0]
    }
    assert (verdict["broken"], verdict["statuses"]) == ([], {"attended": GUESTS})


def test_who_walks_in_and_who_signs_up_want_the_last_seats(arena: Arena) -> None:
    (first,) = arena.crew(1)
    staged = first.ask("stage", capacity=20, taken=5)
    keys = [str(uuid4()) for _n in range(24)]
    walk_ins = acts(*({"act": "walk_in_here", "walk in": key} for key in [*keys, *keys]))
    both = [*walk_ins[:24], *people(24), *walk_ins[24:]]
    before = arena.killed

    arena.run(
        staged["event"],
        shared_out(both, PROCESSES),
        dies={0: {"at": 0, "where": "in the transaction"}, 3: KILLED_AFTER},
    )

    found = told(arena, "noted_at_the_door", event=staged["event"])
    verdict = arena.crew(1)[0].ask("judge", event=staged["event"])
    counts = verdict["statuses"]
    assert arena.killed == before + 2
    assert verdict["broken"] == []
    assert verdict["taken"] == counts["confirmed"] + counts.get("attended", 0) == 20
    assert counts.get("attended", 0) == found["walked_in"] == len(set(found["keys"]))
    assert len(found["keys"]) == found["walked_in"]
    assert set(found["keys"]) <= set(keys)
    assert counts["confirmed"] + counts["waiting"] == 5 + 24  # nobody who signed up was lost
