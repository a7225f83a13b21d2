"""When each mail goes, in words, and what it always tells."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import Event
from registrations.models import MailText

Kind = MailText.Kind
ALWAYS: dict[str, Any] = {
    Kind.CONFIRMED: gettext_lazy("what, when and where, who comes, what they chose, and the link"),
    Kind.WAITING: gettext_lazy("the place in line, the rule of the line, and the link to leave it"),
    Kind.OFFERED: gettext_lazy("until when the seat is kept, and the links to say yes and no"),
    Kind.REMINDER: gettext_lazy(
        "when and where, who comes, and the links to cancel and to get no more"
    ),
    Kind.CHANGED: gettext_lazy("what changes for this person, and the link"),
    Kind.CANCELLED: gettext_lazy("who no longer comes, and the link"),
    Kind.AFTERWARDS: gettext_lazy("the link to the page, and the one to get no more"),
}


def when_sent(event: Event, kind: str) -> str:
    """When this mail goes to people of this event."""
    if kind == Kind.REMINDER:
        return _of_the_reminder(event)
    if kind == Kind.AFTERWARDS:
        return (
            _("The morning after, to everybody who had a seat.")
            if event.mails_after
            else _("It does not go: it is off in the rules of signing up.")
        )
    if kind == Kind.OFFERED and event.offer_hours is None:
        return _("It does not go: who is next in line gets the seat at once.")
    return {
        Kind.CONFIRMED: _("At once, to who signs up and has a seat."),
        Kind.WAITING: _("At once, to who signs up and has to wait."),
        Kind.OFFERED: _("When a seat comes free, to who is next in line."),
        Kind.CHANGED: _("When you publish a change and tell people, and write nothing else then."),
        Kind.CANCELLED: _("When somebody cancels, or you cancel somebody."),
    }[Kind(kind)]


def _of_the_reminder(event: Event) -> str:
    days = event.reminder_days
    if days is None:
        return _("It does not go: it is off in the rules of signing up.")
    return ngettext(
        "%(days)d day before, from eight in the morning, to everybody with a seat.",
        "%(days)d days before, from eight in the morning, to everybody with a seat.",
        days,
    ) % {"days": days}


def of_the_texts(event: Event) -> str:
    """How many mails have words of their own."""
    number = sum(text.written for text in event.mail_texts.all())
    if not number:
        return _("All mails have the usual words.")
    return ngettext(
        "%(n)d mail has words of your own.", "%(n)d mails have words of your own.", number
    ) % {"n": number}
