"""The organiser's workspace with large programmes: warnings, pages, publishing."""

from typing import Any

from benchmarks.place import Place
from benchmarks.report import Figure

SMALL, SIZES = 30, (300, 1000)  # sessions; from some 25 the list can be narrowed
WARNINGS_WITHIN = {300: 100, 1000: 400}  # milliseconds
PUBLISH_WITHIN = 2  # seconds, for the largest
PAGES = {
    "the list": "workspace:programme",
    "the grid of a day": "workspace:grid",
    "the preview": "workspace:preview_programme",
    "what would be published": "staff:publish",
}


def measure(place: Place) -> list[Figure]:
    """Each page at both sizes, with its statements set against those for a small programme."""
    small = place.inside("stage_festival", sessions=SMALL)
    few = {what: look(place, name, small)["sql"] for what, name in PAGES.items()}
    figures = []
    for size in SIZES:
        staged = place.inside("stage_festival", sessions=size)
        figures += [*_warnings(place, staged, size), *_pages(place, staged, size, few)]
        figures += _publishing(place, staged, size)
    return figures


def look(place: Place, name: str, staged: dict[str, Any]) -> dict[str, Any]:
    """One page as its organiser sees it."""
    return place.inside("look", name=name, slug=staged["slug"], organiser=staged["organiser"])


def _warnings(place: Place, staged: dict[str, Any], size: int) -> list[Figure]:
    found = place.inside("warn", event=staged["event"])
    note = f"{found['found']} warnings; {found['sql']} statements"
    what = f"all warnings about {size} sessions: processor"
    return [Figure(what, found["cpu"], "ms", at_most=WARNINGS_WITHIN[size], note=note)]


def _pages(place: Place, staged: dict[str, Any], size: int, few: dict[str, int]) -> list[Figure]:
    figures = []
    for what, name in PAGES.items():
        found = look(place, name, staged)
        note = f"{found['size'] / 1024:.0f} KiB of HTML"
        more = found["sql"] - few[what]
        statements = f"{found['sql']} statements"
        figures += [
            Figure(f"{what}, {size} sessions: processor", found["cpu"], "ms", note=note),
            Figure(f"{what}, {size} sessions: more SQL", more, "", at_most=0, note=statements),
        ]
    return figures


def _publishing(place: Place, staged: dict[str, Any], size: int) -> list[Figure]:
    found = place.inside("publish_again", event=staged["event"])
    bar = PUBLISH_WITHIN if size == max(SIZES) else None
    return [
        Figure(
            f"publish {size} sessions{what}",
            found["seconds"][number],
            "s",
            at_most=bar,
            note=f"processor {found['processor'][number]:.2f} s",
        )
        for number, what in enumerate(("", " that all moved"))
    ]
