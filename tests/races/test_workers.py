"""Worker processes that share one outbox: each mail leaves once, also when one is killed."""

import os
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
