"""Who makes which kind of prepared file, and what happens before it is handed out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.utils.translation import gettext as _

from festival.private_files import private_storage
from festival.refusals import Refused
from registrations.exporting.formats import FORMATS
from registrations.exporting.lists import note_prepared, write_prepared
from registrations.exporting.preparing import Make, prepare_due
from registrations.models import PreparedFile
from registrations.paper.prepared import KIND as PAPER
from registrations.paper.prepared import note_paper, write_paper


class NotReady(Refused):
    """The file is not there yet, or could not be made."""


@dataclass(frozen=True)
class Maker:
    """`make` writes a file; `hand_out` notes in the trail that it is fetched.

    `hand_out` raises Refused when who asked for it may not have it any more.
    """

    make: Make
    hand_out: Callable[[PreparedFile, datetime], None]


MAKERS: dict[str, Maker] = {
    **dict.fromkeys(FORMATS, Maker(write_prepared, note_prepared)),
    PAPER: Maker(write_paper, note_paper),
}


def prepare(now: datetime, *, stopped: Callable[[], bool] = lambda: False) -> int:
    """Make the files that wait; how many were dealt with. For the worker."""
    makes = {kind: maker.make for kind, maker in MAKERS.items()}
    return prepare_due(now, makes, stopped=stopped)


def fetch(file: PreparedFile, *, now: datetime) -> IO[bytes]:
    """The file, opened for who asked for it, and noted. Raises Refused."""
    if file.state != PreparedFile.State.READY or not private_storage.exists(str(file.file)):
        raise NotReady(_("This file is not ready yet."))
    MAKERS[file.kind].hand_out(file, now)
    opened: IO[bytes] = file.file.open("rb")
    return opened
