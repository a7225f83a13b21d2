"""Who comes without having signed up."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from events.models import Event
from festival.models import AuditEntry
from registrations.changing.cancelling import cancel
from registrations.door.acts import acts_of
from registrations.door.devices import let_in
from registrations.door.walking_in import CannotWalkIn, Full, walk_in
from registrations.models import Registration
from registrations.sign_up.applying import Companion, IfShort
from registrations.states import Status
from tests.factories import NOW, START, make_role, make_user, published_event, signed_up

pytestmark = pytest.mark.django_db


def walked_in(event: Event, **about: Any) -> Registration:
    given: dict[str, Any] = {"key": uuid4(), "given_name": "Piet", "now": NOW, "at": NOW}
    return walk_in(event, **(given | about))


def room(event: Event) -> tuple[int | None, int]:
    event.refresh_from_db()
    return event.all_seats, event.seats_taken


def test_who_walks_in_has_a_seat_and_is_in() -> None:
    event = published_event(language="en")
    early = NOW - timedelta(minutes=5)

    person = walked_in(event, infix="van", family_name="Dam", at=early)

    person.refresh_from_db()
    assert person.full_name == "Piet van Dam"
    assert (person.status, person.checked_in_at, person.walked_in) == ("attended", early, True)
    assert (person.email, person.language) == ("", "en")
    assert room(event) == (10, 1)
    assert [(act.kind, act.way, act.at) for act in acts_of([person.pk])] == [
        ("in", "walk_in", early)
    ]


def test_who_comes_along_has_no_name_and_is_in_as_well() -> None:
    event = published_event()

    person = walked_in(event, people=3)

    companions = list(person.companions.order_by("pk"))
    assert [(one.full_name, one.status, one.walked_in) for one in companions] == [
        ("", "attended", True)
    ] * 2
    assert room(event) == (10, 3)


def test_the_same_key_again_is_the_same_person() -> None:
    event, key = published_event(), uuid4()

    rows = [walked_in(event, key=key, people=2) for _time in range(2)]

    assert rows[0] == rows[1]
    assert room(event) == (10, 2)
    assert AuditEntry.objects.filter(action="walk in").count() == 1


def test_when_full_nobody_walks_in_without_a_reason() -> None:
    event = published_event(capacity=1)
    signed_up(event)

    with pytest.raises(Full) as refusal:
        walked_in(event)

    assert str(refusal.value) == "Alle plaatsen zijn bezet. Met een reden komen er plaatsen bij."
    assert (refusal.value.left, refusal.value.field) == (0, "reason")
    assert room(event) == (1, 1)


def test_too_few_seats_for_all_of_them_are_told() -> None:
    event = published_event(capacity=2)
    signed_up(event)

    with pytest.raises(Full) as refusal:
        walked_in(event, people=2)

    assert str(refusal.value).startswith("Er is nog 1 plaats vrij.")


def test_with_a_reason_seats_are_added() -> None:
    event, by = published_event(capacity=1), make_user()
    signed_up(event)

    person = walked_in(event, people=2, reason=" stoelen bijgezet ", by=by)

    assert room(event) == (3, 3)
    entry = AuditEntry.objects.get(action="walk in")
    assert (entry.target_name, entry.actor_id) == (person.code, by.pk)
    assert entry.changes == {"people": 2, "reason": "stoelen bijgezet", "late": False}
    assert (event.capacity, event.added_at_door) == (1, 2)
    added = AuditEntry.objects.get(action="add seats at the door")
    assert (added.target_type, added.changes) == ("event", {"added_at_door": [0, 2]})


def test_what_a_phone_noted_without_network_is_never_refused() -> None:
    event = published_event(capacity=1)
    signed_up(event)
    device, _secret = let_in(event, name="Balie", now=NOW, by=None)
    over = event.ends_at + timedelta(hours=2)

    person = walked_in(
        event,
        given_name="",
        family_name="x" * 300,
        people=99,
        late=True,
        at=START,
        now=over,
        device=device,
    )

    person.refresh_from_db()
    assert (person.status, person.checked_in_at) == (Status.ATTENDED, START)
    assert person.family_name == "x" * 100
    assert room(event) == (31, 31)
    assert {act.device for act in acts_of([person.pk])} == {"Balie"}


def test_nobody_passes_who_waits_for_seats_together() -> None:
    event = published_event(capacity=3)
    signed_up(event)
    signed_up(event)
    signed_up(event, companions=[Companion("Omar")], if_short=IfShort.TOGETHER)  # waits for two

    with pytest.raises(Full):
        walked_in(event)

    assert walked_in(event, reason="voor de muziek").status == Status.ATTENDED
    assert room(event) == (3, 3)


def test_a_role_has_its_own_seats() -> None:
    event = published_event()
    role = make_role(event, "deskundige", quota=1)

    person = walked_in(event, role=role)

    with pytest.raises(Full):
        walked_in(event, role=role)
    role.refresh_from_db()
    assert (person.role, role.seats_taken) == (role, 1)


def test_a_role_of_another_gathering_is_none() -> None:
    role = make_role(published_event(), "deskundige")

    assert walked_in(published_event(), role=role).role is None


@pytest.mark.parametrize(
    ("about", "sentence", "field"),
    [
        ({"given_name": " "}, "Vul een naam in.", "given_name"),
        ({"people": 0}, "Er kunnen hooguit 30 mensen tegelijk binnenlopen.", "people"),
        ({"people": 31}, "Er kunnen hooguit 30 mensen tegelijk binnenlopen.", "people"),
        ({"now": START + timedelta(hours=3)}, "Deze bijeenkomst is geweest.", ""),
    ],
)
def test_what_can_still_be_put_right_is_refused(
    about: dict[str, Any], sentence: str, field: str
) -> None:
    event = published_event()

    with pytest.raises(CannotWalkIn) as refusal:
        walked_in(event, **about)

    assert (str(refusal.value), refusal.value.field) == (sentence, field)


@pytest.mark.parametrize("late", [False, True])
def test_nobody_walks_into_what_was_called_off(late: bool) -> None:
    event = published_event()
    Event.objects.filter(pk=event.pk).update(cancelled_at=NOW)

    with pytest.raises(CannotWalkIn, match="Deze bijeenkomst is"):
        walked_in(event, late=late)


def test_the_team_can_cancel_a_walk_in_and_nobody_is_mailed(mailoutbox: list[Any]) -> None:
    event, by = published_event(), make_user()
    person = walked_in(event)

    cancel(person, now=NOW, by=by)

    person.refresh_from_db()
    assert (person.status, person.checked_in_at) == (Status.CANCELLED, None)
    assert room(event) == (10, 0)
    assert mailoutbox == []


def test_a_walk_in_key_belongs_to_its_gathering() -> None:
    key = UUID(int=5)

    here, there = walked_in(published_event(), key=key), walked_in(published_event(), key=uuid4())

    assert here != there
