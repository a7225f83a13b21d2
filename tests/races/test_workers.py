"""Worker processes that share one outbox: each mail leaves once, also when one is killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import smtp
from tests.postgres import find_binaries, temporary_cluster

pytestmark = pytest.mark.races
ROOT = Path(__file__).resolve().parents[2]
QUEUE = """
import django; django.setup()
from django.core.mail import EmailMessage
from festival import outbox
for number in range({count}):
    outbox.queue(EmailMessage("Je komt", "Tot maandag.", to=[f"{{number:02}}@example.org"]))
"""
LET_TIME_PASS = """
import django; django.setup()
from datetime import timedelta
from django.db.models import F
from mailer.models import Message
Message.objects.update(when_added=F("when_added") - timedelta(minutes=6))
"""

SIGN_UP = """
import django; django.setup()
from mailer.models import Message
from tests.factories import published_event, signed_up
event = published_event(capacity=None)
for number in range({count}):
    signed_up(event, f"{{number:02}}@example.org")
Message.objects.all().delete()
"""
REMIND = """
import django; django.setup()
import os, signal
from datetime import UTC, datetime
from registrations import reminding
reminding.BATCH = 5
told = []
def tell(*args, **rest):
    told.append(1)
    if len(told) == {dies_at}:
        os.kill(os.getpid(), signal.SIGKILL)
    return kept(*args, **rest)
kept, reminding.tell_people = reminding.tell_people, tell
reminding.remind_due(datetime(2026, 5, 30, 6, 0, tzinfo=UTC))
"""


class Site:
    """A site of its own: a database, and programs that run against it."""

    def __init__(self, database_url: str, port: int, folder: Path) -> None:
        self.environment = os.environ | {
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "festival.settings",
            "FESTIVAL_SMTP_HOST": "127.0.0.1",
            "FESTIVAL_SMTP_PORT": str(port),
            "FESTIVAL_VAR": str(folder),
        }
        self.run("manage.py", "migrate", "--verbosity=0")

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start a Python program."""
        return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=self.environment)

    def run(self, *arguments: str) -> None:
        """Run a Python program to its end."""
        assert self.start(*arguments).wait(60) == 0

    def queue(self, count: int) -> None:
        self.run("-c", QUEUE.format(count=count))

    def work(self) -> "subprocess.Popen[bytes]":
        return self.start("manage.py", "worker", "--once")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'festival.sqlite3'}"
    elif find_binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    else:
        with temporary_cluster() as url:
            yield url


def test_two_workers_send_each_mail_once(database_url: str, tmp_path: Path) -> None:
    with smtp.running() as (postbox, port):
        postbox.pause = 0.03
        site = Site(database_url, port, tmp_path)
        site.queue(60)

        workers = [site.work(), site.work()]
        codes = [worker.wait(60) for worker in workers]

    assert codes == [0, 0]
    assert postbox.recipients == [f"{number:02}@example.org" for number in range(60)]
    assert postbox.callers == 2


def test_the_mail_of_a_worker_that_was_killed_leaves_later(
    database_url: str, tmp_path: Path
) -> None:
    with smtp.running() as (postbox, port):
        site = Site(database_url, port, tmp_path)
        site.queue(10)

        postbox.hold.set()
        killed = site.work()
        assert postbox.holding.wait(30)
        killed.kill()
        killed.wait()
        site.run("manage.py", "worker", "--once")
        at_once = postbox.recipients
        site.run("-c", LET_TIME_PASS)
        site.run("manage.py", "worker", "--once")

    everybody = [f"{number:02}@example.org" for number in range(10)]
    assert at_once == everybody[1:]
    assert postbox.recipients == everybody


def test_workers_that_remind_at_once_or_are_killed_remind_everybody_once(
    database_url: str, tmp_path: Path
) -> None:
    with smtp.running() as (postbox, port):
        site = Site(database_url, port, tmp_path)
        site.run("-c", SIGN_UP.format(count=40))

        workers = [site.start("-c", REMIND.format(dies_at=number)) for number in (0, 2, 0)]
        codes = [worker.wait(60) for worker in workers]
        site.run("-c", REMIND.format(dies_at=0))
        site.run("manage.py", "worker", "--once")

    assert (codes[0], codes[2]) == (0, 0)
    assert codes[1] in {0, -signal.SIGKILL}  # the others may have done it all before its turn
    assert postbox.recipients == [f"{number:02}@example.org" for number in range(40)]
