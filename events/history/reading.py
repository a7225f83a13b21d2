"""Reads the trail of one event: which entries, and what of each may be seen by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils import timezone

from events.history.changes import Change, changes_in
from events.history.kinds import kind_of
from events.history.sentences import sentence_of
from events.models import Event
from festival.models import AuditEntry

TOLD_BY_THEIR_SENTENCE = frozenset(
    ["publish", "restore release", "export", "print", "start", "copy", "merge", "withdraw consent"]
) | frozenset(["invite", "invite again", "withdraw invitation", "accept invitation"])


@dataclass(frozen=True)
class Line:
    """One entry as it is shown. `part` asks for everything about the same thing."""

    at: datetime
    sentence: str
    changes: list[Change]
    part: str
    attendee: str  # the code of whom it is about, for who may open that page


def entries_of(event: Event) -> models.QuerySet[AuditEntry]:
    """Everything that was done to an event and its parts, the last thing first."""
    return AuditEntry.objects.filter(event_id=event.pk)


def about(entries: models.QuerySet[AuditEntry], part: str) -> models.QuerySet[AuditEntry]:
    """Those about one thing, told as `session:12`; nothing when it makes no sense."""
    kind, _colon, number = part.partition(":")
    if not number.isdecimal():
        return entries.none()
    return entries.filter(target_type=kind, target_id=int(number))


def kinds_in(event: Event) -> list[tuple[str, str]]:
    """The kinds of things that entries are about, with their words, in the order of these."""
    names = entries_of(event).order_by().values_list("target_type", flat=True).distinct()
    return sorted(((name, kind_of(name)) for name in names), key=lambda kind: kind[1])


def people_in(event: Event) -> list[tuple[str, str]]:
    """Who did something, by the number of their account."""
    rows = entries_of(event).exclude(actor_id=None).order_by()
    newest = rows.values("actor_id").annotate(name=models.Max("actor_name"))
    found = [(str(row["actor_id"]), row["name"]) for row in newest]
    return sorted(found, key=lambda person: person[1])


def lines_of(entries: Iterable[AuditEntry], *, may: frozenset[str]) -> list[Line]:
    """Entries as who may see this much sees them; residents are told by their code alone."""
    return [_line(entry, may) for entry in entries]


def _line(entry: AuditEntry, may: frozenset[str]) -> Line:
    opens = entry.target_type == "registration" and "attendees.see" in may
    told = entry.action in TOLD_BY_THEIR_SENTENCE
    return Line(
        at=timezone.localtime(entry.at),
        sentence=sentence_of(entry),
        changes=[] if told else changes_in(entry.target_type, entry.changes),
        part=f"{entry.target_type}:{entry.target_id}",
        attendee=entry.target_name if opens else "",
    )
