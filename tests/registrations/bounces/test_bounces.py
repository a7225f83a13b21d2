"""Mail that came back as a mail: read from real reports, noted for our own mails alone, shown."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from mailer.models import RESULT_FAILURE, RESULT_SUCCESS, MessageLog

from festival.models import AuditEntry
from festival.outbox import drain, mark_of
from registrations.bounces.noting import note_bounce
from registrations.bounces.reading import Report, reports_in, why_of
from registrations.changing.correcting import correct
from registrations.models import Bounce, Registration
from tests.factories import NOW, join_team, published_event, signed_up
from tests.registrations.bulk.making import draft, fates, sent, worked

DATA = Path(__file__).resolve().parents[2] / "data"
JAN = "jan@weg.example"
OURS = f"<1.2.3.{mark_of(JAN)}@festival.example>"


def report(name: str, message_id: str = OURS) -> bytes:
    text = (DATA / f"bounce_{name}.eml").read_text()
    return text.replace("<MESSAGE-ID>", message_id).encode()


def log(message_id: str = OURS, result: str = RESULT_SUCCESS) -> None:
    """Let the site have sent a mail."""
    MessageLog.objects.create(
        message_id=message_id, when_added=NOW, priority="2", result=result, log_message=""
    )


def read(monkeypatch: pytest.MonkeyPatch, content: bytes) -> str:
    """What the command says to a mail on its standard input."""
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    call_command("read_bounces", stdout=out)
    return out.getvalue().strip()


def statuses() -> dict[str, str]:
    return dict(Bounce.objects.values_list("registration__email", "status"))


# Reading


def test_a_report_tells_address_code_and_which_mail() -> None:
    assert reports_in(report("postfix")) == [Report(JAN, "5.1.1", OURS)]


def test_of_a_mail_that_was_passed_on_only_headers_may_come_back() -> None:
    assert reports_in(report("headers_only")) == [Report("doorgestuurd@vol.example", "5.2.2", OURS)]


@pytest.mark.parametrize(
    "content",
    [
        report("delayed"),
        b"",
        b"\x00\xff\r\n\r\n\x80",
        b"Subject: Ik ben op vakantie\r\n\r\nTot volgende week.",
        b"""Content-Type: multipart/report; boundary="x"\n\n--x
Content-Type: message/delivery-status\n\n--x--""",
        report("postfix")[:900],
    ],
)
def test_what_reports_no_failure_is_nothing(content: bytes) -> None:
    assert reports_in(content) == []


ODD = b"""Content-Type: multipart/report; boundary="x"

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; x

%s

--x
Content-Type: message/rfc822

%s

--x--
"""


@pytest.mark.parametrize(
    ("fields", "headers", "told"),
    [
        (b"Final-Recipient: rfc822; a@b\nStatus: 5.1.1", b"Message-ID: <[", ("a@b", "<[")),
        (b"Final-Recipient: rfc822; a\x00@b", b"Message-ID: <a\x00b@c>", ("a @b", "<a b@c>")),
        (b"Final-Recipient: \xff\xfe;a\nStatus: \xff", b"Message-ID: ", ("a", "")),
        (b"Status: 5.", b"Message-ID: <\xff>", ("", "<\ufffd>")),
    ],
)
def test_an_odd_report_is_read_as_far_as_it_goes(
    fields: bytes, headers: bytes, told: tuple[str, str]
) -> None:
    (found,) = reports_in(ODD % (b"Action: failed\n" + fields, headers))

    assert (found.address, found.message_id) == told


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("5.1.1", "het adres bestaat niet"),
        ("4.2.2", "de mailbox is vol"),
        ("5.7.1", "hun mailserver laat de mail niet toe"),
        ("5.4.4", "hun mailserver is niet te bereiken"),
        ("5.0.0", "de mail kon niet worden bezorgd"),
        ("nonsense", "de mail kon niet worden bezorgd"),
    ],
)
def test_a_code_has_words(code: str, words: str) -> None:
    assert why_of(code) == words


# Noting


@pytest.mark.django_db
def test_who_has_the_address_is_marked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    event = published_event()
    person = signed_up(event, JAN.capitalize())
    signed_up(event, "piet@weg.example")
    log()

    said = [read(monkeypatch, report("postfix")) for _ in range(2)]

    assert said == ["1 marked", "1 marked"]
    assert statuses() == {person.email: "5.1.1"}
    entry = AuditEntry.objects.get(action="mail came back")
    assert (entry.target_name, entry.changes) == (person.code, {"status": "5.1.1"})


@pytest.mark.django_db
def test_a_report_about_a_mail_that_we_never_sent_marks_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    signed_up(published_event(), JAN)
    log("<other@festival.example>")
    log(result=RESULT_FAILURE)

    assert read(monkeypatch, report("postfix")) == "0 marked"
    assert read(monkeypatch, report("postfix", "")) == "0 marked"
    assert read(monkeypatch, b"hello") == "0 marked"


@pytest.mark.django_db
def test_who_got_a_mail_cannot_mark_somebody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    signed_up(published_event(), JAN)
    theirs = f"<1.2.3.{mark_of('ander@weg.example')}@festival.example>"
    log(theirs)

    assert read(monkeypatch, report("postfix", theirs)) == "0 marked"


@pytest.mark.django_db
def test_a_mail_of_ours_tells_to_whom_it_went(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"
    settings.MAILER_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    signed_up(published_event(), JAN)
    drain()

    message_id = MessageLog.objects.get().message_id

    assert message_id is not None
    assert read(monkeypatch, report("postfix", message_id)) == "1 marked"


@pytest.mark.django_db
def test_a_message_to_a_group_knows_its_recipient_wherever_it_was_passed_on_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    event = published_event()
    signed_up(event, JAN)
    mail = sent(draft(event))
    worked(mail)
    message_id = mail.recipients.get().message_id

    read(monkeypatch, report("headers_only", message_id))

    assert fates(mail) == [("bounced", "")]
    assert statuses() == {JAN: "5.2.2"}


@pytest.mark.django_db
def test_another_address_forgets_it() -> None:
    person = bounced()

    correct(person, email="jan@nieuw.example", now=NOW, by=None)

    assert statuses() == {}


@pytest.mark.django_db
def test_another_name_does_not() -> None:
    person = bounced()

    correct(person, given_name="Johan", now=NOW, by=None)

    assert statuses() == {JAN: "5.1.1"}


# Shown


def bounced() -> Registration:
    person = signed_up(published_event(), JAN)
    log()
    note_bounce(Report(JAN, "5.1.1", OURS), now=NOW)
    return person


def opened(person: Registration, role: str, name: str, **more: Any) -> str:
    client = Client()
    client.force_login(join_team(person.event, role))
    return client.get(
        reverse(f"staff:{name}", kwargs={"slug": person.event.slug, **more})
    ).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "seen"), [("owner", True), ("editor", True), ("desk", False)])
def test_it_stands_on_the_list_and_with_the_person_for_who_sees_addresses(
    role: str, seen: bool
) -> None:
    person = bounced()

    listed = opened(person, role, "attendees")
    alone = opened(person, role, "attendee", code=person.code)

    assert ("mail komt terug" in listed) is seen
    assert ("Mail komt terug: het adres bestaat niet" in alone) is seen
