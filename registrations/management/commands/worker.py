"""`manage.py worker`: does what nobody waits for: mail, old counts, personal data that is due.

Long files are made in a thread of their own, so that mail leaves while they are drawn.
"""

import logging
import signal
from argparse import ArgumentParser
from threading import Event as Flag
from threading import Thread
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from registrations.duties import Shift

logger = logging.getLogger("festival.worker")
PAUSE = 2.0  # seconds between two looks at the outbox


class Command(BaseCommand):
    """Run until SIGTERM or Ctrl-C; several may run at once."""

    help = "Send waiting mail and do the other work that nobody waits for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            Shift().do(now=timezone.now())
            return
        stop = Flag()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        long = Thread(target=work, args=(stop,), kwargs={"long": True}, daemon=True)
        long.start()
        work(stop, long=False)
        long.join()
        logger.info("the worker stops")


def work(stop: Flag, *, long: bool) -> None:
    """Do the duties that are long, or the others, until it is asked to stop."""
    shift = Shift(stopped=stop.is_set, long=long)
    shift.do(now=timezone.now())
    while not stop.wait(PAUSE):
        close_old_connections()
        shift.do(now=timezone.now())
