"""The demo, loaded once for all tests of a module and taken back afterwards."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from events import published
from events.models import Event
from registrations.demo import load_demo


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Event]]:
    """The events of the demo by slug."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        yield {event.slug: event for event in load_demo(now=timezone.now(), by=None)}
        transaction.set_rollback(True)
    cache.clear()
    published._released.cache_clear()
