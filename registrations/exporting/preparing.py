"""Files that take a while: asked for by one of the team, made by the worker, there for a day.

A worker takes a file up by counting its turn one further, so that two never make the same one;
one that was silent for long is taken up anew, and whoever lost the turn writes nothing any more.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import PurePosixPath
from typing import IO, Any
from uuid import uuid4

from django.core.files import File
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.models import Event
from festival.apart import apart
from festival.models import User
from festival.private_files import private_storage
from festival.refusals import Refused
from registrations.exporting.beating import beating
from registrations.exporting.sheet import Cell, Sheet
from registrations.models import PreparedFile

FOLDER = "prepared"
KEPT = timedelta(days=1)
SILENT = timedelta(minutes=2)  # without a sign of life: whoever made it is gone
UNCLAIMED = timedelta(hours=1)  # a file that belongs to no row: left by who was stopped
MOST_TURNS = 3
A_BEAT = 0.5  # seconds between two notes of how far it is
ALIVE = 20.0  # seconds between two signs of life, when there is nothing to tell
MOST_BEATS = 180  # an hour: what takes longer hangs
State = PreparedFile.State


class TurnLost(Exception):
    """Somebody else makes it now, or nobody wants it any more."""


class Stopped(Exception):
    """The worker was asked to end."""


@dataclass
class Progress:
    """Notes how far one file is, as a sign of life; `stopped` tells that the worker must end."""

    file: PreparedFile
    stopped: Callable[[], bool]
    last: float = 0.0

    def of(self, total: int) -> None:
        """Note how much there is to do."""
        self._note(total=total, done=0)

    def tell(self, done: int) -> None:
        """Note how much is done, not oftener than useful. Raises Stopped, TurnLost."""
        if self.stopped():
            raise Stopped
        if time.monotonic() - self.last >= A_BEAT:
            self._note(done=done)

    def counted(self, sheet: Sheet) -> Sheet:
        """The same sheet, that tells its progress while its rows are read."""
        return replace(sheet, rows=self._rows(sheet))

    def _rows(self, sheet: Sheet) -> Iterator[Sequence[Cell]]:
        for number, row in enumerate(sheet.rows):
            if number % 100 == 0:
                self.tell(number)
            yield row

    def _note(self, **values: int) -> None:
        if not _mine(self.file).update(beat_at=timezone.now(), **values):
            raise TurnLost
        self.last = time.monotonic()


Make = Callable[[PreparedFile, IO[bytes], Progress], None]


def ask_for(
    event: Event, *, kind: str, wanted: dict[str, Any], name: str, total: int = 0, now: datetime,
    by: User,
) -> PreparedFile:  # fmt: skip
    """Let the worker make a file. Asked for twice, while it is being made, it is made once."""
    same = PreparedFile.objects.filter(event=event, asked_by=by, kind=kind, name=name)
    for file in same.filter(state__in=[State.QUEUED, State.WORKING]):
        if file.wanted == wanted:
            return file
    return PreparedFile.objects.create(
        event=event,
        kind=kind,
        wanted=wanted,
        name=name,
        total=total,
        asked_at=now,
        asked_by=by,
        language=translation.get_language()[:2],
    )


def prepare_due(
    now: datetime, makers: dict[str, Make], *, stopped: Callable[[], bool] = lambda: False
) -> int:
    """Make the files that wait, the oldest first; how many were dealt with. For the worker."""
    count = 0
    while not stopped() and (file := _take_up(now)):
        with apart(f"prepared file {file.pk}"):
            _prepare(file, makers[file.kind], stopped)
        count += 1
    return count


def forget_prepared(now: datetime) -> int:
    """Erase what was there for a day, and files that nobody finished; how many rows. For the worker."""
    over = Q(ended_at__lte=now - KEPT) | Q(ended_at=None, asked_at__lte=now - KEPT)
    count: int = PreparedFile.objects.filter(over).delete()[0]
    if private_storage.exists(FOLDER):
        known = set(PreparedFile.objects.exclude(file="").values_list("file", flat=True))
        paths = {f"{FOLDER}/{name}" for name in private_storage.listdir(FOLDER)[1]}
        for path in paths - known:
            if private_storage.get_modified_time(path) <= now - UNCLAIMED:
                private_storage.delete(path)
    return count


def of_asker(event: Event, user: User, *, now: datetime) -> Any:
    """The files that somebody asked for and that are there, or on their way; the newest first."""
    gone = Q(ended_at__lte=now - KEPT)
    return PreparedFile.objects.filter(event=event, asked_by=user).exclude(gone)


def _take_up(now: datetime) -> PreparedFile | None:
    silent = Q(state=State.WORKING, beat_at__lte=now - SILENT)
    free = PreparedFile.objects.filter(Q(state=State.QUEUED) | silent)
    for pk, turn in free.order_by("asked_at", "id").values_list("pk", "turn"):
        mine = free.filter(pk=pk, turn=turn)
        if mine.update(
            state=State.WORKING, turn=F("turn") + 1, started_at=now, beat_at=now, done=0
        ):
            return PreparedFile.objects.select_related("event", "asked_by").get(pk=pk)
    return None


def _prepare(file: PreparedFile, make: Make, stopped: Callable[[], bool]) -> None:
    """Make one file; what goes wrong is told on its page, and in the log when we did not foresee it."""
    with translation.override(file.language), timezone.override(file.event.zone):
        try:
            if file.turn > MOST_TURNS:
                raise Refused(_("Making it was broken off several times. Ask for a smaller list."))
            with tempfile.TemporaryFile() as target:
                with beating(partial(_live_on, file), every=ALIVE, most=MOST_BEATS):
                    make(file, target, Progress(file, stopped))
                _keep(file, target)
        except TurnLost:
            return
        except Stopped:
            _mine(file).update(state=State.QUEUED, turn=F("turn") - 1, done=0)
        except Refused as no:
            _fail(file, str(no))
        except Exception:
            _fail(file, _("Something went wrong on our side. Try it once more."))
            raise


def _live_on(file: PreparedFile) -> None:
    _mine(file).update(beat_at=timezone.now())


def _keep(file: PreparedFile, target: IO[bytes]) -> None:
    ending = PurePosixPath(file.name).suffix
    target.seek(0)
    path = private_storage.save(f"{FOLDER}/{uuid4().hex}{ending}", File(target))
    kept = _mine(file).update(
        state=State.READY,
        file=path,
        wanted=file.wanted,
        done=F("total"),
        ended_at=timezone.now(),
    )
    if not kept:
        private_storage.delete(path)
        raise TurnLost


def _fail(file: PreparedFile, why: str) -> None:
    _mine(file).update(state=State.FAILED, why=why[:200], ended_at=timezone.now())


def _mine(file: PreparedFile) -> Any:
    """The row, as long as this is the turn of who took it up."""
    return PreparedFile.objects.filter(pk=file.pk, turn=file.turn, state=State.WORKING)
