"""`manage.py check_seats`: proves that the promises about seats hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from registrations.seating.invariants import broken_promises


class Command(BaseCommand):
    """Print one sentence for each promise about seats that does not hold; exit 1 if there are."""

    help = "Check that nothing is oversold and that nobody waits while a seat is free."

    def handle(self, *args: Any, **options: Any) -> None:
        with one_moment():
            broken = broken_promises(now=timezone.now())
        for sentence in broken:
            self.stdout.write(sentence)
        if broken:
            raise CommandError(f"{len(broken)} promises about seats are broken.", returncode=1)
        self.stdout.write("All promises about seats hold.")


@contextmanager
def one_moment() -> Iterator[None]:
    """Let all queries see the same moment, while people go on signing up.

    SQLite does so in any transaction, and must not take the lock of those who write for it;
    PostgreSQL only when asked.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
