"""`manage.py demo`: five gatherings on this computer, with everything that belongs to it."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from festival.demo import processes, starting


class Command(BaseCommand):
    """Prepare what is not ready, then serve until Ctrl-C. The data stays."""

    help = "Serve the demo on this computer."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--new-password", action="store_true", help="give the organiser a new password"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is the demo's command: set FESTIVAL_DEMO=yes, or `make demo`.")
        if options["new_password"]:
            self._give_new_password()
            return
        try:
            self._serve(options["port"])
        except KeyboardInterrupt:
            self.stdout.write("\nStopped before it was ready; `make demo` goes on from here.")
            sys.exit(130)

    def _serve(self, port: int) -> None:
        try:
            starting.check_port(port)
        except starting.PortTaken as problem:
            raise CommandError(
                f"Port {port} is in use by another program. Try another: make demo PORT={port + 1}"
            ) from problem
        self.stdout.write("Getting the demo ready …")
        password = starting.prepare(now=timezone.now())
        server = [sys.executable, "-m", "gunicorn", "--log-level", "warning"]
        server += ["--graceful-timeout", "5", "--bind", f"127.0.0.1:{port}", "festival.wsgi"]
        code = processes.run_together(
            [server, processes.django_command("worker")],
            ready=lambda: processes.answers(port),
            welcome=lambda: self._welcome(port, password),
        )
        if code:
            raise CommandError("The demo stopped by itself; the lines above say why.")
        self.stdout.write("The demo has stopped. Its data is kept for the next time.")

    def _welcome(self, port: int, password: str | None) -> None:
        site = f"http://127.0.0.1:{port}"
        self.stdout.write(
            "\n"
            f"  The gatherings     {site}/\n"
            f"  For organisers     {site}/beheer/\n"
            f"  Mails it sent      {site}/demo/mail/\n\n"
            f"  E-mail address     {starting.EMAIL}\n"
            f"  Password           {password or '(as before; `make demo-password` makes a new one)'}\n\n"
            "  Ctrl-C stops it. What you change is kept.\n"
        )
        self.stdout.flush()

    def _give_new_password(self) -> None:
        password = starting.reset_password()
        if password is None:
            raise CommandError("Start the demo first: make demo")
        self.stdout.write(f"{starting.EMAIL} has a new password: {password}")
