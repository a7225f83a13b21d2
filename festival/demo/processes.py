"""Runs programs together: when one ends, or Ctrl-C is pressed, all end."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType

ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOK = 0.2  # seconds between two looks at the programs
PATIENCE = 10.0  # seconds they get to end by themselves


def run_together(
    commands: Sequence[Sequence[str]],
    *,
    ready: Callable[[], bool] = lambda: True,
    welcome: Callable[[], None] = lambda: None,
) -> int:
    """Run the commands until one ends or this process is asked to; 0 when it was asked to.

    `welcome` is called once, as soon as `ready` says yes.
    """
    asked: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    before = {number: signal.signal(number, ask) for number in ENDS}
    # sessions of their own: Ctrl-C reaches this process alone, which ends them one by one
    running = [subprocess.Popen(command, start_new_session=True) for command in commands]  # noqa: S603 - our own commands
    welcomed = False
    try:
        while not asked and all(one.poll() is None for one in running):
            if not welcomed and ready():
                welcomed = True
                welcome()
            time.sleep(LOOK)
    finally:
        codes = _end(running)
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0 if asked else max(1, *map(abs, codes))


def answers(port: int) -> bool:
    """Whether something answers on this port of this computer."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def django_command(*arguments: str) -> list[str]:
    """A management command of this project, as a program."""
    return [sys.executable, sys.argv[0], *arguments]


def _end(running: Sequence["subprocess.Popen[bytes]"]) -> list[int]:
    for one in running:
        if one.poll() is None:
            one.terminate()
    until = time.monotonic() + PATIENCE
    for one in running:
        try:
            one.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(one.pid, signal.SIGKILL)
    return [one.wait() for one in running]
