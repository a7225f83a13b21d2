"""The HTML of every mail to residents, for the Nu HTML checker."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives

from festival import outbox
from registrations.models import MailText
from tests.factories import made, published_event, signed_up
from tests.registrations.mails.parties import a_party, mail_each_kind, mail_links

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_mail_is_valid(
    language: str, invalid_html: Any, monkeypatch: Any, tmp_path: Path
) -> None:
    written: list[EmailMultiAlternatives] = []
    monkeypatch.setattr(outbox, "queue", lambda *mails: written.extend(mails))
    lead = a_party(language=language, given_name="Zoë <b>", family_name="& Zn.")
    for kind in MailText.Kind.values:
        made(
            MailText(event=lead.event, kind=kind, opening="Dag {naam},\n\nregel <een>\nregel twee")
        )

    mail_each_kind(lead)
    mail_links(lead, signed_up(published_event(), lead.email), language=language)

    pages = {f"{number}": str(mail.alternatives[0][0]) for number, mail in enumerate(written)}
    assert len(pages) > 20
    assert invalid_html(pages, tmp_path) == []
