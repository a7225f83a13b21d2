"""The promises about seats: kept whatever people do, and told when they are broken."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.models import Event, Session, Table
from registrations.changing.cancelling import cancel
from registrations.models import Choice, Registration
from registrations.seating.capacity import BelowSeatsTaken, change_capacity
from registrations.seating.invariants import broken_promises
from registrations.seating.positions import position_of
from registrations.sign_up.picking import Pick
from registrations.sign_up.signing_up import sign_up
from tests.factories import (
    NOW,
    applicant,
    evening_with_tables,
    make_session,
    published_event,
    signed_up,
)

pytestmark = pytest.mark.django_db
ADDRESSES = [f"buur{number}@example.org" for number in range(6)]
SEATS = st.one_of(st.none(), st.integers(0, 4))
ACTIONS = st.one_of(
    st.tuples(st.just("sign up"), st.sampled_from(ADDRESSES), st.integers(0, 3)),
    st.tuples(st.just("cancel"), st.sampled_from(ADDRESSES), st.just(0)),
    st.tuples(st.just("seats"), st.integers(0, 3), SEATS),
)


class Model:
    """What somebody with pen and paper would keep of one event with three things to choose."""

    def __init__(self, event: Event, picks: list[Pick]) -> None:
        self.event, self.picks, self.clock = event, picks, NOW
        self.in_order: list[str] = []  # live addresses as they came
        self.seated: list[str] = []

    def sign_up(self, address: str, pick: int) -> None:
        picks = self.picks[pick : pick + 1]
        sign_up(
            self.event,
            applicant=applicant(address),
            picks=picks,
            form_key=uuid4(),
            now=self._tick(),
        )
        if address not in self.in_order:
            self.in_order.append(address)
        self._fill()

    def cancel(self, address: str) -> None:
        for person in Registration.objects.live().of_address(address):
            cancel(person, now=self._tick(), by=None)
        for some in (self.in_order, self.seated):
            if address in some:
                some.remove(address)
        self._fill()

    def seats(self, which: int, capacity: int | None) -> None:
        holder = [self.event, *(pick.table or pick.session for pick in self.picks)][which]
        try:
            change_capacity(holder, capacity=capacity, now=self._tick(), by=None)
        except BelowSeatsTaken:
            return
        self._fill()

    def _tick(self) -> object:
        self.clock += timedelta(seconds=1)
        return self.clock

    def _fill(self) -> None:
        self.event.refresh_from_db()
        room = self.event.capacity
        for address in self.in_order:
            if address not in self.seated and (room is None or len(self.seated) < room):
                self.seated.append(address)

    def check(self) -> None:
        assert broken_promises() == []
        live = Registration.objects.live().filter(event=self.event)
        assert {person.email for person in live.holding_a_seat()} == set(self.seated)
        line = [address for address in self.in_order if address not in self.seated]
        waiting = list(live.waiting())
        assert [person.email for person in waiting] == line
        assert [position_of(person) for person in waiting] == list(range(1, len(line) + 1))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(actions=st.lists(ACTIONS, max_size=25))
def test_whatever_people_do_the_promises_hold_and_the_line_keeps_its_order(
    actions: list[tuple[str, object, object]], told: list[object]
) -> None:
    event, picks = evening_with_tables(capacity=2, seats_per_table=1, tables=2)
    whole = make_session(event, "Rondleiding", block=picks[0].block, capacity=1)
    model = Model(event, [*picks, Pick(picks[0].block, whole)])

    for action, first, second in actions:
        if action == "sign up":
            model.sign_up(str(first), int(str(second)))
        elif action == "cancel":
            model.cancel(str(first))
        else:
            model.seats(int(str(first)), second)  # type: ignore[arg-type]
        model.check()

    for person in Registration.objects.live():
        cancel(person, now=NOW, by=None)  # leave the database as it was found


def test_all_is_well_when_nothing_is_wrong() -> None:
    event, picks = evening_with_tables(capacity=2, seats_per_table=1)
    for _person in range(4):
        signed_up(event, picks=picks[:1])

    assert broken_promises() == []


def breaks(event: Event, picks: list[Pick], what: str) -> None:
    """Do by hand what no verb does."""
    person = Registration.objects.order_by("id")
    choices = Choice.objects.order_by("id")
    {
        "counter": lambda: Event.objects.update(seats_taken=1),
        "rows": lambda: person.update(status="confirmed", confirmed_at=NOW),
        "room": lambda: Event.objects.update(capacity=9),
        "table counter": lambda: Table.objects.filter(number=1).update(seats_taken=0),
        "session counter": lambda: Session.objects.update(seats_taken=3),
        "called off": lambda: Session.objects.update(cancelled_at=NOW),
        "table room": lambda: Table.objects.filter(number=1).update(capacity=5),
        "choice": lambda: (
            choices.filter(status="wished").update(status="released")
            and choices.filter(pk=choices[0].pk).update(status="wished")
        ),
    }[what]()


@pytest.mark.breaks_promises
@pytest.mark.parametrize(
    ("what", "sentences"),
    [
        ("counter", ["E: the counter says 1, the rows say 2"]),
        (
            "rows",
            [
                "E: the counter says 2, the rows say 3",
                "E: 3 seats given out, there are 2",
                "R3: confirmed, with a choice that is wished",
            ],
        ),
        ("room", ["E: 1 wait while a seat is free"]),
        ("table counter", ["E – 1. Onderwerp 1: the counter says 0, the rows say 1"]),
        ("session counter", ["E – Werksessie: the counter says 3, the rows say 0"]),
        (
            "called off",
            ["E – 1. Onderwerp 1: called off, and 2 hold a seat or wait for one"],
        ),
        ("table room", ["E – 1. Onderwerp 1: 1 wait while a seat is free"]),
        (
            "choice",
            [
                "E – 1. Onderwerp 1: the counter says 1, the rows say 0",
                "E – 1. Onderwerp 1: 1 wait while a seat is free",
                "R1: confirmed, with a choice that is wished",
            ],
        ),
    ],
)
def test_a_broken_promise_is_told(what: str, sentences: list[str], told: list[object]) -> None:
    event, picks = evening_with_tables(capacity=2, seats_per_table=1)
    people = [signed_up(event, picks=picks[:1]) for _person in range(3)]
    breaks(event, picks, what)

    found = broken_promises()

    for number, person in enumerate(people, 1):
        found = [sentence.replace(person.code, f"R{number}") for sentence in found]
    assert [sentence.replace(str(event), "E") for sentence in found] == sentences


@pytest.mark.breaks_promises
@pytest.mark.django_db(transaction=True)
def test_the_command_tells_and_fails() -> None:
    event = published_event()
    Event.objects.update(seats_taken=1)
    out = StringIO()

    with pytest.raises(CommandError) as failure:
        call_command("check_seats", stdout=out)

    assert failure.value.returncode == 1
    assert out.getvalue() == f"{event}: the counter says 1, the rows say 0\n"


@pytest.mark.django_db(transaction=True)
def test_the_command_says_that_all_is_well() -> None:
    signed_up(published_event())
    out = StringIO()

    call_command("check_seats", stdout=out)

    assert out.getvalue() == "All promises about seats hold.\n"


def test_looking_costs_the_same_however_much_there_is() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            broken_promises()
        return len(queries)

    evening_with_tables(tables=1)
    first = cost()
    for _event in range(3):
        evening_with_tables(tables=5)

    assert cost() == first
