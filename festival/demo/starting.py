"""Gets the demo ready: database, gatherings, one account, translations, static files."""

import hashlib
import os
import secrets
import socket
from datetime import datetime
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import transaction

from festival.catalogue import compile_catalogues
from festival.codes import ALPHABET
from festival.models import User

EMAIL = "organisator@example.org"


class PortTaken(Exception):
    """Another program listens there."""


def check_port(port: int) -> None:
    """Refuse a port that another program uses."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as problem:
            raise PortTaken(port) from problem


def prepare(*, now: datetime) -> str | None:
    """Make everything ready that is not; the organiser's password when the account is new."""
    compile_catalogues()
    call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    if User.objects.filter(email=EMAIL).exists():
        return None
    with transaction.atomic():  # interrupted half-way, the next start begins anew
        password = new_password()
        organiser = User.objects.create_superuser(EMAIL, password, name="Olga Organisator")
        # the demo's gatherings stand in a higher app, which this one does not know otherwise
        import_module("registrations.demo").load_demo(now=now, by=organiser)
    return password


def collect_static() -> bool:
    """Hash and compress the static files, unless they are as they were; whether it was done."""
    files = [storage.path(name) for finder in get_finders() for name, storage in finder.list([])]
    stats = sorted((path, os.stat(path).st_mtime_ns, os.stat(path).st_size) for path in files)
    fingerprint = hashlib.sha256(repr(stats).encode()).hexdigest()
    kept = Path(settings.VAR) / "static-fingerprint"
    if kept.exists() and kept.read_text() == fingerprint:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    kept.write_text(fingerprint)
    return True


def reset_password() -> str | None:
    """Give the organiser a new password; None when the demo has not been started yet."""
    call_command("migrate", interactive=False, verbosity=0)
    organiser = User.objects.filter(email=EMAIL).first()
    if organiser is None:
        return None
    password = new_password()
    organiser.set_password(password)
    organiser.save(update_fields=["password"])
    return password


def new_password() -> str:
    """Sixteen random characters in groups of four: about 79 bits, easy to type over."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
