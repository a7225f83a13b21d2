"""Both databases, for tests whose processes open them themselves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import find_binaries, temporary_cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'festival.sqlite3'}"
    elif find_binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    else:
        with temporary_cluster() as url:
            yield url
