"""What each setting of the sign-up does for visitors now, in a sentence."""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.availability import Phase, phase, reason_against
from events.models import Event
from registrations.models import RegistrationRole
from registrations.sign_up.offer import newest


def of_the_window(event: Event, now: datetime) -> str:
    """Until when people can sign up, or why they cannot."""
    if not event.takes_registrations:
        return _("People do not sign up on this site.")
    found = phase(event, now)
    closes = local(event, event.closes_at or event.starts_at)
    if found is Phase.OPEN:
        return _("Sign-up is open until %(moment)s.") % {"moment": closes}
    if found is Phase.NOT_PUBLIC:
        opens = event.opens_at and local(event, event.opens_at)
        if opens:
            return _(
                "Nobody can sign up before you publish; then from %(opens)s until %(closes)s."
            ) % {"opens": opens, "closes": closes}
        return _("Nobody can sign up before you publish; then until %(closes)s.") % {
            "closes": closes
        }
    return reason_against(event, now)


def of_the_seats(event: Event) -> str:
    """How many seats are free, how many of those are kept back, and what is left for visitors."""
    left = event.seats_left
    if left is None or event.all_seats is None:
        words = ngettext("%(n)d person has a seat.", "%(n)d people have a seat.", event.seats_taken)
        return _("There is no limit.") + " " + words % {"n": event.seats_taken}
    kept = min(max(event.kept_back - event.insiders_seated, 0), left)
    words = ngettext(
        "%(left)d of %(seats)d seat is free.",
        "%(left)d of %(seats)d seats are free.",
        event.all_seats,
    ) % {"left": left, "seats": event.all_seats}
    if event.added_at_door:
        added = _("Of these, %(n)d were added at the door.") % {"n": event.added_at_door}
        words = f"{words} {added}"
    if not kept:
        return words
    kept_back = _("Kept back for hosts and partners: %(kept)d. For visitors: %(rest)d.")
    return words + " " + kept_back % {"kept": kept, "rest": left - kept}


def of_the_needs(event: Event) -> str:
    """Which of the two usual questions are asked."""
    asked = [
        *([_("food")] if event.asks_diet else []),
        *([_("what people need to take part")] if event.asks_access else []),
    ]
    if not asked:
        return _("People are not asked what they need to take part, nor about food.")
    return _("Asked: %(what)s.") % {"what": _(" and ").join(asked)}


def of_the_roles(event: Event) -> str:
    """Which roles there are, with how many came in each."""
    roles = list(event.registration_roles.offered())
    if not roles:
        return _("Nobody chooses a role.")
    return "; ".join(f"{role.name}: {seats_of(role)}" for role in roles) + "."


def seats_of(role: RegistrationRole) -> str:
    """`5`, or `5 of 10`."""
    if role.quota is None:
        return str(role.seats_taken)
    return _("%(taken)d of %(quota)d") % {"taken": role.seats_taken, "quota": role.all_seats}


def of_the_questions(event: Event) -> str:
    """How many questions are asked."""
    number = event.questions.asked().count()
    if not number:
        return _("You ask nothing beside name, e-mail address and organisation.")
    words = ngettext("%(n)d question of your own.", "%(n)d questions of your own.", number)
    return words % {"n": number}


def of_the_rounds(event: Event) -> str:
    """In which rounds people choose: those with something that is not called off."""
    held = event.sessions.none() if event.cancelled_at else event.sessions.filter(cancelled_at=None)
    titles = [block.title for block in event.blocks.filter(pk__in=held.values("block"))]
    if not titles:
        return _("There is nothing to choose in the programme.")
    return _("People choose in: %(rounds)s.") % {"rounds": ", ".join(titles)}


def of_the_consents(event: Event) -> str:
    """How many consents are asked."""
    number = sum(not text.retired for text in newest(event.consent_texts.all()))
    if not number:
        return _("No consent is asked, so nobody may be shown by name or picture.")
    words = ngettext("%(n)d consent is asked.", "%(n)d consents are asked.", number)
    return words % {"n": number}


def local(event: Event, moment: datetime) -> str:
    """A moment on the clock of the event."""
    return formats.date_format(timezone.localtime(moment, event.zone), "DATETIME_FORMAT")
