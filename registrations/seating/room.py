"""How many seats are free for whom, and how many places of an option."""

from events.models import Event
from events.published import Seats, event_seats
from registrations.models import LimitedOption, RegistrationRole


def seats_for(event: Event, role: RegistrationRole | None) -> Seats:
    """The seats that somebody in this role finds: the event's or the role's, whichever are fewer."""
    if role is None:
        return event_seats(event)
    of_role = Seats(role.all_seats, role.seats_taken)
    if not role.counts:
        return of_role
    of_event = hall_for(event, role)
    if of_role.left is None:
        return of_event
    if of_event.left is None:
        return of_role
    return min(of_role, of_event, key=lambda seats: seats.left or 0)


def hall_for(event: Event, role: RegistrationRole | None) -> Seats:
    """The seats of the event itself that somebody in this role finds, if the role takes those."""
    if role is not None and role.insider:
        return Seats(event.all_seats, event.seats_taken)
    return event_seats(event)


def places_left(event: Event) -> dict[int, dict[str, Seats]]:
    """The places of each limited option of an event, by question id and text; one query."""
    rows = LimitedOption.objects.filter(question__event=event).order_by()
    found: dict[int, dict[str, Seats]] = {}
    for question, text, capacity, taken in rows.values_list(
        "question", "text", "capacity", "seats_taken"
    ):
        found.setdefault(question, {})[text] = Seats(capacity, taken)
    return found
