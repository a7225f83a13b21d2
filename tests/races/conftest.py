"""Where races are held: on SQLite, with the options of production, and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import find_binaries, temporary_cluster
from tests.races.referee import Arena


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def arena(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[Arena]:
    """A fresh database with all tables."""
    if request.param == "sqlite":
        folder: Path = tmp_path_factory.mktemp("race")
        yield from opened(f"sqlite:///{folder / 'race.sqlite3'}")
    elif find_binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    else:
        with temporary_cluster() as url:
            yield from opened(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database, for processes that open it themselves."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'festival.sqlite3'}"
    elif find_binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    else:
        with temporary_cluster() as url:
            yield url


def opened(database_url: str) -> Iterator[Arena]:
    arena = Arena(database_url)
    (first,) = arena.crew(1)
    assert first.ask("prepare") == {"done": True}
    yield arena
    arena.close()
