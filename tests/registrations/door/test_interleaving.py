"""Three devices without network, that send what they noted when and as often as they can.

Whatever the order: the same rows, the same people present, and what the pure rule says.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.models import Event
from registrations.changing.cancelling import cancel
from registrations.door.acts import acts_of, place_of
from registrations.door.devices import let_in
from registrations.door.guests import acts_since, counts
from registrations.door.merging import IN, NOTE, UNDO, Act, merged
from registrations.door.noting import Noted, note
from registrations.door.walking_in import walk_in
from registrations.models import Device, DoorAct, Registration
from registrations.seating.invariants import broken_promises
from tests.factories import NOW, evening_with_tables, signed_up

pytestmark = pytest.mark.django_db
ACTS = 8
AFTER = NOW + timedelta(hours=2)  # when they find a network again: after all they noted
SLOW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Batch = tuple[int, tuple[Noted, ...]]  # from which device


@dataclass(frozen=True)
class Hall:
    """Somebody with a seat, one who has to confirm, one who waits and one who cancelled."""

    event: Event
    devices: list[Device]
    people: list[Registration]
    places: list[str]

    @classmethod
    def opened(cls) -> "Hall":
        event, picks = evening_with_tables(capacity=3, tables=1)
        people = [signed_up(event, picks=picks) for _n in range(2)]
        Event.objects.filter(pk=event.pk).update(proof_hours=24)
        people += [signed_up(event) for _n in range(2)]
        cancel(people[1], now=NOW, by=None)  # and who waits gets the seat, to be confirmed
        people += [signed_up(event)]
        devices = [let_in(event, name=f"Balie {n}", now=NOW, by=None)[0] for n in "ABC"]
        table = picks[0].table
        return cls(event, devices, people, ["", place_of(None, table.code if table else "")])


@pytest.fixture
def hall() -> Hall:
    return Hall.opened()


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@st.composite
def scripts(draw: st.DrawFn) -> list[tuple[int, dict[str, Any]]]:
    """What each device notes, by a clock that is minutes wrong; an undo names any act."""
    clocks = [draw(st.integers(-9, 9)) for _device in range(3)]
    script = []
    for number in range(draw(st.integers(1, ACTS))):
        device = draw(st.integers(0, 2))
        kind = draw(st.sampled_from([IN, IN, UNDO, NOTE]))
        about = {
            "key": UUID(int=number + 1),
            "kind": kind,
            "person": draw(st.integers(0, 4)),
            "place": draw(st.integers(0, 1)),
            "at": NOW + timedelta(minutes=30 + number + clocks[device]),
            "counter": number,
            "text": "stoel" if kind == NOTE else "",
            "undoes": UUID(int=draw(st.integers(1, ACTS))) if kind == UNDO else None,
        }
        script.append((device, about))
    return script


def noted(hall: Hall, about: dict[str, Any]) -> Noted:
    names = {"person": hall.people[about["person"]].code, "place": hall.places[about["place"]]}
    return Noted(**(about | names))


@st.composite
def uploads(draw: st.DrawFn, script: list[tuple[int, Any]]) -> list[Batch]:
    """Every act at least once, in batches of one device, in some order, some batches again."""
    batches: list[Batch] = []
    for device in range(3):
        own = draw(st.permutations([act for by, act in script if by == device]))
        while own:
            size = draw(st.integers(1, len(own)))
            batches.append((device, tuple(own[:size])))
            own = own[size:]
    again = draw(st.lists(st.sampled_from(batches), max_size=4))
    return draw(st.permutations([*batches, *again]))


def after(hall: Hall, batches: Iterable[Batch]) -> Any:
    """How everything stands once these were sent; it is as if nothing was sent then."""
    with undone():
        for device, acts in batches:
            note(hall.event, acts, now=AFTER, device=hall.devices[device])
        assert broken_promises() == []
        rows = set(DoorAct.objects.values_list("key", "registration", "table", "kind", "at"))
        people = list(
            hall.event.registrations.order_by("pk").values_list("status", "checked_in_at")
        )
        acts = acts_of(person.pk for person in hall.people)
        return rows, people, merged(acts), counts(hall.event)


@SLOW
@given(data=st.data())
def test_in_whatever_order_three_devices_send_it_comes_to_the_same(
    hall: Hall, data: st.DataObject
) -> None:
    script = [(device, noted(hall, about)) for device, about in data.draw(scripts())]

    one = after(hall, data.draw(uploads(script)))
    other = after(hall, data.draw(uploads(script)))

    assert one == other
    assert one[2] == merged(_pure(hall, device, act) for device, act in script)
    assert len(one[0]) == len(script)


@SLOW
@given(data=st.data())
def test_a_device_that_asks_what_is_new_ends_up_with_everything(
    hall: Hall, data: st.DataObject
) -> None:
    script = [(device, noted(hall, about)) for device, about in data.draw(scripts())]

    with undone():
        seen, last = [], 0
        for device, acts in data.draw(uploads(script)):
            note(hall.event, acts, now=AFTER, device=hall.devices[device])
            if data.draw(st.booleans()):
                new = acts_since(hall.event, last)
                seen += [act["key"] for act in new]
                last = max([last, *(act["id"] for act in new)])
        seen += [act["key"] for act in acts_since(hall.event, last)]

    assert sorted(seen) == sorted(str(act.key) for _device, act in script)


def test_a_walk_in_that_is_sent_twice_comes_in_once(hall: Hall) -> None:
    about: dict[str, Any] = {"given_name": "Piet", "people": 2, "late": True, "at": NOW}

    rows = [
        walk_in(hall.event, key=UUID(int=99), now=AFTER, device=device, **about)
        for device in hall.devices[:2]
    ]

    assert rows[0] == rows[1]
    assert hall.event.registrations.of_party(rows[0].pk).count() == 2
    assert DoorAct.objects.count() == 2


def test_what_was_noted_of_a_walk_in_before_it_has_a_code_is_about_them(hall: Hall) -> None:
    key = UUID(int=99)
    person = walk_in(hall.event, key=key, given_name="Piet", late=True, at=NOW, now=AFTER)

    note(hall.event, [Noted(UUID(int=98), UNDO, str(key), "", NOW, undoes=key)], now=AFTER)

    person.refresh_from_db()
    assert (person.status, person.checked_in_at) == ("cancelled", None)


def _pure(hall: Hall, device: int, one: Noted) -> Act:
    return Act(
        key=str(one.key),
        person=one.person,
        place=one.place,
        kind=one.kind,
        at=one.at,
        counter=one.counter,
        device=hall.devices[device].name,
        undoes=str(one.undoes or ""),
        way=one.way,
        text=one.text,
    )
