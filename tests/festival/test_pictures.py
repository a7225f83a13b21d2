"""Uploaded pictures: whatever comes in, what is stored are files that we made ourselves."""

import resource
import struct
import zlib
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.forms import modelform_factory
from django.utils import translation
from PIL import Image, ImageCms

from events.models import Photo
from events.publishing import publish
from festival.editing import add, change, remove
from festival.picture_versions import (
    fallback_path,
    large_path,
    size_of,
    small_path,
    versions,
)
from partners.models import Organisation
from tests.factories import NOW, make_event, make_organisation

pytestmark = pytest.mark.django_db
OrganisationForm = modelform_factory(Organisation, fields=["name", "slug", "kind", "logo"])

UNREADABLE = (
    "Dit kunnen we niet als foto lezen. Kies een bestand van het soort JPEG, PNG, WebP of GIF."
)
DAMAGED = "Deze foto is beschadigd of niet compleet. Bewaar hem opnieuw, of kies een andere."
PIXELS = "Deze foto heeft meer dan 40 miljoen beeldpunten. Maak hem eerst kleiner."
PHONE = "Dit is een HEIC- of AVIF-bestand. Dat kunnen we niet lezen. Bewaar de foto eerst als JPEG."
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(
    size: tuple[int, int] = (64, 48), kind: str = "PNG", mode: str = "RGB", **saved: Any
) -> bytes:
    """A picture of one colour."""
    kept = BytesIO()
    colour: Any = {"RGB": (200, 30, 30), "CMYK": (0, 200, 200, 30)}.get(mode, 1)
    Image.new(mode, size, colour).save(kept, kind, **saved)
    return kept.getvalue()


PNG_HEAD = picture()[:41]  # up to where the content begins


