"""Putting a mail together from its templates: as text and as HTML, with safe headers."""

import re
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from events.programme import Programme
from festival import outbox


def composed(
    template: str, subject: str, to: str, programme: Programme, values: dict[str, Any]
) -> EmailMultiAlternatives:
    """A mail about a gathering, as text and as HTML; answers go to its contact."""
    mail = plain_mail(template, subject, to, values)
    mail.extra_headers[outbox.ABOUT] = programme.code
    if programme.contact.email:
        mail.reply_to = [programme.contact.email]
    return mail


def plain_mail(
    template: str, subject: str, to: str, values: dict[str, Any]
) -> EmailMultiAlternatives:
    """A mail that is about no gathering in particular."""
    mail = EmailMultiAlternatives(
        subject=_on_one_line(subject),
        body=_paragraphs(render_to_string(f"{template}.txt", values)),
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string(f"{template}.html", values), "text/html")
    return mail


def _paragraphs(text: str) -> str:
    """One empty line between paragraphs, whatever the template left out."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _on_one_line(text: str) -> str:
    """Line breaks in a title never reach a header."""
    return " ".join(text.split())
