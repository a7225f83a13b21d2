"""Uploaded pictures: whatever comes in, what is stored is a WebP that we made ourselves."""

from io import BytesIO
from typing import Any

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
from festival.pictures import size_of, small_path
from partners.models import Organisation
from tests.factories import NOW, make_event, make_organisation

pytestmark = pytest.mark.django_db
OrganisationForm = modelform_factory(Organisation, fields=["name", "slug", "kind", "logo"])

UNREADABLE = (
    "Dit kunnen we niet als foto lezen. Kies een bestand van het soort JPEG, PNG, WebP of GIF."
)
DAMAGED = "Deze foto is beschadigd of niet compleet. Bewaar hem opnieuw, of kies een andere."
PIXELS = "Deze foto heeft meer dan 40 miljoen beeldpunten. Maak hem eerst kleiner."
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(
    size: tuple[int, int] = (64, 48), kind: str = "PNG", mode: str = "RGB", **saved: Any
) -> bytes:
    """A picture of one colour."""
    kept = BytesIO()
    colour: Any = {"RGB": (200, 30, 30), "CMYK": (0, 200, 200, 30)}.get(mode, 1)
    Image.new(mode, size, colour).save(kept, kind, **saved)
    return kept.getvalue()


def huge_file() -> TemporaryUploadedFile:
    """200 MB on paper: a file with a hole in it."""
    upload = TemporaryUploadedFile("groot.jpg", "image/jpeg", 200 * 1024 * 1024, None)
    upload.file.truncate(200 * 1024 * 1024)
    return upload


HOSTILE = [
    ("logo.svg", SCRIPT, UNREADABLE),
    ("logo.png", SCRIPT, UNREADABLE),
    ("bom.png", picture((20000, 20000), mode="1"), PIXELS),
    ("te-veel.png", picture((8000, 8000), mode="1"), PIXELS),
    ("tekst.png", b"Dit is gewoon tekst.", UNREADABLE),
    ("half.jpg", picture((900, 700), "JPEG")[:2000], DAMAGED),
    ("half.png", picture((900, 700))[:200], DAMAGED),
    ("kop.png", picture()[:20], UNREADABLE),
    ("plaat.tiff", picture(kind="TIFF"), UNREADABLE),
    ("blad.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", UNREADABLE),
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
    bomb = SimpleUploadedFile("bom.png", picture((20000, 20000), mode="1"))

    with pytest.raises(ValidationError):
        Organisation(name="Wijkraad", slug="wijkraad", logo=bomb).full_clean()


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
def test_each_kind_of_picture_becomes_webp(kind: str, mode: str) -> None:
    content = picture((2000, 1000), kind, mode)

    organisation = make_organisation(logo=SimpleUploadedFile("logo.bin", content))

    path = organisation.logo.name
    stored = [Image.open(default_storage.open(p)) for p in (path, small_path(path))]
    assert [(p.format, p.size) for p in stored] == [("WEBP", (1600, 800)), ("WEBP", (480, 240))]
    assert size_of(path) == (1600, 800)


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
    assert organisation.logo.name.endswith("-64x48.webp")
    assert organisation.logo.name.isascii()


def test_the_same_picture_is_stored_once() -> None:
    one, other = (make_organisation(logo=SimpleUploadedFile("a.png", picture())) for _ in range(2))

    assert one.logo.name == other.logo.name
    assert len(default_storage.listdir("logos")[1]) == 2  # itself and its small version


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
