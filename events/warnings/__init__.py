"""What an organiser had better look at. Warnings inform; they never keep anybody from anything.

Computed from a Plan, without the database: overlaps with one sweep over sorted times, so that
a festival of a thousand items costs milliseconds. What was called off is not looked at.
"""

from collections import defaultdict
from collections.abc import Iterable

from events.models import Event
from events.plan import Plan, read_plan
from events.warnings.clashes import people_taken, rooms_taken
from events.warnings.concern import Concern, Kind
from events.warnings.gaps import no_host, no_room, no_text, no_time, outside_hours
from events.warnings.looking import Looking
from events.warnings.rounds import rounds_at_odds
from events.warnings.seats import rooms_too_small, too_few_seats

__all__ = ["Concern", "Kind", "by_session", "concerns_of", "warnings_of"]

ORDER = {kind: number for number, kind in enumerate(Kind)}
CHECKS = (
    rooms_taken,
    people_taken,
    rooms_too_small,
    too_few_seats,
    outside_hours,
    no_time,
    rounds_at_odds,
    no_room,
    no_host,
    no_text,
)


def warnings_of(event: Event) -> tuple[Concern, ...]:
    """The warnings about an event's draft, in the order of its programme; five queries."""
    return concerns_of(read_plan(event))


def concerns_of(plan: Plan) -> tuple[Concern, ...]:
    """The warnings about a plan, in the order of the programme; none once it is called off."""
    if plan.cancelled:
        return ()
    at = Looking(plan)
    found = [concern for check in CHECKS for concern in check(at)]
    place = {session.code: number for number, session in enumerate(plan.sessions)}
    return tuple(sorted(found, key=lambda c: (place.get(c.session, -1), ORDER[c.kind], c.sentence)))


def by_session(concerns: Iterable[Concern]) -> dict[str, list[Concern]]:
    """Warnings by the code of each session they are about; "" for the gathering as a whole."""
    found: dict[str, list[Concern]] = defaultdict(list)
    for concern in concerns:
        for code in (concern.session, *concern.others):
            found[code].append(concern)
    return found
