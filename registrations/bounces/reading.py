"""Reading a delivery report (RFC 3464): which mail came back, from whom, and why; purely."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser, HeaderParser
from typing import Any

from django.utils.translation import gettext as _

from festival.typed import tidy

LONGEST_CODE = 11
HEADERS = {"text/rfc822-headers", "message/global-headers"}
WHOLE = {"message/rfc822", "message/global"}
STATUSES = {"message/delivery-status", "message/global-delivery-status"}


@dataclass(frozen=True)
class Report:
    """That one mail did not arrive: at which address, its Message-ID, and the code of RFC 3463."""

    address: str
    status: str
    message_id: str


def reports_in(content: bytes) -> list[Report]:
    """What a mail reports as failed; nothing for what is only delayed, and for other mail."""
    mail: Message = BytesParser(policy=policy.compat32).parsebytes(content)
    if mail.get_content_type() != "multipart/report":
        return []
    message_id = next(_message_ids(mail), "")
    return [
        Report(_address_in(fields), _code_in(fields), message_id)
        for fields in _groups(mail)
        if _plain(fields, "Action").lower() == "failed"
    ]


def why_of(status: str) -> str:
    """What a code means, in words for an organiser."""
    kind, _dot, rest = status.partition(".")
    if rest == "2.2":
        return _("the mailbox is full")
    if kind == "5" and rest.startswith("1."):
        return _("the address does not exist")
    if rest.startswith("7."):
        return _("their mail server does not let it in")
    if rest.startswith("4."):
        return _("their mail server cannot be reached")
    return _("it could not be delivered")


def _groups(mail: Message) -> Iterator[Any]:
    """The fields about each recipient; those about the report itself have no Action."""
    for part in mail.walk():
        if part.get_content_type() in STATUSES and part.is_multipart():
            yield from part.get_payload()


def _message_ids(mail: Message) -> Iterator[str]:
    """The Message-ID of what came back, which stands in the last part of the report."""
    for part in mail.walk():
        kind, inner = part.get_content_type(), part.get_payload()
        if kind in WHOLE and isinstance(inner, list) and inner:
            yield _plain(inner[0], "Message-ID")
        elif kind in HEADERS:
            text = part.get_payload(decode=True)
            if isinstance(text, bytes):
                yield _plain(HeaderParser().parsestr(text.decode("ascii", "replace")), "Message-ID")


def _address_in(fields: Any) -> str:
    """`rfc822; jan@example.org`: the address as we wrote it, where the report still knows it."""
    typed = _plain(fields, "Original-Recipient") or _plain(fields, "Final-Recipient")
    return typed.partition(";")[2].strip().strip("<>")


def _code_in(fields: Any) -> str:
    """`5.1.1`, without the words that some servers put behind it."""
    code = _plain(fields, "Status").split(" ")[0]
    return (
        code
        if all(part.isdigit() for part in code.split(".")) and len(code) <= LONGEST_CODE
        else "5.0.0"
    )


def _plain(fields: Any, name: str) -> str:
    """One field as text on one line. The policy reads headers however odd they are."""
    return tidy(str(fields.get(name, "") or ""))
