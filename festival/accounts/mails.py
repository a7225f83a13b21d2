"""Mails about accounts and invitations: text and HTML, in the language of the page."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from festival.outbox import queue


def send(kind: str, address: str, about: dict[str, Any]) -> None:
    """Put the mail of the templates `<kind>_subject.txt`, `<kind>.txt` and `.html` in the outbox."""
    about = about | {"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME}
    subject = " ".join(render_to_string(f"{kind}_subject.txt", about).split())
    mail = EmailMultiAlternatives(
        subject,
        render_to_string(f"{kind}.txt", about).strip() + "\n",
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string(f"{kind}.html", about), "text/html")
    queue(mail)
