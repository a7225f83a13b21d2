"""Where it is measured: a database, a gunicorn in front of it, and processes beside it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
TICK = os.sysconf("SC_CLK_TCK")


class Place:
    """One database, with its own folder for files."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.database_url = database_url
        self.folder = folder
        self.environment = os.environ | {
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "FESTIVAL_SECRET_KEY": "only-to-measure-" + "0123456789" * 5,
            "FESTIVAL_HOSTS": HOST,
            "FESTIVAL_HTTPS": "yes",
            "FESTIVAL_DEMO": "no",
            "FESTIVAL_TRUSTED_PROXIES": "1",
            "FESTIVAL_VAR": str(folder),
            "FESTIVAL_LOG_LEVEL": "WARNING",
            "FESTIVAL_THREADS": "8",
            "WEB_CONCURRENCY": "2",
        }

    def prepare(self) -> None:
        """All tables, compiled translations and static files."""
        for command in ("compilecatalogues", "migrate", "collectstatic"):
            options = ["--noinput"] if command != "compilecatalogues" else []
            self.run([sys.executable, "manage.py", command, *options])

    def run(self, command: list[str]) -> str:
        """Run a command here; what it printed."""
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=False, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def inside(self, job: str, **values: Any) -> dict[str, Any]:
        """Do a job of `benchmarks.inside` in a process of its own; its answer."""
        printed = self.run([sys.executable, "-m", "benchmarks.inside", job, json.dumps(values)])
        answer: dict[str, Any] = json.loads(printed.splitlines()[-1])
        return answer

    @contextmanager
    def serving(self) -> Iterator["Server"]:
        """The site under gunicorn, with the configuration of production."""
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            port = probe.getsockname()[1]
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "benchmarks.wsgi:application"],
            cwd=ROOT,
            env=self.environment | {"FESTIVAL_BIND": f"{HOST}:{port}"},
            stderr=subprocess.DEVNULL,
        )
        server = Server(process, port)
        try:
            server.wait()
            server.started_in = time.perf_counter() - began
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


class Server:
    """A running gunicorn."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port, self.started_in = process, port, 0.0

    def wait(self) -> None:
        """Return when the home page answers."""
        for _attempt in range(600):
            try:
                self.get("/")
                return
            except OSError:
                pass
            time.sleep(0.05)
        raise RuntimeError("the server does not answer")

    def get(self, path: str) -> tuple[Any, bytes]:
        """Headers and body of one page."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        connection.request("GET", path, headers=BEHIND_A_PROXY)
        answer = connection.getresponse()
        return answer.headers, answer.read()

    def pids(self) -> list[int]:
        """The master and its workers."""
        master = self.process.pid
        listed = Path(f"/proc/{master}/task/{master}/children").read_text()
        return [master, *map(int, listed.split())]

    def cpu_seconds(self) -> float:
        """Processor time used so far."""
        total = 0
        for pid in self.pids():
            after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(after_name[11]) + int(after_name[12])
        return total / TICK

    def memory_of_a_worker(self) -> float:
        """The largest resident worker, in MiB."""
        sizes = []
        for pid in self.pids()[1:]:
            status = Path(f"/proc/{pid}/status").read_text()
            sizes.append(int(status.split("VmRSS:")[1].split()[0]) / 1024)
        return max(sizes)


def stolen_seconds() -> float:
    """Processor time so far that the host of this machine gave to others, of all processors."""
    return int(Path("/proc/stat").read_text().split()[8]) / TICK


# as our own reverse proxy tells it
BEHIND_A_PROXY = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}


@contextmanager
def sqlite_place() -> Iterator[Place]:
    """A SQLite file, with the options of production."""
    with tempfile.TemporaryDirectory(prefix="festival-bench-") as folder:
        yield Place(f"sqlite:///{folder}/bench.sqlite3", Path(folder))


@contextmanager
def postgres_place() -> Iterator[Place]:
    """A PostgreSQL server of our own, with durable commits."""
    from tests.postgres import temporary_cluster

    with (
        temporary_cluster(durable=True) as url,
        tempfile.TemporaryDirectory(prefix="festival-bench-") as folder,
    ):
        yield Place(url, Path(folder))
