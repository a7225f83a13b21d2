"""Erasing somebody at their own request, with who came along: at once, unless it must wait."""

from datetime import datetime

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from events.locking import lock_event
from festival.audit import record
from festival.refusals import Refused
from registrations.changing.cancelling import cancel_people
from registrations.hours import is_open
from registrations.models import Answer, Registration
from registrations.privacy import forget
from registrations.questions.uploads import erase_answers


class NotYet(Refused):
    """The data is needed for a little longer; the sentence says why, and until when."""


def reason_to_wait(lead: Registration, now: datetime) -> str:
    """Why a party is not erased now, as a sentence; empty when it can be. One query at most.

    While a gathering goes on, its list tells who is in the building: that is about their safety,
    so not about who has no seat, and in the hours before about who has been checked in
    (art. 17, third paragraph, GDPR). Before, who is erased does not come; afterwards only the
    number is needed, and that stays.
    """
    event = lead.event
    ahead = event.cancelled_at is None and now < event.ends_at
    party = event.registrations.of_party(lead.pk)
    begun = event.starts_at <= now
    needed = party.holding_a_seat() if begun else party.checked_in()
    if ahead and is_open(event, now) and needed.exists():
        until = formats.date_format(
            timezone.localtime(event.ends_at, event.zone), "DATETIME_FORMAT"
        )
        going_on, soon = _("The gathering is going on now."), _("You are noted as being inside.")
        why = _(
            "For everybody's safety we need to know who is there. You can erase your data here "
            "from %(until)s."
        )
        return f"{going_on if begun else soon} {why % {'until': until}}"
    return ""


@transaction.atomic
def erase(lead: Registration, *, now: datetime) -> int:
    """Cancel what is still to come, and erase a whole party; how many people.

    The rows stay, without anything that tells who it was, so that the counts do. Their link no
    longer opens anything. Raises NotYet.
    """
    event = lock_event(lead.event_id)
    lead.event = event
    if reason := reason_to_wait(lead, now):
        raise NotYet(reason)
    party = Registration.objects.of_party(lead.pk)
    people = list(party.live())
    if people and event.ends_at > now:
        cancel_people(people, now=now, by=None)
    erase_answers(Answer.objects.of_people(party.values("pk")))
    record("erase on request", lead, now=now, by=None, event_id=event.pk)
    return forget(party, now=now)
