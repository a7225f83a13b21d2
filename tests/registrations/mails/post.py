"""Reading the outbox in tests, as a mail program would."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from icalendar import Calendar
from mailer.models import Message


def mails() -> list[EmailMessage]:
    """What waits in the outbox, the oldest first."""
    rows = Message.objects.order_by("id")
    return [
        message_from_bytes(row.email.message().as_bytes(), policy=policy.default)  # type: ignore[misc]
        for row in rows
    ]


def body(mail: EmailMessage, kind: str = "plain") -> str:
    """The text, or the HTML."""
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def calendar(mail: EmailMessage) -> tuple[str, Any] | None:
    """The method in the header, and the entry, of the calendar file; None without one."""
    for part in mail.walk():
        if part.get_content_type() == "text/calendar":
            parsed = Calendar.from_ical(part.get_payload(decode=True))
            assert parsed["METHOD"] == part.get_param("method")
            return parsed["METHOD"], parsed.walk("VEVENT")[0]
    return None
