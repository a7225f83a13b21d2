"""The outbox: a mail is a row until it has left, and it leaves once."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.utils import timezone
from mailer.models import Message, MessageLog

from festival import outbox
from tests import smtp
from tests.postgres import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def real_backends(settings: Any) -> None:
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"
    settings.MAILER_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = free_port()


def queue(to: str = "fatma@example.org", subject: str = "Je komt") -> None:
    mail = EmailMultiAlternatives(subject, "Tot maandag, café ’t IJ.", to=[to])
    mail.attach_alternative("<p>Tot <b>maandag</b>, café ’t IJ.</p>", "text/html")
    mail.attach("avond.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar")
    outbox.queue(mail)


def test_text_html_and_calendar_file_arrive_as_they_were_written(settings: Any) -> None:
    queue(subject="Je komt naar café ’t IJ 🎉")

    with smtp.running(settings.EMAIL_PORT) as (postbox, _):
        sent = outbox.drain()

    (mail,) = postbox.mails
    text, page = (mail.get_body((kind,)) for kind in ("plain", "html"))
    (file,) = mail.iter_attachments()
    assert sent == 1
    assert (mail["Subject"], mail["To"]) == ("Je komt naar café ’t IJ 🎉", "fatma@example.org")
    assert text
    assert page
    assert text.get_content().rstrip() == "Tot maandag, café ’t IJ."
    assert page.get_content().rstrip() == "<p>Tot <b>maandag</b>, café ’t IJ.</p>"
    assert (file.get_filename(), file.get_content_type()) == ("avond.ics", "text/calendar")
    assert file.get_payload(decode=True) == b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def test_a_mail_of_a_transaction_that_fails_was_never_written() -> None:
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)

    assert Message.objects.count() == 0


def test_while_the_server_is_down_mail_waits_and_afterwards_it_leaves_once(settings: Any) -> None:
    queue()

    while_down = [outbox.drain() for _ in range(20)]
    with smtp.running(settings.EMAIL_PORT) as (postbox, _):
        afterwards = [outbox.drain(), outbox.drain()]

    assert (while_down, afterwards) == ([0] * 20, [1, 0])
    assert postbox.recipients == ["fatma@example.org"]


def test_a_server_that_is_down_costs_no_try() -> None:
    queue()

    outbox.drain()

    assert list(Message.objects.non_deferred().values_list("retry_count", flat=True)) == [0]


def test_mails_that_cannot_be_sent_do_not_hold_up_the_others(settings: Any) -> None:
    queue(to=smtp.REFUSED)
    queue(subject="two\nlines")
    Message.objects.create(message_data="not a mail")
    queue(to="good@example.org")

    with smtp.running(settings.EMAIL_PORT) as (postbox, _):
        sent = outbox.drain()

    assert (sent, postbox.recipients) == (1, ["good@example.org"])
    assert Message.objects.deferred().count() == 3


def test_a_mail_put_aside_waits_longer_each_time_and_is_given_up_at_last(settings: Any) -> None:
    queue(to=smtp.REFUSED)
    now, pauses = timezone.now(), []

    with smtp.running(settings.EMAIL_PORT):
        outbox.drain(clock=lambda: now)
        while not outbox.count_given_up():
            pause = timedelta(minutes=5)
            while not outbox.retry(now=now + pause):
                pause += timedelta(minutes=5)
            now += pause
            pauses.append(pause // timedelta(minutes=5))
            outbox.drain(clock=lambda moment=now: moment)

    assert pauses == [1, 2, 4, 8, 16, 32, 64, *[72] * 9]
    assert outbox.retry(now=now + timedelta(days=9)) == 0


def test_a_mail_that_is_tried_again_keeps_its_identity(settings: Any) -> None:
    queue(to=smtp.REFUSED)
    before = Message.objects.get().email.extra_headers["Message-ID"]

    with smtp.running(settings.EMAIL_PORT):
        outbox.drain()

    assert before.endswith("@testserver>")
    assert Message.objects.get().email.extra_headers["Message-ID"] == before


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_mail_server_is_spoken_to(settings: Any) -> None:
    settings.MAILER_EMAIL_BACKEND = "tests.festival.test_outbox.WatchingBackend"
    WatchingBackend.seen = []
    queue()

    outbox.drain()

    assert WatchingBackend.seen == [False]


class WatchingBackend:
    """Notes whether a transaction is open when mail is sent."""

    seen: list[bool] = []

    def __init__(self, **options: Any) -> None:
        """Take what Django gives."""

    def open(self) -> None:
        """Nothing to open."""

    def close(self) -> None:
        """Nothing to close."""

    def send_messages(self, mails: list[Any]) -> int:
        self.seen.append(connection.in_atomic_block)
        return len(mails)


def test_the_log_tells_that_a_mail_left_and_nothing_more(settings: Any) -> None:
    queue(to=smtp.REFUSED)
    queue()

    with smtp.running(settings.EMAIL_PORT):
        outbox.drain()

    rows = MessageLog.objects.order_by("id").values_list("result", "log_message", "message_data")
    assert list(rows) == [("3", "SMTPRecipientsRefused", None), ("1", "", None)]


def test_lines_of_the_worker_carry_no_address(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    queue(to=smtp.REFUSED)

    outbox.drain()
    with smtp.running(settings.EMAIL_PORT):
        outbox.drain()

    own = [record.getMessage() for record in caplog.records if record.name.startswith("festival")]
    assert own == [
        "the mail server does not answer: ConnectionRefusedError",
        "a mail was put aside: SMTPRecipientsRefused",
    ]


def test_a_worker_that_is_asked_to_stop_stops_between_two_mails(settings: Any) -> None:
    for number in range(3):
        queue(to=f"{number}@example.org")
    answers = iter([False, True])

    with smtp.running(settings.EMAIL_PORT) as (postbox, _):
        outbox.drain(stopped=lambda: next(answers))

    assert postbox.recipients == ["0@example.org"]


def test_old_lines_and_mails_given_up_are_forgotten(settings: Any) -> None:
    now = timezone.now()
    queue(to=smtp.REFUSED)
    queue()
    with smtp.running(settings.EMAIL_PORT):
        outbox.drain()
    Message.objects.update(retry_count=outbox.TRIES)

    kept = outbox.forget(now=now + timedelta(days=29), days=30)
    dropped = outbox.forget(now=now + timedelta(days=31), days=30)

    assert (kept, dropped) == (0, 3)
    assert (Message.objects.count(), MessageLog.objects.count()) == (0, 0)


def test_the_age_of_the_queue_is_that_of_its_oldest_mail() -> None:
    moment = timezone.now()
    queue()
    queue()
    Message.objects.filter(pk=Message.objects.earliest("id").pk).update(when_added=moment)

    assert outbox.waiting_since() == moment
