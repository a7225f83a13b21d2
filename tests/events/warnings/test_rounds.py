"""Rounds that are no choice at one time, and rounds that nobody can both choose in."""

from typing import Any

from events.plan import Round
from events.warnings import Kind
from tests.events.warnings.plans import found, planned, told

ONE, TWO = Round(1, "Ronde 1"), Round(2, "Ronde 2")


def option(title: str, starts: float | None, ends: float | None, of: Round = ONE) -> Any:
    """An option in a room of its own kind of nowhere: rooms are another test's subject."""
    return planned(title, starts, ends, round=of.pk, room=None)


def sentences(*options: Any) -> list[str]:
    return told(*options, rounds=(ONE, TWO), rooms=())


def test_options_at_one_time_are_a_choice() -> None:
    assert sentences(option("A", 13, 14), option("B", 13, 15)) == []
    pair = (option("A", 13, 14), option("C", None, None))
    assert found(*pair, rounds=(ONE, TWO), rooms=()) == [(Kind.NO_TIME, "c", ())]


def test_an_option_that_is_over_when_another_starts() -> None:
    assert sentences(option("A", 13, 14), option("B", 13, 15), option("C", 14, 15)) == [
        (
            "In “Ronde 1” kiezen mensen er één, maar “A” (13.00 tot 14.00 uur) is al voorbij als "
            "“C” (14.00 tot 15.00 uur) begint. Maak er twee rondes van, of zet ze op dezelfde tijd."
        )
    ]


def test_options_that_do_not_start_together() -> None:
    assert sentences(option("A", 13, 14), option("B", 13.5, 14.5)) == [
        (
            "In “Ronde 1” kiezen mensen er één, maar “A” (13.00 tot 14.00 uur) en "
            "“B” (13.30 tot 14.30 uur) beginnen niet tegelijk."
        )
    ]


def test_two_rounds_at_the_same_time() -> None:
    options = [option("A", 13, 14), option("B", 13, 15), option("C", 13.5, 15, TWO)]

    assert sentences(*options) == [
        "Niemand kan zowel in “Ronde 1” als in “Ronde 2” kiezen: ze zijn op dezelfde tijd."
    ]
    assert found(*options, rounds=(ONE, TWO), rooms=()) == [(Kind.ROUND_TIMES, "c", ("a", "b"))]


def test_rounds_that_leave_some_way_to_choose_in_both() -> None:
    assert sentences(option("A", 13, 14), option("B", 13, 15), option("C", 14, 15, TWO)) == []


def test_an_option_that_was_called_off_is_no_option() -> None:
    gone = planned("B", 15, 16, round=1, room=None, cancelled=True)

    assert sentences(option("A", 13, 14), gone) == []
