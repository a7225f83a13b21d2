"""Who comes, and what they are asked; each module holds one subject."""

from registrations.models.asked import ConsentText, LimitedOption, Question, RegistrationRole
from registrations.models.bulk import Bounce, GroupMail, MailRecipient
from registrations.models.choice import Choice
from registrations.models.mailing import MailText, Reminded
from registrations.models.registration import Registration
from registrations.models.words import Answer, Consent

__all__ = [
    "Answer",
    "Bounce",
    "Choice",
    "Consent",
    "ConsentText",
    "GroupMail",
    "LimitedOption",
    "MailRecipient",
    "MailText",
    "Question",
    "Registration",
    "RegistrationRole",
    "Reminded",
]
