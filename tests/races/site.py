"""A site of its own for tests with several programs at once."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


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
        assert self.start(*arguments).wait(180) == 0

    def ask(self, script: str) -> Any:
        """What a script prints, read as JSON."""
        said = subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
        )
        return json.loads(said.stdout)

    def work(self) -> "subprocess.Popen[bytes]":
        """Start a worker that does what is due and ends."""
        return self.start("manage.py", "worker", "--once")
