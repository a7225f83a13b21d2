"""Documents that people upload: recognised by what is in them, stored under a safe name.

PDF, OpenDocument, Word, Excel and PowerPoint without macros, plain text and CSV. Nothing is
unpacked: of an archive only the table of contents is read.
"""

import hashlib
import zipfile
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify
from django.utils.translation import gettext as _

from festival.upload_inputs import DocumentInput
from festival.uploads import KeptFile, store_once

MOST_BYTES = 20 * 1024 * 1024
OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
TEXTS = ("txt", "csv")
KINDS = ("pdf", *OPEN_DOCUMENT.values(), *OFFICE.values(), *TEXTS)
ACCEPT = ",".join(f".{kind}" for kind in KINDS)
TAIL = 2048  # bytes in which the end mark of a PDF must stand
MOST_ENTRIES = 10_000  # in an archive


def check_document(upload: "File[bytes]", name: str) -> str:
    """The kind of an upload, such as `pdf`. Raises ValidationError with a sentence."""
    if not upload.size:
        raise ValidationError(_("This file is empty."))
    if upload.size > MOST_BYTES:
        raise ValidationError(
            _("This document is %(size)s; at most %(most)s is possible.")
            % {"size": filesizeformat(upload.size), "most": filesizeformat(MOST_BYTES)}
        )
    promised = PurePosixPath(name).suffix.lstrip(".").lower()
    if promised not in KINDS:
        raise _unknown()
    found = _kind_of(upload, promised)
    if found != promised:
        raise ValidationError(
            _("The name ends in .%(promised)s, but that is not what is in the file.")
            % {"promised": promised}
        )
    return found


def _unknown() -> ValidationError:
    return ValidationError(
        _("We cannot accept this kind of document. Choose one of: %(kinds)s.")
        % {"kinds": ", ".join(KINDS)}
    )


def _kind_of(upload: "File[bytes]", promised: str) -> str:
    upload.seek(0)
    head = upload.read(8)
    if head.startswith(b"%PDF-"):
        return _whole_pdf(upload)
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(upload)
    return promised if promised in TEXTS and _is_text(upload) else ""


def _whole_pdf(upload: "File[bytes]") -> str:
    upload.seek(max(upload.size - TAIL, 0))
    if b"%%EOF" not in upload.read():
        raise _damaged()
    return "pdf"


def _damaged() -> ValidationError:
    return ValidationError(_("This document is damaged or incomplete. Save it again."))


def _kind_of_archive(upload: "File[bytes]") -> str:
    try:
        with zipfile.ZipFile(upload) as archive:
            names = set(archive.namelist()[:MOST_ENTRIES])
            if "mimetype" in names:
                with archive.open("mimetype") as mimetype:
                    return OPEN_DOCUMENT.get(mimetype.read(100).strip(), "")
    except Exception as problem:  # an archive can be broken in many ways
        raise _damaged() from problem
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ValidationError(_("This document contains macros. Save it without them."))
    return next((kind for part, kind in OFFICE.items() if part in names), "")


def _is_text(upload: "File[bytes]") -> bool:
    upload.seek(0)
    try:
        text = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise ValidationError(
            _("This text is not in UTF-8. Save it again with the encoding UTF-8.")
        ) from problem
    return all(character >= " " or character in "\t\r\n\f" for character in text)


class DocumentFile(KeptFile):
    """A document of a record, stored as `<title>-<hash>.<kind>`."""

    def save(self, name: str | None, content: "File[Any]", save: bool = True) -> None:
        """Store the document; raises ValidationError for what is not allowed."""
        kind = check_document(content, name or "")
        content.seek(0)
        data = content.read()
        stem = slugify(PurePosixPath(name or "").stem)[:40].strip("-") or "document"
        digest = hashlib.sha256(data).hexdigest()[:12]
        path = str(PurePosixPath(str(self.field.upload_to)) / f"{stem}-{digest}.{kind}")
        store_once(self.storage, path, ContentFile(data))
        self.keep(path, save=save)


class DocumentField(models.FileField):
    """A document that is checked when it is saved."""

    attr_class = DocumentFile

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """Refuse, beside the field, what is not a document we can keep."""
        value = super().clean(value, model_instance)
        if value and not value._committed:
            check_document(value.file, value.name)
        return value

    def formfield(self, **kwargs: Any) -> Any:
        """A file input that suggests the kinds that are allowed."""
        kwargs = {"widget": DocumentInput, "max_length": None} | kwargs
        field = super().formfield(**kwargs)
        if field is not None:
            field.widget.attrs.setdefault("accept", ACCEPT)
        return field
