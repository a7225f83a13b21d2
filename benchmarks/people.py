"""Every list of a gathering of 10 000 people, searches in them, and acts on many."""

from typing import Any

from benchmarks.place import Place
from benchmarks.report import Figure

FEW, MANY = 100, 10_000
WITHIN = 200  # milliseconds for a page


def measure(place: Place, database: str) -> list[Figure]:
    """Each page with how long it takes among many, and what more it asks than among few."""
    few, many = (_looked_at(place, size) for size in (FEW, MANY))
    figures = []
    for what, found in many["pages"].items():
        more = found["sql"] - few["pages"][what]["sql"]
        note = f"{found['sql']} statements, {more} more than among {FEW}"
        figures.append(Figure(f"{database}: {what}", found["ms"], "ms", at_most=WITHIN, note=note))
    done = place.inside("do_to_many", slug=many["slug"], count=500)
    of = done["of"]
    return [
        *figures,
        Figure(f"{database}: a label on 500 people", done["label"], "s", at_most=2),
        Figure(f"{database}: cancel for {of} people", done["portion"], "s", at_most=5),
    ]


def _looked_at(place: Place, size: int) -> dict[str, Any]:
    staged = place.inside("stage_lists", count=size)
    about = {"slug": staged["slug"], "organiser": staged["organiser"]}
    pages = pages_of(staged)
    return {"slug": staged["slug"], "pages": place.inside("look_at_lists", pages=pages, **about)}


def pages_of(staged: dict[str, Any]) -> dict[str, str]:
    """Every list, and what one can ask of the first."""
    people = "deelnemers/"
    return {
        "attendees": people,
        "the last page": f"{people}?page=9999",
        "newest first": f"{people}?sort=nieuw",
        "by organisation": f"{people}?sort=organisatie",
        "find “vries 42”": f"{people}?q=vries+42",
        "find with a mistake": f"{people}?q=fatma+ijzermn",
        "find nobody": f"{people}?q=qwrtpsdf",
        "with a label, at a table": f"{people}?tags={staged['tag']}&places={staged['place']}",
        "cancelled": f"{people}afgemeld/",
        "who comes together": f"{people}samen/",
        "sessions and tables": f"{people}bij/",
        "one table": f"{people}bij/{staged['place']}/",
        "roles": f"{people}rollen/",
        "diet and access": f"{people}dieet-en-toegang/",
        "hosts and speakers": f"{people}begeleiders/",
        "organisations": f"{people}organisaties/",
        "mail problems": f"{people}mailproblemen/",
        "labels": f"{people}labels/",
        "the waiting list": "wachtlijst/",
    }
