"""Files that come with an answer: checked by their content, and kept away from the public.

A file is stored once it has been checked, under a name that nobody can guess, so that a form
that is given back need not be given it anew: it carries a signed token, which is good for that
very field only. A file that no answer refers to is erased after a day.
"""

import filecmp
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any
from uuid import uuid4

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from festival.documents import KINDS, check_document
from festival.pictures import picture_alone
from festival.private_files import private_storage
from festival.typed import tidy
from registrations.models import Answer

FOLDER = "answers"
MOST_BYTES = 10 * 1024 * 1024
PICTURES = ("jpg", "jpeg", "png", "webp", "gif")
ACCEPT = ",".join(f".{kind}" for kind in (*KINDS, *PICTURES))
LONGEST_NAME = 100
SALT = "registrations.questions.uploads"
CLAIMED_WITHIN = timedelta(hours=20)  # shorter than UNCLAIMED, so that no token outlives its file
UNCLAIMED = timedelta(hours=24)


@dataclass(frozen=True)
class KeptUpload:
    """A file that was checked and stored: where, how its owner calls it, and for which field."""

    path: str
    name: str
    meant_for: str = ""

    def __str__(self) -> str:
        return self.name

    @property
    def token(self) -> str:
        """What a form carries to refer to it."""
        return signing.dumps([self.path, self.name], salt=f"{SALT}.{self.meant_for}")

    @property
    def size(self) -> int | None:
        """In bytes; None when the file is not there any more."""
        try:
            return private_storage.size(self.path)
        except FileNotFoundError:
            return None

    def says_the_same_as(self, other: "KeptUpload") -> bool:
        """Whether both have one name and one content."""
        if self.name != other.name or self.size is None or self.size != other.size:
            return False
        paths = (private_storage.path(self.path), private_storage.path(other.path))
        return filecmp.cmp(*paths, shallow=False)


@dataclass(frozen=True)
class Filed(KeptUpload):
    """A file that stands with an answer already, and the address where its owner gets it."""

    address: str = ""

    @property
    def token(self) -> str:
        """None: nobody has to bring it along."""
        return ""


def keep(upload: "File[bytes]", meant_for: str = "") -> KeptUpload:
    """Check and store an upload. Raises ValidationError with a sentence for the uploader."""
    name = tidy(PurePosixPath(str(upload.name or "").replace("\\", "/")).name)
    if upload.size and upload.size > MOST_BYTES:
        sizes = {"size": filesizeformat(upload.size), "most": filesizeformat(MOST_BYTES)}
        raise ValidationError(_("This file is %(size)s; at most %(most)s is possible.") % sizes)
    stem, kind = PurePosixPath(name).stem, PurePosixPath(name).suffix.lstrip(".").lower()
    if kind in PICTURES:
        data, kind = picture_alone(upload)
    elif kind in KINDS:
        kind = check_document(upload, name)
        upload.seek(0)
        data = upload.read()
    else:
        kinds = ", ".join((*KINDS, *PICTURES))
        raise ValidationError(
            _("Choose a file of one of these kinds: %(kinds)s.") % {"kinds": kinds}
        )
    path = private_storage.save(f"{FOLDER}/{uuid4().hex}.{kind}", ContentFile(data))
    return KeptUpload(path, f"{stem[:LONGEST_NAME] or 'file'}.{kind}", meant_for)


def presented(token: str, meant_for: str = "") -> KeptUpload | None:
    """The file that a token stands for; None when it was forged, is too old, or is gone.

    None as well when the token came with the form of another question, or of somebody else.
    """
    try:
        path, name = signing.loads(token, salt=f"{SALT}.{meant_for}", max_age=CLAIMED_WITHIN)
    except signing.BadSignature:
        return None
    return KeptUpload(path, name, meant_for) if private_storage.exists(path) else None


def erase_answers(answers: "QuerySet[Any]") -> int:
    """Delete answers together with their files; how many answers. Files go with the commit."""
    paths = list(answers.exclude(file="").values_list("file", flat=True))
    count: int = answers.delete()[0]
    if paths:
        transaction.on_commit(lambda: _erase_files(paths))
    return count


def erase_unclaimed(now: datetime) -> int:
    """Erase the files that no answer refers to and that are a day old; how many. For the worker."""
    if not private_storage.exists(FOLDER):
        return 0
    paths = [f"{FOLDER}/{name}" for name in private_storage.listdir(FOLDER)[1]]
    return _erase_files(
        path for path in paths if private_storage.get_modified_time(path) <= now - UNCLAIMED
    )


def _erase_files(paths: Iterable[str]) -> int:
    found = set(paths)
    found -= set(Answer.objects.exclude(file="").order_by().values_list("file", flat=True))
    for path in found:
        private_storage.delete(path)
    return len(found)
