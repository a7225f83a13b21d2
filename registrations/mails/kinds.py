"""Which mails there are, and what stands above them."""

from enum import StrEnum

from django.utils.text import Truncator
from django.utils.translation import gettext as _

LONGEST_SUBJECT = 78  # characters on one line: RFC 5322, 2.1.1


class Kind(StrEnum):
    """The reason for a mail; `templates/emails/words/<kind>.txt` holds its words."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    ALREADY = "already"
    PROVE = "prove"
    HOLD_EXPIRED = "hold_expired"
    PROMOTED = "promoted"
    GIVEN = "given"
    OFFERED = "offered"
    OFFER_ENDING = "offer_ending"
    OFFER_LAPSED = "offer_lapsed"
    DECLINED_STAYS = "declined_stays"
    CHOICE_SEATED = "choice_seated"
    CHANGED_OWN = "changed_own"
    HANDED_OVER = "handed_over"
    RECEIVED = "received"
    CANCELLED = "cancelled"
    EVENT_CANCELLED = "event_cancelled"
    SESSION_CANCELLED = "session_cancelled"
    CHANGED = "changed"
    REMINDER = "reminder"
    AFTERWARDS = "afterwards"
    LINKS = "links"


OVER = {Kind.CANCELLED, Kind.EVENT_CANCELLED, Kind.HOLD_EXPIRED, Kind.HANDED_OVER}
TO_MANY = {  # without places in line: those would cost queries for each
    Kind.EVENT_CANCELLED,
    Kind.SESSION_CANCELLED,
    Kind.CHANGED,
    Kind.REMINDER,
    Kind.AFTERWARDS,
}
UNASKED = {Kind.REMINDER, Kind.AFTERWARDS}  # who does not want them can stop them
OFFERS = {Kind.OFFERED, Kind.OFFER_ENDING}
WITHOUT_PEOPLE = {
    Kind.EVENT_CANCELLED,
    Kind.HANDED_OVER,
    Kind.AFTERWARDS,
}  # of whom it is over, or goes on without them
WITHOUT_CALENDAR = {
    Kind.WAITING,
    Kind.ALREADY,
    Kind.PROVE,
    Kind.OFFERED,
    Kind.OFFER_ENDING,
    Kind.OFFER_LAPSED,
    Kind.DECLINED_STAYS,
    Kind.AFTERWARDS,
}
WITH_WORDS_OF_THE_ROLE = {
    Kind.CONFIRMED,
    Kind.WAITING,
    Kind.PROMOTED,
    Kind.GIVEN,
    Kind.OFFERED,
    Kind.CHANGED_OWN,
    Kind.RECEIVED,
    Kind.REMINDER,
}


WITH_ANSWERS = {Kind.CONFIRMED, Kind.CHANGED_OWN, Kind.RECEIVED}


def subject_of(kind: Kind, title: str) -> str:
    """What stands above a mail, unless somebody writes another subject; a long title is cut."""
    subjects = {
        Kind.CONFIRMED: _("You are signed up: %(title)s"),
        Kind.WAITING: _("You are on the waiting list: %(title)s"),
        Kind.ALREADY: _("You were already signed up: %(title)s"),
        Kind.PROVE: _("Confirm your sign-up: %(title)s"),
        Kind.HOLD_EXPIRED: _("Your sign-up has lapsed: %(title)s"),
        Kind.PROMOTED: _("You have a seat: %(title)s"),
        Kind.GIVEN: _("You have a seat: %(title)s"),
        Kind.OFFERED: _("There is a seat for you: %(title)s"),
        Kind.OFFER_ENDING: _("Do you still want your seat? %(title)s"),
        Kind.OFFER_LAPSED: _("Your offer has lapsed: %(title)s"),
        Kind.DECLINED_STAYS: _("You stay on the waiting list: %(title)s"),
        Kind.CHOICE_SEATED: _("Your choice has a seat: %(title)s"),
        Kind.CHANGED_OWN: _("Your sign-up has changed: %(title)s"),
        Kind.HANDED_OVER: _("You gave your seat away: %(title)s"),
        Kind.RECEIVED: _("You have been given a seat: %(title)s"),
        Kind.CANCELLED: _("Your sign-up is cancelled: %(title)s"),
        Kind.EVENT_CANCELLED: _("Cancelled: %(title)s"),
        Kind.SESSION_CANCELLED: _("Part of the programme is called off: %(title)s"),
        Kind.CHANGED: _("The programme has changed: %(title)s"),
        Kind.REMINDER: _("See you soon: %(title)s"),
        Kind.AFTERWARDS: _("Thank you for taking part: %(title)s"),
        Kind.LINKS: _("Your sign-ups"),
    }
    return fitting(subjects[kind], title)


def subject_in_line(title: str) -> str:
    """What stands above the mail to who signs up again and still waits."""
    return fitting(_("You are already on the waiting list: %(title)s"), title)


def subject_for_others(kind: Kind, title: str) -> str:
    """What stands above a mail that is about others than, or more than, who gets it."""
    subjects = {
        Kind.PROMOTED: _("There is a seat: %(title)s"),
        Kind.GIVEN: _("There is a seat: %(title)s"),
        Kind.OFFERED: _("There is a seat: %(title)s"),
        Kind.OFFER_ENDING: _("Is the seat still needed? %(title)s"),
        Kind.OFFER_LAPSED: _("The offer has lapsed: %(title)s"),
        Kind.DECLINED_STAYS: _("The place in line stays: %(title)s"),
    }
    return fitting(subjects[kind], title) if kind in subjects else subject_of(kind, title)


def fitting(subject: str, title: str) -> str:
    """A subject with its title, which is cut where the whole would be too long for one line."""
    title = " ".join(title.split())
    room = LONGEST_SUBJECT - len(subject % {"title": ""})
    return subject % {"title": Truncator(title).chars(room)}
