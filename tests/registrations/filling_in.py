"""Filling in the sign-up form in tests, as a visitor would: open it, type, send it."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from events.models import Event
from tests.factories import NOW

LATER = NOW + timedelta(seconds=10)
FATMA = {
    "website": "",
    "given_name": "Fatma",
    "infix": "van der",
    "family_name": "Berg",
    "email": "fatma@example.org",
    "organisation": "",
}


def address(event: Event, name: str = "sign_up") -> str:
    with override("nl"):
        return reverse(f"registrations:{name}", kwargs={"slug": event.slug})


def opened(client: Client, event: Event, *, now: Any = NOW) -> Any:
    """The page with the form."""
    with time_machine.travel(now, tick=False):
        return client.get(address(event))


def filled(client: Client, event: Event, **typed: Any) -> dict[str, Any]:
    """What a browser sends once Fatma has filled in the form; `typed` is what she does else."""
    form = opened(client, event).context["form"]
    return FATMA | {"stamp": form.initial["stamp"]} | typed


def posted(client: Client, event: Event, data: Any, *, now: Any = LATER, **rest: Any) -> Any:
    with time_machine.travel(now, tick=False):
        return client.post(address(event), data, **rest)


def sent(client: Client, event: Event, **typed: Any) -> Any:
    """The answer to a form that is opened, filled in, and sent ten seconds later."""
    return posted(client, event, filled(client, event, **typed))


def landed(client: Client, answer: Any) -> str:
    """The text of the page that a form led to."""
    assert answer.status_code == 303, problems(answer)
    with time_machine.travel(LATER, tick=False):
        return text_of(client.get(answer["location"]))


def text_of(page: Any) -> str:
    """What stands on a page, without tags, on one line."""
    main = re.search(r"<main.*?</main>", page.content.decode(), re.DOTALL)
    assert main is not None
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main[0])).split())


def problems(page: Any) -> dict[str, list[str]]:
    """The sentences beside each field; those above the form under an empty name."""
    errors = page.context["form"].errors
    return {"" if name == "__all__" else name: list(found) for name, found in errors.items()}
