"""Removing something from a draft: gone at once, with a button that brings it back."""

from typing import Any

from django.db import models, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.locking import lock_event
from events.models import Event
from events.organising import organisers_kept
from festival.editing import remove, restore
from festival.models import Trashed, User
from festival.undo import offer_undo


@transaction.atomic
def remove_from(event: Event, thing: models.Model, request: HttpRequest) -> Trashed:
    """Move a part of an event to the trash and say so, with Undo.

    Raises ProtectedError, NotYours, LastOwner.
    """
    lock_event(event.pk)
    user: Any = request.user
    with organisers_kept(event, by=user):
        trashed = remove(thing, now=timezone.now(), by=user)
    address = reverse("workspace:restore", kwargs={"slug": event.slug, "pk": trashed.pk})
    offer_undo(request, removed_sentence(trashed), address)
    return trashed


@transaction.atomic
def put_back_in(event: Event, trashed: Trashed, *, by: User | None) -> models.Model | None:
    """Put a removed part of an event back; None when somebody just did.

    Raises CannotRestore, NotYours.
    """
    lock_event(event.pk)
    with organisers_kept(event, by=by):
        return restore(trashed, now=timezone.now(), by=by)


def remove_record(thing: models.Model, request: HttpRequest) -> bool:
    """Move a lasting record to the trash and say so, with Undo; False when something needs it."""
    user: Any = request.user
    try:
        trashed = remove(thing, now=timezone.now(), by=user)
    except models.ProtectedError:
        return False
    address = reverse("workspace:restore_lasting", kwargs={"pk": trashed.pk})
    offer_undo(request, removed_sentence(trashed), address)
    return True


def removed_sentence(trashed: Trashed) -> str:
    """What happened to a thing that was removed."""
    return _("“%(name)s” has been moved to the trash.") % {"name": trashed.name}
