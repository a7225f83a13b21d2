"""Every mail to residents, through a real mail server, as a mail program reads it."""

from typing import Any

import pytest

from festival import outbox
from registrations.mails import Kind
from tests import smtp
from tests.factories import published_event, signed_up
from tests.postgres import free_port
from tests.registrations.mails.parties import (
    OF_ONE_SIGN_UP,
    a_party,
    mail_each_kind,
    mail_links,
)
from tests.registrations.mails.post import body

pytestmark = pytest.mark.django_db
HEADERS_OF_ONE_KIND = {"List-Unsubscribe", "List-Unsubscribe-Post"}


@pytest.fixture(autouse=True)
def a_real_server(settings: Any) -> None:
    settings.MAILER_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = free_port()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_kind_arrives_whole(settings: Any, language: str) -> None:
    title = "Café ’t IJ 🎉 & <b>meer</b> over wonen, werken en leven in de wijk van morgen"
    lead = a_party(language=language, given_name="Zoë", family_name="Çelik-d’Hondt")
    other = signed_up(published_event(title=title), lead.email, language=language)

    mail_each_kind(lead)
    mail_links(lead, other, language=language)
    with smtp.running(settings.EMAIL_PORT) as (postbox, _):
        sent = outbox.drain()

    arrived = postbox.mails
    assert sent == len(arrived) == 2 + len(OF_ONE_SIGN_UP) + 1 == 2 + len(Kind)
    for content, mail in zip(postbox.contents, arrived, strict=True):
        assert [part.defects for part in mail.walk()] == [[] for _part in mail.walk()]
        assert (mail["To"], mail["Auto-Submitted"]) == (lead.email, "auto-generated")
        assert len(str(mail["Subject"]).strip()) <= 78
        assert body(mail).strip()
        assert f'<html lang="{language}">' in body(mail, "html")
        assert max(len(line) for line in content.splitlines()) <= 998  # RFC 5322, 2.1.1


def test_only_what_nobody_asked_for_can_be_stopped(settings: Any) -> None:
    mail_each_kind(a_party())
    with smtp.running(settings.EMAIL_PORT) as (postbox, _):
        outbox.drain()

    stoppable = [
        str(mail["Subject"]).partition(":")[0]
        for mail in postbox.mails
        if set(mail.keys()) & HEADERS_OF_ONE_KIND
    ]
    assert stoppable == ["Tot binnenkort", "Bedankt voor je komst"]
