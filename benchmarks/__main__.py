"""`python -m benchmarks`: measure everything, print it beside its bars."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    door,
    exporting,
    growth,
    lists,
    pages,
    people,
    signing_up,
    together,
    workspace,
)
from benchmarks.place import Place, postgres_place, sqlite_place
from benchmarks.report import Figure, machine, table
from tests.postgres import find_binaries

PARTS: dict[str, tuple[str, Callable[[Place], list[Figure]]]] = {
    "signing-up": ("Signing up", signing_up.measure),
    "pages": ("Public pages", pages.measure),
    "lists": ("Lists of attendees", lists.measure),
    "export": ("Lists as files", lambda place: exporting.measure(place, "PostgreSQL")),
    "people": ("Lists of 10 000 people", lambda place: people.measure(place, "PostgreSQL")),
    "workspace": ("The organiser's workspace", workspace.measure),
    "growth": ("Growing", lambda place: growth.measure(place, "PostgreSQL")),
    "door": ("The door", lambda place: door.measure(place, "PostgreSQL")),
    "together": ("Parties and lines", lambda place: together.measure(place, "PostgreSQL")),
}
ON_BOTH = {
    "export": exporting.measure,
    "growth": growth.measure,
    "together": together.measure,
    "door": door.measure,
    "people": people.measure,
}  # on SQLite as well


def main(arguments: list[str]) -> int:
    """Measure; 0 also when a bar is missed, because figures differ between machines."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="only these")
    parser.add_argument("--write", type=Path, help="also write the tables to this file")
    options = parser.parse_args(arguments)
    if find_binaries() is None:
        print("PostgreSQL is needed to measure (apt install postgresql).")
        return 1
    said = [f"# Benchmarks\n\n{machine()}.\n"]
    print(said[0], flush=True)
    for name in options.parts or PARTS:
        said.append(measured(name))
        print(said[-1], flush=True)
    if options.write:
        options.write.write_text("\n".join(said), encoding="utf-8")
    return 0


def measured(name: str) -> str:
    """The table of one part, on databases of its own."""
    title, measure = PARTS[name]
    with postgres_place() as place:
        place.prepare()
        figures = measure(place)
    if name in ON_BOTH:
        with sqlite_place() as place:
            place.prepare()
            figures += ON_BOTH[name](place, "SQLite")
    return table(title, figures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
