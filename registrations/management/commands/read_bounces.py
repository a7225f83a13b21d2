"""`manage.py read_bounces < report`: marks the addresses whose mail came back."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from registrations.bounces.noting import note_bounce
from registrations.bounces.reading import reports_in

LARGEST = 5 * 1024 * 1024  # bytes; a report that carries the whole mail stays far below


class Command(BaseCommand):
    """For the pipe of a mail server: reads one mail, and never fails because of what is in it."""

    help = "Read one delivery report from standard input and mark the address that it is about."

    def handle(self, *args: Any, **options: Any) -> None:
        content = sys.stdin.buffer.read(LARGEST)
        now = timezone.now()
        marked = sum(note_bounce(report, now=now) for report in reports_in(content))
        self.stdout.write(f"{marked} marked")
