"""Two switches of the test run: only tests with a database, and no test left out unseen."""

import pytest

DATABASE = {"db", "transactional_db", "live_server"}
OWN_DATABASES = ("races", "browser")  # those choose their databases themselves, or need only one


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switches."""
    group = parser.getgroup("festival")
    group.addoption(
        "--database-only",
        action="store_true",
        help="run the tests that use the database, to repeat them on another one",
    )
    group.addoption("--no-skips", action="store_true", help="a skipped test fails the run")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what `--database-only` asks for."""
    if not config.getoption("--database-only"):
        return
    left_out = [item for item in items if not _meets_the_database(item)]
    items[:] = [item for item in items if _meets_the_database(item)]
    config.hook.pytest_deselected(items=left_out)


def _meets_the_database(item: pytest.Item) -> bool:
    if any(item.get_closest_marker(name) for name in OWN_DATABASES):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(DATABASE & fixtures) or item.get_closest_marker("django_db") is not None


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that skipped something, where nothing may be missing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.config.getoption("--no-skips") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("")
        reporter.write_line("Tests were skipped, and --no-skips forbids that.", red=True)
