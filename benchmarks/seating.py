"""What parties, changes and a long line cost, measured in a process with Django."""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

COMPANIONS = (("Ria", "Smit"), ("Omar", "Amrani"), ("Anne", "Vos"))


def seat(people: int, times: int = 20) -> dict[str, Any]:
    """Milliseconds and statements of three acts at an event with that many people before.

    A sign-up with three companions who each choose two tables; a change to another table; and
    what raising the capacity does for 200 people in line.
    """
    event, rounds = _evening(people)
    party = partial(_sign_up, event, rounds)
    found = {"party": _measured(party, times)}
    changing = [party() for _time in range(times + 1)]
    found["change"] = _measured(partial(_change, changing, rounds), times)
    found["promotion"] = _promotion(people)
    return found


def _measured(do: Callable[[], Any], times: int) -> dict[str, float]:
    from benchmarks.inside import counted

    _answer, sql = counted(do)
    spent = []
    for _time in range(times):
        began = time.perf_counter()
        do()
        spent.append((time.perf_counter() - began) * 1000)
    return {"ms": statistics.median(spent), "sql": sql}


def _evening(people: int) -> tuple[Any, list[list[Any]]]:
    """An event with so many people, and two rounds of tables after one another."""
    from benchmarks.inside import coming
    from benchmarks.staging import crowd
    from events.publishing import publish
    from registrations.sign_up.picking import Pick
    from tests.factories import NOW, make_block, make_session, make_table

    event, _organiser = crowd(people, **coming())
    rounds = []
    for number in range(2):
        block = make_block(event, f"Ronde {number + 2}")
        start = event.ends_at + timedelta(hours=number)
        session = make_session(
            event, block=block, kind="tables", starts_at=start, ends_at=start + timedelta(hours=1)
        )
        rounds.append(
            [Pick(block, session, make_table(session, capacity=10_000)) for _table in range(4)]
        )
    publish(event, now=NOW, by=None)
    return event, rounds


def _sign_up(event: Any, rounds: list[list[Any]]) -> Any:
    from django.utils import timezone

    from registrations.sign_up.applying import Applicant, Companion
    from registrations.sign_up.signing_up import sign_up

    key, picks = uuid4(), tuple(tables[0] for tables in rounds)
    outcome = sign_up(
        event,
        applicant=Applicant("Fatma", "Berg", f"{key.hex}@example.org"),
        picks=picks,
        companions=[Companion(given, "", family, picks=picks) for given, family in COMPANIONS],
        form_key=key,
        now=timezone.now(),
    )
    return outcome.registration


def _change(people: list[Any], rounds: list[list[Any]]) -> None:
    from django.utils import timezone

    from registrations.changing.verbs import change_choices

    person = people.pop()
    change_choices(person, [rounds[0][1], rounds[1][0]], now=timezone.now(), by=None)


def _promotion(people: int, size: int = 200) -> dict[str, float]:
    """Raising the capacity by 200 where so many more wait behind them."""
    from django.utils import timezone

    from benchmarks.inside import coming, counted
    from registrations.models import Registration
    from registrations.seating.capacity import change_capacity
    from tests.factories import published_event

    event = published_event(capacity=0, offer_hours=4, **coming())
    now = timezone.now()
    Registration.objects.bulk_create(
        Registration(
            event=event,
            status="waiting",
            form_key=uuid4(),
            given_name="Fatma",
            family_name=f"Berg {number}",
            email=f"wacht-{event.pk}-{number}@example.org",
            created_at=now,
            waiting_since=now,
        )
        for number in range(size + people // 10)
    )
    began = time.perf_counter()
    raised = partial(change_capacity, event, capacity=size, now=now, by=None)
    _answer, sql = counted(raised)
    return {"ms": (time.perf_counter() - began) * 1000, "sql": sql}
