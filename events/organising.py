"""Which organisations organise an event: their people work on it, so naming one gives access."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event, Partnership
from events.permissions import can
from events.teams import LastOwner, has_owner
from festival.models import User
from festival.refusals import Refused


class NotYours(Refused):
    """It decides who may work on an event, which only its owners do."""


@contextmanager
def organisers_kept(event: Event, *, by: User | None) -> Iterator[None]:
    """Let a block change who organises an event only when `by` may manage its team.

    `by` is None for what no person does, such as the demo. The caller holds the event's lock.
    Raises NotYours, or LastOwner when nobody would be owner any more; then nothing is kept.
    """
    may = by is None or can(by, "team.manage", event)
    before, owned = _organisers(event), has_owner(event)
    with transaction.atomic():
        yield
        if _organisers(event) == before:
            return
        if not may:
            sentence = _("Only an owner of this gathering decides who organises it.")
            raise NotYours(sentence, field="role")
        if owned and not has_owner(event):
            sentence = _("Then nobody is owner any more. Make somebody else owner first.")
            raise LastOwner(sentence, field="role")


def _organisers(event: Event) -> set[int]:
    rows = Partnership.objects.filter(event=event, role=Partnership.Role.ORGANISER)
    return set(rows.values_list("organisation_id", flat=True))
