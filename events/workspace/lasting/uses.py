"""Where an organisation, a person or a venue is used, and so who may change it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from events.models import Event, OrganisationMember
from events.permissions import MAKERS
from events.querysets import LISTED
from events.workspace.lasting.sources import SOURCES
from partners.models import Organisation

MOST_SHOWN = 100  # uses on one page


@dataclass(frozen=True)
class Use:
    """One place where a record is used: in which gathering, as what."""

    event: Event
    words: str


@dataclass(frozen=True)
class Uses:
    """All of them; `elsewhere` counts gatherings that the visitor may not know of."""

    shown: tuple[Use, ...]
    elsewhere: int


def uses_of(record: models.Model, user: Any) -> Uses:
    """Where a record is used, as far as `user` may know, the newest gathering first."""
    found = sorted(_uses(record), key=lambda use: (-_moment(use), use.event.pk, use.words))
    mine = set(Event.objects.of_team_member(user).values_list("pk", flat=True))
    known = [u for u in found if u.event.pk in mine or u.event.visibility in LISTED]
    hidden = {use.event.pk for use in found} - {use.event.pk for use in known}
    return Uses(tuple(known[:MOST_SHOWN]), len(hidden))


def may_change(record: models.Model, user: Any) -> bool:
    """Whether `user` may change a record that others may use as well.

    Who works for the organisation may, and who makes every gathering that uses the record: to
    name it in a gathering of one's own opens nothing. Everybody may when nobody would miss it.
    """
    if user.is_superuser:
        return True
    used_in = {use.event.pk for use in _uses(record)}
    if record._meta.model_name == "organisation":
        members = OrganisationMember.objects.filter(organisation=record.pk)
        if members.filter(user=user, role__in=MAKERS).exists():
            return True
    if not used_in:
        return not _has_people(record)
    mine = Event.objects.of_team_member(user, roles=MAKERS)
    return mine.filter(pk__in=used_in).count() == len(used_in)


def is_free(record: models.Model) -> bool:
    """Whether nobody would miss a record.

    No gathering uses it, and nobody works for it or has been invited to.
    """
    return not _has_people(record) and next(_uses(record), None) is None


def _has_people(record: models.Model) -> bool:
    if not isinstance(record, Organisation):
        return False
    return any(rows.exists() for rows in (record.members, record.invitations))


def _uses(record: models.Model) -> Iterator[Use]:
    for source in SOURCES[record._meta.model_name or ""]:
        for row in source.rows(record):
            event = source.event(row)
            if event is not None:
                yield Use(event, str(source.words(row)))


def _moment(use: Use) -> float:
    return use.event.starts_at.timestamp()
