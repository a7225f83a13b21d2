"""One process of a race: reads jobs as JSON lines, answers with JSON lines.

`python -m tests.races.worker` with DATABASE_URL set. It is a process like a web worker's: its own
connection, the production settings, and it can be killed at any moment.
"""

import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "festival.settings")
WINDOW = 0.02  # seconds between counting and inserting, in the race without a lock
Job = dict[str, Any]


def answer(**values: Any) -> None:
    """One line to the referee, at once."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def prepare(job: Job) -> None:
    """An empty database with all tables, translations compiled."""
    from django.core.management import call_command

    from festival.catalogue import compile_catalogues

    compile_catalogues()
    call_command("migrate", verbosity=0)
    answer(done=True)


def stage(job: Job) -> None:
    """A published event of `capacity` seats, some taken already, with or without tables.

    With a `quota`, also a role of so many, and `kept_back` seats for insiders.
    """
    from tests.factories import evening_with_tables, make_role, published_event, signed_up

    picks: list[Any] = []
    if job.get("seats_per_table"):
        event, picks = evening_with_tables(
            seats_per_table=job["seats_per_table"], capacity=job["capacity"]
        )
    else:
        kept = job.get("kept_back", 0)
        event = published_event(capacity=job["capacity"], kept_back=kept)
    if job.get("quota"):
        make_role(event, "deskundige", quota=job["quota"])
        make_role(event, "begeleider", insider=True)
    for number in range(job.get("taken", 0)):
        signed_up(event, f"seated{number}-{event.pk}@example.org")
    answer(event=event.pk, tables=[pick.table.pk for pick in picks])


def race(job: Job) -> None:
    """Do the tasks one after the other; a line for each, and `done` at the end."""
    from events.models import Event

    event = Event.objects.get(pk=job["event"])
    signing_up = sign_up_without_lock() if job.get("without_lock") else sign_up()
    picks = picks_of(event)
    roles = {role.name: role for role in event.registration_roles.all()}
    answer(ready=True)
    sys.stdin.readline()  # all start together
    for number, task in enumerate(job["tasks"]):
        fatal = job["dies"]["where"] if job.get("dies", {}).get("at") == number else ""
        if fatal == "in the transaction":
            die_in_the_transaction()
        if "act" in task:
            result = patiently(act, task, event)
        else:
            result = do(task, event, signing_up, picks, roles)
        if fatal == "after the commit":
            die()
        answer(key=task["key"], **result)
    answer(done=True)


def do(
    task: dict[str, Any],
    event: Any,
    signing_up: Callable[..., Any],
    picks: dict[int, Any],
    roles: dict[str, Any],
) -> dict[str, Any]:
    """One visitor: signs up and, if the task says so, thinks better of it."""
    from registrations.changing.cancelling import cancel
    from tests.factories import NOW, applicant

    outcome = patiently(
        signing_up,
        event,
        applicant=applicant(task["email"], role=roles.get(task.get("role", ""))),
        picks=[picks[task["table"]]] if task.get("table") else [],
        form_key=UUID(task["key"]),
        now=NOW,
    )
    if task.get("cancels"):
        patiently(cancel, outcome.registration, now=NOW, by=None)
    return {
        "status": outcome.status,
        "code": outcome.registration.code,
        "cancelled": bool(task.get("cancels")),
    }


def act(task: dict[str, Any], event: Any) -> dict[str, Any]:
    """One thing that somebody does to what was staged."""
    from tests.races import acts

    return getattr(acts, task["act"])(task, event)  # type: ignore[no-any-return]


def stage_act(job: Job) -> None:
    """An event as `scene` of `tests.races.acts` leaves it; what that tells."""
    from tests.races import acts

    answer(**getattr(acts, job["scene"])(job))


def patiently(verb: Callable[..., Any], *about: Any, **rest: Any) -> Any:
    """As a visitor whose turn did not come in time on a busy computer: press once more."""
    from django.db import OperationalError

    try:
        return verb(*about, **rest)
    except OperationalError:
        return verb(*about, **rest)


def sign_up() -> Callable[..., Any]:
    """The verb itself."""
    from registrations.sign_up import signing_up

    return signing_up.sign_up


def sign_up_without_lock() -> Callable[..., Any]:
    """The negative control: the same verb, but it counts and then inserts, and locks nothing."""
    from events.models import Event
    from registrations.seating import seats
    from registrations.sign_up import signing_up

    def read(pk: int) -> Event:
        return Event.objects.get(pk=pk)

    def count_then_insert(holder: Any, role: Any, size: int = 1) -> bool:
        seated = holder.registrations.holding_a_seat()
        held = seated.count()
        of_role = seated.in_role(role).count() if role else 0
        if held + size > holder.capacity or (role and role.quota and of_role + size > role.quota):
            return False
        time.sleep(WINDOW)
        Event.objects.filter(pk=holder.pk).update(seats_taken=held + size)
        if role:
            type(role).objects.filter(pk=role.pk).update(seats_taken=of_role + size)
        return True

    signing_up.lock_event = read
    seats.enter = count_then_insert
    return signing_up.sign_up.__wrapped__  # without its transaction


def picks_of(event: Any) -> dict[int, Any]:
    """What can be chosen, by the id of the table."""
    from events.models import Table
    from registrations.sign_up.picking import Pick

    tables = Table.objects.filter(session__event=event).select_related("session__block")
    return {t.pk: Pick(t.session.block, t.session, t) for t in tables}


def die(*args: Any, **rest: Any) -> None:
    """As `kill -9`, or the power going."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_in_the_transaction() -> None:
    """At the mail, or what follows at the door: rows are written, nothing is committed."""
    from registrations import mails
    from registrations.door import noting, walking_in

    mails.tell = noting.settle = walking_in.record = die


