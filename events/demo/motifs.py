"""The motifs of the posters: plain shapes that tell what a gathering is about."""

from collections.abc import Callable
from math import cos, pi, sin, tau
from random import Random

from events.demo.canvas import Canvas, Point, mixed

WHITE = "#ffffff"
NIGHT = "#1d2430"
SUN = "#f2b544"
CLAY = "#d9694f"


def around(x: float, y: float, radius: float, count: int, turn: float = 0.0) -> list[Point]:
    """Places on a circle on a sheet that is 16 wide and 9 high."""
    steps = [turn + tau * n / count for n in range(count)]
    return [(x + radius * cos(a) * 9 / 16, y + radius * sin(a)) for a in steps]


def tables(canvas: Canvas, colour: str) -> None:
    """Four round tables seen from above, with people on the chairs."""
    tint, people = mixed(colour, WHITE, 0.6), (colour, NIGHT, SUN, CLAY)
    for n, (x, y) in enumerate([(0.2, 0.3), (0.44, 0.7), (0.62, 0.28), (0.85, 0.66)]):
        canvas.disc(x, y, 0.25, tint)
        canvas.disc(x, y, 0.15, WHITE)
        for m, (sx, sy) in enumerate(around(x, y, 0.2, 7, turn=n)):
            canvas.disc(sx, sy, 0.038, people[(n + m) % 4])


def route(canvas: Canvas, colour: str) -> None:
    """A winding road with stops that runs off to the right."""
    steps = [n / 120 for n in range(121)]
    road = [(s * 1.1 - 0.05, 0.58 + 0.24 * sin(s * 2.2 * pi) - 0.12 * s) for s in steps]
    canvas.disc(0.82, 0.24, 0.13, SUN)
    canvas.path(road, 0.12, colour)
    canvas.path(road, 0.012, mixed(colour, WHITE, 0.75))
    for n in (14, 38, 62, 86, 108):
        x, y = road[n]
        canvas.disc(x, y, 0.072, WHITE)
        canvas.disc(x, y, 0.044, CLAY if n == 62 else NIGHT)


def houses(canvas: Canvas, colour: str) -> None:
    """A street of gabled houses with some lights on."""
    random = Random(7)
    walls = [colour, mixed(colour, WHITE, 0.45), NIGHT, mixed(colour, NIGHT, 0.4), CLAY]
    canvas.disc(0.78, 0.24, 0.12, SUN)
    for n in range(9):
        left, top = n / 9 + 0.006, random.uniform(0.36, 0.56)
        right, middle = (n + 1) / 9 - 0.006, (n + 0.5) / 9
        canvas.box(left, top, right, 0.9, walls[n % 5])
        canvas.shape([(left, top), (middle, top - 0.14), (right, top)], walls[n % 5])
        for row in range(3):
            for column in (0.28, 0.72):
                x, y = left + (right - left) * column, top + 0.06 + row * 0.13
                lit = SUN if random.random() < 0.4 else mixed(walls[n % 5], WHITE, 0.35)
                canvas.box(x - 0.013, y, x + 0.013, y + 0.075, lit)
    canvas.box(0, 0.9, 1, 1, mixed(colour, NIGHT, 0.65))


def network(canvas: Canvas, colour: str) -> None:
    """People and organisations as dots, with the lines between them."""
    random = Random(11)
    dots = [
        (0.08 + column * 0.168 + random.uniform(-0.03, 0.03), y + random.uniform(-0.05, 0.05))
        for column in range(6)
        for y in (0.18, 0.5, 0.82)
    ]
    for n, one in enumerate(dots):
        for other in dots[n + 1 : n + 5 : 1 + n % 2]:
            canvas.path([one, other], 0.007, mixed(colour, WHITE, 0.45))
    for n, (x, y) in enumerate(dots):
        size = random.choice((0.035, 0.05, 0.075))
        canvas.disc(x, y, size, (colour, NIGHT, SUN, colour, CLAY)[n % 5])
        canvas.disc(x, y, size * 0.4, WHITE)


