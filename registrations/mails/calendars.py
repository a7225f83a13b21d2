"""The calendar files that go along: one entry for each sign-up, the same one for life."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

from django.core.mail import EmailMultiAlternatives

from events.interop.ical import has_calendar, personal_calendar, sessions_calendar, uid_of
from events.programme import Programme
from registrations.links import address_of
from registrations.mails.kinds import OVER, WITHOUT_CALENDAR, Kind
from registrations.mails.party import Party
from registrations.models import Choice, Registration
from registrations.personal.feed import sequence_of
from registrations.states import ChoiceStatus


def has_appointment(kind: Kind, party: Party, programme: Programme) -> bool:
    """Whether there is an appointment to tell of: only who has, or had, a seat for certain."""
    if not has_calendar(programme):
        return False
    if kind in WITHOUT_CALENDAR:
        return False
    had_a_seat = party.lead.confirmed_at is not None
    if kind in OVER:
        return had_a_seat
    return party.seated or (kind == Kind.CHANGED_OWN and had_a_seat and not party.lead.is_live)


def calendar_of(
    registration: Registration,
    programme: Programme,
    choices: Sequence[Choice],
    *,
    now: datetime,
    over: bool = False,
) -> tuple[bytes, str]:
    """The person's own appointment as a calendar file, with its method.

    `over` says that it is theirs no longer, whatever the registration says.
    """
    live = registration.cancelled_at is None and not programme.cancelled and not over
    method: Literal["REQUEST", "CANCEL"] = "REQUEST" if live else "CANCEL"
    content = personal_calendar(
        programme,
        uid=uid_of(registration.code),
        attendee_name=registration.full_name,
        attendee_email=registration.email,
        url=address_of(registration),
        sequence=sequence_of(registration, programme.revision, over=not live),
        method=method,
        chosen_sessions=[c.holder.code for c in choices if c.status == ChoiceStatus.SEATED],
        stamped_at=now,
    )
    return content, method


def attach(
    mail: EmailMultiAlternatives, kind: Kind, party: Party, programme: Programme, *, now: datetime
) -> None:
    """Put the appointment in a mail; who gets the mail is the one who has it."""
    own = party.standing.get(party.lead.pk, ())
    over = kind == Kind.HANDED_OVER
    content, method = calendar_of(party.lead, programme, own, now=now, over=over)
    mail.attach("agenda.ics", content.decode(), f"text/calendar; method={method}")


def withdrawn(programme: Programme, codes: Collection[str], *, now: datetime) -> str:
    """The entries of sessions as their public calendar files have them; empty without a time."""
    if not codes or not has_calendar(programme):
        return ""
    return sessions_calendar(programme, codes, stamped_at=now).decode()
