"""Whether the site does its work, for the program that watches it."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from festival import outbox
from festival.access import public

LONGEST_WAIT = 15 * 60  # seconds that a mail may wait before somebody has to look


@public
@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and mail leaves, 503 otherwise; numbers only."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        since, given_up = outbox.waiting_since(), outbox.count_given_up()
    except DatabaseError:
        return JsonResponse({"database": "down"}, status=503)
    waited = int((timezone.now() - since).total_seconds()) if since else 0
    return JsonResponse(
        {"database": "up", "oldest_mail_waits_seconds": waited, "mails_given_up": given_up},
        status=503 if waited > LONGEST_WAIT else 200,
    )
