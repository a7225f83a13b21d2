"""The sets of states that have a name."""

from registrations.states import HOLDS_SEAT, LIVE, ChoiceStatus, Status


def test_each_state_holds_a_seat_waits_or_is_over() -> None:
    assert set(HOLDS_SEAT) == {
        Status.PENDING,
        Status.OFFERED,
        Status.CONFIRMED,
        Status.ATTENDED,
    }
    assert set(LIVE) - set(HOLDS_SEAT) == {Status.WAITING}
    assert set(Status) - set(LIVE) == {Status.CANCELLED}


def test_a_choice_is_wished_for_seated_in_line_or_given_up() -> None:
    assert [status.value for status in ChoiceStatus] == ["wished", "seated", "waiting", "released"]
