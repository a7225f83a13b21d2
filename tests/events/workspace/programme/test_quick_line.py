"""One typed line is read as a person would read it."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.workspace.programme.quick_line import Line, Unreadable, day_of, read_line

EIGHT, HALF_PAST = time(20), time(20, 30)
DAYS = [date(2015, 11, 1), date(2015, 11, 2)]  # a Sunday and a Monday


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("20:00 Opening", Line("Opening", EIGHT)),
        ("20.00 Opening", Line("Opening", EIGHT)),
        ("20u Opening", Line("Opening", EIGHT)),
        ("20 uur Opening", Line("Opening", EIGHT)),
        ("20.00 uur: Opening", Line("Opening", EIGHT)),
        ("om 20.00 Opening", Line("Opening", EIGHT)),
        ("20.00 – Opening", Line("Opening", EIGHT)),
        ("20:00\tOpening", Line("Opening", EIGHT)),
        ("20:00-20:30 Opening", Line("Opening", EIGHT, HALF_PAST)),
        ("20.00–20.30 Opening", Line("Opening", EIGHT, HALF_PAST)),
        ("20.00 tot 20.30 uur Opening", Line("Opening", EIGHT, HALF_PAST)),
        ("20u-20u30 Opening", Line("Opening", EIGHT, HALF_PAST)),
        ("20-21 uur Opening", Line("Opening", EIGHT, time(21))),
        ("20.00 Opening @Studio", Line("Opening", EIGHT, room="Studio")),
        ("20.00 Opening @ Grote zaal", Line("Opening", EIGHT, room="Grote zaal")),
        ("2/11 20.00 Opening", Line("Opening", EIGHT, day=(2, 11, None))),
        ("2-11-2015 20.00 Opening", Line("Opening", EIGHT, day=(2, 11, 2015))),
        ("2 nov 20.00 Opening", Line("Opening", EIGHT, day=(2, 11, None))),
        ("ma 20.00 Opening", Line("Opening", EIGHT, weekday=0)),
        ("Opening", Line("Opening")),
        ("3 verhalen uit de wijk", Line("3 verhalen uit de wijk")),
        ("20.00 30 jaar later", Line("30 jaar later", EIGHT)),
        ("20.00 Vragen aan info@buurt.nl", Line("Vragen aan info@buurt.nl", EIGHT)),
        ("Maar 20.00 mensen", Line("Maar 20.00 mensen")),
    ],
)
def test_a_line_is_read(typed: str, read: Line) -> None:
    assert read_line(typed) == read


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("25:10 Opening", "“25:10” is geen tijd. Schrijf het als 20.30."),
        ("20.75 Opening", "“20.75” is geen tijd. Schrijf het als 20.30."),
        ("20.00", "Geef het onderdeel ook een titel, zoals: 20.00 Welkom."),
        ("   ", "Typ een tijd en een titel, zoals: 20.00 Welkom."),
        ("20.00 " + "a" * 201, "Een titel heeft hoogstens 200 tekens."),
    ],
)
def test_what_cannot_be_read_is_said(typed: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as no:
        read_line(typed)

    assert str(no.value) == sentence


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(typed: str) -> None:
    try:
        line = read_line(typed)
    except Unreadable:
        return
    assert line.title.strip() == line.title != ""


@given(st.times(), st.sampled_from(["%H:%M", "%H.%M", "%Hu%M"]), st.sampled_from("abAB ‘é"))
def test_every_time_of_a_day_is_understood(at: time, written: str, letter: str) -> None:
    line = read_line(f"{at.strftime(written)} x{letter} titel")

    assert line.start == at.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20.00 Opening", DAYS[0]),
        ("2/11 20.00 Opening", DAYS[1]),
        ("ma 20.00 Opening", DAYS[1]),
        ("zondag 20.00 Opening", DAYS[0]),
    ],
)
def test_a_line_is_about_one_of_the_days(typed: str, day: date) -> None:
    assert day_of(read_line(typed), DAYS, DAYS[0]) == day


@pytest.mark.parametrize("typed", ["3/11 20.00 Opening", "2/11/2016 20.00 Opening", "di 20.00 X"])
def test_a_day_that_the_gathering_does_not_have_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        day_of(read_line(typed), DAYS, DAYS[0])
