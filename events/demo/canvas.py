"""A sheet to draw on with measures between 0 and 1, so that motifs do not know their size."""

from collections.abc import Iterable

from PIL import Image, ImageColor, ImageDraw

FINER = 2  # drawn this many times larger, then made smaller, so that edges are smooth

Point = tuple[float, float]


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with a share (0 to 1) of `other` in it, as `#rrggbb`."""
    one, two = ImageColor.getrgb(colour)[:3], ImageColor.getrgb(other)[:3]
    parts = (round(a + (b - a) * share) for a, b in zip(one, two, strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


class Canvas:
    """Places are shares of width and height; radii and line widths are shares of the height."""

    def __init__(self, width: int, height: int, paper: str) -> None:
        self.width, self.height = width * FINER, height * FINER
        self.image = Image.new("RGB", (self.width, self.height), paper)
        self.pen = ImageDraw.Draw(self.image)

    def finished(self) -> Image.Image:
        """The picture at its own size."""
        return self.image.reduce(FINER)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled circle."""
        cx, cy, r = x * self.width, y * self.height, radius * self.height
        self.pen.ellipse((cx - r, cy - r, cx + r, cy + r), fill=colour)

    def shape(self, points: Iterable[Point], colour: str) -> None:
        """A filled polygon."""
        self.pen.polygon([self._at(point) for point in points], fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """A filled rectangle."""
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def path(self, points: Iterable[Point], thick: float, colour: str) -> None:
        """A line with round joints and ends."""
        places = [self._at(point) for point in points]
        width = round(thick * self.height)
        self.pen.line(places, fill=colour, width=width, joint="curve")
        for x, y in (places[0], places[-1]):
            self.pen.ellipse(
                (x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=colour
            )

    def _at(self, point: Point) -> Point:
        return point[0] * self.width, point[1] * self.height
