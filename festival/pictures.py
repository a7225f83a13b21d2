"""Pictures that people upload: checked, re-encoded, and stored under a name that says their size.

Whatever way a picture comes in (page, admin, verb, import), `PictureField` looks at what it is
before it decodes it, turns it upright, strips what the camera wrote in it, and keeps it as WebP
and as JPEG (PNG when one can see through it), each in three sizes. Their names come from their
content, so the same picture is stored once, and a stored file never changes.

A photo asks for an alternative text. A logo or portrait does not: wherever it is shown the name
stands beside it, so that its text is empty.
"""

import hashlib
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

from festival.picture_versions import LONGEST_SIDE, SIDES, sizes_of, small_path
from festival.upload_inputs import PictureInput
from festival.uploads import KeptFile, store_once

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
ACCEPT = "image/jpeg,image/png,image/webp,image/gif"
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
QUALITY = 84  # of WebP and JPEG, 0 to 100
PHONE_PHOTOS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
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
    """A picture ready to store: the name of its largest WebP, and all files by their names."""

    name: str
    files: dict[str, bytes]


def encoded(upload: "File[bytes]") -> Encoded:
    """Check and re-encode an upload. Raises ValidationError with a sentence for the uploader."""
    picture = _checked(upload)
    fallback = "png" if picture.mode == "RGBA" else "jpg"
    digest = hashlib.sha256(picture.tobytes()).hexdigest()[:20]
    stem = f"{digest}-{picture.width}x{picture.height}-{fallback}"
    files: dict[str, bytes] = {}
    for ending, _width in sizes_of(picture.width, picture.height, fallback=fallback):
        version = picture.copy()
        version.thumbnail((SIDES[ending], SIDES[ending]))
        files[f"{stem}{ending}.webp"] = _saved(version, "WEBP", quality=QUALITY, method=4)
        files[f"{stem}{ending}.{fallback}"] = _fallback(version, fallback)
    return Encoded(f"{stem}.webp", files)


def picture_alone(upload: "File[bytes]") -> tuple[bytes, str]:
    """An upload, checked and re-encoded in one size, and its kind: `jpg` or `png`.

    Raises ValidationError with a sentence for the uploader.
    """
    picture = _checked(upload)
    kind = "png" if picture.mode == "RGBA" else "jpg"
    return _fallback(picture, kind), kind


def _checked(upload: "File[bytes]") -> Image.Image:
    if not upload.size:
        raise ValidationError(_("This file is empty."))
    if upload.size > MOST_BYTES:
        raise ValidationError(
            _("This picture is %(size)s; at most %(most)s is possible. Make it smaller first.")
            % {"size": filesizeformat(upload.size), "most": filesizeformat(MOST_BYTES)}
        )
    return _decoded(_opened(upload))


def _opened(upload: "File[bytes]") -> Image.Image:
    """The picture, recognised by its content and measured, but not decoded."""
    upload.seek(0)
    head = upload.read(12)
    if head[4:8] == b"ftyp" and head[8:12] in PHONE_PHOTOS:
        raise ValidationError(
            _("This is a HEIC or AVIF file, which we cannot read. Save the photo as JPEG first.")
        )
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
    if "A" in picture.getbands() or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        if clear.getchannel("A").getextrema() != (255, 255):
            return clear
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _by_profile(picture: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None  # a broken profile costs some colour, not the picture


def _fallback(picture: Image.Image, kind: str) -> bytes:
    if kind == "png":
        return _saved(picture, "PNG", optimize=True)
    return _saved(picture, "JPEG", quality=QUALITY, optimize=True, progressive=True)


def _saved(picture: Image.Image, kind: str, **how: Any) -> bytes:
    kept = BytesIO()
    picture.save(kept, kind, **how)
    return kept.getvalue()


class PictureFile(KeptFile, ImageFieldFile):
    """A picture of a record; storing it stores all its versions."""

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
        for file, content_of_file in ready.files.items():
            store_once(self.storage, str(folder / file), ContentFile(content_of_file))
        self.keep(str(folder / ready.name), save=save)


class PictureField(models.ImageField):
    """A picture that is checked and re-encoded when it is saved."""

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
