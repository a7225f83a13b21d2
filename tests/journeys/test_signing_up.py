"""A resident signs up and cancels: on a phone, by keyboard alone, and without JavaScript."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from registrations.links import token_of
from registrations.models import Registration
from registrations.states import ChoiceStatus, Status
from tests.factories import evening_with_tables, make_consent, published_event, signed_up
from tests.journeys.conftest import sideways_scroll, violations

pytestmark = pytest.mark.django_db(transaction=True)
CANCEL, YES_CANCEL = "Mijn aanmelding annuleren", "Ja, annuleer mijn aanmelding"
LONG_ENOUGH = 2100  # ms; a form that comes back sooner is taken for a robot's


def coming(**fields: Any) -> Any:
    start = timezone.now() + timedelta(days=14)
    return evening_with_tables(starts_at=start, ends_at=start + timedelta(hours=3), **fields)


def link_in_last_mail(live_server: Any) -> str:
    """The personal link, as the person finds it in their mail."""
    body = mail.outbox[-1].body
    path = re.search(r"https?://[^/\s]+(/aanmelding/\S+)", str(body))
    assert path, body
    return f"{live_server.url}{path[1]}"


def fill_in(page: Any, email: str = "fatma@example.org") -> None:
    page.get_by_label("Voornaam").fill("Fatma")
    page.get_by_label("Tussenvoegsel").fill("van der")
    page.get_by_label("Achternaam").fill("Berg")
    page.get_by_label("E-mailadres").fill(email)


@pytest.mark.parametrize("javascript", [True, False], ids=["phone", "without JavaScript"])
def test_sign_up_and_cancel_on_a_phone(live_server: Any, open_page: Any, javascript: bool) -> None:
    event, _picks = coming()
    make_consent(event)
    page = open_page(width=360, javascript=javascript)

    page.goto(f"{live_server.url}/bijeenkomst/{event.slug}/aanmelden/")
    fill_in(page)
    page.get_by_label("Onderwerp 2").check()
    page.wait_for_timeout(LONG_ENOUGH)
    page.get_by_role("button", name="Aanmelden").click()

    page.wait_for_url("**/gelukt/")
    person = Registration.objects.get()
    assert (person.full_name, person.status) == ("Fatma van der Berg", Status.CONFIRMED)
    assert person.choices.get().status == ChoiceStatus.SEATED
    assert "fatma@example.org" in page.inner_text("main")

    page.goto(link_in_last_mail(live_server))
    page.get_by_role("link", name=CANCEL).click()
    page.get_by_role("button", name=YES_CANCEL).click()
    page.wait_for_url(re.compile(r"/aanmelding/[^/]+/$"))

    person.refresh_from_db()
    assert person.status == Status.CANCELLED
    assert sideways_scroll(page) == 0


def test_sign_up_and_cancel_by_keyboard_alone(live_server: Any, open_page: Any) -> None:
    event, _picks = coming()
    page = open_page()
    page.goto(f"{live_server.url}/bijeenkomst/{event.slug}/aanmelden/")

    tab_to(page, "Voornaam")
    for text in ("Jurgen", "van der", "Heijden", "jurgen@example.org"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.wait_for_timeout(LONG_ENOUGH)
    tab_to(page, "Aanmelden")
    page.keyboard.press("Enter")
    page.wait_for_url("**/gelukt/")

    page.goto(link_in_last_mail(live_server))
    tab_to(page, CANCEL)
    page.keyboard.press("Enter")
    page.wait_for_url("**/annuleren/")
    tab_to(page, YES_CANCEL)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/aanmelding/[^/]+/$"))

    assert Registration.objects.get().status == Status.CANCELLED


def tab_to(page: Any, words: str, most: int = 60) -> None:
    """Press Tab until what has the focus is called so and shows that it has it."""
    script = """() => {
        const it = document.activeElement;
        const label = it.labels && it.labels.length ? it.labels[0].innerText : '';
        const style = getComputedStyle(it);
        return [it.tagName + ' ' + label + ' ' + it.innerText,
                style.outlineStyle !== 'none' || style.boxShadow !== 'none'];
    }"""
    seen = []
    for _press in range(most):
        page.keyboard.press("Tab")
        name, visible = page.evaluate(script)
        seen.append(name)
        assert visible, f"no visible focus on {name}"
        if words.lower() in name.lower() and name.split()[0] in {
            "INPUT",
            "BUTTON",
            "A",
            "TEXTAREA",
        }:
            return
    pytest.fail(f"{words} is not reached by Tab: {seen}")


def test_errors_are_told_with_everything_kept(live_server: Any, open_page: Any) -> None:
    event, _picks = coming()
    page = open_page(width=360)
    page.goto(f"{live_server.url}/bijeenkomst/{event.slug}/aanmelden/")
    page.get_by_label("Voornaam").fill("Fatma")
    page.get_by_label("Onderwerp 3").check()
    page.wait_for_timeout(LONG_ENOUGH)

    page.get_by_role("button", name="Aanmelden").click()
    page.wait_for_load_state()

    assert page.title().startswith("Fout:")
    assert page.get_by_label("Voornaam").input_value() == "Fatma"
    assert page.get_by_label("Onderwerp 3").is_checked()
    assert violations(page) == []
    page.get_by_role("link", name=re.compile("achternaam", re.I)).click()
    assert page.evaluate("document.activeElement.name") == "family_name"


def test_every_state_of_the_sign_up_pages_is_accessible(live_server: Any, open_page: Any) -> None:
    paths = sign_up_pages()
    page, problems = open_page(), []

    for name, path in paths.items():
        page.goto(f"{live_server.url}{path}")
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            problems += [f"{name} {width}: {line}" for line in violations(page)]
            problems += [f"{name} {width}: too wide"] * (sideways_scroll(page) > 0)

    assert problems == []


def test_every_state_of_the_sign_up_pages_is_valid_html(
    client: Client, invalid_html: Any, tmp_path: Path
) -> None:
    paths = sign_up_pages()

    documents = {name: client.get(path).content.decode() for name, path in paths.items()}
    form = client.post(paths["open"], {"given_name": "<Fatma>"})

    documents["errors"] = form.content.decode()
    assert form.status_code == 422
    assert invalid_html(documents, tmp_path) == []


def sign_up_pages() -> dict[str, str]:
    """The sign-up page, the confirmation and the personal page, in each of their states."""
    start = timezone.now() + timedelta(days=7)
    full = published_event(capacity=1, starts_at=start, ends_at=start + timedelta(hours=2))
    seated, waits = signed_up(full, now=timezone.now()), signed_up(full, now=timezone.now())
    open_event, _picks = coming(asks_access=True, asks_diet=True)
    make_consent(open_event)
    over = published_event()
    return {
        "open": f"/bijeenkomst/{open_event.slug}/aanmelden/",
        "open-en": f"/en/bijeenkomst/{open_event.slug}/aanmelden/",
        "full": f"/bijeenkomst/{full.slug}/aanmelden/",
        "over": f"/bijeenkomst/{over.slug}/aanmelden/",
        "general": f"/bijeenkomst/{full.slug}/aanmelden/gelukt/",
        "privacy": f"/bijeenkomst/{open_event.slug}/privacy/",
        "seated": f"/aanmelding/{token_of(seated)}/",
        "waits": f"/aanmelding/{token_of(waits)}/",
        "cancel": f"/aanmelding/{token_of(waits)}/annuleren/",
        "unknown": "/aanmelding/guessed/",
    }
