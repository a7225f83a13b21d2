"""What the pages about a message show: its draft with an example, and how the sending goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db.models import Count, QuerySet
from django.utils.functional import Promise

from events.models import Event
from registrations.bulk.composing import mail_to, programme_for, stand_in
from registrations.bulk.sending import Audience, Fate
from registrations.models import GroupMail, MailRecipient, Registration
from registrations.querysets import names_in_order

MOST_NAMES = 50
MOST_EXAMPLES = 25


@dataclass(frozen=True)
class Example:
    """A mail as somebody gets it, and of whom else one can be shown."""

    person: Registration
    others: tuple[Registration, ...]
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Progress:
    """How far the sending is: how many mailboxes in each state."""

    total: int
    by_state: dict[str, int]

    @property
    def left(self) -> int:
        """How many are still to be sent, or on their way to the mail server."""
        return self.by_state.get(Fate.QUEUED, 0) + self.by_state.get(Fate.READY, 0)

    @property
    def done(self) -> int:
        """How many are finished, one way or another."""
        return self.total - self.left

    @property
    def states(self) -> list[tuple[str, Promise | str, int]]:
        """The states that somebody is in: value, name, how many."""
        return [
            (value, label, self.by_state[value])
            for value, label in Fate.choices
            if self.by_state.get(value)
        ]


def messages_of(event: Event) -> list[GroupMail]:
    """The messages of an event, the newest first, with to how many mailboxes each; one query."""
    rows = event.group_mails.select_related("sent_by").annotate(mails=Count("recipients"))
    return list(rows.order_by("-sent_at", "-id"))


def progress_of(mail: GroupMail) -> Progress:
    """How the sending of a message stands; one query."""
    rows = mail.recipients.order_by().values_list("state").annotate(n=Count("pk"))
    by_state = dict(rows)
    return Progress(sum(by_state.values()), by_state)


def log_of(mail: GroupMail, state: str = "") -> QuerySet[MailRecipient]:
    """Who a message went to, by name, with what came of it; of one state if that is given."""
    rows = mail.recipients.select_related("registration")
    if state in Fate.values:
        rows = rows.filter(state=state)
    return rows.order_by(*names_in_order(rows.db, of="registration__"), "id")


def tell_whom(rows: Iterable[MailRecipient]) -> None:
    """Write into the rows of a log the names of companions whom each mail was about; one query.

    `for_others` are those; `for_lead` tells whether it was about who has the mailbox as well.
    """
    rows = list(rows)
    others = {pk for row in rows for pk in row.about if pk != row.registration_id}
    found = Registration.objects.filter(pk__in=others).exclude(given_name="", family_name="")
    people = found.filter(forgotten_at=None).in_bulk()
    for row in rows:
        row.for_others = [people[pk].full_name for pk in row.about if pk in people]  # type: ignore[attr-defined]
        row.for_lead = row.registration_id in row.about or not row.for_others  # type: ignore[attr-defined]


def names_of(audience: Audience) -> list[Registration]:
    """The first people whom a message is for, with who they come with; by name."""
    return list(audience.people.select_related("lead")[:MOST_NAMES])


def example_of(mail: GroupMail, event: Event, audience: Audience, code: str = "") -> Example:
    """The mail to one of those who get it, the first unless `code` says who; never a real link."""
    boxes = {box.registration_id: box for box in audience.mailboxes[:MOST_EXAMPLES]}
    rows = event.registrations.by_name().filter(pk__in=boxes).select_related("role")
    some = tuple(rows) or (stand_in(event),)
    person = next((one for one in some if one.code == code), some[0])
    person.event = event
    people = _people(event, boxes[person.pk].people) if person.pk else [person]
    made = mail_to(mail, person, people, programme_for(event), example=True)
    return Example(person, some, str(made.subject), str(made.body), html_of(made))


def html_of(mail: EmailMultiAlternatives) -> str:
    """A mail as a page."""
    return str(mail.alternatives[0][0])


def mails_to(registration: Registration) -> Iterable[MailRecipient]:
    """The messages that were sent to somebody's mailbox, the newest first; one query."""
    rows = MailRecipient.objects.filter(registration_id=registration.party_id)
    return [
        row
        for row in rows.select_related("mail").order_by("-mail__sent_at", "-id")
        if row.registration_id == registration.pk or registration.pk in row.about
    ]


def _people(event: Event, pks: Iterable[int]) -> list[Any]:
    return list(event.registrations.by_name().filter(pk__in=pks))
