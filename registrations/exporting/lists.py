"""A list of attendees as a file: which columns somebody gets, and what the trail keeps of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Event
from events.permissions import permissions_of
from festival.audit import record
from festival.refusals import Refused
from registrations.exporting.attendees import AttendeeList
from registrations.exporting.columns import chosen_from, columns_of, consents_of
from registrations.exporting.formats import FORMATS, Format
from registrations.exporting.people import people_of
from registrations.exporting.preparing import Progress
from registrations.exporting.sheet import Column
from registrations.exporting.wanted import Wanted
from registrations.models import PreparedFile

SPACE = " "


class NoSuchList(Refused):
    """The conditions or the kind of file make no sense, or not any more."""


class DoesNotFit(Refused):
    """The list is too large for the kind of file, or this computer cannot make that kind."""


class MayNotSee(Refused):
    """There is something in it that the role of who asks does not include."""


@dataclass(frozen=True)
class ListFile:
    """A list that can be written: its rows, its kind, and what is noted of it."""

    attendees: AttendeeList
    format: Format
    told: dict[str, Any]

    @property
    def takes_long(self) -> bool:
        """Whether it is better made in the background."""
        size = len(self.attendees.ids)
        return self.format.takes_long(size, len(self.attendees.columns))


def list_of(
    event: Event,
    wanted: Wanted,
    *,
    may: frozenset[str],
    offered: Sequence[Column] | None = None,
) -> ListFile:
    """The list that is wanted, with the columns that these permissions include.

    `offered` are those columns, where they are known already. Raises NoSuchList, DoesNotFit.
    """
    people = people_of(event, wanted, may=may)
    format_ = FORMATS.get(wanted.kind)
    gone = wanted.consent and wanted.consent not in consents_of(event)
    if people is None or format_ is None or gone:
        raise NoSuchList(_("What this list was to hold is no longer there. Choose anew."))
    columns = chosen_from(offered or columns_of(event, may), wanted.columns)
    attendees = AttendeeList(event, people.rows, columns, each=wanted.each)
    if reason := format_.reason_against(len(attendees.ids), len(columns)):
        raise DoesNotFit(reason)
    told = {
        "format": wanted.kind,
        "each": str(wanted.each),
        "columns": SPACE.join(column.key for column in columns),
        "filter": people.told,
        "rows": len(attendees.ids),
    }
    return ListFile(attendees, format_, told)


def name_of(event: Event, format_: Format) -> str:
    """What the file is called: after the gathering and the day."""
    day = timezone.localdate(timezone=event.zone).isoformat()
    return _("attendees-%(event)s") % {"event": event.slug} + f"-{day}.{format_.ending}"


def write_prepared(file: PreparedFile, target: IO[bytes], progress: Progress) -> None:
    """Write a list for who asked for it, with the rights that they have now.

    Raises NoSuchList, DoesNotFit, and MayNotSee when they may not have lists any more.
    """
    may = _rights_of(file)
    made = list_of(file.event, Wanted.from_json(file.wanted), may=may)
    progress.of(len(made.attendees.ids))
    made.format.write(progress.counted(made.attendees.sheet()), target)
    file.wanted["told"] = made.told


def note_prepared(file: PreparedFile, now: datetime) -> None:
    """Note that a list is fetched. Raises MayNotSee for who may not see all of it any more."""
    may = _rights_of(file)
    told = file.wanted["told"]
    allowed = {column.key for column in columns_of(file.event, may)}
    if not allowed.issuperset(told["columns"].split(SPACE)):
        raise MayNotSee(_("Your role in this team does not include this."))
    by = file.asked_by
    record("export", file.event, now=now, by=by, event_id=file.event_id, changes=told)


def _rights_of(file: PreparedFile) -> frozenset[str]:
    may = permissions_of(file.asked_by, file.event)
    if "attendees.export" not in may:
        raise MayNotSee(_("Your role in this team does not include this."))
    return may
