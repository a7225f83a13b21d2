"""The numbers as a file."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from registrations.attendance.counting import Tally
from registrations.attendance.reading import Attendance
from registrations.exporting.sheet import Cell, Column, Sheet


class CameWords(NamedTuple):
    """What the numbers are called of who came of those expected, and who did not."""

    came: str
    absent: str
    share: str


def words_of(*, over: bool) -> CameWords:
    """Until it is `over`, nobody stayed away: they are not in yet."""
    if over:
        return CameWords(_("Of these present"), _("Not there"), _("Not there, of 100"))
    return CameWords(_("Of these in"), _("Not in yet"), _("Not in yet, of 100"))


def sheet_of(told: Attendance, *, over: bool) -> Sheet:
    """One row for each number of people on the page, under what it is of."""
    words = words_of(over=over)
    columns = [
        Column("of", _("Of"), 24),
        Column("name", _("Name"), 40),
        Column("expected", _("Expected")),
        Column("came", words.came),
        Column("absent", words.absent),
        Column("share", words.share),
        Column("unexpected", _("Not expected")),
        Column("present", _("Present in all")),
    ]
    return Sheet(_("Turnout"), columns, _rows(told))


def _rows(told: Attendance) -> Iterator[list[Cell]]:
    yield _row(_("Gathering"), told.total)
    if told.seatless:
        name = _("Not expected, and in without a seat")
        yield [_("Gathering"), name, *[None] * 4, told.seatless, told.seatless]
    for of, tallies in (
        (_("Role"), told.roles),
        (_("Waiting list"), told.ways),
        (_("Party"), told.parties),
    ):
        for one in tallies:
            yield _row(of, one)
    for choices in told.rounds:
        for place in choices.places:
            yield _row(choices.title, place.tally, kept=place.kept)
    for period in told.arrivals.periods if told.arrivals else ():
        yield [_("Arrivals from"), period.label, None, None, None, None, None, period.came]


def _row(of: str, one: Tally, *, kept: bool = True) -> list[Cell]:
    """Where no list was kept, what is not known stays empty."""
    name = one.title or _("without a role")
    if not kept:
        return [of, name, one.expected, None, None, None, None, None]
    return [
        *(of, name, one.expected, one.came, one.absent),
        *(one.absent_share, one.unexpected, one.present),
    ]
