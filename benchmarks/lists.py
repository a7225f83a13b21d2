"""The list of attendees: downloads and searches."""

from benchmarks.place import Place
from benchmarks.report import Figure

SIZES = (10_000, 50_000)
BARS = {"csv": 2, "xlsx": 6}  # seconds for 50 000 people


def measure(place: Place) -> list[Figure]:
    """Seconds and peak memory of each download, and of finding one person."""
    figures = []
    for size in SIZES:
        staged = place.inside("stage_people", count=size)
        about = {"slug": staged["slug"], "organiser": staged["organiser"]}
        for kind, bar in BARS.items():
            found = place.inside("export", kind=kind, **about)
            what = f"{kind.upper()} of {size:,} people".replace(",", " ")
            note = f"{found['bytes'] / 2**20:.1f} MiB"
            at_most = bar if size == max(SIZES) else None
            figures += [
                Figure(what, found["seconds"], "s", at_most=at_most, note=note),
                Figure(f"{what}: peak memory", found["peak"], "MiB", at_most=150),
            ]
        if size == min(SIZES):
            found = place.inside("search", words="fatma 4002", **about)
            what = f"find one person among {size:,}".replace(",", " ")
            figures.append(Figure(what, found["ms"], "ms", at_most=15, note="the whole page"))
    return figures
