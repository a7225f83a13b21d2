"""The list of attendees: searches."""

from benchmarks.place import Place
from benchmarks.report import Figure

SIZE = 10_000


def measure(place: Place) -> list[Figure]:
    """How long it takes to find one person."""
    staged = place.inside("stage_people", count=SIZE)
    about = {"slug": staged["slug"], "organiser": staged["organiser"]}
    found = place.inside("search", words="fatma 4002", **about)
    what = f"find one person among {SIZE:,}".replace(",", " ")
    return [Figure(what, found["ms"], "ms", at_most=15, note="the whole page")]
