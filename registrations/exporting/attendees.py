"""The list of attendees as a sheet, in memory that does not grow with the list."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from events.models import Event, Table
from festival.names import listed_name
from registrations.exporting.sheet import Cell, Column, Sheet
from registrations.models import Answer, Choice, Consent, ConsentText, Registration
from registrations.querysets import RegistrationQuerySet
from registrations.questions.answering import shown_answer
from registrations.states import ChoiceStatus, Status

AT_ONCE = 1000  # registrations read from the database in one go
FIELDS = (
    "pk", "code", "status", "given_name", "infix", "family_name", "email", "organisation",
    "role", "language", "access_needs", "diet_needs", "lead", "case__title",
)  # fmt: skip
LEAD = ("lead__given_name", "lead__infix", "lead__family_name")
MOMENTS = ("created_at", "confirmed_at", "waiting_since", "hold_until", "cancelled_at")
ANSWER = "answer "
SEVERAL = "; "
Record = dict[str, Any]  # the cells of one registration, by the key of their column
Chosen = tuple[str, int | None, str]  # a title, the number of a table, and how it stands


class AttendeeList:
    """The chosen registrations of an event, in their own order, as columns and rows.

    Words and rights are settled when it is made; rows are read while they are written. The ids
    are read first, so that the number is known and the order holds while people sign up.
    """

    def __init__(self, event: Event, chosen: RegistrationQuerySet, *, may: frozenset[str]) -> None:
        self.ids: list[int] = list(chosen.values_list("pk", flat=True))
        self.columns = columns_of(event, may)
        self.answers = [column.key for column in self.columns if column.key.startswith(ANSWER)]
        self.words = Words(event)

    def sheet(self) -> Sheet:
        """The sheet, to be written once."""
        return Sheet(_("Attendees"), self.columns, self.rows())

    def rows(self) -> Iterator[list[Cell]]:
        """One list of cells for each registration."""
        keys = [column.key for column in self.columns]
        for start in range(0, len(self.ids), AT_ONCE):
            for record in self._records(self.ids[start : start + AT_ONCE]):
                yield [record.get(key) for key in keys]

    def _records(self, ids: list[int]) -> Iterator[Record]:
        rows = Registration.objects.filter(pk__in=ids).order_by().values(*FIELDS, *LEAD, *MOMENTS)
        found: dict[int, Record] = {row["pk"]: row for row in rows}
        self._tell_people(found.values())
        self._tell_choices(found, ids)
        self._tell_consents(found, ids)
        if self.answers:
            self._tell_answers(found, ids)
        return (found[pk] for pk in ids if pk in found)

    def _tell_people(self, people: Iterable[Record]) -> None:
        words = self.words
        for person in people:
            person["listed"] = listed_name(
                person["given_name"], person["infix"], person["family_name"]
            )
            person["came with"] = person["lead"] and listed_name(*(person[n] for n in LEAD))
            person["status"] = words.states[person["status"]]
            person["role"] = words.roles.get(person["role"])
            person["number"] = words.in_line.get(person["pk"])
            person.update(words.no_consent)
            for name in MOMENTS:
                person[name] = words.local(person[name])

    def _tell_choices(self, people: dict[int, Record], ids: list[int]) -> None:
        rows = Choice.objects.standing().filter(registration__pk__in=ids).order_by("rank", "id")
        found: dict[tuple[int, int], list[Chosen]] = defaultdict(list)
        for pk, block, status, session, table in rows.values_list(
            "registration", "block", "status", "session", "table"
        ):
            number, title = self.words.tables.get(table) or (None, self.words.sessions[session])
            found[pk, block].append((title, number, self.words.choice[status]))
        for (pk, block), chosen in found.items():
            titles, numbers, states = zip(*chosen, strict=True)
            people[pk][f"choice {block}"] = together(titles)
            people[pk][f"table {block}"] = together(numbers)
            same = len(set(states)) == 1
            people[pk][f"state {block}"] = states[0] if same else together(states)

    def _tell_answers(self, people: dict[int, Record], ids: list[int]) -> None:
        rows = Answer.objects.of_people(ids).order_by()
        for pk, question, kind, value in rows.values_list(
            "registration", "question", "question__kind", "value"
        ):
            people[pk][f"{ANSWER}{question}"] = shown_answer(kind, value)

    def _tell_consents(self, people: dict[int, Record], ids: list[int]) -> None:
        rows = Consent.objects.filter(registration__pk__in=ids, withdrawn_at=None).order_by("pk")
        for pk, text, given_at in rows.values_list("registration", "text", "given_at"):
            key = self.words.consents[text]
            people[pk][f"consent {key}"] = self.words.yes
            people[pk][f"since {key}"] = self.words.local(given_at)


class Words:
    """What the cells of one event's list are filled with, read and translated once."""

    def __init__(self, event: Event) -> None:
        line = event.registrations.waiting().values_list("pk", flat=True)
        tables = Table.objects.filter(session__event=event).values_list("pk", "number", "topic")
        self.in_line = {pk: number for number, pk in enumerate(line, start=1)}
        self.states = {value: str(label) for value, label in Status.choices}
        self.choice = {value: str(label) for value, label in ChoiceStatus.choices}
        self.roles = dict(event.registration_roles.values_list("pk", "name"))
        self.sessions = dict(event.sessions.values_list("pk", "title"))
        self.tables = {pk: (number, topic) for pk, number, topic in tables}
        self.consents = dict(event.consent_texts.values_list("pk", "key"))
        self.yes, no = _("yes"), _("no")
        self.no_consent = {f"consent {key}": no for key in self.consents.values()}
        self.local = lru_cache(maxsize=2 * AT_ONCE)(partial(local, zone=event.zone))


