"""A PostgreSQL server of our own, for as long as a block or a command lasts.

`python -m tests.postgres COMMAND …` runs a command with DATABASE_URL pointing to a fresh server,
and says so when this computer has no PostgreSQL.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
NEEDED = ("initdb", "pg_ctl", "postgres")


def find_binaries() -> Path | None:
    """The folder with PostgreSQL's server programs, the newest first; None without."""
    folders = [Path(named)] if (named := os.environ.get("FESTIVAL_POSTGRES_BIN")) else []
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(installed, key=lambda folder: float(folder.parent.name), reverse=True)
    for folder in folders:
        if all((folder / program).exists() for program in NEEDED):
            return folder
    return None


@contextmanager
def temporary_cluster(*, durable: bool = False, max_connections: int = 200) -> Iterator[str]:
    """A new server on a free loopback port; yields the DATABASE_URL of its database `postgres`.

    The server is stopped and its files are deleted afterwards. `durable` keeps the safety that
    tests can do without and measurements cannot. Raises RuntimeError without PostgreSQL.
    """
    programs = find_binaries()
    if programs is None:
        raise RuntimeError("PostgreSQL is not installed here.")
    folder = Path(tempfile.mkdtemp(prefix="festival-postgres-"))
    owner = _owner(folder)
    try:
        yield _start(programs, folder, owner, {} if durable else FAST, max_connections)
    finally:
        _run([programs / "pg_ctl", "stop", "-D", folder / "data", "-m", "immediate"], owner, False)
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> dict[str, Any]:
    """The server refuses to run as root: then it gets the user `postgres`, or `nobody`."""
    if os.geteuid() != 0:
        return {}
    users = {user.pw_name: user for user in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _start(
    programs: Path, folder: Path, owner: dict[str, Any], options: dict[str, str], connections: int
) -> str:
    data, port = folder / "data", free_port()
    initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    _run([*initdb, "--locale=C", "--no-sync"], owner)
    settings = options | {
        "port": str(port),
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": str(folder),
        "max_connections": str(connections),
    }
    flags = " ".join(f"-c {name}={value}" for name, value in settings.items())
    start = [programs / "pg_ctl", "start", "-w", "-D", data, "-l", folder / "log", "-o", flags]
    _run(start, owner)
    return f"postgres://postgres@127.0.0.1:{port}/postgres"


def _run(command: list[str | Path], owner: dict[str, Any], check: bool = True) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        check=False,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        **owner,
    )
    if check and done.returncode:
        raise RuntimeError(f"{Path(command[0]).name}: {done.stderr}")


def free_port() -> int:
    """A loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main(command: list[str]) -> int:
    """Run a command on a fresh server; its exit code, or 0 when there is no PostgreSQL."""
    if find_binaries() is None:
        print("SKIPPED: the tests on PostgreSQL; it is not installed (apt install postgresql).")
        return 1 if "--no-skips" in command else 0
    with temporary_cluster() as url:
        print("The tests with a database, on PostgreSQL:", flush=True)
        return subprocess.run(
            command, check=False, env=os.environ | {"DATABASE_URL": url}
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
