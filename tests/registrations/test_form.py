"""The sign-up page: one page, one submit."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from events.models import Event
from registrations.models import Registration
from registrations.states import Status
from tests.factories import NOW, evening_with_tables, make_consent, published_event

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(seconds=10)


def address(event: Event) -> str:
    return reverse("registrations:sign_up", kwargs={"slug": event.slug})


def shown(client: Client, event: Event) -> dict[str, Any]:
    """What the form holds when it is opened, filled in by Fatma."""
    with time_machine.travel(NOW, tick=False):
        page = client.get(address(event))
    form = page.context["form"]
    return {
        "stamp": form.initial["stamp"],
        "website": "",
        "given_name": "Fatma",
        "infix": "van der",
        "family_name": "Berg",
        "email": "fatma@example.org",
        "organisation": "",
    }


def sent(client: Client, event: Event, **typed: Any) -> Any:
    """The answer to the form, opened and sent ten seconds later."""
    data = shown(client, event) | typed
    with time_machine.travel(LATER, tick=False):
        return client.post(address(event), data)


def test_a_form_that_is_sent_is_one_sign_up_and_its_page_tells_so(client: Client) -> None:
    event = published_event()

    answer = sent(client, event)
    with time_machine.travel(LATER, tick=False):
        page = client.get(answer["location"])

    person = Registration.objects.get()
    assert (answer.status_code, person.full_name, person.status) == (
        303,
        "Fatma van der Berg",
        Status.CONFIRMED,
    )
    assert "fatma@example.org" in page.content.decode()


def test_a_choice_and_a_consent_are_kept(client: Client) -> None:
    event, picks = evening_with_tables()
    text = make_consent(event)

    answer = sent(
        client, event, **{picks[1].field: picks[1].table.code, f"consent-{text.pk}": "on"}
    )

    person = Registration.objects.get()
    assert answer.status_code == 303
    assert (person.choices.get().table, person.consents.get().text) == (picks[1].table, text)
