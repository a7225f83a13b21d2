"""What was noted at the doors, and the labels of the team, as cells."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

from registrations.door.merging import Act, merged
from registrations.exporting.columns import CAME_IN
from registrations.exporting.words import SEVERAL
from registrations.models import DoorAct, Tag

Records = dict[int, dict[str, Any]]
ACT = ("key", "registration", "session", "kind", "at", "counter", "undoes", "text")


def tell_labels(people: Records) -> None:
    """Fill in the labels that the team put on them, by name."""
    ties = Tag.people.through.objects.filter(registration__in=list(people))
    found: dict[int, list[str]] = defaultdict(list)
    for pk, name in ties.order_by("tag__name").values_list("registration", "tag__name"):
        found[pk].append(name)
    for pk, names in found.items():
        people[pk]["tags"] = SEVERAL.join(names)


def tell_acts(people: Records, local: Callable[[datetime | None], datetime | None]) -> None:
    """Fill in when they came in at each session, its tables included, and what was remarked."""
    rows = DoorAct.objects.of_people(list(people)).order_by().values_list(*ACT)
    for (person, place), presence in merged(_act(*row) for row in rows).items():
        cells = people[int(person)]
        if place:
            cells[f"{CAME_IN}{place}"] = local(presence.since)
        if presence.notes:
            cells["remarks"] = SEVERAL.join(note.text for note in presence.notes)


def _act(key: Any, person: int, session: int | None, kind: str, at: datetime, *rest: Any) -> Act:
    counter, undoes, text = rest
    return Act(
        key=str(key),
        person=str(person),
        place=str(session or ""),
        kind=kind,
        at=at,
        counter=counter,
        undoes=str(undoes or ""),
        text=text,
    )
