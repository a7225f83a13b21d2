"""How many seats are free for whom: everybody, or people in one role."""

from events.models import Event
from events.published import Seats, event_seats
from registrations.models import RegistrationRole


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
