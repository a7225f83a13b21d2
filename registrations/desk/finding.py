"""Whom somebody at the desk means: by a scanned or typed ticket, by a code, or by a name."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.crypto import constant_time_compare

from events.models import Event
from events.permissions import can
from festival.codes import ALPHABET, LENGTH
from festival.ratelimit import allowed
from registrations.desk.guests import people_of
from registrations.door.tickets import ticket_of
from registrations.filtering.searching import search
from registrations.models import Device, Registration

SHORTEST, MOST_FOUND = 3, 30  # characters typed; people shown
WRONG_TICKETS, WRONG_PER = 60, timedelta(minutes=10)
_CODE = f"[{ALPHABET}]{{{LENGTH}}}"
_TICKET = re.compile(rf"(?<!\w)({_CODE})-([0-9a-f]{{16}})(?![\w-])", re.IGNORECASE)


class Wrong(TextChoices):
    """What can be the matter with a ticket."""

    FORGED = "forged"  # nobody's
    ELSEWHERE = "elsewhere"  # of another gathering
    TOO_OFTEN = "too often"  # this device asked for too many that are nobody's


@dataclass(frozen=True)
class Found:
    """The person a ticket is of, or what is the matter with it."""

    person: Registration | None = None
    wrong: Wrong | None = None


def ticket_in(text: str) -> str:
    """The ticket in what a scanner typed: a whole address, or only the ticket; empty without."""
    found = _TICKET.search(text)
    return found.group().lower() if found else ""


def holder_of(event: Event, ticket: str, device: Device, *, now: datetime) -> Found:
    """Whose ticket it is; who tries many that are nobody's is slowed down."""
    code = ticket.partition("-")[0]
    person = Registration.objects.select_related("role", "lead", "event").filter(code=code).first()
    if person is None or not constant_time_compare(ticket_of(person), ticket):
        few = allowed("ticket", device.code, limit=WRONG_TICKETS, per=WRONG_PER, now=now)
        return Found(wrong=Wrong.FORGED if few else Wrong.TOO_OFTEN)
    return Found(person) if person.event_id == event.pk else Found(wrong=Wrong.ELSEWHERE)


def person_with_code(event: Event, text: str) -> Registration | None:
    """Somebody whose code was typed by hand."""
    typed = text.strip().lower()
    if not re.fullmatch(_CODE, typed):
        return None
    found: Registration | None = event.registrations.filter(code=typed).first()
    return found


def is_of_elsewhere(event: Event, text: str, device: Device) -> bool:
    """Whether a code typed by hand is of a gathering that who let this device in works at as well.

    Of other gatherings nothing is told.
    """
    typed = text.strip().lower()
    if device.let_in_by is None or not re.fullmatch(_CODE, typed):
        return False
    others = Registration.objects.remembered().exclude(event=event).filter(code=typed)
    person = others.select_related("event").first()
    return person is not None and can(device.let_in_by, "desk.use", person.event)


def named(event: Event, words: str) -> tuple[list[Registration], list[Registration]]:
    """People by any part of their name or organisation, and whose name comes near the words.

    Of the first at most one more than is shown; three letters at least are typed.
    """
    if len(words) < SHORTEST:
        return [], []
    found = search(people_of(event).remembered().by_name(), words)
    return list(found.exact[: MOST_FOUND + 1]), list(found.close)
