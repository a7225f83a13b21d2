"""What was noted is put together here as on a phone: one table of cases for both.

`tests/journeys/desk/test_conflicts.py` asks the same of `static/js/desk/merging.js`.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from registrations.door.merging import Act, Presence, merged

CASES = json.loads((Path(__file__).parents[2] / "data" / "door_merging.json").read_text())


def told(person: str, place: str, presence: Presence) -> dict[str, Any]:
    return {
        "person": person,
        "place": place,
        "since": presence.since and presence.since.astimezone(UTC).isoformat(),
        "by": presence.by and presence.by.key,
        "again": [act.key for act in presence.again],
        "standing": [act.key for act in presence.standing],
        "notes": [act.key for act in presence.notes],
        "taken_back": presence.taken_back,
    }


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_server_merges_as_phones_do(case: dict[str, Any]) -> None:
    acts = [Act(**act | {"at": datetime.fromisoformat(act["at"])}) for act in case["acts"]]

    presences = merged(acts)

    assert [told(*where, one) for where, one in sorted(presences.items())] == case["presences"]
