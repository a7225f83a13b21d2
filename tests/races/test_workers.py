"""Worker processes that share one outbox: each mail leaves once, also when one is killed."""

import signal
from pathlib import Path

import pytest

from tests import smtp
from tests.races.site import Site

pytestmark = pytest.mark.races
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
from registrations.mails import reminding
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


def test_two_workers_send_each_mail_once(database_url: str, tmp_path: Path) -> None:
    with smtp.running() as (postbox, port):
        postbox.pause = 0.03
        site = Site(database_url, port, tmp_path)
        site.run("-c", QUEUE.format(count=60))

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
        site.run("-c", QUEUE.format(count=10))

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
