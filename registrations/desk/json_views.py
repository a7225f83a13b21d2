"""What the phone asks by itself: the list of guests, and to keep what it noted."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from events.models import Event
from festival.refusals import Refused
from registrations.desk.cookies import take_back
from registrations.desk.entering import desk_json, desk_upload
from registrations.desk.finding import Wrong, holder_of, ticket_in
from registrations.desk.incoming import CameUnasked, Incoming, Unreadable, read
from registrations.door.devices import stop
from registrations.door.guests import acts_since, guest_list, standing
from registrations.door.noting import note
from registrations.door.walking_in import walk_in
from registrations.models import Device


@desk_json
@require_safe
def guests(request: HttpRequest, event: Event, device: Device) -> HttpResponse:
    """Everybody who comes, and all that was noted: what a phone needs to go on by itself; and what
    it is called itself, so that it knows its own walk-ins among what was noted."""
    about = {"device": device.name, "now": timezone.now().isoformat()}
    return JsonResponse(guest_list(event) | about | {"csrf": get_token(request)})


@desk_json
@require_POST
def elsewhere(request: HttpRequest, event: Event, device: Device) -> HttpResponse:
    """Whether a ticket that the phone does not know is of another gathering, and no more of it."""
    now = timezone.now()
    found = holder_of(event, ticket_in(request.POST.get("ticket", "")), device, now=now)
    return JsonResponse({"elsewhere": found.wrong == Wrong.ELSEWHERE, "now": now.isoformat()})


@desk_upload
@require_POST
def send(request: HttpRequest, event: Event, device: Device) -> HttpResponse:
    """Keep what a phone noted, however often it sends it, and tell what others noted since.

    One that was signed out, perhaps long ago without network, is trusted no more after that.
    """
    try:
        incoming = read(request.body)
    except Unreadable as no:
        return JsonResponse({"why": str(no)}, status=400)
    people, refused = _walked_in(event, device, incoming)
    outcome = note(event, incoming.notes, now=timezone.now(), device=device)
    refused += [*incoming.refused, *outcome.refused]
    answer = {
        "taken": [*people, *outcome.taken],
        "refused": [{"key": key, "why": why} for key, why in refused],
        "people": people,
    }
    told = JsonResponse(answer | _news(event, incoming.last) | {"csrf": get_token(request)})
    if incoming.leaves:
        stop(device, now=timezone.now(), by=None)
        take_back(told)
    return told


def _walked_in(
    event: Event, device: Device, incoming: Incoming
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The code of each walk-in by its key, and those that were refused."""
    people: dict[str, str] = {}
    refused: list[tuple[str, str]] = []
    for came in incoming.walk_ins:
        try:
            people[str(came.key)] = _noted(event, device, came)
        except Refused as no:
            refused.append((str(came.key), str(no)))
    return people, refused


def _noted(event: Event, device: Device, came: CameUnasked) -> str:
    person = walk_in(
        event,
        key=came.key,
        given_name=came.given_name,
        infix=came.infix,
        family_name=came.family_name,
        people=came.people,
        role=event.registration_roles.filter(pk=came.role).first() if came.role else None,
        reason=came.reason,
        late=True,
        now=timezone.now(),
        at=came.at,
        counter=came.counter,
        device=device,
    )
    code: str = person.code
    return code


def _news(event: Event, last: int) -> dict[str, Any]:
    """What happened since, at all devices. The version is read first: one too old does no harm."""
    stands = standing(event)
    acts = acts_since(event, last)
    return {
        **stands._asdict(),
        "acts": acts,
        "last": acts[-1]["id"] if acts else last,
        "now": timezone.now().isoformat(),
    }
