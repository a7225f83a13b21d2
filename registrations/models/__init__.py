"""Who comes, and what they are asked; each module holds one subject."""

from registrations.models.asked import ConsentText, LimitedOption, Question, RegistrationRole
from registrations.models.choice import Choice
from registrations.models.mailing import MailText, Reminded
from registrations.models.registration import Registration
from registrations.models.words import Answer, Consent

__all__ = [
    "Answer",
    "Choice",
    "Consent",
    "ConsentText",
    "LimitedOption",
    "MailText",
    "Question",
    "Registration",
    "RegistrationRole",
    "Reminded",
]
