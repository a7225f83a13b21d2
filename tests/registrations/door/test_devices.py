"""Devices at the desk, their tickets and their list."""

from datetime import timedelta

import pytest

from events.models import Event
from festival.models import AuditEntry
from registrations.door.devices import device_of, let_in, stop, stop_all
from registrations.models import Device
from tests.factories import NOW, make_user, published_event

pytestmark = pytest.mark.django_db


def a_device(event: Event | None = None, name: str = "Balie") -> tuple[Device, str]:
    return let_in(event or published_event(), name=name, now=NOW, by=make_user())


def test_a_device_is_known_by_its_secret_alone() -> None:
    device, secret = a_device()

    assert device_of(device.event.slug, secret, now=NOW) == device
    assert device_of(device.event.slug, secret[:-1], now=NOW) is None
    assert device_of(device.event.slug, device.secret_hash, now=NOW) is None
    assert secret not in str(Device.objects.values().get())


def test_a_device_serves_one_gathering() -> None:
    _device, secret = a_device()

    assert device_of(published_event().slug, secret, now=NOW) is None


def test_a_stopped_device_is_not_known_any_more() -> None:
    device, secret = a_device()

    for _time in range(2):
        stop(device, now=NOW, by=None)

    assert device_of(device.event.slug, secret, now=NOW) is None
    assert device.revoked_at == NOW
    assert AuditEntry.objects.filter(action="stop device").count() == 1


def test_all_are_stopped_at_once() -> None:
    event = published_event()
    secrets = [a_device(event)[1] for _n in range(3)]
    elsewhere, other = a_device()

    assert stop_all(event, now=NOW, by=None) == 3
    assert stop_all(event, now=NOW, by=None) == 0
    assert [device_of(event.slug, secret, now=NOW) for secret in secrets] == [None] * 3
    assert device_of(elsewhere.event.slug, other, now=NOW) == elsewhere


def test_a_device_is_trusted_until_a_day_after_the_end() -> None:
    device, secret = a_device()
    over = device.event.ends_at + timedelta(days=1)

    assert device_of(device.event.slug, secret, now=over - timedelta(seconds=1)) == device
    assert device_of(device.event.slug, secret, now=over) is None


def test_contact_is_written_once_a_minute() -> None:
    device, secret = a_device()
    moments = []
    for seconds in (0, 59, 60, 90, 119, 120):
        device_of(device.event.slug, secret, now=NOW + timedelta(seconds=seconds))
        device.refresh_from_db()
        assert device.seen_at is not None
        moments.append((device.seen_at - NOW).seconds)

    assert moments == [0, 0, 60, 60, 60, 120]


def test_no_two_devices_have_the_same_name() -> None:
    event = published_event()

    names = [a_device(event, name)[0].name for name in ("Balie", "Balie", " Balie ", "x" * 80)]
    names.append(a_device(event, "x" * 70)[0].name)

    assert names == ["Balie", "Balie 2", "Balie 3", "x" * 60, "x" * 58 + " 2"]


def test_the_trail_names_a_device_by_its_code() -> None:
    device, _secret = a_device(name="Telefoon van Fatma")

    entry = AuditEntry.objects.get(action="let device in")

    assert (entry.target_name, entry.event_id) == (device.code, device.event_id)
    assert "Fatma" not in str(entry.changes)
