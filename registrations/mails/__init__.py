"""The mails to residents: which there are, what they tell, and how one is put in the outbox."""

from registrations.mails.calendars import calendar_of
from registrations.mails.composing import composed
from registrations.mails.kinds import OVER, TO_MANY, Kind, subject_of
from registrations.mails.letters import NOTHING_WRITTEN, Letter, own_words
from registrations.mails.links_mail import Why, address_left_mail, links_mail
from registrations.mails.party import Party, party_of
from registrations.mails.stopping import let_stop, stop_address, wants_mail
from registrations.mails.writing import mail_of, tell, values_of

__all__ = [
    "NOTHING_WRITTEN",
    "OVER",
    "TO_MANY",
    "Kind",
    "Letter",
    "Party",
    "Why",
    "address_left_mail",
    "calendar_of",
    "composed",
    "let_stop",
    "links_mail",
    "mail_of",
    "own_words",
    "party_of",
    "stop_address",
    "subject_of",
    "tell",
    "values_of",
    "wants_mail",
]