def stage(canvas: Canvas, colour: str) -> None:
    """A stage in the light, with speech balloons in front of it."""
    canvas.box(0, 0, 1, 1, mixed(colour, NIGHT, 0.55))
    for x, lean, light in ((0.12, 0.2, 0.12), (0.88, -0.2, 0.2), (0.5, 0.0, 0.3)):
        beam = [(x, -0.02), (x + lean - 0.15, 0.8), (x + lean + 0.15, 0.8)]
        canvas.shape(beam, mixed(colour, SUN, light))
    canvas.box(0, 0.8, 1, 1, NIGHT)
    balloons = ((0.3, 0.42, 0.17, WHITE), (0.52, 0.58, 0.12, SUN), (0.7, 0.38, 0.2, CLAY))
    for x, y, size, tint in balloons:
        canvas.disc(x, y, size, tint)
        canvas.shape([(x - 0.05, y), (x + 0.02, y), (x - 0.055, y + size * 1.35)], tint)
        for n in (-1, 0, 1):
            canvas.disc(x + n * size * 0.24, y, size * 0.09, NIGHT)


def hurdles(canvas: Canvas, colour: str) -> None:
    """Five hurdles, and the leaps over them."""
    canvas.box(0, 0.82, 1, 1, mixed(colour, WHITE, 0.4))
    for n in range(5):
        x = 0.12 + n * 0.19
        leap = [(x + 0.095 * cos(pi - a), 0.8 - 0.5 * sin(a)) for a in _steps(pi)]
        canvas.path(leap, 0.012, mixed(colour, NIGHT, 0.2))
        canvas.disc(leap[14 + n * 6][0], leap[14 + n * 6][1], 0.045, (CLAY, SUN)[n % 2])
        for post in (x - 0.035, x + 0.035):
            canvas.box(post - 0.005, 0.56, post + 0.005, 0.86, NIGHT)
        canvas.box(x - 0.05, 0.54, x + 0.05, 0.62, colour)
        canvas.box(x - 0.017, 0.54, x + 0.017, 0.62, WHITE)


def _steps(end: float, count: int = 60) -> list[float]:
    return [end * n / count for n in range(count + 1)]


def places(canvas: Canvas, colour: str) -> None:
    """A map of streets and a river, with pins where something grows."""
    tint = mixed(colour, WHITE, 0.62)
    for n in range(-2, 9):
        canvas.path([(n * 0.13, -0.05), (n * 0.13 + 0.22, 1.05)], 0.012, tint)
        canvas.path([(-0.05, n * 0.17 + 0.2), (1.05, n * 0.17 - 0.12)], 0.012, tint)
    river = [(s, 0.66 + 0.12 * sin(s * 5)) for s in _steps(1.1)]
    canvas.path([(x - 0.05, y) for x, y in river], 0.1, mixed("#5aa2c8", WHITE, 0.3))
    pins = [(0.16, 0.4, colour), (0.36, 0.3, CLAY), (0.55, 0.56, NIGHT), (0.7, 0.28, SUN)]
    for x, y, paint in (*pins, (0.86, 0.6, colour)):
        canvas.shape([(x - 0.045, y + 0.035), (x + 0.045, y + 0.035), (x, y + 0.2)], paint)
        canvas.disc(x, y, 0.092, paint)
        canvas.disc(x, y, 0.04, WHITE)


def bloom(canvas: Canvas, colour: str) -> None:
    """Flowers of different height in a row."""
    canvas.box(0, 0.88, 1, 1, mixed(colour, NIGHT, 0.45))
    stems = [(0.1, 0.5), (0.26, 0.3), (0.42, 0.52), (0.58, 0.27), (0.75, 0.46), (0.9, 0.34)]
    for n, (x, y) in enumerate(stems):
        canvas.path([(x, 0.9), (x, y)], 0.02, mixed(colour, NIGHT, 0.2))
        leaf = (y + 0.9) / 2
        canvas.shape([(x, leaf + 0.1), (x + 0.055, leaf - 0.03), (x + 0.012, leaf)], colour)
        petal = (CLAY, SUN, colour)[n % 3]
        for px, py in around(x, y, 0.085, 7, turn=n / 3):
            canvas.disc(px, py, 0.052, petal)
        canvas.disc(x, y, 0.055, WHITE if petal == SUN else NIGHT)


MOTIFS: dict[str, Callable[[Canvas, str], None]] = {
    motif.__name__: motif
    for motif in (tables, route, houses, network, stage, hurdles, places, bloom)
}
