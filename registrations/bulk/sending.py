"""Sending a message to a group: fixing who gets it, and pausing, going on, stopping."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from events.models import Event
from festival import outbox
from festival.audit import record
from festival.editing import add
from festival.models import User
from festival.refusals import Refused
from registrations.bulk.mailboxes import Mailbox, mailboxes_of
from registrations.bulk.placeholders import unknown_in
from registrations.filtering.filter import Filter
from registrations.filtering.finding import Things, people_of, things_of
from registrations.filtering.sentence import counted, missing_of, sentence_of
from registrations.models import GroupMail, MailRecipient
from registrations.querysets import RegistrationQuerySet

KIND = "group"  # stands in the Message-IDs of these mails
State, Fate = GroupMail.State, MailRecipient.State


class NotADraft(Refused):
    """It has been sent: nothing about it changes any more."""


class CannotSend(Refused):
    """Nobody would get it, or it says something that means nothing."""


class Outdated(Refused):
    """It is no longer what the organiser looked at."""


@dataclass(frozen=True)
class Audience:
    """Whom a message is for now: the words, the people, the mailboxes, and what is amiss."""

    wanted: Filter
    things: Things
    sentence: str
    people: RegistrationQuerySet
    mailboxes: tuple[Mailbox, ...]
    missing: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many people."""
        return sum(len(box.people) for box in self.mailboxes)

    @property
    def told(self) -> str:
        """The sentence with the numbers."""
        return counted(self.sentence, self.size, len(self.mailboxes))


def audience_of(mail: GroupMail) -> Audience:
    """Whom a message is for at this moment; a fixed number of queries."""
    things, wanted = things_of(mail.event), Filter.from_json(mail.conditions)
    people = people_of(mail.event, wanted, things)
    return Audience(
        wanted,
        things,
        sentence_of(wanted, things),
        people,
        tuple(mailboxes_of(people)),
        tuple(missing_of(wanted, things)),
    )


def stamp_of(mail: GroupMail, audience: Audience) -> str:
    """What an organiser looked at before sending: it changes with the words and the people."""
    boxes = [(box.registration_id, box.people) for box in audience.mailboxes]
    looked_at = json.dumps([mail.subject, mail.text, audience.sentence, boxes])
    return hashlib.sha256(looked_at.encode()).hexdigest()[:16]


def reasons_against(mail: GroupMail, audience: Audience) -> list[str]:
    """Why a message cannot be sent as it is, in sentences; empty when it can."""
    reasons = list(audience.missing)
    if not audience.mailboxes:
        reasons.append(_("Nobody fits these conditions."))
    if wrong := unknown_in(f"{mail.subject} {mail.text}"):
        told = ", ".join(f"{{{word}}}" for word in wrong)
        reasons.append(
            _("It holds words in braces that mean nothing: %(words)s.") % {"words": told}
        )
    return reasons


@transaction.atomic
def send(mail: GroupMail, *, seen: str, now: datetime, by: User) -> GroupMail:
    """Fix who gets a message and let the worker send it. Sent twice it goes once.

    `seen` stamps what the organiser looked at. Raises CannotSend, and Outdated when the words
    or the people are others by now.
    """
    mail = lock(mail)
    if not mail.is_draft:
        return mail
    audience = audience_of(mail)
    if reasons := reasons_against(mail, audience):
        raise CannotSend(" ".join(reasons))
    if stamp_of(mail, audience) != seen:
        raise Outdated(
            _("Meanwhile the message, or who would get it, has changed. Look at it once more.")
        )
    MailRecipient.objects.bulk_create(
        (
            MailRecipient(
                mail=mail,
                registration_id=box.registration_id,
                about=list(box.people),
                message_id=outbox.new_message_id(KIND),
            )
            for box in audience.mailboxes
        ),
        batch_size=500,
    )
    mail.state, mail.sent_at, mail.sent_by, mail.told = State.SENDING, now, by, audience.told
    mail.save(update_fields=["state", "sent_at", "sent_by", "told"])
    numbers = {"people": audience.size, "mails": len(audience.mailboxes)}
    _note("send message", mail, now=now, by=by, changes=numbers)
    return mail


@transaction.atomic
def pause(mail: GroupMail, *, now: datetime, by: User) -> None:
    """Let the worker leave it for now; what is in the outbox already still leaves."""
    mail = lock(mail)
    if _turn(mail, State.SENDING, State.PAUSED):
        _note("pause message", mail, now=now, by=by)


@transaction.atomic
def go_on(mail: GroupMail, *, now: datetime, by: User) -> None:
    """Let the worker go on with what was paused."""
    mail = lock(mail)
    if _turn(mail, State.PAUSED, State.SENDING):
        _note("resume message", mail, now=now, by=by)


@transaction.atomic
def stop(mail: GroupMail, *, now: datetime, by: User) -> int:
    """Send it to nobody else; how many do not get it. What has left cannot be called back."""
    mail = lock(mail)
    if mail.state not in {State.SENDING, State.PAUSED}:
        return 0
    left = mail.recipients.filter(state=Fate.QUEUED)
    kept = left.update(state=Fate.SKIPPED, why=MailRecipient.Why.STOPPED)
    mail.state, mail.ended_at = State.STOPPED, now
    mail.save(update_fields=["state", "ended_at"])
    _note("stop message", mail, now=now, by=by, changes={"mails": kept})
    return kept


def copy(mail: GroupMail, *, now: datetime, by: User) -> GroupMail:
    """A new draft with the words and the conditions of another message."""
    given = {name: getattr(mail, name) for name in ("event", "subject", "text", "conditions")}
    return add(GroupMail(**given), now=now, by=by)


def check_draft(mail: GroupMail) -> None:
    """Raise NotADraft for a message that has been sent."""
    if not mail.is_draft:
        raise NotADraft(_("This message has been sent, and no longer changes."))


def lock(mail: GroupMail) -> GroupMail:
    """The message as it is now, kept from others until the transaction ends."""
    GroupMail.objects.filter(pk=mail.pk).update(state=F("state"))
    return GroupMail.objects.select_related("event").get(pk=mail.pk)


def of_event(event: Event, code: str) -> GroupMail | None:
    """The message of an event with this code."""
    return event.group_mails.select_related("sent_by", "event").filter(code=code).first()


def _turn(mail: GroupMail, old: str, new: str) -> bool:
    """Let a message go from one state to another; whether it was in the old one."""
    if mail.state != old:
        return False
    mail.state = new
    mail.save(update_fields=["state"])
    return True


def _note(
    action: str,
    mail: GroupMail,
    *,
    now: datetime,
    by: User,
    changes: dict[str, int] | None = None,
) -> None:
    record(action, mail, now=now, by=by, event_id=mail.event_id, changes=changes)
