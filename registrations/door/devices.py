"""Devices that receive people: let in by somebody of the team, and stopped by hand or by time."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from events.locking import lock_event
from events.models import Event
from festival.audit import record
from festival.codes import new_secret
from festival.models import User
from registrations.models import Device

AFTERWARDS = timedelta(days=1)  # to send what was noted without network
IN_TIME = ("event__ends_at", "event__time_zone")
CONTACT = timedelta(minutes=1)  # how precisely the last contact is known
SILENT = timedelta(minutes=2)  # a phone on which the desk is open is in contact within half of one


def wiped_at(event: Event) -> datetime:
    """From when no device serves an event any more, and phones wipe what they hold."""
    until: datetime = event.ends_at + AFTERWARDS
    return until


@transaction.atomic
def let_in(event: Event, *, name: str, now: datetime, by: User | None) -> tuple[Device, str]:
    """Trust a device, until a day after the event; with the secret that it alone keeps.

    A name that another device of the event has gets a number, so that who noted what is clear.
    """
    event = lock_event(event.pk)
    secret = new_secret()
    device: Device = Device.objects.create(
        event=event,
        name=_free_name(event, name.strip()),
        secret_hash=_hashed(secret),
        since=now,
        seen_at=now,
        let_in_by=by,
    )
    record("let device in", device, now=now, by=by, event_id=event.pk, name=device.code)
    return device, secret


@transaction.atomic
def stop(device: Device, *, now: datetime, by: User | None) -> None:
    """Trust a device no longer. Twice does no harm."""
    lock_event(device.event_id)
    if Device.objects.trusted().filter(pk=device.pk).update(revoked_at=now):
        record("stop device", device, now=now, by=by, event_id=device.event_id, name=device.code)
    device.refresh_from_db(fields=["revoked_at"])


@transaction.atomic
def stop_all(event: Event, *, now: datetime, by: User | None) -> int:
    """Trust no device of an event any longer; how many were."""
    lock_event(event.pk)
    devices = list(event.devices.trusted())
    for device in devices:
        stop(device, now=now, by=by)
    return len(devices)


def silent_ones(event: Event, *, by: User, now: datetime) -> list[Device]:
    """Those that somebody let in and that were not heard of just now: perhaps the same phone, that
    lost its cookie."""
    return list(event.devices.trusted().filter(let_in_by=by, seen_at__lte=now - SILENT))


def device_of(slug: str, secret: str, *, now: datetime, barely: bool = False) -> Device | None:
    """The trusted device with this secret, and its event, which has this address now; one query.

    None once its time is over. Notes at most once a minute that it was in contact. `barely` reads
    no more of both than what sending check-ins takes.
    """
    rows = Device.objects.trusted().select_related("event")
    if barely:
        rows = rows.only("name", "code", "seen_at", "event__slug", *IN_TIME)
    found: Device | None = rows.filter(event__slug=slug, secret_hash=_hashed(secret)).first()
    if found is None or wiped_at(found.event) <= now:
        return None
    if found.seen_at is None or found.seen_at <= now - CONTACT:
        stale = Q(seen_at=None) | Q(seen_at__lte=now - CONTACT)
        Device.objects.filter(stale, pk=found.pk).update(seen_at=now)
        found.seen_at = now
    return found


def _free_name(event: Event, name: str) -> str:
    longest = Device._meta.get_field("name").max_length or 0
    taken = set(event.devices.values_list("name", flat=True))
    number, free = 1, name[:longest]
    while free in taken:
        number += 1
        free = f"{name[: longest - len(str(number)) - 1]} {number}"
    return free


def _hashed(secret: str) -> str:
    """A secret of 256 random bits needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
