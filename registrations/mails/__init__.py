"""The mails to residents: which there are, what they tell, and how one is put in the outbox."""

from registrations.mails.calendars import calendar_of
from registrations.mails.composing import composed
from registrations.mails.kinds import OVER, TO_MANY, Kind, subject_of
from registrations.mails.links_mail import links_mail
from registrations.mails.party import Party, party_of
from registrations.mails.writing import NOTHING_WRITTEN, Letter, mail_of, tell

__all__ = [
    "NOTHING_WRITTEN",
    "OVER",
    "TO_MANY",
    "Kind",
    "Letter",
    "Party",
    "calendar_of",
    "composed",
    "links_mail",
    "mail_of",
    "party_of",
    "subject_of",
    "tell",
]
