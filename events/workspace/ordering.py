"""Putting the things of a list in order, as its buttons and dragging ask."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from events.locking import lock_event
from events.models import Event
from festival.ordering import OrderForm, reorder
from festival.refusals import Refused


@transaction.atomic
def put_in_order(
    request: HttpRequest,
    of: models.Model,
    rows: "models.QuerySet[Any]",
    *,
    back: str,
    now: datetime,
    check: Callable[[], None] = lambda: None,
) -> HttpResponse:
    """Order these things of an event or a lasting record as was sent, and go to the list.

    `back` is the address of the list; it opens at the thing that moved. `check` looks at the new
    order and raises Refused for one that cannot be.
    """
    asked = OrderForm(request.POST)
    if not asked.is_valid():
        return redirect(back)
    if isinstance(of, Event):
        lock_event(of.pk)
    user: Any = request.user
    try:
        with transaction.atomic():
            reorder(rows, of=of, **asked.orders(), now=now, by=user)
            check()
    except Refused as no:
        messages.error(request, str(no))
    return redirect(f"{back}#ding-{asked.moved}" if asked.moved else back)
