"""What another room means for the number of seats: pure, and as a sentence for who moves it there."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Room


def seats_after_moving(
    capacity: int | None, taken: int, *, before: Room | None, after: Room | None
) -> int | None:
    """The number of seats once something has moved from one room to another.

    A number that was that of the room becomes that of the other one, unless more seats are taken
    by then. Any other number was somebody's choice, and stays.
    """
    if capacity is None or before is None or after is None or before.pk == after.pk:
        return capacity
    was_the_rooms = capacity == before.capacity
    if was_the_rooms and after.capacity is not None and after.capacity >= taken:
        return after.capacity
    return capacity


def told_of_room(seats_before: int | None, seats: int | None, room: Room | None) -> str:
    """That the number of seats went along with the room, or could; empty for neither."""
    if room is None or room.capacity is None or seats is None:
        return ""
    if seats != seats_before:
        sentence = ngettext(
            "There is %(seats)d seat now, as many as %(room)s has.",
            "There are %(seats)d seats now, as many as %(room)s has.",
            seats,
        )
        return sentence % {"seats": seats, "room": room.name}
    if room.capacity > seats:
        return _(
            "%(room)s has %(places)d seats; %(seats)d are given out. Raise the number to let "
            "more people in; who waits moves up at once."
        ) % {"room": room.name, "places": room.capacity, "seats": seats}
    return ""
