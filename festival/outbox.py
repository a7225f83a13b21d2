"""Mail leaves through an outbox: a row in the database, written in the transaction that causes
it, and sent later by the worker. See docs/decisions on the choice of django-mailer.
"""

import logging
import time
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import close_old_connections, connection
from mailer.engine import send_all
from mailer.models import RESULT_FAILURE, Message, MessageLog

logger = logging.getLogger(__name__)
BREATH = 0.05  # seconds between two mails on SQLite, so that sign-ups get their turn


def queue(mail: EmailMultiAlternatives) -> None:
    """Put a mail in the outbox, inside the caller's transaction."""
    mail.send()  # EMAIL_BACKEND is the outbox


def drain() -> int:
    """Send what waits; the number of mails that left. Nothing is lost when SMTP is down.

    The connection is opened before any row is locked: an unreachable server costs no row's
    lock, no retry, and on SQLite no sign-up's time.
    """
    close_old_connections()
    waiting = Message.objects.non_deferred().count()
    if not waiting or not _smtp_answers():
        return 0
    settings.MAILER_EMAIL_THROTTLE = BREATH if connection.vendor == "sqlite" else 0
    send_all()
    left: int = waiting - Message.objects.non_deferred().count()
    return left


def retry() -> int:
    """Give mails that were put aside another chance; how many."""
    count: int = Message.objects.retry_deferred()
    return count


def _smtp_answers() -> bool:
    probe = get_connection(backend=settings.MAILER_EMAIL_BACKEND)
    try:
        probe.open()
    except OSError as problem:
        logger.warning("the mail server does not answer: %s", type(problem).__name__)
        return False
    probe.close()
    return True


def put_aside(_connection: Any, message: Message, problem: Exception) -> tuple[None, str]:
    """Keep a mail that could not be sent for a later try, and log why without addresses."""
    reason = type(problem).__name__
    message.defer()
    MessageLog.objects.log(message, RESULT_FAILURE, log_message=reason)
    logger.warning("a mail was put aside: %s", reason)
    return None, "deferred"


def forget_sent(days: int) -> int:
    """Drop the log of mails that left or failed more than `days` days ago."""
    count: int = MessageLog.objects.purge_old_entries(days, result_codes=["1", "2", "3"])
    return count


def wait(seconds: float) -> None:
    """Pause the worker."""
    time.sleep(seconds)
