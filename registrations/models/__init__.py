"""Who comes, and what they are asked; each module holds one subject."""

from registrations.models.acts import GroupAct
from registrations.models.asked import ConsentText, LimitedOption, Question, RegistrationRole
from registrations.models.bulk import Bounce, GroupMail, MailRecipient
from registrations.models.choice import Choice
from registrations.models.door import Device, DoorAct, HostLink, SeenConflict
from registrations.models.lists import PreparedFile, SavedExport, Tag
from registrations.models.mailing import MailText, Reminded
from registrations.models.registration import Registration, TooFew
from registrations.models.words import Answer, Consent

__all__ = [
    "Answer",
    "Bounce",
    "Choice",
    "Consent",
    "ConsentText",
    "Device",
    "DoorAct",
    "GroupAct",
    "GroupMail",
    "HostLink",
    "LimitedOption",
    "MailRecipient",
    "MailText",
    "PreparedFile",
    "Question",
    "Registration",
    "RegistrationRole",
    "Reminded",
    "SavedExport",
    "SeenConflict",
    "Tag",
    "TooFew",
]
