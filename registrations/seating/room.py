"""How many seats are free for whom, and how many places of an option."""

from events.models import Event
from events.published import Seats, event_seats
from registrations.models import LimitedOption, RegistrationRole


def seats_for(event: Event, role: RegistrationRole | None) -> Seats:
    """The seats that somebody in this role finds: the event's or the role's, whichever are fewer."""
    if role is None:
        return event_seats(event)
    of_role = Seats(role.quota, role.seats_taken)
    if not role.counts:
        return of_role
    of_event = Seats(event.capacity, event.seats_taken) if role.insider else event_seats(event)
    if of_role.left is None:
        return of_event
    if of_event.left is None:
        return of_role
    return min(of_role, of_event, key=lambda seats: seats.left or 0)


def places_left(event: Event) -> dict[int, dict[str, Seats]]:
    """The places of each limited option of an event, by question id and text; one query."""
    rows = LimitedOption.objects.filter(question__event=event).order_by()
    found: dict[int, dict[str, Seats]] = {}
    for question, text, capacity, taken in rows.values_list(
        "question", "text", "capacity", "seats_taken"
    ):
        found.setdefault(question, {})[text] = Seats(capacity, taken)
    return found
