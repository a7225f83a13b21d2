"""Whose turn it is: the pure rule, against the same said in the slowest possible way."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from registrations.seating.line import EVERYBODY, InRole, Room, Unit, turns
from registrations.seating.moving_up import units

MOMENT = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
SEATS = st.one_of(st.none(), st.integers(0, 6))
PUBLIC, OWN_QUOTA, NOT_COUNTED, INSIDER, OTHER_INSIDER = EVERYBODY, 1, 2, 3, 4
ROLES = st.fixed_dictionaries(
    {
        OWN_QUOTA: st.builds(InRole, left=SEATS),
        NOT_COUNTED: st.builds(InRole, counts=st.just(False), left=SEATS),
        INSIDER: st.builds(InRole, insider=st.just(True), left=SEATS),
        OTHER_INSIDER: st.builds(InRole, insider=st.just(True)),
    }
)
LINE = st.lists(
    st.tuples(st.sampled_from([PUBLIC, *range(1, 5)]), st.integers(1, 4)),
    max_size=12,
)
Came = tuple[int, Unit]


@st.composite
def rooms(draw: st.DrawFn) -> Room:
    """Any room: seats for everybody, some more for insiders, or no limit at all."""
    public, kept_back = draw(SEATS), draw(st.integers(0, 3))
    whole = None if public is None else public + kept_back
    return Room(public=public, whole=whole, roles=draw(ROLES))


def came(line: list[tuple[int, int]]) -> list[Came]:
    """Who is in line, in the order in which they came."""
    return [
        (role, Unit(MOMENT + timedelta(minutes=number), number, size))
        for number, (role, size) in enumerate(line)
    ]


def by_role(line: list[Came]) -> dict[int, Iterator[Unit]]:
    return {
        role: iter([unit for own, unit in line if own == role]) for role in {r for r, _u in line}
    }


@dataclass
class Paper:
    """The seats, as somebody with pen and paper would keep them."""

    public: float
    kept_back: float
    of_role: dict[int, float]

    @classmethod
    def of(cls, room: Room) -> "Paper":
        endless = float("inf")
        return cls(
            public=endless if room.public is None else room.public,
            kept_back=0 if room.whole is None else room.whole - (room.public or 0),
            of_role={
                role: endless if rules.left is None else rules.left
                for role, rules in room.roles.items()
            },
        )

    def lacks(self, rules: InRole, role: int, size: int) -> str:
        """What so many people lack; empty when they fit."""
        if self.of_role.get(role, size) < size:
            return "own"
        if not rules.counts:
            return ""
        seats = self.public + (self.kept_back if rules.insider else 0)
        return "" if size <= seats else "theirs"

    def needs_public(self, rules: InRole, size: int) -> bool:
        """Whether they would sit on a seat that is for everybody."""
        return rules.counts and not (rules.insider and size <= self.kept_back)

    def seat(self, rules: InRole, role: int, size: int) -> None:
        if role in self.of_role:
            self.of_role[role] -= size
        if rules.counts:
            kept = min(size, self.kept_back) if rules.insider else 0
            self.kept_back -= kept
            self.public -= size - kept


def in_order(line: list[Came], room: Room) -> list[Came]:
    """The strict rule: nobody takes a seat that somebody who came earlier still waits for."""
    paper, seated = Paper.of(room), []
    waits_in: set[int] = set()
    public_waits = insiders_wait = False
    for role, unit in line:
        rules = room.roles.get(role, InRole())
        lacks = paper.lacks(rules, role, unit.size)
        needs_public = paper.needs_public(rules, unit.size)
        behind = (public_waits and needs_public) or (insiders_wait and rules.insider)
        if role in waits_in:
            continue  # their own line stopped
        if not behind and not lacks:
            paper.seat(rules, role, unit.size)
            seated.append((role, unit))
            continue
        waits_in.add(role)
        if rules.counts and lacks != "own":
            public_waits |= needs_public
            insiders_wait |= rules.insider
    return seated


def whoever_fits(line: list[Came], room: Room) -> list[Came]:
    """The other rule: each in turn, who does not fit is passed."""
    paper, seated = Paper.of(room), []
    for role, unit in line:
        rules = room.roles.get(role, InRole())
        if not paper.lacks(rules, role, unit.size):
            paper.seat(rules, role, unit.size)
            seated.append((role, unit))
    return seated


@settings(max_examples=300)
@given(LINE, rooms(), st.integers(0, 2))
def test_who_can_never_fit_makes_no_difference_to_others(
    line: list[tuple[int, int]], room: Room, taken: int
) -> None:
    room.most_public = None if room.public is None else room.public + taken
    room.most_whole = None if room.whole is None else room.whole + taken
    possible = [
        (role, unit) for role, unit in came(line) if not room.can_never_fit(role, unit.size)
    ]
    expected = list(turns(by_role(possible), deepcopy(room), overtaking=False))

    found = list(turns(by_role(came(line)), room, overtaking=False))

    assert found == expected


@settings(max_examples=300)
@given(LINE, rooms())
def test_nobody_takes_a_seat_that_who_came_earlier_waits_for(
    line: list[tuple[int, int]], room: Room
) -> None:
    expected = in_order(came(line), deepcopy(room))

    found = list(turns(by_role(came(line)), room, overtaking=False))

    assert found == expected


@settings(max_examples=300)
@given(LINE, rooms())
def test_with_overtaking_whoever_fits_is_seated_in_turn(
    line: list[tuple[int, int]], room: Room
) -> None:
    expected = whoever_fits(came(line), deepcopy(room))

    found = list(turns(by_role(came(line)), room, overtaking=True))

    assert found == expected


@settings(max_examples=300)
@given(LINE, rooms(), st.booleans())
def test_never_more_people_than_there_is_room_for(
    line: list[tuple[int, int]], room: Room, overtaking: bool
) -> None:
    before = deepcopy(room)

    seated = list(turns(by_role(came(line)), room, overtaking=overtaking))

    def people(*roles: int) -> int:
        return sum(unit.size for role, unit in seated if role in roles)

    for role, rules in before.roles.items():
        assert rules.left is None or people(role) <= rules.left
    if before.public is not None and before.whole is not None:
        assert people(PUBLIC, OWN_QUOTA) <= before.public
        assert people(PUBLIC, OWN_QUOTA, INSIDER, OTHER_INSIDER) <= before.whole
        assert room.whole == before.whole - people(PUBLIC, OWN_QUOTA, INSIDER, OTHER_INSIDER)


@settings(max_examples=300)
@given(LINE, rooms(), st.booleans())
def test_once_everybody_had_their_turn_nobody_is_left_who_fits(
    line: list[tuple[int, int]], room: Room, overtaking: bool
) -> None:
    people = came(line)
    seated = list(turns(by_role(people), room, overtaking=overtaking))

    rest = [one for one in people if one not in seated]

    assert list(turns(by_role(rest), room, overtaking=overtaking)) == []


class Counted:
    """A line that counts how far it is read."""

    def __init__(self, sizes: list[int]) -> None:
        self.units = iter(unit for _role, unit in came([(PUBLIC, size) for size in sizes]))
        self.read = 0

    def __iter__(self) -> "Counted":
        return self

    def __next__(self) -> Unit:
        unit = next(self.units)
        self.read += 1
        return unit


def test_a_line_is_read_no_further_than_there_are_seats() -> None:
    line = Counted([1] * 1000)

    seated = list(turns({PUBLIC: line}, Room(2, 2, {}), overtaking=False))

    assert len(seated) == 2
    assert line.read == 3


def test_a_line_is_read_no_further_than_who_does_not_fit() -> None:
    line = Counted([1, 4, *[1] * 1000])

    seated = list(turns({PUBLIC: line}, Room(3, 3, {}), overtaking=False))

    assert [unit.size for _role, unit in seated] == [1]
    assert line.read == 2


def test_with_overtaking_a_line_is_read_until_there_are_no_seats() -> None:
    line = Counted([4, 4, 1, 2, *[1] * 1000])

    seated = list(turns({PUBLIC: line}, Room(3, 3, {}), overtaking=True))

    assert [unit.size for _role, unit in seated] == [1, 2]
    assert line.read == 5


def test_a_full_role_keeps_nobody_else_waiting() -> None:
    line = came([(OWN_QUOTA, 1), (PUBLIC, 1)])

    seated = list(turns(by_role(line), Room(5, 5, {OWN_QUOTA: InRole(left=0)}), overtaking=False))

    assert seated == line[1:]


def test_insiders_on_seats_kept_back_keep_nobody_waiting_and_wait_for_nobody() -> None:
    line = came([(PUBLIC, 1), (INSIDER, 1)])

    room = Room(public=0, whole=1, roles={INSIDER: InRole(insider=True)})

    assert list(turns(by_role(line), room, overtaking=False)) == line[1:]


def test_a_large_party_keeps_no_insider_from_a_seat_that_is_kept_back() -> None:
    line = came([(PUBLIC, 2), (INSIDER, 1)])

    room = Room(public=0, whole=1, roles={INSIDER: InRole(insider=True)})

    assert list(turns(by_role(line), room, overtaking=False)) == line[1:]


def test_an_insider_takes_no_seat_that_a_larger_party_waits_for() -> None:
    line = came([(PUBLIC, 3), (INSIDER, 1)])

    room = Room(public=2, whole=2, roles={INSIDER: InRole(insider=True)})

    assert list(turns(by_role(line), room, overtaking=False)) == []


def test_who_waits_as_one_is_one_also_with_others_in_between() -> None:
    later = MOMENT + timedelta(minutes=1)
    rows = [(1, None, MOMENT), (2, None, MOMENT), (3, 1, MOMENT), (4, 1, later)]

    found = [(unit.key, unit.people) for unit in units(iter(rows))]

    assert found == [(1, (1, 3)), (2, (2,)), (4, (4,))]
