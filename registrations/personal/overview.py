"""What the personal page shows: how somebody stands, and what they can do."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from events.availability import Phase, phase
from events.interop.ical import has_calendar
from events.models import Event
from events.published import with_release
from registrations.band import band_of
from registrations.changing import reason_against_changes
from registrations.changing.handing_over import gave_away
from registrations.changing.rules import changes_until
from registrations.models import Registration
from registrations.personal.feed import feed_address
from registrations.personal.offered import offer_to
from registrations.personal.opening import token_in
from registrations.personal.party import party_shown
from registrations.personal.passing import in_words, passing_in_words
from registrations.personal.role_form import link_to_roles
from registrations.seating.positions import position_of
from registrations.seating.waiting import estimate, moves_at, rule_in_words
from registrations.sign_up.offer import offer_of
from registrations.states import HELD_FOR_A_WHILE, HOLDS_SEAT, LIVE, SEATED, Status


def page_values(request: HttpRequest, registration: Registration) -> dict[str, Any]:
    """The values of the personal page; the number of queries does not depend on the party."""
    event, now = registration.event, timezone.now()
    programme = with_release(event).programme
    now_at = phase(event, now)
    over = event.ends_at <= now
    rows, people = party_shown(registration, programme, now=now)
    goes_on = not over and event.cancelled_at is None
    can_cancel = goes_on and any(person.live for person in people)
    why_not = reason_against_changes(event, now)
    dated = can_cancel and has_calendar(programme)
    return (
        frame_values(request, registration)
        | about_waiting(event, rows, now)
        | _about_consents(registration)
        | {
            "state": state_of(registration, rows, over=over),
            "people": people,
            "tickets": [one for one in people if goes_on and one.registration.status in SEATED],
            "several": len(people) > 1 or registration.status not in LIVE,
            "can_cancel": can_cancel,
            "can_change": can_cancel and not why_not,
            "role_link": link_to_roles(rows[0]),
            "changes_until": in_words(changes_until(event), event),
            "can_add": not why_not and now_at is Phase.OPEN and _may_grow(registration, people),
            "why_not": why_not if can_cancel else "",
            "can_return": not can_cancel and now_at is Phase.OPEN,
            "feed": feed_address(registration) if dated else "",
            "has_calendar": dated and registration.has_certain_seat,
        }
    )


def frame_values(request: HttpRequest, registration: Registration) -> dict[str, Any]:
    """What every page behind the link stands in: the gathering, and the way back; no query."""
    event = registration.event
    programme = with_release(event).programme
    return {
        "registration": registration,
        "event": event,
        "band": band_of(event, programme, phase(event, timezone.now())),
        "token": token_in(request),
    }


def about_waiting(event: Event, rows: Sequence[Registration], now: datetime) -> dict[str, Any]:
    """The place in line, what is offered and until when; at most two queries."""
    values: dict[str, Any] = {
        "offer": offer_to(rows),
        "pending": sum(row.status == Status.PENDING for row in rows),
        "deadline": deadline_of(rows),
        "position": None,
        "passes": "",
    }
    waiting = next((row for row in rows if row.status == Status.WAITING), None)
    if waiting is None or event.ends_at <= now:
        return values
    waiting.event = event
    position = position_of(waiting) or 1
    told = estimate(position, moves_at(event), now=now, starts_at=event.starts_at)
    return values | {
        "position": position,
        "passes": passing_in_words(rows, position, now),
        "estimate": told,
        "rules": rule_in_words(event),
        "offers": event.offer_hours is not None,
        "stays": waiting.stays_in_line,
        "only_some": any(row.status in HOLDS_SEAT for row in rows),
    }


def deadline_of(rows: Sequence[Registration]) -> str:
    """Until when an answer is awaited, in the event's own time; empty when none is."""
    held = [row for row in rows if row.status in HELD_FOR_A_WHILE and row.hold_until]
    if not held:
        return ""
    until = min(row.hold_until for row in held if row.hold_until)
    return in_words(until, held[0].event)


def state_of(registration: Registration, rows: Sequence[Registration], *, over: bool) -> str:
    """What stands at the top of the page."""
    offer = offer_to(rows)
    if registration.went_with_the_event:
        return _("This gathering is called off")
    statuses = {row.status for row in rows if row.status in LIVE}
    if not statuses and gave_away(registration):
        return _("You gave your seat away")
    if not statuses:
        return _("Your sign-up is cancelled")
    if over:
        return _("This gathering is over")
    if Status.OFFERED in statuses:
        return _("There is a seat for you") if offer.to_lead else offer.heading
    if statuses == {Status.WAITING}:
        return _("You are on the waiting list")
    if Status.PENDING in statuses:
        return _("Your seat is kept for you")
    return _("You are signed up")


def _may_grow(registration: Registration, people: Sequence[Any]) -> bool:
    live: int = sum(person.live for person in people)
    most: int = registration.event.most_together
    return 0 < live < most


def _about_consents(registration: Registration) -> dict[str, Any]:
    """What was agreed to, and what still can be; one query."""
    consents = list(registration.consents.select_related("text"))
    given = {c.text_id for c in consents if c.withdrawn_at is None}
    live = registration.status in LIVE
    texts = offer_of(registration.event).consents if live else ()
    return {
        "consents": [c for c in consents if c.withdrawn_at is None or not live],
        "withdrawn": [c for c in consents if c.withdrawn_at is not None],
        "askable": [text for text in texts if text.pk not in given],
    }
