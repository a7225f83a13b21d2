"""What the personal page shows: how somebody stands, and what they can do."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from events.availability import Phase, phase
from events.interop.ical import has_calendar
from events.published import with_release
from registrations.band import band_of
from registrations.chosen import choices_of, chosen_by, rounds_to_choose_again
from registrations.feed import feed_address
from registrations.models import Registration
from registrations.personal.opening import token_in
from registrations.positions import position_of
from registrations.states import HOLDS_SEAT, LIVE, Status


def page_values(request: HttpRequest, registration: Registration) -> dict[str, Any]:
    """The values of the personal page; the number of queries does not depend on the party."""
    event = registration.event
    now = timezone.now()
    programme = with_release(event).programme
    now_at = phase(event, now)
    over = event.ends_at <= now
    choices = choices_of(registration)
    live = registration.status in LIVE and not over and event.cancelled_at is None
    return frame_values(request, registration) | {
        "state": state_of(registration, over=over),
        "position": position_of(registration),
        "choices": chosen_by(registration, choices, programme),
        "again": ", ".join(
            f"“{title}”" for title in rounds_to_choose_again(registration, choices, now_at)
        ),
        "answers": registration.answers.select_related("question"),
        "consents": registration.consents.select_related("text"),
        "can_cancel": live,
        "can_return": registration.status == Status.CANCELLED and now_at is Phase.OPEN,
        "feed": feed_address(registration) if live and has_calendar(programme) else "",
        "has_calendar": live and registration.status in HOLDS_SEAT and has_calendar(programme),
    }


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


def state_of(registration: Registration, *, over: bool) -> str:
    """What stands at the top of the page."""
    if registration.went_with_the_event:
        return _("This gathering is called off")
    if registration.status == Status.CANCELLED:
        return _("Your sign-up is cancelled")
    if over:
        return _("This gathering is over")
    if registration.status == Status.WAITING:
        return _("You are on the waiting list")
    return _("You are signed up")
