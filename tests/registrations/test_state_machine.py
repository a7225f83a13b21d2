"""Whatever people, organisers and the clock do, in whatever order: the promises about seats hold.

The machine does a few hundred things and looks after each of them. What it found is kept in
`test_counter_examples.py`. To let it hunt for longer, and each time elsewhere:
`FESTIVAL_EXAMPLES=1000 python -m pytest tests/registrations/test_state_machine.py`.
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from events.models import Event, Session
from festival.models import User
from festival.refusals import Refused
from registrations.announcing.calling_off import call_off_session, hold_session_after_all
from registrations.changing import change_choices, change_role
from registrations.changing.cancelling import cancel, cancel_people
from registrations.changing.correcting import correct
from registrations.changing.erasing import erase
from registrations.changing.handing_over import Receiver, hand_over, share
from registrations.changing.joining import add_companions
from registrations.door.admitting import admit
from registrations.door.noting import Noted, note
from registrations.door.querysets import DoorActQuerySet
from registrations.door.walking_in import walk_in
from registrations.models import Choice, DoorAct, Registration, RegistrationRole
from registrations.querysets import RegistrationQuerySet
from registrations.seating import offers
from registrations.seating.capacity import change_capacity, divide_seats, set_line_rule
from registrations.seating.invariants import broken_promises
from registrations.seating.promoting import promote
from registrations.seating.roles import change_rules
from registrations.seating.waiting import keep_place
from registrations.sign_up.applying import Companion, IfShort
from registrations.sign_up.picking import Pick
from registrations.sign_up.signing_up import sign_up
from registrations.states import HOLDS_SEAT, Status
from tests.factories import (
    NOW,
    applicant,
    evening_with_tables,
    make_block,
    make_role,
    make_session,
    make_user,
)

pytestmark = pytest.mark.django_db
HUNT = os.environ.get("FESTIVAL_EXAMPLES", "")
HOW_LONG = settings(
    max_examples=int(HUNT or 15),
    stateful_step_count=30,
    phases=[Phase.generate],  # what fails is printed at once; a hunter makes it shorter
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
ADDRESSES = [f"buur{number}@example.org" for number in range(8)]
SOMEBODY = st.integers(0, 9)
SEATS = st.one_of(st.none(), st.integers(0, 6))
A_ROLE = st.integers(0, 3)  # 0: none
PICKED = st.tuples(st.integers(0, 3), st.integers(0, 2))  # in each round; 0: nothing
PARTY = st.lists(PICKED, max_size=3)
IF_SHORT = st.sampled_from(IfShort)


@dataclass(frozen=True)
class Stage:
    """An evening with three tables, a second round of two sessions, and three roles."""

    event: Event
    organiser: User
    first_round: list[Pick]
    second_round: list[Pick]
    roles: list[RegistrationRole]

    @classmethod
    def built(cls) -> "Stage":
        event, picks = evening_with_tables(
            capacity=4, seats_per_table=1, tables=3, most_together=5, hand_over=True
        )
        late = event.starts_at + timedelta(minutes=110)
        times = {"starts_at": late, "ends_at": late + timedelta(minutes=20)}
        block = make_block(event, "Ronde 2")
        walks = [
            make_session(event, f"Wandeling {n}", block=block, capacity=n, **times) for n in (1, 2)
        ]
        roles = [
            make_role(event, "deskundige", quota=2),
            make_role(event, "pers", counts=False, quota=1),
            make_role(event, "begeleider", insider=True),
        ]
        return cls(event, make_user(), picks, [Pick(block, walk) for walk in walks], roles)

    def picks(self, chosen: tuple[int, int]) -> tuple[Pick, ...]:
        """What somebody chose in both rounds."""
        first, second = chosen
        return (
            *self.first_round[first - 1 : first] * bool(first),
            *self.second_round[second - 1 : second] * bool(second),
        )

    def role(self, number: int) -> RegistrationRole | None:
        return self.roles[number - 1] if number else None


@dataclass(frozen=True)
class Seen:
    """What somebody else would write down of one person."""

    status: str
    party: int
    role: int | None
    since: datetime
    ready: bool

    @property
    def seated(self) -> bool:
        return self.status in HOLDS_SEAT


class SigningUp(RuleBasedStateMachine):
    """An event to which everything happens that can."""

    stage: ClassVar[Stage]
    told: ClassVar[list[tuple[str, str]]]

    def __init__(self) -> None:
        super().__init__()
        self.start = transaction.savepoint()
        self.now = NOW
        self.out_of_turn = False  # the last thing done lets somebody go first
        self.before: dict[int, Seen] = {}
        self.told.clear()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.start)

    # what the organiser decided beforehand

    @initialize(
        offer=st.sampled_from([None, 4]),
        proof=st.sampled_from([None, 24]),
        overtaking=st.booleans(),
    )
    def rules(self, offer: int | None, proof: int | None, overtaking: bool) -> None:
        rows = Event.objects.filter(pk=self.stage.event.pk)
        rows.update(offer_hours=offer, proof_hours=proof, overtaking=overtaking)

    # what people do

    @rule(
        address=st.sampled_from(ADDRESSES),
        role=A_ROLE,
        picked=PICKED,
        party=PARTY,
        if_short=IF_SHORT,
    )
    def sign_up(
        self,
        address: str,
        role: int,
        picked: tuple[int, int],
        party: list[tuple[int, int]],
        if_short: IfShort,
    ) -> None:
        self.do(
            sign_up,
            self.stage.event,
            applicant=applicant(address, role=self.stage.role(role)),
            picks=self.stage.picks(picked),
            companions=self.companions(party),
            if_short=if_short,
            form_key=uuid4(),
        )

    @rule(who=SOMEBODY, party=PARTY, if_short=IF_SHORT)
    def bring_more(self, who: int, party: list[tuple[int, int]], if_short: IfShort) -> None:
        companions = self.companions(party[:1] or [(0, 0)])
        self.with_one(add_companions, who, self.live(), companions=companions, if_short=if_short)

    @rule(who=SOMEBODY)
    def cancel(self, who: int) -> None:
        self.with_one(cancel, who, self.live(), by=None)

    @rule(who=SOMEBODY)
    def cancel_for_somebody(self, who: int) -> None:
        self.with_one(cancel, who, self.live(), by=self.stage.organiser)

    @rule(who=SOMEBODY)
    def cancel_all(self, who: int) -> None:
        if people := self.party(who, self.live()):
            self.do(cancel_people, people, by=None)

    @rule(who=SOMEBODY, picked=PICKED)
    def choose_anew(self, who: int, picked: tuple[int, int]) -> None:
        self.with_one(change_choices, who, self.live(), self.stage.picks(picked), by=None)

    @rule(who=SOMEBODY, role=st.integers(1, 3))
    def choose_another_role(self, who: int, role: int) -> None:
        self.with_one(change_role, who, self.live(), role=self.stage.role(role))

    @precondition(lambda self: self.people().offered().exists())
    @rule(who=SOMEBODY)
    def accept(self, who: int) -> None:
        self.with_one(offers.accept, who, self.people().offered())

    @precondition(lambda self: self.people().offered().exists())
    @rule(who=SOMEBODY, stay=st.booleans())
    def decline(self, who: int, stay: bool) -> None:
        self.with_one(offers.decline, who, self.people().offered(), stay=stay)

    @precondition(lambda self: self.live().exists())
    @rule(who=SOMEBODY)
    def prove(self, who: int) -> None:
        self.with_one(offers.prove, who, self.live())

    @rule(who=SOMEBODY, stays=st.booleans())
    def keep_place(self, who: int, stays: bool) -> None:
        self.with_one(keep_place, who, self.live(), stays=stays)

    @rule(who=SOMEBODY)
    def get_a_link(self, who: int) -> None:
        companions = self.live().exclude(lead=None)
        self.with_one(share, who, companions, email=f"{uuid4().hex}@example.org")

    @rule(who=SOMEBODY)
    def hand_over(self, who: int) -> None:
        self.out_of_turn = True
        receiver = Receiver("Ria", "Smit", f"{uuid4().hex}@example.org")
        self.with_one(hand_over, who, self.live(), receiver)

    @rule(who=SOMEBODY)
    def ask_for_erasure(self, who: int) -> None:
        self.with_one(erase, who, self.people().leading())

    # what happens at the door

    @rule(who=SOMEBODY, place=st.integers(0, 2), late=st.integers(0, 30))
    def check_in(self, who: int, place: int, late: int) -> None:
        if people := list(self.people().order_by("id")):
            came_in = self.noted(people[who % len(people)], "in", place, late)
            self.do(note, self.stage.event, [came_in])

    @precondition(lambda self: self.ins().exists())
    @rule(who=SOMEBODY)
    def take_back(self, who: int) -> None:
        acts = list(self.ins().select_related("registration").order_by("id"))
        act = acts[who % len(acts)]
        undo = self.noted(act.registration, "undo", 0, 0, undoes=act.key)
        self.do(note, self.stage.event, [undo])

    @rule(role=A_ROLE, people=st.integers(1, 3), reason=st.sampled_from(["", "buurvrouw"]))
    def walk_in(self, role: int, people: int, reason: str) -> None:
        self.out_of_turn = bool(reason)
        about: dict[str, Any] = {"role": self.stage.role(role), "reason": reason}
        about |= {"given_name": "Piet", "people": people, "key": uuid4(), "at": self.now}
        self.do(walk_in, self.stage.event, **about)

    @rule(who=SOMEBODY)
    def admit(self, who: int) -> None:
        self.out_of_turn = True
        self.with_one(admit, who, self.people(), reason="stond al binnen")

    # what time does

    @rule(hours=st.sampled_from([1, 3, 5, 16, 24]))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.do(lambda now: [offers.urge_due(now), offers.lapse_due(now), offers.wake_due(now)])

    # what organisers do

    @rule(who=SOMEBODY, add_seats=st.booleans())
    def promote(self, who: int, add_seats: bool) -> None:
        self.out_of_turn = True
        self.with_one(
            promote, who, self.people().waiting(), reason="ziek", add_seats=add_seats, by=None
        )

    @rule(which=st.integers(0, 4), capacity=SEATS)
    def change_seats(self, which: int, capacity: int | None) -> None:
        picks = [*self.stage.first_round, *self.stage.second_round]
        holder = picks[which].table or picks[which].session
        self.do(change_capacity, holder, capacity=capacity, by=None)

    @rule(capacity=SEATS, kept_back=st.one_of(st.none(), st.integers(0, 3)))
    def divide_seats(self, capacity: int | None, kept_back: int | None) -> None:
        self.do(divide_seats, self.stage.event, capacity=capacity, kept_back=kept_back, by=None)

    @rule(overtaking=st.booleans())
    def change_line(self, overtaking: bool) -> None:
        self.do(set_line_rule, self.stage.event, overtaking=overtaking, by=None)

    @rule(which=st.integers(0, 2), quota=SEATS, counts=st.booleans(), insider=st.booleans())
    def change_role(self, which: int, quota: int | None, counts: bool, insider: bool) -> None:
        role = self.stage.roles[which]
        self.do(change_rules, role, quota=quota, counts=counts, insider=insider, by=None)

    @rule(who=SOMEBODY, role=A_ROLE)
    def correct(self, who: int, role: int) -> None:
        self.out_of_turn = True
        self.with_one(correct, who, self.live(), role=self.stage.role(role), by=None)

    @rule(which=st.integers(0, 2), off=st.booleans())
    def call_off(self, which: int, off: bool) -> None:
        sessions = [pick.session for pick in (self.stage.first_round[0], *self.stage.second_round)]
        session = Session.objects.get(pk=sessions[which].pk)
        self.do(call_off_session if off else hold_session_after_all, session, by=None)

    # what always holds

    @invariant()
    def promises(self) -> None:
        assert broken_promises() == []

    @invariant()
    def never_more_than_there_are(self) -> None:
        event = Event.objects.get(pk=self.stage.event.pk)
        seated = [p for p in self.people().select_related("role") if p.status in HOLDS_SEAT]
        counting = [p for p in seated if p.role is None or p.role.counts]
        public = [p for p in counting if p.role is None or not p.role.insider]
        if event.all_seats is not None:
            assert len(counting) <= event.all_seats
            assert len(public) <= event.all_seats - event.kept_back
        for role in self.stage.roles:
            every = RegistrationRole.objects.get(pk=role.pk).all_seats
            assert every is None or sum(p.role_id == role.pk for p in seated) <= every

    @invariant()
    def one_seat_in_each_round(self) -> None:
        rows = Choice.objects.seated().values_list("registration", "block")
        assert [key for key, seats in Counter(rows).items() if seats > 1] == []

    @invariant()
    def nobody_passed_who_came_earlier_in_the_same_role(self) -> None:
        after, before, hand = self.seen(), self.before, self.out_of_turn
        event = Event.objects.get(pk=self.stage.event.pk)
        self.before, self.out_of_turn = after, False
        if event.overtaking or hand:
            return
        came_in = [one for key, one in after.items() if one.seated and not _sat(before.get(key))]
        stood = [one for key, one in after.items() if _stood(before.get(key)) and _stood(one)]
        passed = [
            (first, other)
            for first in stood
            for other in came_in
            if first.role == other.role and first.since < other.since
        ]
        assert passed == []

    @invariant()
    def who_may_answer_was_asked(self) -> None:
        codes = {person.first.code for person in self.people().offered().select_related("lead")}
        assert codes <= {code for kind, code in self.told if kind == "offered"}

    @invariant()
    def who_is_in_is_present(self) -> None:
        """Told once more, in one line: no undo names it, and it is theirs."""
        undone = set(DoorAct.objects.exclude(undoes=None).values_list("registration", "undoes"))
        inside = {
            act.registration_id
            for act in self.ins()
            if (act.registration_id, act.key) not in undone
        }
        holding = self.people().holding_a_seat().values_list("pk", flat=True)
        present = self.people().checked_in().values_list("pk", flat=True)
        assert set(present) == inside & set(holding)

    # how

    def ins(self) -> DoorActQuerySet:
        rows: DoorActQuerySet = DoorAct.objects.filter(kind="in", event=self.stage.event)
        return rows

    def noted(
        self, person: Registration, kind: str, place: int, late: int, *, undoes: UUID | None = None
    ) -> Noted:
        """At the door or one of the first two tables, by a clock that may be slow."""
        tables = [pick.table for pick in self.stage.first_round if pick.table]
        where = f"t-{tables[place - 1].code}" if place else ""
        at = self.now - timedelta(minutes=late)
        return Noted(uuid4(), kind, person.code, where, at, undoes=undoes)

    def do(self, verb: Callable[..., Any], *about: Any, **rest: Any) -> None:
        """Do something a minute later; a refusal is an answer like any other."""
        self.now += timedelta(minutes=1)
        try:
            with transaction.atomic():
                verb(*about, now=self.now, **rest)
        except Refused:
            pass

    def with_one(
        self,
        verb: Callable[..., Any],
        who: int,
        rows: RegistrationQuerySet,
        *about: Any,
        **rest: Any,
    ) -> None:
        """Do something with one of these people, if there is anybody."""
        people = list(rows.select_related("event", "role", "lead").order_by("id"))
        if people:
            self.do(verb, people[who % len(people)], *about, **rest)

    def party(self, who: int, rows: RegistrationQuerySet) -> list[Registration]:
        """Everybody of somebody's party."""
        people = list(rows.order_by("id"))
        return list(self.live().of_party(people[who % len(people)].party_id)) if people else []

    def companions(self, party: list[tuple[int, int]]) -> list[Companion]:
        return [Companion("Omar", "el", "Amrani", picks=self.stage.picks(p)) for p in party]

    def people(self) -> RegistrationQuerySet:
        rows: RegistrationQuerySet = Registration.objects.filter(event=self.stage.event.pk)
        return rows

    def live(self) -> RegistrationQuerySet:
        return self.people().live()

    def seen(self) -> dict[int, Seen]:
        return {
            person.pk: Seen(
                person.status,
                person.party_id,
                person.role_id,
                person.waiting_since or person.created_at,
                person.passes_until is None,
            )
            for person in self.people()
        }


def _sat(person: Seen | None) -> bool:
    return person is not None and person.seated


def _stood(person: Seen | None) -> bool:
    return person is not None and person.status == Status.WAITING and person.ready


def test_whatever_happens_the_promises_hold(told: list[tuple[str, str]]) -> None:
    class Machine(SigningUp):
        stage = Stage.built()

    Machine.told = told
    run_state_machine_as_test(Machine, settings=HOW_LONG)
