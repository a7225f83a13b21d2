"""What one sign-up costs when few and when very many went before."""

from benchmarks.place import Place
from benchmarks.report import Figure

FEW, MANY, TIMES = 100, 100_000, 150


def measure(place: Place, database: str) -> list[Figure]:
    """Median of many sign-ups through the verb, at both events in turn."""
    found = place.inside("growth", small=FEW, large=MANY, times=TIMES)
    few, many = found["wall"]
    few_cpu, many_cpu = found["cpu"]
    note = f"{few * 1000:.2f} and {many * 1000:.2f} ms; "
    note += f"processor {few_cpu * 1000:.2f} and {many_cpu * 1000:.2f} ms"
    extra = found["sql"][1] - found["sql"][0]
    what = f"{database}: a sign-up after 100 000 over one after 100"
    return [
        Figure(f"{what}: time", many / few, "×", at_most=1.2, note=note),
        Figure(f"{what}: more SQL", extra, "", at_most=0, note=f"{found['sql'][0]} statements"),
    ]
