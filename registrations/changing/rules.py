"""Until when people change their own sign-up, and for whom there is something to change."""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from events.locking import lock_event
from events.models import Event
from festival.refusals import Refused
from registrations.models import Registration
from registrations.states import LIVE


class ChangesClosed(Refused):
    """This sign-up can no longer be changed by who it is of."""


def changes_until(event: Event) -> datetime:
    """Until when people can change what they told and chose; cancelling is possible longer."""
    until: datetime = event.changes_until or event.starts_at
    return min(until, event.ends_at)


def reason_against_changes(event: Event, now: datetime) -> str:
    """Why nobody can change their sign-up now, as a sentence; empty when they can."""
    if event.cancelled_at is not None:
        return _("This gathering has been cancelled.")
    if event.ends_at <= now:
        return _("This gathering is over.")
    until = changes_until(event)
    if now < until:
        return ""
    moment = formats.date_format(timezone.localtime(until, event.zone), "DATETIME_FORMAT")
    return _("You could change your sign-up until %(moment)s. You can still cancel.") % {
        "moment": moment
    }


def locked(registration: Registration, *, party: bool = False, now: datetime) -> Registration:
    """The registration as it now is, under the event's lock, with who leads its party.

    `party`: for what is about all of a party, which may go on without who leads it. Must come
    first in the transaction. Raises ChangesClosed.
    """
    event = lock_event(registration.event_id)
    rows = Registration.objects.select_related("role", "lead__role")
    person: Registration = rows.get(pk=registration.pk)
    person.event = event
    person.first.event = event
    if reason := reason_against_changes(event, now):
        raise ChangesClosed(reason)
    people = event.registrations.live()
    stands = people.of_party(person.pk).exists() if party else person.status in LIVE
    if not stands:
        raise ChangesClosed(_("This sign-up is cancelled; there is nothing to change."))
    return person
