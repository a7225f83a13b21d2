"""Uploaded files reach the visitor."""

from pathlib import Path
from typing import Any

from django.test import Client


def test_an_uploaded_file_is_served_and_kept_by_the_browser(client: Client, settings: Any) -> None:
    folder = Path(settings.MEDIA_ROOT) / "documents"
    folder.mkdir(parents=True)
    (folder / "agenda.txt").write_text("19.45 inloop")

    answer = client.get("/media/documents/agenda.txt")

    assert b"".join(answer.streaming_content) == b"19.45 inloop"  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_nothing_outside_the_folder_is_served(client: Client, settings: Any) -> None:
    Path(settings.MEDIA_ROOT).mkdir(parents=True)
    (Path(settings.MEDIA_ROOT).parent / "secret.txt").write_text("x")

    assert client.get("/media/../secret.txt").status_code == 400
    assert client.get("/media/%2e%2e/secret.txt").status_code == 400
    assert client.get("/media/").status_code == 404
