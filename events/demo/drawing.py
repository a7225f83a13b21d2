"""Draws the pictures of the demo: posters and logos, the same ones at every load."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from events.demo.canvas import Canvas, mixed
from events.demo.motifs import MOTIFS

POSTER = (1600, 900)
LOGO = (480, 480)
PAPER = "#f7f2e7"


def poster(motif: str, colour: str) -> "ContentFile[bytes]":
    """A wide picture in the tints of a colour. Raises KeyError for an unknown motif."""
    draw = MOTIFS[motif]
    canvas = Canvas(*POSTER, mixed(colour, PAPER, 0.86))
    draw(canvas, colour)
    return _file(canvas.finished(), f"{motif}.png")


def logo(letters: str, colour: str) -> "ContentFile[bytes]":
    """A square logo: letters on a disc of a colour, a lighter disc peeping out behind it."""
    canvas = Canvas(*LOGO, "#ffffff")
    canvas.disc(0.60, 0.42, 0.36, mixed(colour, "#ffffff", 0.55))
    canvas.disc(0.46, 0.54, 0.42, colour)
    picture = canvas.finished()
    size = {1: 230, 2: 190, 3: 145}.get(len(letters), 112)
    ImageDraw.Draw(picture).text(
        (LOGO[0] * 0.46, LOGO[1] * 0.54),
        letters,
        font=ImageFont.load_default(size),
        fill="#ffffff",
        anchor="mm",
    )
    return _file(picture, f"{letters}.png")


def _file(picture: Image.Image, name: str) -> "ContentFile[bytes]":
    kept = BytesIO()
    picture.save(kept, "PNG", compress_level=1)  # it is encoded anew at once
    return ContentFile(kept.getvalue(), name=name)
