"""A real Chromium, the axe engine and the Nu HTML checker; each skips visibly when missing."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

CHROMIUM = os.environ.get("FESTIVAL_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]
NU_CHECKER = Path(
    os.environ.get("FESTIVAL_VNU", "build/vnu/node_modules/vnu-jar/build/dist/vnu.jar")
)
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder drives a browser, or a checker of what it shows."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The system's Chromium, started once."""
    if not Path(CHROMIUM).exists():
        pytest.skip("no Chromium here (Debian package chromium, or FESTIVAL_CHROMIUM)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Any]:
    """Opens a Dutch visitor's page: `open_page(width=360, javascript=False)`."""
    contexts = []

    def opened(width: int = 1280, *, javascript: bool = True) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            java_script_enabled=javascript,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    yield opened
    for context in contexts:
        context.close()


def violations(page: Any) -> list[str]:
    """What axe finds wrong on the page as it is now, a line for each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    options = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{problem['id']}: {node['html'][:120]}"
        for problem in found["violations"]
        for node in problem["nodes"]
    ]


def sideways_scroll(page: Any) -> int:
    """How many pixels the page is wider than its window."""
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


@pytest.fixture(scope="session")
def invalid_html() -> Any:
    """Checks documents with the Nu HTML checker: `invalid_html({name: html})` gives messages."""
    if not NU_CHECKER.exists() or shutil.which("java") is None:
        pytest.skip("no Nu HTML checker here (npm package vnu-jar and a Java, or FESTIVAL_VNU)")

    def checked(documents: dict[str, str], folder: Path) -> list[str]:
        for name, html in documents.items():
            (folder / f"{name}.html").write_text(html)
        run = subprocess.run(
            [
                "java",
                "-jar",
                str(NU_CHECKER),
                "--Werror",
                "--format",
                "json",
                "--exit-zero-always",
                *sorted(str(path) for path in folder.glob("*.html")),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        messages = json.loads(run.stderr or run.stdout)["messages"]
        return [f"{Path(m['url']).stem}: {m['message']} {m.get('extract', '')}" for m in messages]

    return checked
