"""The list of attendees as a sheet, in memory that does not grow with the list."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from events.models import Event
from festival.names import full_name, listed_name
from registrations.exporting.sheet import Cell, Column, Sheet
from registrations.models import Choice, Consent, ConsentText, Registration
from registrations.querysets import RegistrationQuerySet
from registrations.states import ChoiceStatus, Status

AT_ONCE = 1000  # rows read from the database in one go
FIELDS = (
    "pk", "code", "status", "given_name", "infix", "family_name", "email", "organisation",
    "role__name", "language", "access_needs", "diet_needs", "created_at", "confirmed_at",
    "waiting_since", "cancelled_at",
)  # fmt: skip
Chosen = tuple[str, int | None, str]  # title, number of the table, state


@dataclass(frozen=True, slots=True)
class Line:
    """One registration with what hangs on it: choices by round, consents by key."""

    values: dict[str, Any]
    choices: dict[int, Chosen]
    consents: dict[str, datetime]


Reader = Callable[[Line], Cell]


class AttendeeList:
    """The chosen registrations of an event, in their own order, as columns and rows.

    Words and rights are settled when it is made; rows are read while they are written. The ids
    are read first, so that the number is known and the order holds while people sign up.
    """

    def __init__(self, event: Event, chosen: RegistrationQuerySet, *, may: frozenset[str]) -> None:
        self.event, self.may = event, may
        self.ids = list(chosen.values_list("pk", flat=True))
        waiting = event.registrations.waiting().values_list("pk", flat=True)
        self.in_line = {pk: number for number, pk in enumerate(waiting, start=1)}
        self.status_words = {value: str(label) for value, label in Status.choices}
        self.choice_words = {value: str(label) for value, label in ChoiceStatus.choices}
        self.zone = event.zone
        self.columns = [*self._about_person(), *self._about_choices(), *self._about_consents()]
        self.columns += [*self._about_needs(), *self._about_moments()]

    def sheet(self) -> Sheet:
        """The sheet, to be written once."""
        return Sheet(_("Attendees"), [column for column, _reader in self.columns], self.rows())

    def rows(self) -> Iterator[list[Cell]]:
        """One list of cells for each registration."""
        readers = [reader for _column, reader in self.columns]
        for start in range(0, len(self.ids), AT_ONCE):
            for line in self._lines(self.ids[start : start + AT_ONCE]):
                yield [reader(line) for reader in readers]

    def _lines(self, ids: list[int]) -> Iterator[Line]:
        found = {row["pk"]: row for row in Registration.objects.filter(pk__in=ids).values(*FIELDS)}
        choices, consents = self._choices(ids), _consents(ids)
        for pk in ids:
            if pk in found:
                yield Line(found[pk], choices[pk], consents[pk])

    def _choices(self, ids: list[int]) -> dict[int, dict[int, Chosen]]:
        found: dict[int, dict[int, Chosen]] = defaultdict(dict)
        rows = Choice.objects.standing().filter(registration__in=ids).order_by()
        for person, block, status, title, number, topic in rows.values_list(
            "registration", "block", "status", "session__title", "table__number", "table__topic"
        ):
            found[person][block] = (topic or title, number, self.choice_words[status])
        return found

    def _about_person(self) -> list[tuple[Column, Reader]]:
        columns: list[tuple[Column, Reader]] = [
            (Column(_("Status"), 16), lambda line: self.status_words[line.values["status"]]),
            (Column(_("Number in line"), 10), lambda line: self.in_line.get(line.values["pk"])),
            (Column(_("Given name")), _value("given_name")),
            (Column(_("Infix"), 10), _value("infix")),
            (Column(_("Family name"), 22), _value("family_name")),
            (Column(_("Full name"), 28), lambda line: full_name(*_name(line))),
            (Column(_("In the alphabet"), 28), lambda line: listed_name(*_name(line))),
        ]
        if "emails.see" in self.may:
            columns.append((Column(_("E-mail address"), 30), _value("email")))
        columns.append((Column(_("Organisation"), 28), _value("organisation")))
        if self.event.registration_roles.exists():
            columns.append((Column(_("Role"), 22), _value("role__name")))
        return columns

    def _about_choices(self) -> Iterator[tuple[Column, Reader]]:
        for block in self.event.blocks.prefetch_related("sessions__tables"):
            yield Column(block.title, 34), _chosen(block.pk, 0)
            if any(session.tables.all() for session in block.sessions.all()):
                title = _("%(round)s: table") % {"round": block.title}
                yield Column(title, 8), _chosen(block.pk, 1)
            title = _("%(round)s: status") % {"round": block.title}
            yield Column(title, 16), _chosen(block.pk, 2)

    def _about_consents(self) -> Iterator[tuple[Column, Reader]]:
        yes, no = _("yes"), _("no")
        newest: dict[str, ConsentText] = {}
        for text in self.event.consent_texts.all():
            newest.setdefault(text.key, text)
        for key, text in newest.items():
            words = Truncator(text.text).chars(60)
            yield Column(words, 22), _agreed(key, yes, no)
            yield (
                Column(_("%(consent)s: since") % {"consent": words}),
                lambda line, key=key: self._local(line.consents.get(key)),  # type: ignore[misc]
            )

    def _about_needs(self) -> Iterator[tuple[Column, Reader]]:
        if "needs.see" not in self.may:
            return
        if self.event.asks_access:
            yield Column(_("Needs to take part"), 40), _value("access_needs")
        if self.event.asks_diet:
            yield Column(_("Food"), 30), _value("diet_needs")

    def _about_moments(self) -> Iterator[tuple[Column, Reader]]:
        yield Column(_("Language"), 9), _value("language")
        for title, field in (
            (_("Signed up"), "created_at"),
            (_("Confirmed"), "confirmed_at"),
            (_("Waiting since"), "waiting_since"),
            (_("Cancelled"), "cancelled_at"),
        ):
            yield Column(title), lambda line, field=field: self._local(line.values[field])  # type: ignore[misc]
        yield Column(_("Code"), 10), _value("code")

    def _local(self, moment: datetime | None) -> datetime | None:
        return moment and moment.astimezone(self.zone).replace(tzinfo=None, microsecond=0)


def _consents(ids: list[int]) -> dict[int, dict[str, datetime]]:
    found: dict[int, dict[str, datetime]] = defaultdict(dict)
    rows = Consent.objects.filter(registration__in=ids, withdrawn_at=None).order_by("text__version")
    for person, key, given_at in rows.values_list("registration", "text__key", "given_at"):
        found[person][key] = given_at
    return found


def _name(line: Line) -> tuple[str, str, str]:
    values = line.values
    return values["given_name"], values["infix"], values["family_name"]


def _value(field: str) -> Reader:
    return lambda line: line.values[field]


def _chosen(block: int, part: int) -> Reader:
    def read(line: Line) -> Cell:
        chosen = line.choices.get(block)
        return chosen[part] if chosen else None

    return read


def _agreed(key: str, yes: str, no: str) -> Reader:
    return lambda line: yes if key in line.consents else no
