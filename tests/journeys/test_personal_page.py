"""A resident changes a sign-up from the link in the mail: on a phone, by keyboard, without JS."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from registrations.changing.cancelling import cancel
from registrations.door.noting import note
from registrations.links import token_of
from registrations.models import Question, Registration
from registrations.questions.uploads import keep
from registrations.sign_up.applying import Companion, Reply
from registrations.states import Status
from tests.factories import evening_with_tables, made, make_consent, signed_up
from tests.journeys.conftest import sideways_scroll, violations
from tests.journeys.test_signing_up import tab_to
from tests.journeys.test_signing_up_together import festival
from tests.registrations.door.noting import came_in

pytestmark = pytest.mark.django_db(transaction=True)
PDF = b"%PDF-1.7\nx\n%%EOF\n"


def coming(**fields: Any) -> Any:
    start = timezone.now() + timedelta(days=14)
    given = {"starts_at": start, "ends_at": start + timedelta(hours=3), "offer_hours": 4}
    return evening_with_tables(**(given | fields))


def page_of(live_server: Any, person: Registration, tail: str = "") -> str:
    return f"{live_server.url}/aanmelding/{token_of(person)}/{tail}"


def back_at_the_overview(page: Any) -> None:
    page.wait_for_url(re.compile(r"/aanmelding/[^/]+/$"))


@pytest.mark.parametrize("javascript", [True, False], ids=["phone", "without JavaScript"])
def test_change_a_name_a_table_and_the_party(
    live_server: Any, open_page: Any, javascript: bool
) -> None:
    event, picks = coming(seats_per_table=1)
    signed_up(event, now=timezone.now(), picks=picks[1:2])
    person = signed_up(event, now=timezone.now(), picks=picks[:1])
    page = open_page(width=360, javascript=javascript)

    page.goto(page_of(live_server, person))
    page.get_by_role("link", name=re.compile("Wijzigen.*Fatma")).click()
    page.get_by_label("Achternaam").fill("Zand")
    page.get_by_label("Onderwerp 2").check()
    page.get_by_role("button", name="Opslaan").click()
    back_at_the_overview(page)
    told = page.inner_text("body")

    page.get_by_role("link", name="Iemand toevoegen die meekomt").click()
    page.get_by_label("Voornaam").fill("Ali")
    page.get_by_label("Achternaam").fill("Kaya")
    page.get_by_role("button", name="Toevoegen").click()
    back_at_the_overview(page)

    page.get_by_role("link", name="Mijn aanmelding annuleren").click()
    page.get_by_label("Fatma van der Zand").check()
    page.get_by_role("button", name="Ja, annuleer voor wie ik aanvinkte").click()
    back_at_the_overview(page)

    assert "“Onderwerp 2” is vol" in told
    assert "Tot er plaats is, houd je je plaats bij “Onderwerp 1”." in told
    party = event.registrations.of_party(person.pk)
    assert [(p.full_name, p.status) for p in party] == [
        ("Fatma van der Zand", Status.CANCELLED),
        ("Ali Kaya", Status.CONFIRMED),
    ]
    assert sideways_scroll(page) == 0


def test_replace_a_file_on_a_small_screen_without_javascript(
    live_server: Any, open_page: Any
) -> None:
    event, _picks = coming()
    about = {"text": "Welk plan?", "kind": "file", "purpose": "Lezen.", "required": True}
    question = made(Question(event=event, **about))
    kept = keep(SimpleUploadedFile("plan.pdf", PDF))
    replies = [Reply(question, kept.name, kept)]
    person = signed_up(event, now=timezone.now(), replies=replies)
    page = open_page(width=360, javascript=False)

    page.goto(page_of(live_server, person, f"wijzigen/{person.code}/"))
    page.get_by_label("Achternaam").fill("")
    newer = {"name": "nieuw.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.get_by_label("Welk plan?").set_input_files(newer)
    page.get_by_role("button", name="Opslaan").click()
    given_back, wide = page.inner_text("main"), sideways_scroll(page)
    page.get_by_label("Achternaam").fill("Zand")
    page.get_by_role("button", name="Opslaan").click()
    back_at_the_overview(page)

    assert "Het komt in de plaats van “plan.pdf”" in given_back
    assert page.get_by_role("link", name="nieuw.pdf").count() == 1
    assert (person.answers.get().file.read(), wide) == (PDF, 0)


def test_answer_an_offer_and_give_the_seat_away_by_keyboard(
    live_server: Any, open_page: Any
) -> None:
    event, _picks = coming(capacity=1)
    first = signed_up(event, now=timezone.now())
    person = signed_up(event, now=timezone.now())
    cancel(first, now=timezone.now(), by=None)
    page = open_page()

    page.goto(page_of(live_server, person, "aanbod/?antwoord=ja"))
    tab_to(page, "Ja, ik kom")
    page.keyboard.press("Enter")
    back_at_the_overview(page)
    person.refresh_from_db()
    seated = person.status

    tab_to(page, "Plaats doorgeven")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doorgeven/**")
    tab_to(page, "Voornaam")
    page.keyboard.type("Jan")
    tab_to(page, "Achternaam")
    page.keyboard.type("Smit")
    tab_to(page, "E-mailadres")
    page.keyboard.type("jan@example.org")
    tab_to(page, "Ja, geef deze plaats door")
    page.keyboard.press("Enter")
    back_at_the_overview(page)

    assert seated == Status.CONFIRMED
    assert Registration.objects.get(email="jan@example.org").status == Status.CONFIRMED
    assert mail.outbox[-1].to == ["jan@example.org"]
    assert page.inner_text("h1") == "Je hebt je plaats doorgegeven"
    assert "Het adres dat je invulde, krijgt een mail" in page.inner_text("body")


def test_lost_links_are_mailed(live_server: Any, open_page: Any) -> None:
    event, _picks = coming()
    person = signed_up(event, "fatma@example.org", now=timezone.now())
    mail.outbox.clear()
    page = open_page(width=360, javascript=False)

    page.goto(f"{live_server.url}/aanmelding/weg/")
    page.get_by_role("link", name="Stuur me mijn links").click()
    page.get_by_label("E-mailadres").fill("fatma@example.org")
    page.get_by_role("button", name="Mail me mijn links").click()
    page.wait_for_url("**/verstuurd/")

    assert token_of(person) in str(mail.outbox[0].body)


def test_every_page_behind_the_link_is_for_everybody(live_server: Any, open_page: Any) -> None:
    event, picks = coming(capacity=3, asks_diet=True, asks_access=True, proof_hours=None)
    make_consent(event)
    ali = Companion("Ali", "", "Kaya", picks=tuple(picks[:1]))
    person = signed_up(event, now=timezone.now(), picks=picks[1:2], companions=[ali])
    signed_up(event, now=timezone.now())
    waiting = signed_up(event, now=timezone.now())
    code, other = person.code, person.companions.get().code
    tails = ["", f"wijzigen/{code}/", f"wijzigen/{other}/", "adres/", "annuleren/", "meekomers/"]
    tails += [
        f"doorgeven/{code}/",
        f"eigen-link/{other}/",
        "nieuwe-link/",
        "wissen/",
        "bevestigen/",
    ]
    addresses = [page_of(live_server, person, tail) for tail in tails]
    addresses += [page_of(live_server, waiting), page_of(live_server, waiting, "aanbod/")]
    addresses += [f"{live_server.url}/mijn-aanmeldingen/{tail}" for tail in ("", "verstuurd/")]
    addresses += [
        f"{live_server.url}/mijn-aanmeldingen/{tail}" for tail in ("overgezet/", "gewist/")
    ]
    page = open_page(width=320)

    found = {}
    for address in addresses:
        page.goto(address)
        found[address.removeprefix(live_server.url)] = [*violations(page), sideways_scroll(page)]
    page.goto(page_of(live_server, person, f"doorgeven/{code}/"))
    page.get_by_role("button", name="Ja, geef deze plaats door").click()
    found["errors"] = [*violations(page), sideways_scroll(page)]
    cancel(person, now=timezone.now(), by=None)
    page.goto(page_of(live_server, waiting, "aanbod/"))
    found["offer"] = [*violations(page), sideways_scroll(page)]

    assert {address: wrong for address, wrong in found.items() if wrong != [0]} == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_who_is_inside_reads_on_their_own_page_why_they_cannot_cancel(
    live_server: Any, open_page: Any, width: int
) -> None:
    now = timezone.now()
    event, picks = coming(
        starts_at=now + timedelta(minutes=30), ends_at=now + timedelta(hours=3), closes_at=None
    )
    ali = Companion("Ali", "", "Kaya")
    person = signed_up(event, now=now, picks=picks[:1], companions=[ali])
    note(event, [came_in(one, at=now) for one in (person, person.companions.get())], now=now)
    page, found = open_page(width=width), {}

    page.goto(page_of(live_server, person))
    found["own page"] = [*violations(page), sideways_scroll(page)]
    page.get_by_role("link", name="Mijn aanmelding annuleren").click()
    found["question"] = [*violations(page), sideways_scroll(page)]
    page.get_by_label("Ali Kaya").check()
    page.get_by_role("button", name="Ja, annuleer voor wie ik aanvinkte").click()
    page.get_by_role("alert").get_by_text("Wie al binnen is, kan niet annuleren.").wait_for()
    found["refusal"] = [*violations(page), sideways_scroll(page)]

    assert {name: wrong for name, wrong in found.items() if wrong != [0]} == {}


def test_what_is_changed_later_moves_and_follows_as_at_signing_up(
    live_server: Any, open_page: Any
) -> None:
    event = festival()
    person = signed_up(
        event, now=timezone.now(), role=event.registration_roles.get(name="als bewoner")
    )
    block = event.blocks.get(title="Wandelingen")
    page = open_page()

    page.goto(page_of(live_server, person, f"wijzigen/{person.code}/"))
    wishes = page.locator(f"select[name^='round-{block.pk}_']")
    wishes.nth(0).select_option(label="Langs het water")
    wishes.nth(1).select_option(label="Langs de molen")
    page.locator(f"#id_round-{block.pk}_1_up").press("Enter")
    moved = [wishes.nth(place).evaluate("it => it.selectedOptions[0].text") for place in (0, 1)]
    phone = page.get_by_label("Welk nummer?")
    hidden = not phone.is_visible()
    page.goto(page_of(live_server, person, "meekomers/"))
    hidden_there = not page.get_by_label("Waar stap je op?").is_visible()

    assert moved == ["Langs de molen", "Langs het water"]
    assert (hidden, hidden_there) == (True, True)
