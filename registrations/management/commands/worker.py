"""`manage.py worker`: does what nobody waits for: mail, old counts, personal data that is due."""

import logging
import signal
from argparse import ArgumentParser
from threading import Event as Flag
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
        stop = Flag()
        if not options["once"]:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
        work = Shift(stopped=stop.is_set)
        work.do(now=timezone.now())
        while not (options["once"] or stop.wait(PAUSE)):
            close_old_connections()
            work.do(now=timezone.now())
        logger.info("the worker stops")
