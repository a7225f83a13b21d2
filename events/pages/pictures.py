"""Pictures as pages show them: WebP for who knows it, JPEG or PNG for who does not, in sizes."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.pages.links import media
from events.programme import Picture
from festival.picture_versions import fallback_path, large_path, versions


@dataclass(frozen=True)
class PictureView:
    """A picture with its size, so that nothing jumps when it arrives.

    `webp` is empty for a picture that was stored as WebP alone; then `srcset` names that.
    """

    url: str  # the largest, to open on its own
    src: str  # the smallest
    webp: str
    srcset: str
    width: int
    height: int
    alt: str = ""


def picture_view(path: str, width: int, height: int, alt: str = "") -> PictureView:
    """A stored picture, by its path or that of its small version, and its size in pixels."""
    path = large_path(path)
    modern, plain = versions(path, webp=True), versions(path, webp=False)
    shown = plain or modern
    return PictureView(
        url=media(fallback_path(path)),
        src=media(shown[0][0]),
        webp=_srcset(modern) if plain else "",
        srcset=_srcset(shown),
        width=width,
        height=height,
        alt=alt,
    )


def view_of(picture: Picture, *, alt: str = "") -> PictureView:
    """A picture of a release. Its name stands beside a logo or portrait: then `alt` is empty."""
    return picture_view(picture.path, picture.width, picture.height, alt)


def _srcset(found: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{media(path)} {width}w" for path, width in found)
