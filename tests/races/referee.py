"""Starts the processes of a race, hands out the tasks, and replaces who is killed."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
Task = dict[str, Any]
PROCESSES = 8


class Worker:
    """One process of `tests.races.worker`."""

    def __init__(self, database_url: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.races.worker"],
            cwd=ROOT,
            env=environment(database_url),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def write(self, line: str) -> None:
        """Send one line."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def start(self, job: str, **values: Any) -> None:
        """Give the process a job."""
        self.write(json.dumps({"job": job} | values))

    def read(self) -> dict[str, Any] | None:
        """Its next answer; None when the process is no more."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        return json.loads(line) if line.endswith("\n") else None

    def ask(self, job: str, **values: Any) -> dict[str, Any]:
        """Give it a job that has one answer."""
        self.start(job, **values)
        found = self.read()
        assert found is not None, f"the process died during {job}"
        return found

    def kill(self) -> None:
        """SIGKILL: nothing is tidied up."""
        self.process.send_signal(signal.SIGKILL)

    def close(self) -> None:
        """End the process, politely first."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process.wait()


def environment(database_url: str) -> dict[str, str]:
    """As in production, with a database of its own."""
    ours = {"DATABASE_URL": database_url, "FESTIVAL_SECRET_KEY": "k" * 60, "FESTIVAL_DEMO": "no"}
    return {key: value for key, value in os.environ.items() if key != "COVERAGE_FILE"} | ours


@dataclass
class Arena:
    """A database, and as many processes on it as are asked for."""

    database_url: str
    workers: list[Worker] = field(default_factory=list)
    killed: int = 0

    def crew(self, size: int) -> list[Worker]:
        """That many living workers; those that died are replaced."""
        self.workers = [w for w in self.workers if w.process.poll() is None]
        self.workers += [Worker(self.database_url) for _ in range(size - len(self.workers))]
        return self.workers[:size]

    def close(self) -> None:
        """End all processes."""
        for worker in self.workers:
            worker.close()

    def run(
        self, event: int, shares: list[list[Task]], *, dies: dict[int, Any], **options: Any
    ) -> list[dict[str, Any]]:
        """Let each worker do its share at the same time; what they reported, in no order.

        `dies` says which worker is killed, at which of its tasks and where. What a killed one
        did not report is done again by a fresh process, as a visitor would who saw an error.
        """
        crew = self.crew(len(shares))
        for number, (worker, share) in enumerate(zip(crew, shares, strict=True)):
            worker.start("race", event=event, tasks=share, dies=dies.get(number, {}), **options)
        for worker in crew:
            assert worker.read() == {"ready": True}
        for worker in crew:
            worker.write("go")
        reports: list[dict[str, Any]] = []
        left: list[list[Task]] = []
        for worker, share in zip(crew, shares, strict=True):
            told = self._reports_of(worker)
            reports += told
            known = {report["key"] for report in told}
            left += [rest] if (rest := [task for task in share if task["key"] not in known]) else []
        if left:
            reports += self.run(event, left, dies={}, **options)
        return reports

    def _reports_of(self, worker: Worker) -> list[dict[str, Any]]:
        told = []
        while (line := worker.read()) != {"done": True}:
            if line is None:
                worker.process.wait(10)  # its line closes a moment before it is gone
                self.killed += 1
                break
            told.append(line)
        return told


def people(
    count: int,
    *,
    tables: list[int] | None = None,
    roles: list[str] | None = None,
    cancels: int = 0,
) -> list[Task]:
    """That many visitors; every `cancels`-th cancels at once.

    They take turns over the tables, and over the roles, by name.
    """
    return [
        {
            "key": str(uuid4()),
            "email": f"visitor-{uuid4().hex}@example.org",
            "table": tables[number % len(tables)] if tables else None,
            "role": roles[number % len(roles)] if roles else "",
            "cancels": bool(cancels) and number % cancels == 0,
        }
        for number in range(count)
    ]


def shared_out(tasks: list[Task], workers: int) -> list[list[Task]]:
    """The tasks over the workers, as cards are dealt."""
    return [tasks[number::workers] for number in range(workers)]


def acts(*tasks: Task) -> list[Task]:
    """Things to do, each with a key of its own: `act` names what of `tests.races.acts`."""
    return [{"key": str(uuid4())} | task for task in tasks]