def giant() -> bytes:
    """The beginning of a PNG of 20 000 by 20 000 pixels in colour: 1.2 GB when decoded."""
    about = struct.pack(">IIBBBBB", 20000, 20000, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", about), (b"IDAT", zlib.compress(bytes(10**6))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def opened(path: str) -> tuple[str | None, tuple[int, int]]:
    """Format and size of a stored picture."""
    stored = Image.open(default_storage.open(path))
    return stored.format, stored.size


def huge_file() -> TemporaryUploadedFile:
    """200 MB on paper: a file with a hole in it."""
    upload = TemporaryUploadedFile("groot.jpg", "image/jpeg", 200 * 1024 * 1024, None)
    upload.file.truncate(200 * 1024 * 1024)
    return upload


HOSTILE = [
    ("logo.svg", SCRIPT, UNREADABLE),
    ("logo.png", SCRIPT, UNREADABLE),
    ("bom.png", giant(), PIXELS),
    ("te-veel.png", picture((8000, 8000), mode="1"), PIXELS),
    ("tekst.png", b"Dit is gewoon tekst.", UNREADABLE),
    ("half.jpg", picture((900, 700), "JPEG")[:2000], DAMAGED),
    ("half.png", picture((900, 700))[:200], DAMAGED),
    ("kop.png", picture()[:20], UNREADABLE),
    ("plaat.tiff", picture(kind="TIFF"), UNREADABLE),
    ("blad.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", UNREADABLE),
    ("stuk.png", b"".join((PNG_HEAD, b"\x00" * 400)), DAMAGED),
    ("verslag.png", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n", UNREADABLE),
    ("IMG_1.HEIC", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 200, PHONE),
    ("IMG_1.jpg", b"\x00\x00\x00\x20ftypmif1" + b"\x00" * 200, PHONE),
    ("leeg.png", b"", "Het verstuurde bestand is leeg."),
]


@pytest.mark.parametrize(("name", "content", "sentence"), HOSTILE, ids=[h[0] for h in HOSTILE])
def test_a_form_tells_what_is_wrong_beside_the_field_and_keeps_the_rest(
    name: str, content: bytes, sentence: str
) -> None:
    typed = {"name": "Wijkraad", "slug": "wijkraad", "kind": "residents"}

    with translation.override("nl"):
        form = OrganisationForm(typed, {"logo": SimpleUploadedFile(name, content)})
        told = dict(form.errors)

    assert told == {"logo": [sentence]}
    assert form["name"].value() == "Wijkraad"
    assert default_storage.exists("logos") is False


@pytest.mark.parametrize(("name", "content", "sentence"), HOSTILE, ids=[h[0] for h in HOSTILE])
def test_the_verb_refuses_the_same(name: str, content: bytes, sentence: str) -> None:
    organisation = Organisation(
        name="Wijkraad", slug="wijkraad", logo=SimpleUploadedFile(name, content)
    )

    with translation.override("nl"), pytest.raises(ValidationError) as refused:
        add(organisation, now=NOW, by=None)

    empty = "Dit bestand is leeg."
    assert refused.value.message_dict == {"logo": [sentence if content else empty]}
    assert Organisation.objects.count() == 0


def test_a_file_of_200_megabytes_is_refused_with_its_size() -> None:
    typed = {"name": "Wijkraad", "slug": "wijkraad", "kind": "residents"}

    with translation.override("nl"):
        told = dict(OrganisationForm(typed, {"logo": huge_file()}).errors)

    sentence = "Deze foto is 200,0 MB; er past hooguit 10,0 MB. Maak hem eerst kleiner."
    assert [text.replace("\xa0", " ") for text in told["logo"]] == [sentence]


def test_a_bomb_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", pytest.fail)
    bomb = SimpleUploadedFile("bom.png", giant())
    most_before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(ValidationError):
        Organisation(name="Wijkraad", slug="wijkraad", logo=bomb).full_clean()

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most_before
    assert grown < 20_000  # kB


def test_a_save_without_any_check_stores_nothing_hostile() -> None:
    organisation = Organisation(
        name="Wijkraad", slug="wijkraad", logo=SimpleUploadedFile("logo.png", SCRIPT)
    )

    with pytest.raises(ValidationError):
        organisation.save()

    assert default_storage.exists("logos") is False


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "P"), ("PNG", "I;16"),
     ("PNG", "LA"), ("PNG", "1"), ("WEBP", "RGB"), ("GIF", "P")],
)  # fmt: skip
def test_each_kind_of_picture_is_kept_in_three_sizes_and_two_formats(kind: str, mode: str) -> None:
    content = picture((2000, 1000), kind, mode)

    organisation = make_organisation(logo=SimpleUploadedFile("logo.bin", content))

    path = organisation.logo.name
    sizes = [(480, 240), (960, 480), (1600, 800)]
    assert [opened(p) for p, _width in versions(path, webp=True)] == [("WEBP", s) for s in sizes]
    assert [opened(p)[1] for p, _width in versions(path, webp=False)] == sizes
    assert {opened(p)[0] for p, _width in versions(path, webp=False)} <= {"JPEG", "PNG"}
    assert (size_of(path), opened(small_path(path))) == ((1600, 800), ("WEBP", (480, 240)))


@pytest.mark.parametrize(
    ("mode", "colour", "kind"),
    [("RGBA", (200, 30, 30, 90), "PNG"), ("RGBA", (200, 30, 30, 255), "JPEG"),
     ("RGB", (200, 30, 30), "JPEG")],
)  # fmt: skip
def test_only_what_one_can_see_through_has_a_png_beside_it(
    mode: str, colour: Any, kind: str
) -> None:
    kept = BytesIO()
    Image.new(mode, (600, 300), colour).save(kept, "PNG")

    organisation = make_organisation(logo=SimpleUploadedFile("logo.png", kept.getvalue()))

    path = organisation.logo.name
    assert opened(fallback_path(path)) == (kind, (600, 300))
    assert [width for _path, width in versions(path, webp=True)] == [480, 600]


def test_a_picture_of_before_is_shown_with_what_there_is_of_it() -> None:
    path = "photos/abc-1600x900.webp"

    assert size_of(path) == (1600, 900)
    assert versions(path, webp=True) == [("photos/abc-1600x900-small.webp", 480), (path, 1600)]
    assert versions(path, webp=False) == []
    assert (fallback_path(path), large_path(small_path(path))) == (path, path)


