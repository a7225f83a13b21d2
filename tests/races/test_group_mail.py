"""Workers that share one message to a group: each mailbox gets it once, also when one is killed."""

import signal
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests import smtp
from tests.races.site import Site

pytestmark = pytest.mark.races
PEOPLE = 60
PATIENCE = 180  # seconds, on a busy computer
STAGE = f"""
import django; django.setup()
from tests.factories import published_event, signed_up
from tests.registrations.bulk.making import draft, sent
event = published_event(capacity=100)
for number in range({PEOPLE}):
    signed_up(event, f"{{number:02}}@example.org")
from mailer.models import Message
Message.objects.all().delete()
sent(draft(event))
"""
SEND = """
import django; django.setup()
import os, pathlib, signal, time
from registrations.bulk import batches
from registrations.models import GroupMail
from tests.factories import NOW
batches.BATCH = 4
{tampered}
mail = GroupMail.objects.get()
folder = pathlib.Path(os.environ["FESTIVAL_VAR"])
(folder / f"ready-{{os.getpid()}}").touch()
while len(list(folder.glob("ready-*"))) < {crew}:
    time.sleep(0.01)
while batches.send_batch(mail, now=NOW):
    pass
"""
KILLED_IN_THE_THIRD = """
queue, asked = batches.outbox.queue, []
def queue_and_die(*mails):
    queue(*mails)
    asked.append(1)
    if len(asked) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
batches.outbox.queue = queue_and_die
"""
WITHOUT_LOCK = """
batches.lock = lambda mail: GroupMail.objects.select_related("event").get(pk=mail.pk)
composed = batches._composed
def slowly(mail, batch):
    time.sleep(0.1)
    return composed(mail, batch)
batches._composed = slowly
batches.send_batch = batches.send_batch.__wrapped__  # without its transaction
"""
LOOK = """
import django; django.setup()
import json
from mailer.models import Message
from registrations.models import GroupMail
mail = GroupMail.objects.get()
print(json.dumps({
    "to": [address for row in Message.objects.all() for address in row.to_addresses],
    "fates": list(mail.recipients.values_list("state", flat=True)),
    "state": mail.state,
}))
"""
EVERYBODY = [f"{number:02}@example.org" for number in range(PEOPLE)]


def staged(database_url: str, port: int, folder: Path) -> Site:
    site = Site(database_url, port, folder)
    site.run("-c", STAGE)
    return site


def together(site: Site, *tampered: str) -> list[int]:
    """Let so many processes begin to send at the same moment; their exit codes."""
    for ready in Path(site.environment["FESTIVAL_VAR"]).glob("ready-*"):
        ready.unlink()
    scripts = [SEND.format(tampered=how, crew=len(tampered)) for how in tampered]
    crew = [site.start("-c", script) for script in scripts]
    return [process.wait(PATIENCE) for process in crew]


def seen(site: Site) -> dict[str, Any]:
    return site.ask(LOOK)


def test_without_the_lock_somebody_gets_it_twice(database_url: str, tmp_path: Path) -> None:
    """The negative control: the same race must go wrong when nothing guards it."""
    site = staged(database_url, 1, tmp_path)

    together(site, WITHOUT_LOCK, WITHOUT_LOCK)

    assert max(Counter(seen(site)["to"]).values()) > 1


def test_a_worker_that_is_killed_leaves_its_batch_to_two_others_who_write_each_mail_once(
    database_url: str, tmp_path: Path
) -> None:
    site = staged(database_url, 1, tmp_path)

    codes = together(site, KILLED_IN_THE_THIRD)
    halfway = seen(site)
    codes += together(site, "", "")

    assert codes == [-signal.SIGKILL, 0, 0]
    assert len(halfway["to"]) == 8
    assert Counter(halfway["fates"]) == {"ready": 8, "queued": PEOPLE - 8}
    after = seen(site)
    assert sorted(after["to"]) == EVERYBODY
    assert (after["state"], set(after["fates"])) == ("sent", {"ready"})


def test_it_arrives_once_and_what_was_refused_is_known(database_url: str, tmp_path: Path) -> None:
    with smtp.running() as (postbox, port):
        site = staged(database_url, port, tmp_path)
        refuse = f"""
import django; django.setup()
from registrations.models import Registration
Registration.objects.filter(email="07@example.org").update(email="{smtp.REFUSED}")
"""
        site.run("-c", refuse)
        workers = [site.work(), site.work()]
        codes = [worker.wait(PATIENCE) for worker in workers]

    after = seen(site)
    assert codes == [0, 0]
    assert postbox.recipients == [address for address in EVERYBODY if not address.startswith("07")]
    assert Counter(after["fates"]) == {"sent": PEOPLE - 1, "refused": 1}
