"""What holds for every test: translations are compiled, promises about seats are kept."""

import os
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from tests.gates import DATABASE

HUNT = os.environ.get("FESTIVAL_EXAMPLES", "")  # how many, of a property test that says no number
hypothesis_settings.register_profile(
    "festival",
    derandomize=not HUNT,  # the same examples each time, unless on the hunt
    max_examples=int(HUNT or 100),
    deadline=None,  # a busy computer proves nothing
)
hypothesis_settings.load_profile("festival")


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """Dutch pages are tested in Dutch."""
    from festival.catalogue import compile_catalogues

    compile_catalogues()


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> None:
    """Tests need no collected static files."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def in_dutch() -> None:
    """An English page in one test leaves its language active for the next one."""
    translation.activate("nl")


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Hashing is slow on purpose; a test that makes five accounts need not wait for it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def media_in_a_folder_of_its_own(settings: Any, tmp_path: Any) -> None:
    """Uploads of tests stay out of the way."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What a process keeps of an earlier test's database must not answer for this one's."""
    from django.core.cache import cache

    from events.pages.home_page import cards_of
    from events.pages.mould import moulds
    from events.pages.standing import forget
    from events.pages.store import pages
    from events.published import _released
    from registrations.sign_up.offer import _offer

    _released.cache_clear()
    _offer.cache_clear()
    cards_of.cache_clear()
    pages.clear()
    moulds.clear()
    forget()
    cache.clear()


@pytest.fixture(autouse=True)
def kept_promises(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test with a database, the promises about seats hold.

    `@pytest.mark.breaks_promises` is for the tests that show how a broken one is told.
    """
    marked = request.node.get_closest_marker
    if DATABASE & set(request.fixturenames) or marked("django_db"):
        request.getfixturevalue("_django_db_helper")  # so that the rows are still there below
        yield
        from django.db import connection

        from registrations.seating.invariants import broken_promises

        undone = connection.needs_rollback  # a refusal in mid-save: none of it was kept
        assert undone or marked("breaks_promises") or broken_promises() == []
    else:
        yield


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The mails that verbs ask for, as (kind, code of the registration), instead of real ones."""
    from registrations import mails
    from registrations.seating import moving_up

    asked: list[tuple[str, str]] = []

    def ask(kind: str, person: Any, **_rest: Any) -> None:
        asked.append((str(kind), person.code))

    def ask_of_many(kind: str, people: Iterable[Any], **_rest: Any) -> None:
        for person in people:
            if (
                person.lead is None or not person.lead.is_live
            ):  # who led them is mailed all the same
                ask(kind, person.first)

    monkeypatch.setattr(mails, "tell", ask)
    monkeypatch.setattr(moving_up, "tell_people", ask_of_many)
    return asked
