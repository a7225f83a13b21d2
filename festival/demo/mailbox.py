"""The demo's mail leaves to a folder, so that it can be read in the browser."""

import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage as ParsedMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

NAME = re.compile(r"[0-9]{20}-[0-9a-f]{8}")
SHOWN = 200  # the newest mails on the page


class EmailBackend(BaseEmailBackend):
    """Writes each message to a file of its own instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the messages; how many."""
        folder().mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            moment = datetime.now(tz=UTC).strftime("%Y%m%d%H%M%S%f")
            target = folder() / f"{moment}-{secrets.token_hex(4)}.eml"
            half = target.with_suffix(".half")
            half.write_bytes(mail.message().as_bytes())
            os.replace(half, target)
        return len(email_messages)


@dataclass(frozen=True)
class Attachment:
    """A file that came with a mail."""

    number: int
    name: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """One mail as it was sent. `at` is the moment, in UTC, that it left."""

    name: str
    at: datetime
    subject: str
    sender: str
    to: str
    text: str
    html: str
    attachments: tuple[Attachment, ...]


def folder() -> Path:
    """Where the mails lie."""
    return Path(settings.VAR) / "demo-mail"


def newest() -> list[Mail]:
    """The mails that left last, the newest first."""
    names = sorted((path.stem for path in folder().glob("*.eml")), reverse=True)
    mails = (find(name) for name in names[:SHOWN])
    return [mail for mail in mails if mail]


def find(name: str) -> Mail | None:
    """The mail of that name, None when there is none."""
    path = folder() / f"{name}.eml"
    if not NAME.fullmatch(name) or not path.is_file():
        return None
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    return Mail(
        name=name,
        at=datetime.strptime(name[:20], "%Y%m%d%H%M%S%f").replace(tzinfo=UTC),
        subject=str(message["Subject"] or ""),
        sender=str(message["From"] or ""),
        to=str(message["To"] or ""),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        attachments=tuple(
            Attachment(number, part.get_filename() or f"{number}.bin", _bytes(part))
            for number, part in enumerate(message.iter_attachments(), start=1)
        ),
    )


def _body(message: ParsedMessage, kind: str) -> str:
    part: Any = message.get_body((kind,))
    return str(part.get_content()) if part else ""


def _bytes(part: Any) -> bytes:
    content: bytes = part.get_payload(decode=True) or b""
    return content
