"""Mail leaves through an outbox: a row in the database, written in the transaction that causes
it, and sent later by the worker. The table, the log and the e-mail backend are django-mailer's;
the sending is ours: see docs/decisions on why.

A mail is *waiting*, or *put aside* until its next try. A worker takes a mail by putting it aside
first: one conditional update, so that two workers never take the same one. No transaction is open
while the worker talks to the mail server. A mail whose worker is killed is tried again later.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Min, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from mailer.models import (
    PRIORITY_DEFERRED,
    PRIORITY_MEDIUM,
    RESULT_FAILURE,
    RESULT_SUCCESS,
    Message,
    MessageLog,
)

logger = logging.getLogger(__name__)
BATCH = 1000
TRIES = 16  # together they take about three days
ABOUT = "X-Festival-About"  # the header with the code of what a mail is about
IN_HAND = timedelta(minutes=2)  # a mail put aside so lately may be with a worker
MOST_SHOWN = 200
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
Noted = Callable[[str, bool], None]  # told of each try: the mail's Message-ID, whether it left


class Unreachable(Exception):
    """The mail server does not answer, or broke off."""


def queue(*mails: EmailMessage) -> None:
    """Put mails in the outbox, inside the caller's transaction; one query, however many.

    A Message-ID is given here, so that a mail that is sent twice can be recognised as one.
    """
    for mail in mails:
        mark = mark_of(mail.to[0]) if len(mail.to) == 1 else ""
        mail.extra_headers.setdefault("Message-ID", new_message_id(mark))
    if mails:
        get_connection().send_messages(list(mails))  # EMAIL_BACKEND is the outbox


def new_message_id(kind: str = "") -> str:
    """A Message-ID of this site; `kind` stands in it, for who wants to know their mails again."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return make_msgid(idstring=kind or None, domain=host)


def mark_of(address: str) -> str:
    """What stands in the Message-ID of a mail to this address; only this site can tell it."""
    return salted_hmac("festival.outbox", address.lower()).hexdigest()[:20]


def went_to(message_id: str, address: str) -> bool:
    """Whether a mail with this Message-ID, from `queue`, went to this address."""
    return bool(address) and f".{mark_of(address)}@" in message_id


def drain(
    *,
    clock: Callable[[], datetime] = timezone.now,
    stopped: Callable[[], bool] = lambda: False,
    noted: Noted = lambda _message_id, _left: None,
) -> int:
    """Send what waits, the oldest first; the number of mails that left.

    Nothing is lost and no try is spent when the mail server cannot be reached. A mail that
    cannot be sent is put aside and never holds up the others. `stopped` is asked between mails;
    `noted` is told what came of each, in the transaction that keeps it.
    """
    waiting = Message.objects.non_deferred().order_by("priority", "when_added", "id")
    sent = 0
    line = _Line()
    try:
        for pk in list(waiting.values_list("pk", flat=True)[:BATCH]):
            if stopped():
                break
            line.open()
            sent += _take(pk, clock()) and _deliver(pk, line, noted)
    except Unreachable as problem:
        logger.warning("the mail server does not answer: %s", problem)
    finally:
        line.close()
    return sent


def retry(*, now: datetime) -> int:
    """Let mails that were put aside wait again once their pause is over; how many."""
    due = Q()
    for tries in range(TRIES):
        pause = min(FIRST_PAUSE * 2**tries, LONGEST_PAUSE)
        due |= Q(retry_count=tries, when_added__lte=now - pause)
    count: int = (
        Message.objects.deferred()
        .filter(due)
        .update(priority=PRIORITY_MEDIUM, retry_count=F("retry_count") + 1)
    )
    return count


def forget(*, now: datetime, days: int) -> int:
    """Drop what is known of mails that left, or were given up, more than `days` days ago."""
    before = now - timedelta(days=days)
    logged, _ = MessageLog.objects.filter(when_attempted__lt=before).delete()
    given_up, _ = _given_up().filter(when_added__lt=before).delete()
    return int(logged + given_up)


