"""A resident signs up with three others: ten questions, on a phone, by keyboard, without a script."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from events.models import Event
from events.publishing import publish
from festival.editing import add
from registrations.models import LimitedOption, Question
from tests.factories import (
    NOW,
    make_block,
    make_consent,
    make_event,
    make_role,
    make_session,
    make_table,
    make_theme,
)
from tests.journeys.conftest import sideways_scroll, violations

pytestmark = pytest.mark.django_db(transaction=True)
LONG_ENOUGH = 2100  # ms; a form that comes back sooner is taken for a robot's
ADD = "toevoegen"
QUESTIONS: list[tuple[str, str, dict[str, Any]]] = [
    ("Hoe kom je?", "one", {"options": "met de bus\nmet de fiets", "limited": ("met de bus", 3)}),
    ("Waar stap je op?", "short", {"after": ("Hoe kom je?", "met de bus"), "required": True}),
    ("Heb je een telefoon bij je?", "yes-no", {}),
    ("Welk nummer?", "phone", {"after": ("Heb je een telefoon bij je?", "yes")}),
    ("Welke wijken ken je?", "several", {"options": "Noord\nZuid\nOost"}),
    ("Hoeveel jaar doe je mee?", "number", {"whom": "lead"}),
    ("Sinds wanneer?", "date", {"whom": "lead"}),
    ("Stuur een foto of stuk mee", "file", {"whom": "lead"}),
    ("Wat wil je vertellen?", "long", {"whom": "lead"}),
    ("Hoe oud is deze meekomer?", "number", {"whom": "others"}),
]


def festival(**fields: Any) -> Event:
    """An event that asks everything that a form can ask."""
    start = timezone.now() + timedelta(days=14)
    given: dict[str, Any] = {"starts_at": start, "ends_at": start + timedelta(hours=5)}
    event = make_event(asks_access=True, asks_diet=True, **(given | fields))
    make_role(event, "als bewoner", position=1)
    make_role(event, "met een eigen casus", position=2, with_case=True)
    make_theme(event, "Energie")
    _ask(event)
    make_consent(event)
    tables = make_block(event, "Gesprekstafels", position=1)
    session = make_session(event, "Tafels", block=tables, kind="tables", starts_at=start)
    for number in (1, 2, 3):
        make_table(session, number)
    later = start + timedelta(hours=2)
    walks = make_block(event, "Wandelingen", position=2, ranked=True)
    for title in ("Langs de moestuin", "Langs het water", "Langs de molen"):
        at = {"starts_at": later, "ends_at": later + timedelta(hours=1)}
        make_session(event, title, block=walks, **at)
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    return event


def _ask(event: Event) -> None:
    asked: dict[str, Question] = {}
    for position, (text, kind, about) in enumerate(QUESTIONS):
        after, answer = about.pop("after", ("", "")) if "after" in about else ("", "")
        limited = about.get("limited")
        rest = {name: value for name, value in about.items() if name not in ("after", "limited")}
        question = Question(
            event=event,
            text=text,
            kind=kind,
            purpose="Om de dag goed te regelen",
            position=position,
            only_if=asked.get(after),
            only_if_answer=answer,
            **rest,
        )
        asked[text] = add(question, now=NOW, by=None)
        if limited:
            add(
                LimitedOption(question=question, text=limited[0], capacity=limited[1]),
                now=NOW,
                by=None,
            )


def address(live_server: Any, event: Event) -> str:
    return f"{live_server.url}/bijeenkomst/{event.slug}/aanmelden/"


def test_shots(live_server: Any, open_page: Any) -> None:
    event = festival()
    for width in (360, 1280):
        for js in (True, False):
            page = open_page(width=width, javascript=js)
            page.on("console", lambda m: print("CONSOLE", m.text))
            page.goto(address(live_server, event))
            page.screenshot(path=f"/tmp/w/form-empty-{width}-{js}.png", full_page=True)
            page.get_by_label("Voornaam").fill("Fatma")
            page.get_by_label("Achternaam").fill("Berg")
            page.get_by_label("met een eigen casus").check()
            page.get_by_role("button", name=ADD).click()
            page.wait_for_selector("#p1")
            page.locator("#id_p1-given_name").fill("Jan")
            page.locator("#id_p1-family_name").fill("Smit")
            page.get_by_role("button", name=ADD).click()
            page.wait_for_selector("#p2")
            print(
                width,
                js,
                page.evaluate("document.activeElement.id"),
                sideways_scroll(page),
                violations(page) if js else "",
            )
            page.screenshot(path=f"/tmp/w/form-two-{width}-{js}.png", full_page=True)
            page.wait_for_timeout(2200)
            page.get_by_role("button", name="Aanmelden voor").click()
            page.wait_for_selector(".error-summary")
            print(width, js, sideways_scroll(page), violations(page) if js else "")
            page.screenshot(path=f"/tmp/w/form-err-{width}-{js}.png", full_page=True)
