"""The list of guests as a phone keeps it, and the numbers at the door."""

from collections import defaultdict
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from events.models import Event
from events.published import event_seats, with_release
from festival.models import AuditEntry
from registrations.companions import number_companions
from registrations.door.acts import as_json, numbered
from registrations.door.devices import wiped_at
from registrations.door.places import places_in
from registrations.door.seated import seats_of
from registrations.door.tickets import ticket_of
from registrations.door.walking_out import was_released
from registrations.models import DoorAct, RegistrationRole, SeenConflict
from registrations.seating.seats import COUNTERS
from registrations.states import HOLDS_SEAT, Status


class Counts(NamedTuple):
    """How many are inside, with a seat or without one; how many have a seat, inside or not; and
    how many seats are free for who walks in (None without a limit)."""

    inside: int
    expected: int
    free: int | None


def counts(event: Event) -> Counts:
    """The numbers at the door now; one query, and the event read again."""
    event.refresh_from_db(fields=COUNTERS)
    present, seat = Q(status=Status.ATTENDED), Q(status__in=HOLDS_SEAT)
    acts = DoorAct.objects.that_stand().filter(registration=OuterRef("pk"))
    without = Count("pk", filter=~seat & Q(Exists(acts), forgotten_at=None))
    found = event.registrations.order_by().aggregate(
        inside=Count("pk", filter=present), without=without, expected=Count("pk", filter=seat)
    )
    inside = found["inside"] + found["without"]
    return Counts(inside, found["expected"], free_seats(event))


def kept_back(event: Event) -> int:
    """How many free seats are kept back for hosts and partners: not for who walks in."""
    if event.all_seats is None:
        return 0
    kept = event.kept_back - min(event.insiders_seated, event.kept_back)
    return max(min(kept, event.all_seats - event.seats_taken), 0)


class Standing(NamedTuple):
    """What a phone cannot know by itself.

    `version` moves on whenever who is expected changes: it is that of the newest trail entry.
    `free` seats are for who walks in, of `seats` in all (None without a limit), and `added` of
    them are there because the door added them.
    """

    version: int
    free: int | None
    seats: int | None
    added: int


def standing(event: Event) -> Standing:
    """How the list of guests stands, and the event's seats; one query."""
    newest = AuditEntry.objects.filter(event_id=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    rows = Event.objects.filter(pk=event.pk).only("pk", *COUNTERS)
    now = rows.annotate(newest=Subquery(newest)).get()
    return Standing(now.newest or 0, free_seats(now), now.all_seats, now.added_at_door)


def free_seats(event: Event) -> int | None:
    """How many seats are free for who walks in; None without a limit."""
    left = event_seats(event).left
    return None if left is None else max(left, 0)


def acts_since(event: Event, last_id: int) -> list[dict[str, Any]]:
    """What was noted after one act, the first received first; one query.

    Whoever adds acts holds the event's lock, so that none with a lower id appears later.
    """
    rows = event.door_acts.filter(pk__gt=last_id)
    return [as_json(pk, act) for pk, act in numbered(rows)]


def guest_list(event: Event) -> dict[str, Any]:
    """Everybody, all places and all that was noted, in a number of queries that is always the same.

    No e-mail addresses, no needs, no answers: what is kept on a phone can be lost with it.
    """
    acts = list(numbered(event.door_acts.all()))
    programme = with_release(event).programme if event.release_id else None
    places = places_in(programme) if programme else []
    stands = standing(event)
    return {
        **stands._asdict(),
        "last": max((pk for pk, _act in acts), default=0),
        "event": {
            "code": event.code,
            "slug": event.slug,
            "title": programme.name if programme else str(event),
            "ends_at": event.ends_at.isoformat(),
            "wipe_at": wiped_at(event).isoformat(),
        },
        "places": places,
        "roles": [_role(role) for role in event.registration_roles.all()],
        "guests": _guests(event),
        "acts": [as_json(pk, act) for pk, act in acts],
        "seen": _seen(event),
    }


def _guests(event: Event) -> list[dict[str, Any]]:
    seats, tags = seats_of(event), _tags(event)
    rows = list(event.registrations.remembered().select_related("role", "lead").by_name())
    number_companions(rows)
    return [
        {
            "code": person.code,
            "ticket": ticket_of(person),
            "name": person.known_as,
            "along": person.along if person.nameless and person.lead_id else 0,
            "sort": person.first.sort_name if person.nameless else person.sort_name,
            "organisation": person.organisation,
            "role": person.role.name if person.role else "",
            "lead": person.lead.code if person.lead else "",
            "status": person.status,
            "released": was_released(person),
            "too_few": person.too_few,
            "places": [
                {
                    "key": seat.place,
                    "title": seat.title,
                    "number": seat.number,
                    "round": seat.round,
                }
                for seat in seats[person.pk]
            ],
            "tags": tags[person.pk],
        }
        for person in rows
    ]


def _role(role: RegistrationRole) -> dict[str, Any]:
    """A role to walk in with; `free` is None where it has no quota of seats."""
    free = None if role.seats_left is None else max(role.seats_left, 0)
    return {"id": role.pk, "name": role.name, "free": free}


def _seen(event: Event) -> list[tuple[str, str, int]]:
    """What the team said of conflicts: about whom, which, and up to the act with which id."""
    rows = SeenConflict.objects.filter(registration__event=event)
    return list(rows.values_list("registration__code", "problem", "last_act"))


def _tags(event: Event) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for person, name in event.tags.exclude(people=None).values_list("people", "name"):
        found[person].append(name)
    return found
