"""One command gets the demo ready, starts its programs together and ends them together."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from festival.demo import processes, starting
from festival.models import User

ROOT = Path(__file__).resolve().parents[2]
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
TOGETHER = """
import sys
from festival.demo.processes import run_together
commands = [[sys.executable, "-c", "import time; time.sleep(60)"]] * 2
sys.exit(run_together(commands, welcome=lambda: print("ready", flush=True)))
"""


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the demo would load; its slow parts are left out."""
    calls: list[Any] = []
    monkeypatch.setattr(starting, "call_command", lambda *args, **options: None)
    monkeypatch.setattr(starting, "collect_static", lambda: False)
    monkeypatch.setattr("registrations.demo.load_demo", lambda *, now, by: calls.append(by))
    return calls


@pytest.mark.django_db
def test_the_first_start_makes_one_account_and_loads_the_gatherings(loaded: list[Any]) -> None:
    password = starting.prepare(now=timezone.now())

    organiser = User.objects.get()
    assert loaded == [organiser]
    assert organiser.email == starting.EMAIL
    assert organiser.check_password(password or "")


@pytest.mark.django_db
def test_a_later_start_keeps_the_account_and_the_gatherings(loaded: list[Any]) -> None:
    starting.prepare(now=timezone.now())

    assert starting.prepare(now=timezone.now()) is None
    assert len(loaded) == 1


@pytest.mark.django_db
def test_a_first_start_that_fails_leaves_nothing_behind(
    loaded: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*, now: Any, by: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("registrations.demo.load_demo", fail)

    with pytest.raises(RuntimeError):
        starting.prepare(now=timezone.now())

    assert User.objects.count() == 0


@pytest.mark.django_db
def test_a_new_password_takes_the_place_of_the_old_one(loaded: list[Any]) -> None:
    old = starting.prepare(now=timezone.now())

    new = starting.reset_password()

    organiser = User.objects.get()
    assert [organiser.check_password(text or "") for text in (old, new)] == [False, True]


def test_a_port_in_use_is_told_with_a_way_out(settings: Any) -> None:
    settings.DEMO = True
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} is in use .* PORT={port + 1}"):
            call_command("demo", port=port)


def test_a_site_that_is_no_demo_refuses_the_command() -> None:
    with pytest.raises(CommandError, match="make demo"):
        call_command("demo")


def test_when_one_program_ends_the_others_end() -> None:
    began = time.monotonic()

    code = processes.run_together([SLEEP, [sys.executable, "-c", "raise SystemExit(3)"]])

    assert code != 0
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_when_asked_to_stop_all_programs_end_and_all_is_well(number: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TOGETHER], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as together:
        assert together.stdout
        assert together.stdout.readline() == "ready\n"
        children = children_of(together.pid)

        together.send_signal(number)

        assert together.wait(30) == 0
    assert len(children) == 2
    assert [Path(f"/proc/{child}").exists() for child in children] == [False, False]


def children_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
