"""The worker does what is due, and one failing duty does not keep it from the others."""

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.management import call_command
from mailer.models import Message

from festival.models import Attempt
from registrations import duties
from registrations.duties import Shift
from registrations.management.commands import worker
from tests.factories import NOW

ROOT = Path(__file__).resolve().parents[2]


def test_a_duty_is_done_again_when_its_time_has_come() -> None:
    done: list[Any] = []
    shift = Shift()
    shift.duties = [duties.Duty("x", timedelta(minutes=1), lambda now: done.append(now) or 0)]

    for seconds in (0, 59, 60, 61, 120):
        shift.do(now=NOW + timedelta(seconds=seconds))

    assert [(now - NOW).seconds for now in done] == [0, 60, 120]


def test_a_duty_that_fails_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    done: list[Any] = []

    def fail(now: Any) -> int:
        raise RuntimeError

    shift = Shift()
    shift.duties = [
        duties.Duty("bad", timedelta(0), fail),
        duties.Duty("good", timedelta(0), lambda now: done.append(now) or 2),
    ]
    with caplog.at_level("INFO", logger="festival.worker"):
        shift.do(now=NOW)

    assert done == [NOW]
    assert [record.getMessage() for record in caplog.records] == ["bad: failed", "good: 2"]


def test_a_worker_that_is_asked_to_stop_begins_nothing_more() -> None:
    done: list[Any] = []
    shift = Shift(stopped=lambda: True)
    shift.duties = [duties.Duty("x", timedelta(0), lambda now: done.append(now) or 0)]

    shift.do(now=NOW)

    assert done == []


def test_mail_does_not_wait_for_files_that_take_long() -> None:
    long, others, everything = (
        [duty.name for duty in Shift(long=long).duties] for long in (True, False, None)
    )

    assert long == ["files prepared"]
    assert "mails sent" in others
    assert sorted(long + others) == sorted(everything)


def test_long_duties_are_done_beside_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, mailed = Event(), Event()

    def do(shift: Shift, *, now: Any) -> None:
        if shift.long:
            assert mailed.wait(10)  # a file that is drawn until a mail has left
            stop.set()
        else:
            mailed.set()

    monkeypatch.setattr(Shift, "do", do)
    monkeypatch.setattr(worker, "Flag", lambda: stop)
    monkeypatch.setattr(worker, "PAUSE", 0.01)
    monkeypatch.setattr(signal, "signal", lambda *_: None)

    call_command("worker")

    assert stop.is_set()


@pytest.mark.django_db(transaction=True)
def test_once_does_all_duties_and_ends(settings: Any, tmp_path: Path) -> None:
    settings.MAILER_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Message.objects.create(message_data="not a mail")
    Attempt.objects.create(key="x", window=0)

    call_command("worker", "--once")

    assert Message.objects.deferred().count() == 1
    assert Attempt.objects.count() == 0


def test_the_worker_stops_when_systemd_asks(tmp_path: Path) -> None:
    script = (
        "import sys; from django.core.management import execute_from_command_line as run;"
        "from registrations import duties; duties.Shift.do = lambda self, *, now: print('up', flush=True);"
        "run(['manage.py', 'worker'])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", "import django; django.setup();" + script],
        cwd=ROOT,
        env={
            "DJANGO_SETTINGS_MODULE": "festival.settings",
            "FESTIVAL_SECRET_KEY": "x",
            "FESTIVAL_VAR": str(tmp_path),
        },
        stdout=subprocess.PIPE,
        text=True,
    ) as worker:
        assert worker.stdout
        assert worker.stdout.readline() == "up\n"
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(20) == 0
