"""Settings come from the environment, and nonsense stops the start with a sentence."""

import ast
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.utils import ConnectionHandler
from environs import EnvError

ROOT = Path(__file__).resolve().parents[2]
KEY = "Xw7-qP2_mZ9.tR4" * 4
PRODUCTION = {"FESTIVAL_SECRET_KEY": KEY, "FESTIVAL_HOSTS": "festival.example.org"}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment that says nothing about the site but where its files go."""
    for name in list(os.environ):
        if name.startswith("FESTIVAL_") or name == "DATABASE_URL":
            monkeypatch.delenv(name)
    monkeypatch.setenv("FESTIVAL_VAR", str(tmp_path / "var"))
    return monkeypatch


def read_with(environment: pytest.MonkeyPatch, **values: str) -> dict[str, Any]:
    """The settings as they are with these variables."""
    for name, value in values.items():
        environment.setenv(name, value)
    return runpy.run_path(str(ROOT / "festival" / "settings.py"))


def test_a_site_without_a_secret_key_does_not_start(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="Set FESTIVAL_SECRET_KEY"):
        read_with(environment)


def test_a_public_site_with_a_short_secret_key_does_not_start(
    environment: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(ImproperlyConfigured, match="too short"):
        read_with(environment, **PRODUCTION | {"FESTIVAL_SECRET_KEY": KEY[:49]})


@pytest.mark.parametrize("switch", ["FESTIVAL_DEBUG", "FESTIVAL_DEMO"])
@pytest.mark.parametrize("hosts", ["festival.example.org", "localhost,192.0.2.7", "*"])
def test_debug_and_demo_are_for_this_computer_only(
    environment: pytest.MonkeyPatch, switch: str, hosts: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match="public host"):
        read_with(environment, **PRODUCTION | {switch: "yes", "FESTIVAL_HOSTS": hosts})


def test_nonsense_is_named(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(EnvError, match="FESTIVAL_SMTP_PORT"):
        read_with(environment, **PRODUCTION, FESTIVAL_SMTP_PORT="twenty-five")


def test_a_site_without_a_host_does_not_start(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="FESTIVAL_HOSTS is empty"):
        read_with(environment, **PRODUCTION | {"FESTIVAL_HOSTS": ""})


def test_a_production_site_speaks_https_and_guards_its_cookies(
    environment: pytest.MonkeyPatch,
) -> None:
    settings = read_with(environment, **PRODUCTION)

    assert settings["SITE_URL"] == "https://festival.example.org"
    assert (settings["DEBUG"], settings["SECURE_SSL_REDIRECT"]) == (False, True)
    assert settings["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert settings["SESSION_COOKIE_SECURE"] is settings["CSRF_COOKIE_SECURE"] is True
    assert settings["MAILER_EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"


def test_postgresql_is_reached_by_its_address(environment: pytest.MonkeyPatch) -> None:
    address = "postgres://festival:geheim@db.example.org:5433/festival"

    database = read_with(environment, **PRODUCTION, DATABASE_URL=address)["DATABASES"]["default"]

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == (
        "db.example.org",
        5433,
        "festival",
    )


@pytest.mark.django_db
def test_the_embedded_database_writes_ahead_and_checks_its_keys(
    environment: pytest.MonkeyPatch,
) -> None:
    database = read_with(environment, **PRODUCTION)["DATABASES"]
    connection = ConnectionHandler(connections.configure_settings(database))["default"]

    with connection.cursor() as cursor:
        found = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys")
        ]
    connection.close()

    assert found == ["wal", 1]
    assert database["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_the_demo_makes_a_secret_key_once_and_keeps_it_to_itself(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = read_with(environment, FESTIVAL_DEMO="yes")["SECRET_KEY"]
    second = read_with(environment, FESTIVAL_DEMO="yes")["SECRET_KEY"]

    assert first == second
    assert len(first) >= 50
    assert (tmp_path / "var" / "demo-secret-key").stat().st_mode & 0o777 == 0o600


def test_deployment_settings_have_no_warning(tmp_path: Path) -> None:
    plain = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FESTIVAL_", "DJANGO_"))
    }
    environment = plain | PRODUCTION | {"FESTIVAL_VAR": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stderr, done.returncode) == ("", 0)


def variables_read(path: Path) -> set[str]:
    """The names of the environment variables that a module reads."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    readers = [
        call
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
    ]
    return {str(ast.literal_eval(call.args[0])) for call in readers}


def test_every_variable_is_explained() -> None:
    read = variables_read(ROOT / "festival" / "settings.py")
    read |= variables_read(ROOT / "gunicorn.conf.py")

    explained = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/operations.md").read_text(), re.M)

    assert sorted(explained) == sorted(read)
