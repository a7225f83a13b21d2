"""What people and organisers do in a race besides signing up, and the events they do it to.

A scene tells what it made as JSON values; an act gets its task and the event.
"""

from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from events.models import Event
from festival.refusals import Refused
from registrations.changing import change_choices, change_details, change_role
from registrations.changing.cancelling import cancel_people
from registrations.door.devices import let_in
from registrations.door.noting import Noted, note
from registrations.door.walking_in import Full, walk_in
from registrations.models import Device, Registration, RegistrationRole
from registrations.seating import offers
from registrations.seating.capacity import change_capacity
from registrations.sign_up.applying import Companion, IfShort
from registrations.sign_up.signing_up import sign_up
from tests.factories import (
    NOW,
    applicant,
    evening_with_tables,
    make_role,
    published_event,
    signed_up,
)
from tests.races.worker import picks_of

Task = dict[str, Any]
TOO_LATE = NOW + timedelta(hours=5)  # for an offer of four hours


def full_tables(job: Task) -> Task:
    """Two tables, both full; the people at each."""
    event, picks = evening_with_tables(seats_per_table=job["seats"], tables=2, capacity=None)
    people = [
        [signed_up(event, address(), picks=[pick]).code for _seat in range(job["seats"])]
        for pick in picks
    ]
    return {"event": event.pk, "tables": [p.table.pk for p in picks if p.table], "people": people}


def offered(job: Task) -> Task:
    """So many people who were offered a seat, and as many who come after them."""
    size = job["size"]
    event = published_event(capacity=size, offer_hours=4)
    before = [signed_up(event, address()) for _seat in range(size)]
    asked = [signed_up(event, address()).code for _seat in range(size)]
    after = [signed_up(event, address()).code for _seat in range(size)]
    cancel_people(before, now=NOW, by=None)
    return {"event": event.pk, "asked": asked, "after": after}


def two_roles(job: Task) -> Task:
    """People in a role with as many seats as there are, and a role with fewer."""
    event = published_event(capacity=job["people"])
    large, small = make_role(event, "buur"), make_role(event, "deskundige", quota=job["seats"])
    people = [signed_up(event, address(), role=large).code for _one in range(job["people"])]
    return {"event": event.pk, "people": people, "roles": [large.pk, small.pk]}


def parties_in_line(job: Task) -> Task:
    """A full event, and parties of one, two and three who wait."""
    event = published_event(capacity=job["seats"])
    for _seat in range(job["seats"]):
        signed_up(event, address())
    for number in range(job["parties"]):
        signed_up(event, address(), companions=companions(number % 3))
    return {"event": event.pk}


def guests(job: Task) -> Task:
    """So many people with a seat, and the devices that will receive them."""
    event = published_event(capacity=None)
    codes = [signed_up(event, address()).code for _guest in range(job["size"])]
    devices = [
        let_in(event, name=f"Balie {n}", now=NOW, by=None)[0].pk for n in range(job["devices"])
    ]
    return {"event": event.pk, "guests": codes, "devices": devices}


def noted_at_the_door(job: Task) -> Task:
    """What was noted, and since when each person is in."""
    event = Event.objects.get(pk=job["event"])
    people = event.registrations.order_by("pk").values_list("code", "checked_in_at")
    keys = event.door_acts.order_by("pk").values_list("key", flat=True)
    return {
        "keys": [str(key) for key in keys],
        "since": {code: at.isoformat() if at else None for code, at in people},
        "walked_in": event.registrations.filter(walked_in=True).count(),
    }


def upload(task: Task, event: Event) -> Task:
    """A phone sends what it noted."""
    notes = [
        Noted(UUID(key), "in", code, "", NOW + timedelta(seconds=second))
        for key, code, second in task["acts"]
    ]
    device = Device.objects.get(pk=task["device"])
    outcome = note(event, notes, now=TOO_LATE, device=device)
    return {"taken": list(outcome.taken), "refused": len(outcome.refused)}


def walk_in_here(task: Task, event: Event) -> Task:
    """Somebody at the door who did not sign up."""
    try:
        person = walk_in(event, key=UUID(task["walk in"]), given_name="Piet", now=NOW, at=NOW)
    except Full:
        return {"code": None}
    return {"code": person.code}


def come_together(task: Task, event: Event) -> Task:
    """A party signs up."""
    outcome = sign_up(
        event,
        applicant=applicant(task["email"]),
        companions=companions(task["companions"]),
        if_short=IfShort.TOGETHER,
        form_key=UUID(task["key"]),
        now=NOW,
    )
    return {"status": outcome.status}


def more_seats(task: Task, event: Event) -> Task:
    """The organiser finds a larger room, if more people than that did not come in meanwhile."""
    with suppress(Refused):
        change_capacity(event, capacity=task["capacity"], now=NOW, by=None)
    return {}


def go_to_table(task: Task, event: Event) -> Task:
    """Somebody would rather sit at another table."""
    change_choices(person(task), [picks_of(event)[task["table"]]], now=NOW, by=None)
    return {}


def take_role(task: Task, event: Event) -> Task:
    """Somebody would rather come in another role, if there is a seat in it."""
    role = RegistrationRole.objects.get(pk=task["role"])
    try:
        change_role(person(task), role=role, now=NOW)
    except Refused:
        return {"code": task["code"], "theirs": False}
    return {"code": task["code"], "theirs": True}


def write_down(task: Task, event: Event) -> Task:
    """Somebody says of which organisation they are."""
    change_details(person(task), organisation=task["organisation"], now=NOW, by=None)
    return {}


def accept(task: Task, event: Event) -> Task:
    """Somebody wants the seat they were offered."""
    try:
        offers.accept(person(task), now=TOO_LATE if task.get("late") else NOW)
    except Refused:
        return {"code": task["code"], "theirs": False}
    return {"code": task["code"], "theirs": True}


def lapse(task: Task, event: Event) -> Task:
    """A worker ends what was kept long enough."""
    return {"ended": offers.lapse_due(TOO_LATE)}


def person(task: Task) -> Registration:
    """As their own phone has just read them."""
    found: Registration = Registration.objects.select_related("event", "role", "lead").get(
        code=task["code"]
    )
    return found


def companions(count: int) -> list[Companion]:
    return [Companion("Ria", "", "Smit") for _number in range(count)]


def address() -> str:
    return f"visitor-{uuid4().hex}@example.org"
