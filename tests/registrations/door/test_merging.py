"""Putting together what devices noted: no order, and no repetition, makes a difference."""

from datetime import timedelta
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from registrations.door.merging import IN, NOT_IN, NOTE, UNDO, Act, merged
from tests.factories import NOW

KEYS = [f"k{number}" for number in range(12)]


def act(key: str, kind: str = IN, *, minute: int = 0, **rest: Any) -> Act:
    given = {"person": "fatma", "place": "", "device": "A"} | rest
    return Act(key=key, kind=kind, at=NOW + timedelta(minutes=minute), **given)


def undo(key: str, undoes: str, **rest: Any) -> Act:
    return act(key, UNDO, undoes=undoes, **rest)


@st.composite
def acts(draw: st.DrawFn) -> list[Act]:
    """What three devices noted about two people at two doors, each under a key of its own."""
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=10))
    return [
        act(
            key,
            kind := draw(st.sampled_from([IN, IN, UNDO, NOTE])),
            minute=draw(st.integers(-5, 5)),
            person=draw(st.sampled_from(["fatma", "omar"])),
            place=draw(st.sampled_from(["", "t-abcd2345"])),
            device=draw(st.sampled_from("ABC")),
            counter=draw(st.integers(0, 3)),
            undoes=draw(st.sampled_from(KEYS)) if kind == UNDO else "",
        )
        for key in keys
    ]


@given(acts(), st.data())
def test_the_order_in_which_acts_arrive_and_how_often_does_not_matter(
    told: list[Act], data: st.DataObject
) -> None:
    again = data.draw(st.lists(st.sampled_from(told), max_size=10)) if told else []
    shuffled = data.draw(st.permutations([*told, *again]))

    assert merged(shuffled) == merged(told)


@given(acts())
def test_somebody_is_in_as_long_as_one_act_of_coming_in_is_not_taken_back(told: list[Act]) -> None:
    by_hand = {
        (one.person, one.place)
        for one in told
        if one.kind == IN
        and not any(
            other.kind == UNDO and (other.person, other.undoes) == (one.person, one.key)
            for other in told
        )
    }

    assert {where for where, presence in merged(told).items() if presence.inside} == by_hand


@given(acts())
def test_who_is_in_is_in_since_the_first_act_that_stands(told: list[Act]) -> None:
    for presence in merged(told).values():
        assert presence.by == min(presence.standing, key=lambda one: one.order, default=None)
        assert presence.since == (presence.by.at if presence.by else None)


@given(acts())
def test_every_act_of_coming_in_stands_or_is_counted_as_taken_back(told: list[Act]) -> None:
    found = merged(told)

    ins = sum(len(presence.standing) + presence.taken_back for presence in found.values())

    assert ins == sum(one.kind == IN for one in told)


@given(acts(), st.sampled_from(KEYS))
@example([act("k5", minute=2, person="omar", counter=1)], "k5")
def test_a_key_that_was_told_in_two_ways_is_read_in_one(told: list[Act], key: str) -> None:
    twins = [act(key, minute=1), act(key, minute=2, person="omar")]

    assert merged([*told, *twins]) == merged([*reversed(twins), *reversed(told)])


def test_an_undo_that_arrives_first_waits_for_what_it_takes_back() -> None:
    found = merged([undo("u", "k"), act("k")])

    assert found["fatma", ""].inside is False
    assert found["fatma", ""].taken_back == 1


def test_an_undo_takes_back_only_what_it_names() -> None:
    seen, unseen = act("k1", device="A"), act("k2", device="B", minute=1)

    found = merged([seen, unseen, undo("u", "k1")])

    assert found["fatma", ""].by == unseen


def test_nobody_takes_back_what_was_noted_of_somebody_else() -> None:
    found = merged([act("k"), undo("u", "k", person="omar")])

    assert found["fatma", ""].inside is True


def test_two_devices_that_both_checked_somebody_in_are_shown() -> None:
    first, same, other = act("k1"), act("k2", minute=1), act("k3", minute=2, device="B")

    found = merged([other, same, first])["fatma", ""]

    assert (found.by, found.again) == (first, (other,))
    assert found.standing == (first, same, other)


def test_remarks_are_about_the_person_wherever_they_are() -> None:
    said = act("n", NOTE, text="stoel")

    found = merged([act("k", place="t-abcd2345"), said])

    assert found["fatma", "t-abcd2345"].notes == (said,)
    assert found["fatma", ""].notes == (said,)
    assert found["fatma", ""].inside is False


def test_nothing_noted_is_nobody_in() -> None:
    assert merged([]) == {}
    assert NOT_IN.inside is False
