"""Where items stand in the table of a day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from events.plan import Plan, PlannedSession
from events.workspace.grid.layout import Layout, laid_out
from tests.events.warnings.plans import AMSTERDAM, EXPO, STUDIO, at, plan, planned

DAY = date(2026, 6, 1)


def drawn(layout: Layout) -> list[str]:
    """A line for each row: its clock, and a word for each cell that begins in it."""
    lines = []
    for row in layout.rows:
        words = [f"{row.starts_at.astimezone(AMSTERDAM):%H.%M}"]
        for cell in row.cells:
            name = "+".join(session.title for session in cell.sessions) or "-"
            size = f"{cell.columns}x{cell.rows}" if (cell.columns, cell.rows) != (1, 1) else ""
            words.append(name + size)
        lines.append(" ".join(words))
    return lines


def laid(*sessions: PlannedSession, all_rooms: bool = False, **about: Any) -> Layout:
    frame = {"starts_at": at(13), "ends_at": at(14)} | about
    return laid_out(plan(*sessions, **frame), DAY, all_rooms=all_rooms)


def test_an_item_is_as_long_as_it_takes_in_the_column_of_its_room() -> None:
    layout = laid(planned("A", 13, 13.5, room=1), planned("B", 13.25, 14))

    assert layout.columns == (STUDIO, EXPO)
    assert drawn(layout) == ["13.00 A1x2 -", "13.15 B1x3", "13.30 -", "13.45 -"]


def test_steps_are_as_fine_as_the_times_ask() -> None:
    layout = laid(planned("A", 13 + 5 / 60, 13.25), ends_at=at(13.25))

    assert layout.step == timedelta(minutes=5)
    assert drawn(layout) == ["13.00 -", "13.05 A1x2", "13.10"]


def test_what_overlaps_in_one_room_stands_in_one_cell() -> None:
    layout = laid(planned("A", 13, 13.5), planned("B", 13.25, 13.75), planned("C", 13.75, 14))

    assert drawn(layout) == ["13.00 A+B1x3", "13.15", "13.30", "13.45 C"]


def test_a_break_without_a_room_spans_all_columns() -> None:
    pause = planned("Pauze", 13.25, 13.75, kind="break", room=None)
    layout = laid(planned("A", 13, 13.25, room=1), planned("B", 13.75, 14), pause)

    assert drawn(layout) == ["13.00 A -", "13.15 Pauze2x2", "13.30", "13.45 - B"]


def test_a_break_during_something_else_stands_with_what_has_no_room() -> None:
    pause = planned("Pauze", 13.25, 13.75, kind="break", room=None)
    layout = laid(planned("A", 13, 13.5, room=1), pause)

    assert layout.columns == (STUDIO, None)
    assert drawn(layout) == ["13.00 A1x2 -", "13.15 Pauze1x2", "13.30 -", "13.45 - -"]


def test_only_rooms_of_the_day_are_columns_unless_all_are_asked_for() -> None:
    tomorrow = planned("B", 13, 14, room=1, day=1)

    assert laid(planned("A"), tomorrow).columns == (EXPO,)
    assert laid(planned("A"), tomorrow, all_rooms=True).columns == (STUDIO, EXPO)
    assert laid().columns == (STUDIO, EXPO)
    assert laid(planned("A", room=None)).columns == (None,)
    assert laid(rooms=()).columns == (None,)


def test_what_lies_far_outside_the_hours_stands_beside_the_table() -> None:
    layout = laid(planned("Vroeg", 3, 4), planned("Opbouw", 11.75, 12), planned("Laat", 16, 17))

    assert [session.title for session in layout.outside] == ["Vroeg", "Laat"]
    assert drawn(layout)[0] == "11.45 Opbouw"


def test_an_empty_day_has_the_hours_of_the_gathering() -> None:
    said = plan(starts_at=at(13), ends_at=at(14, day=2))

    layout = laid_out(said, date(2026, 6, 2))

    assert [line[:5] for line in drawn(layout)] == ["13.00", "13.15", "13.30", "13.45"]


def test_a_night_belongs_to_its_evening() -> None:
    layout = laid(planned("Feest", 23, 25), starts_at=at(23), ends_at=at(25))

    assert drawn(layout)[-1][:5] == "00.45"
    assert drawn(layout)[0] == "23.00 Feest1x8"


def test_what_lasts_for_days_fills_its_first_one() -> None:
    layout = laid(planned("Expositie", 9, 72), starts_at=at(9), ends_at=at(72))

    assert drawn(layout)[0] == "09.00 Expositie1x84"
    assert drawn(layout)[-1] == "05.45"


def test_the_night_of_the_clock_change_has_an_hour_twice() -> None:
    start = datetime(2026, 10, 25, 0, tzinfo=UTC)
    night = PlannedSession("a", "A", room=1, starts_at=start, ends_at=start + timedelta(hours=2))
    frame = {"starts_at": start, "ends_at": start + timedelta(hours=2), "zone": AMSTERDAM}
    layout = laid_out(Plan(**frame, rooms=(STUDIO,), sessions=(night,)), date(2026, 10, 25))  # type: ignore[arg-type]

    assert [line[:5] for line in drawn(layout)] == [
        *("02.00", "02.15", "02.30", "02.45"),
        *("02.00", "02.15", "02.30", "02.45"),
    ]


def test_an_item_that_takes_no_time_has_a_row_all_the_same() -> None:
    assert drawn(laid(planned("A", 13.25, 13.25), ends_at=at(13.5))) == ["13.00 -", "13.15 A"]
