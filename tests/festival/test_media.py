"""Uploaded files reach the visitor, and nothing else does."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from festival.documents import KINDS
from festival.media import DOCUMENTS


@pytest.fixture
def folder(settings: Any) -> Path:
    """The folder of uploads, with a picture, a document, and beside it a secret."""
    root = Path(settings.MEDIA_ROOT)
    (root / "documents").mkdir(parents=True)
    (root / "documents" / "agenda.txt").write_text("19.45 inloop")
    (root / "logo-40x40.webp").write_bytes(b"RIFF")
    (root.parent / "secret.txt").write_text("x")
    return root


def test_a_picture_is_shown_and_kept_by_the_browser(client: Client, folder: Path) -> None:
    answer = client.get("/media/logo-40x40.webp")

    assert b"".join(answer.streaming_content) == b"RIFF"  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Content-Disposition"] == 'inline; filename="logo-40x40.webp"'
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_document_is_downloaded_and_runs_nothing(client: Client, folder: Path) -> None:
    answer = client.get("/media/documents/agenda.txt")

    assert b"".join(answer.streaming_content) == b"19.45 inloop"  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="agenda.txt"'
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("name", ["page.html", "logo.svg", "run.js", ".htaccess", "none", "a.php"])
def test_a_kind_that_nobody_can_upload_is_not_served(
    client: Client, folder: Path, name: str
) -> None:
    (folder / name).write_text("<script>alert(1)</script>")

    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["../secret.txt", "%2e%2e/secret.txt", "documents/../../secret.txt", "/etc/hosts", "a%00.txt"],
)
def test_nothing_outside_the_folder_is_served(client: Client, folder: Path, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "documents/", "documents", "absent.webp"])
def test_folders_and_absent_files_do_not_exist(client: Client, folder: Path, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404


def test_files_are_only_read(client: Client, folder: Path) -> None:
    assert client.head("/media/logo-40x40.webp").status_code == 200
    assert client.post("/media/logo-40x40.webp").status_code == 405


def test_every_kind_of_document_that_can_be_uploaded_can_be_downloaded() -> None:
    assert set(DOCUMENTS) == {f".{kind}" for kind in KINDS}
