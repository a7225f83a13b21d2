"""What somebody tells on the sign-up form, as values: who, with whom, and what they ask for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from events.models import Theme
from registrations.models import Question, RegistrationRole
from registrations.sign_up.picking import Pick


@dataclass(frozen=True)
class Reply:
    """An answer to one question, as `registrations.models.Answer` keeps it; never empty.

    `file` is what came with a question for a file, checked already.
    """

    question: Question
    value: str
    file: Any = None


@dataclass(frozen=True)
class Applicant:
    """What somebody tells about themselves on the form."""

    given_name: str
    family_name: str
    email: str
    infix: str = ""
    organisation: str = ""
    language: str = "nl"
    role: RegistrationRole | None = None
    access_needs: str = ""
    diet_needs: str = ""


@dataclass(frozen=True)
class Companion:
    """Somebody who comes along; without a name where the event allows it."""

    given_name: str = ""
    infix: str = ""
    family_name: str = ""
    access_needs: str = ""
    diet_needs: str = ""
    picks: tuple[Pick, ...] = ()
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True)
class OwnCase:
    """A case that somebody brings along, for the organisers to accept."""

    title: str
    question: str = ""
    organisation: str = ""
    theme: Theme | None = None


class IfShort(StrEnum):
    """What to do when there are seats, but not for everybody of a party."""

    ASK = ""
    SPLIT = "split"
    TOGETHER = "together"
