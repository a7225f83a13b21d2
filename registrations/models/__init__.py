"""Who comes, and what they are asked; each module holds one subject."""

from registrations.models.asked import ConsentText, Question, RegistrationRole
from registrations.models.registration import Answer, Choice, Consent, Registration

__all__ = [
    "Answer",
    "Choice",
    "Consent",
    "ConsentText",
    "Question",
    "Registration",
    "RegistrationRole",
]
