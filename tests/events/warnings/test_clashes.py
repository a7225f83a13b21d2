"""Rooms and people in two places at once; back to back, midnight and the clock change are fine."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from events.plan import Part, PlannedSession
from events.warnings import Kind, by_session, concerns_of
from tests.events.warnings.plans import EXPO, STUDIO, at, found, plan, planned, table, told

FATMA = Part(1, "Fatma van der Berg", "host")


def test_a_room_with_two_sessions_at_a_time() -> None:
    sessions = [planned("A", 13, 14, room=1), planned("B", 13.5, 14, room=1)]

    assert told(*sessions) == [
        "Studio is dubbel bezet: “A” (13.00 tot 14.00 uur) en “B” (13.30 tot 14.00 uur)."
    ]
    assert found(*sessions) == [(Kind.ROOM_TAKEN, "b", ("a",))]


def test_back_to_back_is_no_clash() -> None:
    assert told(planned("A", 13, 14), planned("B", 14, 15), planned("C", 14, 14)) == []


def test_the_same_hours_in_another_room_are_no_clash() -> None:
    assert told(planned("A", room=1), planned("B", room=2)) == []


def test_an_item_that_takes_no_time_clashes_with_what_goes_on_around_it() -> None:
    assert found(planned("A", 13, 15), planned("B", 14, 14)) == [(Kind.ROOM_TAKEN, "b", ("a",))]


def test_a_third_one_is_counted_and_named_to_the_page() -> None:
    sessions = [planned(name, 13, 14) for name in "ABCD"]

    assert told(*sessions)[-1] == (
        "Expo is dubbel bezet: “A” (13.00 tot 14.00 uur) en “D” (13.00 tot 14.00 uur). "
        "Op dat moment nog 2 andere."
    )
    assert found(*sessions)[-1] == (Kind.ROOM_TAKEN, "d", ("a", "b", "c"))


def test_what_was_called_off_takes_no_room_and_no_time() -> None:
    sessions = [planned("A", cast=(FATMA,)), planned("B", cast=(FATMA,), cancelled=True)]

    assert told(*sessions) == []


def test_a_gathering_that_was_called_off_has_no_warnings() -> None:
    assert told(planned("A"), planned("B"), cancelled=True) == []


def test_a_person_in_two_sessions_at_a_time() -> None:
    sessions = [
        planned("A", 13, 14, room=1, cast=(FATMA,)),
        planned("B", 13.5, 15, cast=(Part(1, "Fatma van der Berg", "speaker"),)),
    ]

    assert told(*sessions) == [
        (
            "Fatma van der Berg is op twee plekken tegelijk: “A” (13.00 tot 14.00 uur) en "
            "“B” (13.30 tot 15.00 uur)."
        )
    ]


def test_two_people_with_one_name_are_two_people() -> None:
    namesake = Part(2, FATMA.name, "host")

    assert told(planned("A", room=1, cast=(FATMA,)), planned("B", cast=(namesake,))) == []


def test_a_person_at_two_tables_of_one_session() -> None:
    session = planned("A", tables=(table(1, FATMA), table(2, FATMA)))

    assert told(session) == [
        (
            "Fatma van der Berg is op twee plekken tegelijk: tafel 1 van “A” (13.00 tot 14.00 uur) "
            "en tafel 2 van “A” (13.00 tot 14.00 uur)."
        )
    ]
    assert found(session) == [(Kind.PERSON_TAKEN, "a", ())]


def test_a_moderator_may_host_a_table_of_the_same_session() -> None:
    assert told(planned("A", cast=(FATMA,), tables=(table(1, FATMA),))) == []


def test_a_person_with_two_roles_in_one_session_is_there_once() -> None:
    assert told(planned("A", cast=(FATMA, Part(1, FATMA.name, "speaker")))) == []


def test_across_midnight() -> None:
    night = [planned("A", 23, 25), planned("B", 24.5, 26), planned("C", 2, 3, day=1)]

    assert found(*night, ends_at=at(28)) == [(Kind.ROOM_TAKEN, "b", ("a",))]
    assert "ma 1 juni, 23.00 tot 1.00 uur" in told(*night, ends_at=at(28))[0]


def test_when_the_clock_goes_back_an_hour_is_two_hours_long() -> None:
    change = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 2.30 in Amsterdam, for the first time
    hour = timedelta(hours=1)
    first = PlannedSession("a", "A", room=1, starts_at=change, ends_at=change + hour)
    again = PlannedSession("b", "B", room=1, starts_at=change + hour, ends_at=change + 2 * hour)
    within = PlannedSession("c", "C", room=1, starts_at=change, ends_at=change + hour / 2)
    frame = {"starts_at": change, "ends_at": change + 5 * hour}

    assert found(first, again, **frame) == []
    assert found(first, within, **frame) == [(Kind.ROOM_TAKEN, "a", ("c",))]


def test_a_page_finds_a_warning_with_every_session_it_is_about() -> None:
    concerns = concerns_of(plan(planned("A"), planned("B")))

    assert by_session(concerns) == {"a": list(concerns), "b": list(concerns)}


spans = st.tuples(st.integers(0, 30), st.integers(0, 6))


@st.composite
def plans(draw: Any) -> Any:
    """Up to twelve sessions in two rooms, with some people, tables and cancellations."""
    people = [Part(number, f"P{number}", "host") for number in range(1, 5)]
    sessions = []
    for number in range(draw(st.integers(0, 12))):
        start, length = draw(spans)
        timed = draw(st.integers(0, 9)) > 0
        tables = [table(n, draw(st.sampled_from(people))) for n in range(draw(st.integers(0, 2)))]
        sessions.append(
            planned(
                f"S{number}",
                start / 4 + 10 if timed else None,
                (start + length) / 4 + 10 if timed else None,
                room=draw(st.sampled_from([STUDIO.pk, EXPO.pk, None])),
                cast=tuple(draw(st.lists(st.sampled_from(people), max_size=2))),
                tables=tuple(tables),
                cancelled=draw(st.integers(0, 5)) == 0,
            )
        )
    return plan(*sessions)


def meet(one: PlannedSession, other: PlannedSession) -> bool:
    if one.cancelled or other.cancelled or None in (one.starts_at, other.starts_at):
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at  # type: ignore[operator]


def naive_rooms(said: Any) -> set[frozenset[str]]:
    """All pairs, asked one by one."""
    return {
        frozenset({one.code, other.code})
        for one, other in combinations(said.sessions, 2)
        if one.room is not None and one.room == other.room and meet(one, other)
    }


def naive_people(said: Any) -> set[tuple[str, frozenset[str]]]:
    """All pairs of places, asked one by one."""
    places = [
        (session, holder, part.name)
        for session in said.sessions
        for holder in (session, *session.tables)
        for part in holder.cast
    ]
    clashes = set()
    for (one, here, name), (other, there, again) in combinations(places, 2):
        if name != again or here is there or not meet(one, other):
            continue
        if one is not other:
            clashes.add((name, frozenset({one.code, other.code})))
    return clashes


@given(plans())
def test_the_sweep_finds_what_asking_all_pairs_finds(said: Any) -> None:
    concerns = concerns_of(said)

    rooms = [c for c in concerns if c.kind == Kind.ROOM_TAKEN]
    people = [c for c in concerns if c.kind == Kind.PERSON_TAKEN]
    assert {frozenset({c.session, o}) for c in rooms for o in c.others} == naive_rooms(said)
    assert people_in(people) == naive_people(said)


def people_in(concerns: Any) -> set[tuple[str, frozenset[str]]]:
    return {
        (concern.sentence.split(" is ")[0], frozenset({concern.session, other}))
        for concern in concerns
        for other in concern.others
    }
