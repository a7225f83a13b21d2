"""A mail scanner opens every link in a mail before its owner does: nothing may come of it."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from festival.models import AuditEntry
from registrations.mails import Kind
from registrations.models import Registration
from tests.registrations.mails.parties import mail_each_kind, offered_party
from tests.registrations.mails.post import body, mails

pytestmark = pytest.mark.django_db


def test_opening_every_link_in_every_mail_changes_nothing(client: Client) -> None:
    mail_each_kind(offered_party())
    found = {
        address
        for mail in mails()
        for address in re.findall(r"http://testserver[^\s\"<>]+", body(mail) + body(mail, "html"))
    }
    before = list(Registration.objects.order_by("id").values()), AuditEntry.objects.count()
    sent = len(mails())

    answers = {}
    for address in sorted(found):
        parts = urlsplit(address)
        answers[address] = client.get(f"{parts.path}?{parts.query}").status_code

    assert set(answers.values()) == {200}, answers
    assert (
        list(Registration.objects.order_by("id").values()),
        AuditEntry.objects.count(),
    ) == before
    assert len(mails()) == sent
    assert len(found) >= len({Kind.OFFERED, Kind.PROVE, Kind.REMINDER, Kind.CONFIRMED})
