"""The columns that a list of an event can have, for who may see what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from events.models import Event
from registrations.exporting.sheet import Column
from registrations.models import ConsentText

CHOICE, TABLE, STATE = "choice-", "table-", "state-"
ANSWER, CONSENT, SINCE, CAME_IN = "answer-", "consent-", "since-", "in-"


def columns_of(event: Event, may: frozenset[str]) -> list[Column]:
    """The columns that an event needs and that somebody with these permissions may see.

    They come in the order and under the headings in which they are offered.
    """
    return [
        *_under(_("The person"), _about_people(event, may)),
        *_under(_("Choices"), _about_choices(event)),
        *_under(_("Answers"), _about_answers(event, may)),
        *_under(_("Consents"), _about_consents(event, may)),
        *_under(_("What they need"), _about_needs(event, may)),
        *_under(_("At the door"), _about_the_door(event)),
        *_under(_("Of the team"), _about_labels(event)),
        *_under(_("Moments"), _about_moments(event)),
    ]


def chosen_from(columns: Sequence[Column], keys: Iterable[str]) -> list[Column]:
    """Those with these keys, each once and in the order of the keys; of no keys, the usual ones."""
    known = {column.key: column for column in columns}
    found = [known[key] for key in dict.fromkeys(keys) if key in known]
    return found or [column for column in columns if column.usual]


def _under(heading: str, columns: Iterable[Column]) -> Iterator[Column]:
    return (replace(column, group=heading) for column in columns)


def _about_people(event: Event, may: frozenset[str]) -> Iterator[Column]:
    yield Column("status", _("Status"), 16)
    if event.registrations.waiting().exists():
        yield Column("number", _("Number in line"), 10, usual=False)
    yield Column("given_name", _("Given name"))
    yield Column("infix", _("Infix"), 13)
    yield Column("family_name", _("Family name"), 22)
    yield Column("listed", _("In the alphabet"), 28, usual=False)
    if event.registrations.companions().exists():
        yield Column("came_with", _("Came with"), 28)
        yield Column("party", _("Party"), 10, usual=False)
        yield Column("people", _("People in the party"), 8, usual=False)
    if "emails.see" in may:
        yield Column("email", _("E-mail address"), 30)
    yield Column("organisation", _("Organisation"), 28)
    if event.registration_roles.exists():
        yield Column("role", _("Role"), 22)
    if event.registrations.bringing_a_case().exists():
        yield Column("case__title", _("Own case"), 34)


def _about_choices(event: Event) -> Iterator[Column]:
    for block in event.blocks.prefetch_related("sessions__tables"):
        yield Column(f"{CHOICE}{block.pk}", block.title, 34)
        if any(session.tables.all() for session in block.sessions.all()):
            title = _("%(round)s: table") % {"round": block.title}
            yield Column(f"{TABLE}{block.pk}", title, 8)
        yield Column(f"{STATE}{block.pk}", _("%(round)s: status") % {"round": block.title}, 16)


def _about_answers(event: Event, may: frozenset[str]) -> Iterator[Column]:
    for question in event.questions.all():
        if ("needs.see" if question.special else "answers.see") in may:
            yield Column(f"{ANSWER}{question.pk}", question.text, 30)


def _about_consents(event: Event, may: frozenset[str]) -> Iterator[Column]:
    for key, words in consents_of(event).items() if "answers.see" in may else ():
        yield Column(f"{CONSENT}{key}", words, 22, usual=False)
        yield Column(f"{SINCE}{key}", _("%(consent)s: since") % {"consent": words}, usual=False)


def consents_of(event: Event) -> dict[str, str]:
    """How the newest words of each consent begin, by its key."""
    newest: dict[str, ConsentText] = {}
    for text in event.consent_texts.all():
        newest.setdefault(text.key, text)
    return {key: Truncator(text.text).chars(60) for key, text in newest.items()}


def _about_needs(event: Event, may: frozenset[str]) -> Iterator[Column]:
    if event.asks_access and "needs.see" in may:
        yield Column("access_needs", _("Needs to take part"), 40, usual=False)
    if event.asks_diet and "needs.see" in may:
        yield Column("diet_needs", _("Food"), 30, usual=False)


def _about_the_door(event: Event) -> Iterator[Column]:
    if event.door_acts.exists():
        yield Column("checked_in_at", _("Came in"))
        yield Column("walked_in", _("Without signing up"), 10, usual=False)
        yield Column("remarks", _("Remarks at the door"), 34, usual=False)
    at_sessions = event.door_acts.exclude(session=None).order_by()
    sessions = event.sessions.filter(pk__in=at_sessions.values("session"))
    for session in sessions:
        title = _("%(session)s: came in") % {"session": session.title}
        yield Column(f"{CAME_IN}{session.pk}", title, usual=False)


def _about_labels(event: Event) -> Iterator[Column]:
    if event.tags.exists():
        yield Column("tags", _("Labels"), 24)
    if event.registrations.exclude(cancelled_why="").exists():
        yield Column("cancelled_why", _("Why cancelled"), 30, usual=False)


def _about_moments(event: Event) -> Iterator[Column]:
    yield Column("created_at", _("Signed up"), usual=False)
    yield Column("confirmed_at", _("Confirmed"), usual=False)
    yield Column("waiting_since", _("Waiting since"), usual=False)
    if event.registrations.held().exists():
        yield Column("hold_until", _("Seat kept until"), usual=False)
    yield Column("cancelled_at", _("Cancelled"), usual=False)
    yield Column("language", _("Language"), 9, usual=False)
    yield Column("code", _("Code"), 10, usual=False)
