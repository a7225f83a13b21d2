"""What the checks share: the plan without what was called off, its words, and the sweep."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeVar

from django.utils.formats import date_format
from django.utils.translation import ngettext

from events.pages.when import span
from events.plan import Plan, PlannedSession

Thing = TypeVar("Thing")
Hours = tuple[datetime, datetime]
Timed = tuple[Hours, PlannedSession]


class Looking:
    """A plan as the checks look at it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.sessions = [session for session in plan.sessions if not session.cancelled]
        self.timed: list[Timed] = [(s.hours, s) for s in self.sessions if s.hours]
        self.options: dict[int | None, list[PlannedSession]] = defaultdict(list)
        for session in self.sessions:
            self.options[session.round].append(session)
        first, last = (at.astimezone(plan.zone) for at in (plan.starts_at, plan.ends_at))
        self._one_day = first.date() == last.date()
        self._told: dict[Hours, str] = {}

    def named(self, session: PlannedSession) -> str:
        """`“Plenary” (20.00 to 20.30)`, with the day when there are several."""
        if session.hours is None:
            return f"“{session.title}”"
        if session.hours not in self._told:
            self._told[session.hours] = self._tell(*session.hours)
        return f"“{session.title}” ({self._told[session.hours]})"

    def _tell(self, *moments: datetime) -> str:
        start, end = (moment.astimezone(self.plan.zone) for moment in moments)
        time = span(start, end)
        return time if self._one_day else f"{date_format(start, 'D j F')}, {time}"


def overlapping(
    things: Iterable[tuple[Hours, Thing]],
) -> Iterator[tuple[Thing, list[Thing]]]:
    """Each thing that begins while others last, with those others; back to back is no overlap.

    One sweep: it costs the sorting, and what overlaps.
    """
    going: list[tuple[datetime, Thing]] = []
    for (start, end), thing in sorted(things, key=lambda pair: pair[0]):
        going = [(until, other) for until, other in going if until > start]
        if going:
            yield thing, [other for _until, other in going]
        going.append((end, thing))


def and_more(count: int) -> str:
    """How a sentence ends that leaves out so many."""
    more = ngettext("%(n)d more at that time.", "%(n)d more at that time.", count)
    return f" {more % {'n': count}}" if count else ""
