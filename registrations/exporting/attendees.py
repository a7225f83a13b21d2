"""The list of attendees as a sheet, in memory that does not grow with the list."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from django.db.models import Count
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from events.models import Event
from events.pages.when import when_is
from festival.names import full_name, listed_name
from registrations.companions import numbers_along
from registrations.exporting import at_the_door
from registrations.exporting.columns import ANSWER, CAME_IN, CHOICE, CONSENT, SINCE, STATE, TABLE
from registrations.exporting.sheet import Cell, Column, Sheet
from registrations.exporting.wanted import Each
from registrations.exporting.words import Words, all_of, of_party, together, typed_answer
from registrations.models import Answer, Choice, Consent, Question, Registration
from registrations.models.registration import companion_name
from registrations.querysets import RegistrationQuerySet

AT_ONCE = 1000  # registrations read from the database in one go
NAME = ("given_name", "infix", "family_name")
OWN_NAME = ("given_name", "family_name")
LEAD = tuple(f"lead__{part}" for part in NAME)
ALWAYS = ("pk", "lead_id", *NAME)
AS_THEY_ARE = (
    *("status", "email", "organisation", "role", "language", "case__title", "code"),
    *("access_needs", "diet_needs", "walked_in", "cancelled_why"),
)
MOMENTS = (
    *("created_at", "confirmed_at", "waiting_since", "hold_until", "cancelled_at"),
    "checked_in_at",
)
BY_THEMSELVES = ("came_with", "email", "organisation", "case__title", "tags", "remarks")
Record = dict[str, Any]  # the cells of one registration, by the key of their column
Records = dict[int, Record]
Chosen = tuple[str, int | None, str]  # a title, the number of a table, and how it stands


class AttendeeList:
    """The chosen registrations of an event as columns and rows.

    Words and rights are settled when it is made, and only what has a column is read; rows are
    read while they are written. The ids are read first, so that the number is known and the
    order holds while people sign up.
    """

    def __init__(
        self,
        event: Event,
        chosen: RegistrationQuerySet,
        columns: Sequence[Column],
        *,
        each: str = Each.PERSON,
    ) -> None:
        ordered = chosen.by_name() if each == Each.PERSON else chosen.by_party()
        self.ids = array("q", ordered.values_list("pk", flat=True).iterator())
        self.event, self.columns, self.each = event, columns, each
        self.keys = [column.key for column in columns]
        self.words = Words(event)
        self.by_themselves = _by_themselves(event) if each == Each.PARTY else frozenset()
        self.fields = [
            *ALWAYS,
            *(name for name in (*AS_THEY_ARE, *MOMENTS) if name in self.keys),
            *LEAD,
            *(["lead__code", "code"] if "party" in self.keys else ()),
        ]

    def sheet(self) -> Sheet:
        """The sheet, to be written once."""
        of, when = str(self.event), when_is(self.event)
        return Sheet(_("Attendees"), self.columns, self.rows(), of=of, when=when)

    def rows(self) -> Iterator[list[Cell]]:
        """One list of cells for each registration, or for each party."""
        if self.each == Each.PARTY:
            for _party, people in groupby(self._records(), key=_party_of):
                found = list(people)
                yield [self._of_party(key, found) for key in self.keys]
            return
        for record in self._records():
            yield [record.get(key) for key in self.keys]

    def _of_party(self, key: str, people: Sequence[Record]) -> Cell:
        """One cell for a party. How somebody without a name is known is all of their name, so
        that their other parts of it have no place when they come last."""
        known = list(people)
        while key in NAME and len(known) > 1 and known[-1].get("nameless") and not known[-1][key]:
            known.pop()
        return of_party([one.get(key) for one in known], aligned=key not in self.by_themselves)

    def _records(self) -> Iterator[Record]:
        for start in range(0, len(self.ids), AT_ONCE):
            ids = list(self.ids[start : start + AT_ONCE])
            rows = Registration.objects.filter(pk__in=ids).order_by().values(*set(self.fields))
            found: Records = {row["pk"]: row for row in rows}
            for tell in self._tellers():
                tell(found)
            yield from (found[pk] for pk in ids if pk in found)

    def _tellers(self) -> Iterator[Callable[[Records], None]]:
        """What has to be read for these columns, and nothing else."""
        has = {key.split("-")[0] + "-" if "-" in key else key for key in self.keys}
        yield self._tell_people
        if "people" in has:
            yield self._tell_sizes
        if has & {CHOICE, TABLE, STATE}:
            yield self._tell_choices
        if has & {CONSENT, SINCE}:
            yield self._tell_consents
        if ANSWER in has:
            yield self._tell_answers
        if "tags" in has:
            yield at_the_door.tell_labels
        if has & {CAME_IN, "remarks"}:
            yield lambda people: at_the_door.tell_acts(people, self.words.local)

    def _tell_people(self, people: Records) -> None:
        words = self.words
        self._name_nameless(people)
        for pk, person in people.items():
            person["listed"] = listed_name(*(person[name] for name in NAME))
            if "came_with" in self.keys:
                person["came_with"] = person["lead_id"] and listed_name(*(person[n] for n in LEAD))
            if "party" in self.keys:
                person["party"] = person["lead__code"] or person["code"]
            person["status"] = words.states.get(person.get("status", ""))
            person["role"] = words.roles.get(person.get("role", 0))
            person["number"] = words.in_line.get(pk)
            person["walked_in"] = words.yes if person.get("walked_in") else ""
            for name in MOMENTS:
                person[name] = words.local(person.get(name))

    def _name_nameless(self, people: Records) -> None:
        """Put how somebody without a name is known where a name is read; at most one query."""
        found = [one for one in people.values() if one["lead_id"] and not _has_name(one)]
        numbers = numbers_along(one["lead_id"] for one in found) if found else {}
        cell = next((name for name in OWN_NAME if name in self.keys), "given_name")
        for one in found:
            one["nameless"] = True
            one[cell] = companion_name(numbers[one["pk"]], full_name(*(one[n] for n in LEAD)))

    def _tell_sizes(self, people: Records) -> None:
        parties = {_party_of(person) for person in people.values()}
        live = Registration.objects.live().of_parties(parties).order_by()
        of_party = live.values(first=Coalesce("lead_id", "id")).annotate(size=Count("pk"))
        sizes = dict(of_party.values_list("first", "size"))
        for person in people.values():
            person["people"] = sizes.get(_party_of(person), 0)

    def _tell_choices(self, people: Records) -> None:
        rows = Choice.objects.standing().filter(registration__in=list(people))
        found: dict[tuple[int, int], list[Chosen]] = defaultdict(list)
        for pk, block, status, session, table in rows.order_by("rank", "id").values_list(
            "registration", "block", "status", "session", "table"
        ):
            number, title = self.words.tables.get(table) or (None, self.words.sessions[session])
            found[pk, block].append((title, number, self.words.choice[status]))
        for (pk, block), chosen in found.items():
            titles, numbers, states = zip(*chosen, strict=True)
            people[pk][f"{CHOICE}{block}"] = together(titles)
            people[pk][f"{TABLE}{block}"] = together(numbers)
            people[pk][f"{STATE}{block}"] = all_of(states)

    def _tell_answers(self, people: Records) -> None:
        wanted = [int(key.removeprefix(ANSWER)) for key in self.keys if key.startswith(ANSWER)]
        rows = Answer.objects.of_people(list(people)).filter(question__in=wanted).order_by()
        for pk, question, kind, value in rows.values_list(
            "registration", "question", "question__kind", "value"
        ):
            people[pk][f"{ANSWER}{question}"] = typed_answer(kind, value)

    def _tell_consents(self, people: Records) -> None:
        nothing = {f"{CONSENT}{key}": self.words.no for key in self.words.consents.values()}
        for person in people.values():
            person.update(nothing)
        rows = Consent.objects.filter(registration__in=list(people), withdrawn_at=None)
        for pk, text, given_at in rows.order_by("pk").values_list(
            "registration", "text", "given_at"
        ):
            key = self.words.consents[text]
            people[pk][f"{CONSENT}{key}"] = self.words.yes
            people[pk][f"{SINCE}{key}"] = self.words.local(given_at)


def _has_name(person: Record) -> bool:
    return any(person[name] for name in OWN_NAME)


def _party_of(person: Record) -> int:
    party: int = person["lead_id"] or person["pk"]
    return party


def _by_themselves(event: Event) -> frozenset[str]:
    """The columns that tell enough in the row of a party, whosever it is; one query."""
    asked = event.questions.filter(whom=Question.Whom.LEAD).values_list("pk", flat=True)
    return frozenset((*BY_THEMSELVES, "cancelled_why", *(f"{ANSWER}{pk}" for pk in asked)))