def watch(job: Job) -> None:
    """Look again and again at one moment of the race, until somebody writes a line."""
    import select

    from registrations.management.commands.check_seats import one_moment
    from registrations.seating.invariants import broken_promises

    broken: list[str] = []
    looks = 0
    answer(ready=True)
    while not select.select([sys.stdin], [], [], 0.5)[0]:
        with one_moment():
            broken += broken_promises()
        looks += 1
    sys.stdin.readline()
    answer(looks=looks, broken=broken)


def judge(job: Job) -> None:
    """What the database says when the race is over."""
    from django.db import connection
    from mailer.models import Message

    from events.models import Event
    from festival.models import AuditEntry
    from registrations.seating.invariants import broken_promises

    event = Event.objects.get(pk=job["event"])
    people = {person.code: person for person in event.registrations.all()}
    entries = AuditEntry.objects.filter(event_id=event.pk, target_type="registration")
    seated = event.registrations.holding_a_seat()
    answer(
        vendor=connection.vendor,
        seated_in=Counter(seated.exclude(role=None).values_list("role__name", flat=True)),
        taken=event.seats_taken,
        statuses=Counter(person.status for person in people.values()),
        status_of={code: person.status for code, person in people.items()},
        email_of={code: person.email for code, person in people.items()},
        mails=Counter(address for mail in Message.objects.all() for address in mail.to_addresses),
        entries=Counter(
            people[code].email for code in entries.values_list("target_name", flat=True)
        ),
        letters={address: letters_to(address) for address in {p.email for p in people.values()}},
        people=[
            {
                "code": person.code,
                "status": person.status,
                "organisation": person.organisation,
                "tables": [[c.table_id, c.status] for c in person.choices.standing()],
            }
            for person in event.registrations.order_by("id")
        ],
        broken=[sentence for sentence in broken_promises() if str(event) in sentence],
    )


def letters_to(address: str) -> list[str]:
    """What the mails to an address are about, in the order in which they were written."""
    from mailer.models import Message

    mails = [mail for mail in Message.objects.order_by("id") if mail.to_addresses == [address]]
    return [mail.subject.partition(":")[0] for mail in mails]


def main() -> None:
    """Serve until the referee closes the line."""
    import django

    django.setup()
    from tests.factories import number_from

    number_from(os.getpid() * 1000)
    jobs = {"prepare": prepare, "stage": stage, "race": race, "watch": watch, "judge": judge}
    jobs["stage act"] = stage_act
    while line := sys.stdin.readline():
        job = json.loads(line)
        jobs[job["job"]](job)


if __name__ == "__main__":
    main()
