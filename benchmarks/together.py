"""Parties, changes of table and a line that moves, when few and when very many came before."""

from benchmarks.place import Place
from benchmarks.report import Figure

FEW, MANY = 100, 10_000
ACTS = {
    "party": "four people sign up, with two tables each",
    "change": "somebody changes to another table",
    "promotion": "200 people are offered a seat when capacity is raised",
}


def measure(place: Place, database: str) -> list[Figure]:
    """Each act at both events: time, and statements, which must not grow."""
    few, many = (place.inside("seat", people=people) for people in (FEW, MANY))
    figures = []
    for act, words in ACTS.items():
        note = f"{few[act]['ms']:.1f} ms after {FEW} people"
        what = f"{database}: {words}"
        figures += [
            Figure(f"{what}: after {MANY} people", many[act]["ms"], "ms", note=note),
            Figure(
                f"{what}: more SQL after {MANY} than after {FEW}",
                many[act]["sql"] - few[act]["sql"],
                "",
                at_most=0,
                note=f"{few[act]['sql']} statements",
            ),
        ]
    return figures
