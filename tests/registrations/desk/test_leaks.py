"""Who receives people sees names, organisation, role and tables; no addresses, needs or answers."""

from typing import Any
from uuid import uuid4

import pytest

from registrations.desk import urls
from registrations.door.tickets import ticket_of
from registrations.models import Answer, Question
from registrations.sign_up.applying import Companion
from tests.factories import NOW, join_team, made, make_role, published_event, signed_up
from tests.registrations.desk.doors import desk_url, device_at

pytestmark = pytest.mark.django_db
CANARIES = ("kanariepost", "kanarierolstoel", "kanarienoten", "kanarieantwoord")
SHOWN = ("Kanariekraad", "kanarierol")


@pytest.fixture(autouse=True)
def at_noon(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def evening() -> Any:
    """Somebody with a companion, all of whose private fields hold a word to look for."""
    event = published_event()
    person = signed_up(
        event,
        "kanariepost@example.org",
        organisation="Kanariekraad",
        role=make_role(event, "kanarierol"),
        access_needs="kanarierolstoel",
        diet_needs="kanarienoten",
        companions=[Companion("Omar", access_needs="kanarierolstoel", diet_needs="kanarienoten")],
    )
    question = made(Question(event=event, text="Wat wil je?", kind="short", purpose="Om te weten"))
    Answer.objects.create(
        registration=person, question=question, asked=question.text, value="kanarieantwoord"
    )
    return event, person


def asked_everywhere(event: Any, person: Any, client: Any) -> dict[str, str]:
    """What every address of the desk says, by its name; also the answer to each form."""
    said = {}
    for pattern in urls.urlpatterns:
        route = str(pattern.pattern)
        if pattern.name == "sign_out":
            continue
        path = route.replace("<code>", person.code).replace("<str:ticket>", ticket_of(person))
        form = {"key": uuid4(), "q": "kanarie", "reason": "", "text": "", "name": ""}
        for number, ask in enumerate((client.get, client.post)):
            data = {"q": "berg"} if number == 0 else form
            answer = ask(desk_url(event, path), data, follow=True)
            said[f"{pattern.name} {number}"] = answer.content.decode()
    return said


def test_no_page_and_no_list_of_the_desk_tells_more(evening: Any) -> None:
    event, person = evening
    _device, client = device_at(event)
    client.force_login(join_team(event, "desk"))

    said = asked_everywhere(event, person, client)

    assert [
        (name, word) for name, text in said.items() for word in CANARIES if word in text.lower()
    ] == []
    for word in SHOWN:  # the search does find what may be seen
        assert word in said["guests 0"]
        assert word in said["person 0"]
        assert word in said["search 0"]


def test_searching_for_an_address_finds_nobody(evening: Any) -> None:
    event, _person = evening
    _device, client = device_at(event)

    answer = client.get(desk_url(event), {"q": "kanariepost"})

    assert answer.context["people"] == []


def test_a_ticket_tells_a_stranger_nothing_about_who_has_it(evening: Any, client: Any) -> None:
    event, person = evening
    ticket, forged = ticket_of(person), "abcd2345-0123456789abcdef"

    real = client.get(desk_url(event, f"in/{ticket}/")).content.decode()
    other = client.get(desk_url(event, f"in/{forged}/")).content.decode()

    assert real.replace(ticket, forged) == other
    assert "Fatma" not in real
    assert "Een code voor de ingang" in real
    assert f"/bijeenkomst/{event.slug}/" in real


def test_the_ticket_of_a_gathering_that_is_not_public_names_it_nowhere(client: Any) -> None:
    event = published_event(title="Geheim overleg")
    event.visibility = "draft"
    event.save(update_fields=["visibility"])

    page = client.get(desk_url(event, "in/abcd2345-0123456789abcdef/")).content.decode()

    assert "Geheim" not in page


def test_the_app_holds_no_name(evening: Any) -> None:
    event, _person = evening
    _device, client = device_at(event)

    for path in ("app/", "app.webmanifest", "werker.js"):
        answer = client.get(desk_url(event, path))
        assert answer.status_code == 200
        assert "Fatma" not in answer.content.decode()


def test_every_page_of_the_desk_is_kept_nowhere(evening: Any) -> None:
    event, person = evening
    _device, client = device_at(event)

    for path in ("", f"wie/{person.code}/", "binnenloper/", "aantallen/", "gasten.json", "app/"):
        assert "no-store" in client.get(desk_url(event, path))["Cache-Control"]
