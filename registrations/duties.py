"""What the worker does, and how often. Each duty can be done twice, or by two, without harm."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings

from events.inviting import forget_lapsed
from festival import outbox, trash
from festival.accounts.ended import forget_ended
from festival.ratelimit import forget_attempts
from registrations.bulk import batches
from registrations.exporting import makers
from registrations.exporting.preparing import forget_prepared
from registrations.mails.reminding import remind_due, thank_due
from registrations.many.acting import act_due, forget_acts
from registrations.privacy import forget_expired
from registrations.questions.uploads import erase_unclaimed
from registrations.seating import offers

logger = logging.getLogger("festival.worker")
A_MINUTE = timedelta(minutes=1)


@dataclass
class Duty:
    """Something to do at most once in `every`; `do` tells how much was done.

    What is `long` may take minutes, and mail should not wait for it.
    """

    name: str
    every: timedelta
    do: Callable[[datetime], int]
    last: datetime | None = None
    long: bool = False

    def is_due(self, now: datetime) -> bool:
        """Whether its time has come; always when it was never done."""
        return self.last is None or now - self.last >= self.every


@dataclass
class Shift:
    """One worker at its duties: those that are `long`, the others, or (None) all of them.

    `stopped` tells that it has been asked to end.
    """

    stopped: Callable[[], bool] = lambda: False
    long: bool | None = None
    duties: list[Duty] = field(init=False)

    def __post_init__(self) -> None:
        self.duties = [duty for duty in self._all() if self.long in {None, duty.long}]

    def _all(self) -> list[Duty]:
        return [
            Duty("mails tried again", A_MINUTE, lambda now: outbox.retry(now=now)),
            Duty("mails to groups written", timedelta(0), batches.send_due),
            Duty("acts on many people", timedelta(0), act_due),
            Duty("what came of acts on many erased", timedelta(days=1), forget_acts),
            Duty("mails sent", timedelta(0), self._send),
            Duty("files prepared", timedelta(0), self._prepare, long=True),
            Duty("prepared files erased", timedelta(hours=1), forget_prepared),
            Duty("offers lapsed", A_MINUTE, offers.lapse_due),
            Duty("offers about to lapse", A_MINUTE, offers.urge_due),
            Duty("people back in their turn", A_MINUTE, offers.wake_due),
            Duty("reminders written", A_MINUTE, remind_due),
            Duty("thanks written", A_MINUTE, thank_due),
            Duty("old counts dropped", timedelta(hours=1), forget_attempts),
            Duty("ended log-ins dropped", timedelta(days=1), forget_ended),
            Duty("people's data erased", timedelta(days=1), forget_expired),
            Duty("files without an answer erased", timedelta(hours=1), erase_unclaimed),
            Duty("lapsed invitations erased", timedelta(days=1), forget_lapsed),
            Duty("removed things thrown away", timedelta(days=1), trash.forget),
            Duty("lines of the mail log dropped", timedelta(days=1), _forget_mails),
        ]

    def _send(self, now: datetime) -> int:
        return outbox.drain(stopped=self.stopped, noted=batches.note)

    def _prepare(self, now: datetime) -> int:
        return makers.prepare(now, stopped=self.stopped)

    def do(self, *, now: datetime) -> None:
        """Do what is due. A duty that fails is logged, and the others are done all the same."""
        for duty in self.duties:
            if self.stopped() or not duty.is_due(now):
                continue
            duty.last = now
            try:
                done = duty.do(now)
            except Exception:
                logger.exception("%s: failed", duty.name)
            else:
                if done:
                    logger.info("%s: %d", duty.name, done)


def _forget_mails(now: datetime) -> int:
    return outbox.forget(now=now, days=settings.MAIL_LOG_DAYS)
