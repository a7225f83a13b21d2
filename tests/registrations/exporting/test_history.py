"""What the history says of a list that was downloaded."""

import pytest

from events.history.sentences import sentence_of
from festival.models import AuditEntry
from tests.factories import published_event, signed_up
from tests.registrations.exporting.readers import client_of, download


@pytest.mark.django_db
def test_the_history_tells_who_downloaded_how_much_as_what() -> None:
    event = published_event(capacity=None)
    for _person in range(2):
        signed_up(event)

    download(client_of(event), event, columns=["code", "status"], kind="csv-comma")

    entry = AuditEntry.objects.get(action="export")
    told = f"{entry.actor_name} haalde een lijst met deelnemers op als CSV (2 rijen)."
    assert sentence_of(entry) == told
