"""Paper for many people, made by the worker: laying out hundreds of badges takes a while."""

from collections.abc import Mapping
from datetime import datetime
from typing import IO

from django.utils.translation import gettext as _

from events.models import Event
from events.paper.answering import chosen_paper, name_of
from events.paper.kinds import Kind, Paper
from events.permissions import can
from festival.audit import record
from festival.models import User
from festival.paper import as_pdf
from festival.refusals import Refused
from registrations.exporting.preparing import Progress, ask_for
from registrations.models import PreparedFile
from registrations.paper.kinds import KINDS

KIND = "paper"
AT_ONCE = 100  # people; laying out so many takes a slow computer some seconds


class NothingToPrint(Refused):
    """What was chosen is no longer there, or not for who asked."""


def takes_long(paper: Paper) -> bool:
    """Whether it is better made in the background."""
    return paper.count > AT_ONCE


def ask_for_paper(
    paper: Paper, kind: Kind, chosen: Mapping[str, str], *, now: datetime, by: User
) -> PreparedFile:
    """Let the worker make the PDF of a paper that was chosen like this."""
    return ask_for(
        paper.event,
        kind=KIND,
        wanted={"paper": kind.key, "chosen": dict(chosen)},
        name=name_of(paper),
        total=paper.count,
        now=now,
        by=by,
    )


def write_paper(file: PreparedFile, target: IO[bytes], progress: Progress) -> None:
    """Make the PDF, telling how many people stand on the sheets so far. Raises NothingToPrint."""
    kind = KINDS[file.wanted["paper"]]
    _check_rights(file, kind)
    paper = chosen_paper(file.event, kind, file.wanted["chosen"])
    if paper is None:
        raise NothingToPrint(_("What this was to hold is no longer there. Choose anew."))
    progress.of(paper.count)
    a_sheet = max(paper.about.get("a_sheet", 1), 1)

    def tell(sheets: int) -> None:
        progress.tell(min(sheets * a_sheet, paper.count))

    target.write(as_pdf(paper.whole(), files=paper.made, tell=tell))
    file.wanted["people"] = paper.count


def note_paper(file: PreparedFile, now: datetime) -> None:
    """Note that a paper is fetched. Raises NothingToPrint for who may not see people any more."""
    _check_rights(file, KINDS[file.wanted["paper"]])
    note_print(file.event, file.wanted["paper"], file.wanted["people"], now=now, by=file.asked_by)


def note_print(event: Event, key: str, people: int, *, now: datetime, by: User) -> None:
    """Note that a paper with names was made, for how many people."""
    told = {"paper": key, "people": people}
    record("print", event, now=now, by=by, event_id=event.pk, changes=told)


def _check_rights(file: PreparedFile, kind: Kind) -> None:
    if not can(file.asked_by, kind.permission, file.event):
        raise NothingToPrint(_("Your role in this team does not include this."))
