"""What gets installed is pinned, and names no place that it came from."""

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
WANTED = {
    "requirements.txt": PROJECT["dependencies"],
    "requirements-test.txt": PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"],
}


@pytest.mark.parametrize("name", WANTED)
def test_every_dependency_is_pinned_to_a_version_that_the_project_allows(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    pinned = dict(line.split("==") for line in lines)
    wanted = [Requirement(text) for text in WANTED[name]]

    unmet = [
        one.name
        for one in wanted
        if not one.specifier.contains(pinned.get(canonicalize_name(one.name), "0"))
    ]

    assert unmet == []
