"""Uploaded documents: recognised by what is in them, stored under a safe name."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import modelform_factory
from django.utils import translation

from events.models import Document
from festival.editing import add, remove
from tests.factories import NOW, make_event

pytestmark = pytest.mark.django_db
DocumentForm = modelform_factory(Document, fields=["event", "title", "file"])

UNKNOWN = (
    "Dit soort document kunnen we niet aannemen. Kies een van deze soorten: "
    "pdf, odt, ods, odp, docx, xlsx, pptx, txt, csv."
)
DAMAGED = "Dit document is beschadigd of niet compleet. Bewaar het opnieuw."
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def archive(**parts: bytes) -> bytes:
    """A zip with parts; `__` in a name stands for a slash, `_` for a dot."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
    return kept.getvalue()


ODT = archive(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<x/>")
DOCX = archive(word__document_xml=b"<x/>")


def lying(suffix: str) -> str:
    return f"De naam eindigt op .{suffix}, maar dat is niet wat er in het bestand zit."


HOSTILE = [
    ("page.html", b"<script>alert(1)</script>", UNKNOWN),
    ("plaat.svg", b"<svg/>", UNKNOWN),
    ("zonder-soort", PDF, UNKNOWN),
    ("virus.exe.pdf", b"MZ\x90\x00", lying("pdf")),
    ("tekst.pdf", b"Dit is tekst.", lying("pdf")),
    ("pdf.txt", PDF, lying("txt")),
    ("foto.pdf", b"\x89PNG\r\n\x1a\n" + bytes(40), lying("pdf")),
    ("zip.docx", archive(readme_txt=b"hoi"), lying("docx")),
    ("tekst.docx", ODT, lying("docx")),
    ("half.pdf", PDF[:-8] + b" " * 3000, DAMAGED),
    ("half.odt", ODT[:60], DAMAGED),
    (
        "macro.docx",
        archive(word__document_xml=b"", word__vbaProject_bin=b""),
        "In dit document zitten macro’s. Bewaar het zonder macro’s.",
    ),
    ("nul.txt", b"a\x00b", lying("txt")),
    (
        "latin.csv",
        "café".encode("latin-1"),
        "Deze tekst staat niet in UTF-8. Bewaar hem opnieuw met de codering UTF-8.",
    ),
    (
        "groot.txt",
        b"x" * (20 * 1024 * 1024 + 1),
        "Dit document is 20,0 MB; er past hooguit 20,0 MB.",
    ),
    ("leeg.txt", b"", "Het verstuurde bestand is leeg."),
]


@pytest.mark.parametrize(("name", "content", "sentence"), HOSTILE, ids=[h[0] for h in HOSTILE])
def test_a_form_tells_what_is_wrong_beside_the_field(
    name: str, content: bytes, sentence: str
) -> None:
    typed = {"event": make_event().pk, "title": "Verslag"}

    with translation.override("nl"):
        form = DocumentForm(typed, {"file": SimpleUploadedFile(name, content)})
        told = {key: [text.replace("\xa0", " ") for text in v] for key, v in form.errors.items()}

    assert told == {"file": [sentence]}


@pytest.mark.parametrize(("name", "content", "_sentence"), HOSTILE, ids=[h[0] for h in HOSTILE])
def test_neither_the_verb_nor_a_bare_save_stores_it(
    name: str, content: bytes, _sentence: str
) -> None:
    document = Document(event=make_event(), title="Verslag", file=SimpleUploadedFile(name, content))

    with pytest.raises(ValidationError):
        add(document, now=NOW, by=None)
    with pytest.raises(ValidationError):
        document.save()

    assert default_storage.exists("documents") is False


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Verslag.pdf", PDF, "pdf"),
        ("Verslag.ODT", ODT, "odt"),
        ("Verslag.docx", DOCX, "docx"),
        ("Verslag.txt", "Café ’t IJ\n".encode(), "txt"),
        ("Verslag.csv", "\ufeffnaam;plaats\n".encode(), "csv"),
    ],
)
def test_what_is_allowed_is_stored_as_it_came(name: str, content: bytes, kind: str) -> None:
    file = SimpleUploadedFile(name, content)

    document = add(Document(event=make_event(), title="Verslag", file=file), now=NOW, by=None)

    stored = document.file.name
    assert (stored[:18], stored.rsplit(".")[-1]) == ("documents/verslag-", kind)
    assert default_storage.open(stored).read() == content


def test_a_strange_name_becomes_a_safe_one() -> None:
    file = SimpleUploadedFile("..\\<b>Notulen\r\n" + "x" * 300 + "\u202efdp.txt", b"Hallo")

    document = add(Document(event=make_event(), title="Verslag", file=file), now=NOW, by=None)

    assert document.file.name.startswith("documents/bnotulen")
    assert document.file.name.isascii()
    assert len(document.file.name) <= 70


def test_a_removed_document_stays_for_the_release_that_shows_it() -> None:
    file = SimpleUploadedFile("a.txt", b"Hallo")
    document = add(Document(event=make_event(), title="Verslag", file=file), now=NOW, by=None)
    path = document.file.name

    remove(document, now=NOW, by=None)

    assert default_storage.exists(path) is True
