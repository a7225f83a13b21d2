"""What holds for every test: translations are compiled, promises about seats are kept."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """Dutch pages are tested in Dutch."""
    from django.utils.translation.reloader import translation_file_changed

    from festival.catalogue import compile_catalogues

    for written in compile_catalogues():
        translation_file_changed(sender=None, file_path=written)


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> None:
    """Tests need no collected static files."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def media_in_a_folder_of_its_own(settings: Any, tmp_path: Any) -> None:
    """Uploads of tests stay out of the way."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def kept_promises(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test with a database, the promises about seats hold."""
    uses_database = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    yield
    if uses_database:
        from registrations.invariants import broken_promises

        request.getfixturevalue("db")
        assert broken_promises() == []
