"""Pictures that people upload: checked, re-encoded, and stored under a name that says their size.

Whatever way a picture comes in (page, admin, verb, import), `PictureField` looks at what it is
before it decodes it, turns it upright, strips what the camera wrote in it, and keeps two WebP
files: one of at most 1600 pixels and a small one of at most 480. Their names come from their
content, so the same picture is stored once, and a stored file never changes.
"""

import hashlib
import re
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models.fields.files import ImageFieldFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms

from festival.upload_inputs import PictureInput
from festival.uploads import KeptFile, store_once

SIZE = re.compile(r"-(\d+)x(\d+)\.webp$")
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
ACCEPT = "image/jpeg,image/png,image/webp,image/gif"
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
LONGEST_SIDE_SMALL = 480
QUALITY = 84  # of WebP, 0 to 100
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)  # we count ourselves
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Encoded:
    """A picture ready to store: its file name, and both versions as WebP."""

    name: str
    large: bytes
    small: bytes


def encoded(upload: "File[bytes]") -> Encoded:
    """Check and re-encode an upload. Raises ValidationError with a sentence for the uploader."""
    if not upload.size:
        raise ValidationError(_("This file is empty."))
    if upload.size > MOST_BYTES:
        raise ValidationError(
            _("This picture is %(size)s; at most %(most)s is possible. Make it smaller first.")
            % {"size": filesizeformat(upload.size), "most": filesizeformat(MOST_BYTES)}
        )
    picture = _decoded(_opened(upload))
    small = picture.copy()
    small.thumbnail((LONGEST_SIDE_SMALL, LONGEST_SIDE_SMALL))
    large_bytes, small_bytes = _webp(picture), _webp(small)
    digest = hashlib.sha256(large_bytes).hexdigest()[:20]
    return Encoded(f"{digest}-{picture.width}x{picture.height}.webp", large_bytes, small_bytes)


def _opened(upload: "File[bytes]") -> Image.Image:
    """The picture, recognised by its content and measured, but not decoded."""
    upload.seek(0)
    try:
        picture = Image.open(upload, formats=FORMATS)
    except Image.DecompressionBombError as bomb:
        raise _too_many_pixels() from bomb
    except Exception as problem:  # each decoder has its own errors
        raise ValidationError(
            _("We cannot read this as a picture. Choose a JPEG, PNG, WebP or GIF file.")
        ) from problem
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_many_pixels()
    return picture


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("This picture has more than %(most)d million pixels. Make it smaller first.")
        % {"most": MOST_PIXELS // 1_000_000}
    )


def _decoded(picture: Image.Image) -> Image.Image:
    """The first frame: upright, in sRGB, no larger than needed, and without anything else."""
    try:
        picture.seek(0)
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.load()
        turn = _turn(picture)
        plain = _in_srgb(picture)
        plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    except Image.DecompressionBombError as bomb:
        raise _too_many_pixels() from bomb
    except Exception as problem:  # each decoder has its own errors
        raise ValidationError(
            _("This picture is damaged or incomplete. Save it again, or choose another one.")
        ) from problem
    upright = plain.transpose(turn) if turn is not None else plain
    upright.info.clear()
    return upright


def _turn(picture: Image.Image) -> Image.Transpose | None:
    """How to turn the picture upright, as the camera noted it (EXIF 2.32, orientation)."""
    try:
        return TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # a broken note costs the turn, not the picture
        return None


def _in_srgb(picture: Image.Image) -> Image.Image:
    """In RGB or RGBA; colours of a camera's or printer's own profile are converted."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK"):
        converted = _by_profile(picture, profile)
        if converted is not None:
            return converted
    if picture.mode.startswith("I"):  # 16 bits per pixel
        picture = picture.point(lambda value: value / 256).convert("L")
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    mode = "RGBA" if see_through else "RGB"
    return picture if picture.mode == mode else picture.convert(mode)


def _by_profile(picture: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None  # a broken profile costs some colour, not the picture


def _webp(picture: Image.Image) -> bytes:
    kept = BytesIO()
    picture.save(kept, "WEBP", quality=QUALITY, method=4)
    return kept.getvalue()


class PictureFile(KeptFile, ImageFieldFile):
    """A picture of a record; storing it stores both versions."""

    ready: Encoded | None = None

    @property
    def small_url(self) -> str:
        """The address of the small version."""
        return str(self.storage.url(small_path(str(self.name))))

    def checked(self) -> None:
        """Check and re-encode what was uploaded, once. Raises ValidationError."""
        if self.ready is None:
            self.ready = encoded(self.file)

    def save(self, name: str | None, content: "File[Any]", save: bool = True) -> None:
        """Store the re-encoded picture; raises ValidationError for anything else."""
        ready = self.ready or encoded(content)
        folder = PurePosixPath(str(self.field.upload_to))
        path = str(folder / ready.name)
        store_once(self.storage, path, ContentFile(ready.large))
        store_once(self.storage, small_path(path), ContentFile(ready.small))
        self.keep(path, save=save)


class PictureField(models.ImageField):
    """A picture that is checked and re-encoded to WebP when it is saved."""

    attr_class = PictureFile

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """Refuse, beside the field, what is not a picture we can keep."""
        value = super().clean(value, model_instance)
        if value and not value._committed:
            value.checked()
        return value

    def formfield(self, **kwargs: Any) -> Any:
        """A file input; the model field checks, so that there is one gate and one decoding."""
        kwargs = {
            "form_class": forms.FileField,
            "widget": PictureInput,
            "max_length": None,
        } | kwargs
        field = super().formfield(**kwargs)
        if field is not None:
            field.widget.attrs.setdefault("accept", ACCEPT)
        return field


def size_of(path: str) -> tuple[int, int]:
    """Width and height in pixels, read from a stored picture's name; (0, 0) when unknown."""
    found = SIZE.search(path)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def small_path(path: str) -> str:
    """Where the small version of a stored picture lies."""
    pure = PurePosixPath(path)
    return str(pure.with_name(f"{pure.stem}-small{pure.suffix}"))