@dataclass(frozen=True)
class PutAside:
    """A mail that could not be sent: to whom, about what, last tried when, how often tried."""

    pk: int
    to: str
    subject: str
    tried_at: datetime
    tries: int

    @property
    def given_up(self) -> bool:
        """Whether it is no longer tried by itself."""
        return self.tries > TRIES


def put_aside(about: str, *, now: datetime) -> list[PutAside]:
    """The mails about something that could not be sent, the last tried first; one query.

    Looks through no more than the `MOST_SHOWN` newest of the whole site.
    """
    rows = Message.objects.deferred().filter(when_added__lte=now - IN_HAND)
    found = []
    for row in rows.order_by("-when_added", "-id")[:MOST_SHOWN]:
        mail = row.email
        if mail is not None and mail.extra_headers.get(ABOUT) == about:
            to, tries = ", ".join(mail.to), row.retry_count + 1
            found.append(PutAside(row.pk, to, mail.subject, row.when_added, tries))
    return found


def send_again(about: str, *, now: datetime) -> int:
    """Let every mail about something that was put aside wait to be sent at once; how many."""
    aside = [mail.pk for mail in put_aside(about, now=now)]
    again: int = Message.objects.deferred().filter(pk__in=aside).update(priority=PRIORITY_MEDIUM)
    return again


def waiting_since() -> datetime | None:
    """Since when the oldest waiting mail waits, None when no mail does."""
    oldest: datetime | None = Message.objects.non_deferred().aggregate(at=Min("when_added"))["at"]
    return oldest


def count_given_up() -> int:
    """How many mails were tried as often as mails are tried."""
    count: int = _given_up().count()
    return count


def _given_up() -> QuerySet[Message]:
    rows: QuerySet[Message] = Message.objects.deferred().filter(retry_count__gte=TRIES)
    return rows


def _take(pk: int, now: datetime) -> bool:
    """Put the mail aside for as long as it is in hand; False when another worker has it.

    `when_added` becomes the moment of this try: the pause until the next one counts from it.
    """
    waiting = Message.objects.non_deferred().filter(pk=pk)
    return bool(waiting.update(priority=PRIORITY_DEFERRED, when_added=now))


def _deliver(pk: int, line: "_Line", noted: Noted) -> bool:
    """Send a mail that was taken; whether it left."""
    message = Message.objects.get(pk=pk)
    try:
        message_id = line.send(message)
    except Exception as problem:
        reason = type(problem).__name__  # its text may hold addresses
        logger.warning("a mail was put aside: %s", reason)
        with transaction.atomic():
            _log(message, RESULT_FAILURE, reason=reason)
            noted(_id_of(message), False)
        line.close()  # after a refusal the server may expect anything
        return False
    with transaction.atomic():
        _log(message, RESULT_SUCCESS, message_id=message_id)
        noted(message_id, True)
        message.delete()
    return True


def _id_of(message: Message) -> str:
    """The Message-ID of a mail in the outbox; empty for one that cannot be read."""
    mail = message.email
    return "" if mail is None else str(mail.extra_headers.get("Message-ID", ""))


def _log(message: Message, result: str, *, message_id: str = "", reason: str = "") -> None:
    MessageLog.objects.create(
        message_id=message_id,
        when_added=message.when_added,
        priority=message.priority,
        result=result,
        log_message=reason,
    )


class _Line:
    """The connection to the mail server, opened when it is needed and once for many mails."""

    def __init__(self) -> None:
        self._server: BaseEmailBackend | None = None

    def open(self) -> None:
        """Connect, unless that was done; raises `Unreachable`."""
        if self._server is None:
            server = get_connection(backend=settings.MAILER_EMAIL_BACKEND)
            try:
                server.open()
            except OSError as problem:
                raise Unreachable(type(problem).__name__) from problem
            self._server = server

    def send(self, message: Message) -> str:
        """Hand one mail to the server; its Message-ID. Raises whatever is wrong with it."""
        mail = message.email
        if mail is None:
            raise ValueError("the row cannot be read")
        if self._server is None or not self._server.send_messages([mail]):
            raise ValueError("the mail has nobody to go to")
        return _id_of(message)

    def close(self) -> None:
        """Hang up; a server that broke off already is no problem."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError):
                server.close()