def test_what_is_hidden_behind_a_picture_is_not_kept() -> None:
    archive = BytesIO()
    with ZipFile(archive, "w") as packed:
        packed.writestr("kwaad.html", "<script>alert(1)</script>")
    both = picture((60, 20), "JPEG") + archive.getvalue() + SCRIPT

    organisation = make_organisation(logo=SimpleUploadedFile("foto.jpg", both))

    folder = default_storage.listdir("logos")[1]
    stored = [default_storage.open(f"logos/{name}").read() for name in folder]
    assert organisation.logo.name.split("/")[1] in folder
    assert [b"script" in raw or b"PK" in raw for raw in stored] == [False] * len(folder)


def test_a_picture_with_another_name_is_what_it_is() -> None:
    organisation = make_organisation(logo=SimpleUploadedFile("verslag.pdf", picture()))

    assert organisation.logo.name.endswith("-64x48-jpg.webp")


def test_colours_of_print_become_colours_of_the_screen() -> None:
    red = picture((40, 30), "JPEG", "CMYK")

    organisation = make_organisation(logo=SimpleUploadedFile("drukwerk.jpg", red))

    stored: Any = Image.open(default_storage.open(organisation.logo.name)).convert("RGB")
    r, g, b = stored.getpixel((20, 15))
    assert (r > 180, g < 90, b < 90) == (True, True, True)


def test_of_a_moving_picture_the_first_frame_stays() -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("#ff0000", "#0000ff")]
    kept = BytesIO()
    frames[0].save(kept, "GIF", save_all=True, append_images=frames[1:])

    organisation = make_organisation(logo=SimpleUploadedFile("logo.gif", kept.getvalue()))

    stored: Any = Image.open(default_storage.open(organisation.logo.name))
    red, _green, blue = stored.convert("RGB").getpixel((20, 15))
    assert (stored.n_frames, red > 200, blue < 50) == (1, True, True)


def test_a_photo_is_turned_upright_and_tells_nothing_about_its_maker() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    exif[0x010F] = "Camera van Fatma"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = picture((60, 20), "JPEG", exif=exif, icc_profile=profile, comment=b"thuis gemaakt")

    organisation = make_organisation(logo=SimpleUploadedFile("IMG_1.jpg", content))

    stored = Image.open(default_storage.open(organisation.logo.name))
    raw = default_storage.open(organisation.logo.name).read()
    assert (stored.size, dict(stored.getexif())) == ((20, 60), {})
    assert [word in raw for word in (b"Fatma", b"thuis", b"ICCP", b"EXIF")] == [False] * 4


def test_a_broken_note_of_the_camera_costs_the_turn_and_not_the_picture() -> None:
    content = picture((60, 20), "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff")

    organisation = make_organisation(logo=SimpleUploadedFile("IMG_1.jpg", content))

    assert size_of(organisation.logo.name) == (60, 20)


def test_a_long_or_strange_name_does_not_matter() -> None:
    name = "../" + "é" * 300 + "<script>.png"
    typed = {"name": "Wijkraad", "slug": "wijkraad", "kind": "residents"}
    form = OrganisationForm(typed, {"logo": SimpleUploadedFile(name, picture())})

    organisation = form.save()

    assert organisation.logo.name.startswith("logos/")
    assert organisation.logo.name.endswith("-64x48-jpg.webp")
    assert organisation.logo.name.isascii()


def test_the_same_picture_is_stored_once() -> None:
    one, other = (make_organisation(logo=SimpleUploadedFile("a.png", picture())) for _ in range(2))

    assert one.logo.name == other.logo.name
    assert len(default_storage.listdir("logos")[1]) == 4  # large and small, WebP and JPEG


def test_a_replaced_and_a_removed_picture_stay_for_the_release_that_shows_them() -> None:
    event = make_event()
    photo = add(
        Photo(event=event, image=SimpleUploadedFile("a.png", picture()), alt="Rood vlak"),
        now=NOW,
        by=None,
    )
    shown = publish(event, now=NOW, by=None).content["photos"][0]

    change(photo, now=NOW, by=None, image=SimpleUploadedFile("b.png", picture((10, 10))))
    photo.image.delete()
    remove(photo, now=NOW, by=None)

    paths = [shown["path"], shown["small_path"]]
    assert [default_storage.exists(path) for path in paths] == [True, True]