def together(cells: Sequence[Cell]) -> Cell:
    """What stands in one cell for several choices: each in turn, or the only one as it is."""
    return cells[0] if len(cells) == 1 else SEVERAL.join(str(cell or "–") for cell in cells)


def local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """A moment in the time of the event, without its zone."""
    return moment and moment.astimezone(zone).replace(tzinfo=None, microsecond=0)


def columns_of(event: Event, may: frozenset[str]) -> list[Column]:
    """The columns that an event needs and that somebody with these permissions may see."""
    return [
        *_about_people(event, may),
        *_about_choices(event),
        *_about_answers(event, may),
        *_about_consents(event),
        *_about_needs(event, may),
        *_about_moments(event),
    ]


def _about_people(event: Event, may: frozenset[str]) -> Iterator[Column]:
    yield Column("status", _("Status"), 16)
    if event.registrations.waiting().exists():
        yield Column("number", _("Number in line"), 10)
    yield Column("given_name", _("Given name"))
    yield Column("infix", _("Infix"), 13)
    yield Column("family_name", _("Family name"), 22)
    yield Column("listed", _("In the alphabet"), 28)
    if event.registrations.companions().exists():
        yield Column("came with", _("Came with"), 28)
    if "emails.see" in may:
        yield Column("email", _("E-mail address"), 30)
    yield Column("organisation", _("Organisation"), 28)
    if event.registration_roles.exists():
        yield Column("role", _("Role"), 22)
    if event.registrations.bringing_a_case().exists():
        yield Column("case__title", _("Own case"), 34)


def _about_choices(event: Event) -> Iterator[Column]:
    for block in event.blocks.prefetch_related("sessions__tables"):
        yield Column(f"choice {block.pk}", block.title, 34)
        if any(session.tables.all() for session in block.sessions.all()):
            yield Column(f"table {block.pk}", _("%(round)s: table") % {"round": block.title}, 8)
        yield Column(f"state {block.pk}", _("%(round)s: status") % {"round": block.title}, 16)


def _about_answers(event: Event, may: frozenset[str]) -> Iterator[Column]:
    for question in event.questions.all():
        if not question.special or "needs.see" in may:
            yield Column(f"{ANSWER}{question.pk}", question.text, 30)


def _about_consents(event: Event) -> Iterator[Column]:
    newest: dict[str, ConsentText] = {}
    for text in event.consent_texts.all():
        newest.setdefault(text.key, text)
    for key, text in newest.items():
        words = Truncator(text.text).chars(60)
        yield Column(f"consent {key}", words, 22)
        yield Column(f"since {key}", _("%(consent)s: since") % {"consent": words})


def _about_needs(event: Event, may: frozenset[str]) -> Iterator[Column]:
    if event.asks_access and "needs.see" in may:
        yield Column("access_needs", _("Needs to take part"), 40)
    if event.asks_diet and "needs.see" in may:
        yield Column("diet_needs", _("Food"), 30)


def _about_moments(event: Event) -> Iterator[Column]:
    yield Column("created_at", _("Signed up"))
    yield Column("confirmed_at", _("Confirmed"))
    yield Column("waiting_since", _("Waiting since"))
    if event.registrations.held().exists():
        yield Column("hold_until", _("Seat kept until"))
    yield Column("cancelled_at", _("Cancelled"))
    yield Column("language", _("Language"), 9)
    yield Column("code", _("Code"), 10)
