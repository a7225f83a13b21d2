"""The list that a host keeps: who is on it, what the buttons do, and what never shows."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registrations.changing.cancelling import cancel
from registrations.filtering.searching import search
from registrations.hosting.keeping import let_be_present, take_back
from registrations.hosting.linking import renew_link, stop_link
from registrations.hosting.links import link_of, token_of
from registrations.hosting.lists import list_of, may_be_added, named
from registrations.models import DoorAct, HostLink, Registration
from registrations.sign_up.applying import Companion
from registrations.sign_up.picking import Pick
from tests.factories import NOW, make_role, signed_up
from tests.registrations.hosting.places import BEGINS, DURING, evening, session_link, table_link

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during(time_machine: Any) -> None:
    time_machine.move_to(DURING, tick=False)


def address(link: HostLink, page: str = "list") -> str:
    return reverse(f"registrations:host_{page}", kwargs={"token": token_of(link)})


def opened(link: HostLink, page: str = "list", **query: str) -> Any:
    return Client().get(address(link, page), query)


def pressed(link: HostLink, page: str, person: Any, **options: Any) -> Any:
    codes = person if isinstance(person, list) else [getattr(person, "code", person)]
    return Client(**options).post(address(link, page), {"person": codes})


def text_of(answer: Any) -> str:
    return answer.content.decode()


def names(link: HostLink) -> list[str]:
    return [line.name for line in list_of(link).lines]


def sitting(pick: Pick, given_name: str, **rest: Any) -> Registration:
    return signed_up(pick.session.event, given_name=given_name, picks=[pick], **rest)


def test_a_table_has_who_sits_there_and_the_session_all_of_them() -> None:
    event, (one, two) = evening()
    sitting(one, "Ali", family_name="Bedacht", infix="")
    sitting(two, "Mei", family_name="Adem", infix="")
    signed_up(event, given_name="Zonder", family_name="Tafel")

    assert names(table_link(one)) == ["Ali Bedacht"]
    assert names(session_link(one)) == ["Mei Adem", "Ali Bedacht"]


def test_who_waits_or_cancelled_is_not_on_it() -> None:
    _event, (pick,) = evening(tables=1, seats_per_table=2)
    sitting(pick, "Ali")
    gone = sitting(pick, "Bram")
    sitting(pick, "Carla")
    cancel(gone, now=NOW, by=None)
    waiting = sitting(pick, "Dirk")

    assert names(table_link(pick)) == ["Ali van der Berg", "Carla van der Berg"]
    assert waiting.given_name not in text_of(opened(table_link(pick)))


def test_a_line_tells_role_organisation_and_with_whom_somebody_comes() -> None:
    event, (pick, _two) = evening()
    role = make_role(event, "bewoner")
    companion = Companion(given_name="Jet", family_name="Berg", picks=(pick,))
    sitting(pick, "Fatma", organisation="Wijkraad", role=role, companions=[companion])

    told = [
        (line.name, line.organisation, line.role, line.companion)
        for line in list_of(table_link(pick)).lines
    ]

    assert told == [
        ("Fatma van der Berg", "Wijkraad", "bewoner", ""),
        ("Jet Berg", "", "bewoner", "komt mee met Fatma van der Berg"),
    ]


def test_pressing_notes_somebody_as_present_at_the_table_and_at_the_gathering() -> None:
    _event, (pick, _two) = evening()
    person, link = sitting(pick, "Ali"), table_link(pick)
    sitting(pick, "Mei")

    answer = pressed(link, "present", person)

    assert answer.headers["Location"] == f"{address(link)}#p-{person.code}"
    act = DoorAct.objects.get()
    about = (act.registration, act.session, act.table, act.kind, act.way, act.host_link)
    assert about == (person, pick.session, pick.table, "in", "list", link)
    person.refresh_from_db()
    assert (person.status, person.checked_in_at) == ("attended", DURING)
    assert "1 van 2 aanwezig" in text_of(opened(link))


def test_pressing_twice_is_one_act() -> None:
    _event, (pick, _two) = evening()
    person, link = sitting(pick, "Ali"), table_link(pick)

    pressed(link, "present", person)
    pressed(link, "present", person)

    assert DoorAct.objects.count() == 1


def test_two_presses_at_once_have_one_key() -> None:
    """What two requests do that both read the list before either wrote."""
    _event, (pick, _two) = evening()
    person, link = sitting(pick, "Ali"), table_link(pick)
    let_be_present(link, people=[person.code], now=DURING)
    key = DoorAct.objects.get().key
    DoorAct.objects.all().delete()

    let_be_present(link, people=[person.code], now=DURING)

    assert DoorAct.objects.get().key == key


def test_taking_back_undoes_it_and_once_more_it_can_be_noted_again() -> None:
    _event, (pick, _two) = evening()
    person, link = sitting(pick, "Ali"), table_link(pick)
    pressed(link, "present", person)

    pressed(link, "absent", person)
    person.refresh_from_db()
    assert (person.status, list_of(link).present) == ("confirmed", 0)

    pressed(link, "present", person)
    person.refresh_from_db()
    assert (person.status, list_of(link).present) == ("attended", 1)


def test_taking_back_twice_does_no_harm() -> None:
    _event, (pick, _two) = evening()
    person, link = sitting(pick, "Ali"), table_link(pick)
    pressed(link, "present", person)

    pressed(link, "absent", person)
    pressed(link, "absent", person)

    assert [act.kind for act in DoorAct.objects.all()] == ["in", "undo"]


def test_the_session_sees_and_takes_back_what_a_table_noted() -> None:
    _event, (pick, _two) = evening()
    person, whole = sitting(pick, "Ali"), session_link(pick)
    pressed(table_link(pick), "present", person)
    assert list_of(whole).present == 1

    pressed(whole, "absent", person)

    assert list_of(whole).present == list_of(table_link(pick)).present == 0


def test_everybody_is_noted_after_a_question_and_only_who_was_shown() -> None:
    _event, (pick, _two) = evening()
    first, second, link = sitting(pick, "Ali"), sitting(pick, "Mei"), table_link(pick)
    pressed(link, "present", first)
    asked = text_of(opened(link, "everybody"))
    assert second.code in asked
    assert first.code not in asked
    sitting(pick, "Later")

    pressed(link, "everybody", [second.code])
    pressed(link, "everybody", [second.code])

    assert (list_of(link).present, DoorAct.objects.count()) == (2, 2)


def test_somebody_who_sits_elsewhere_is_found_by_three_letters_and_added() -> None:
    _event, (one, two) = evening()
    link, guest = table_link(one), sitting(two, "Bartholomeus", organisation="Geheim BV")
    sitting(one, "Barend")

    assert guest.code not in text_of(opened(link, "find", naam="ba"))
    found = text_of(opened(link, "find", naam="bart"))
    assert "Bartholomeus van der Berg" in found
    assert "Geheim BV" not in found
    assert "Barend" not in found

    pressed(link, "present", guest)
    (line,) = list_of(link).others
    assert (line.name, line.listed) == ("Bartholomeus van der Berg", False)
    assert "en 1 die niet op de lijst stond" in text_of(opened(link))
    pressed(link, "absent", guest)
    assert list_of(link).others == ()


def test_who_waits_cancelled_or_comes_elsewhere_is_neither_found_nor_added() -> None:
    event, (pick, _two) = evening(capacity=2)
    gone = signed_up(event, given_name="Xander")
    cancel(gone, now=NOW, by=None)
    signed_up(event, given_name="Ali")
    signed_up(event, given_name="Bram")
    waiting = signed_up(event, given_name="Xandra")
    stranger = signed_up(evening()[0], given_name="Xandrine")
    link = table_link(pick)

    found = opened(link, "find", naam="xand")
    refused = [pressed(link, "present", person) for person in (gone, waiting, stranger)]

    assert "Niemand gevonden" in text_of(found)
    assert [answer.status_code for answer in refused] == [409, 409, 409]
    assert DoorAct.objects.count() == 0


@pytest.mark.parametrize("typed", ["eflicite", "Félicité", "felicit bos", "v.d. bos"])
def test_a_list_finds_names_as_the_other_searches_do(typed: str) -> None:
    event, (one, _two) = evening()
    person = signed_up(event, given_name="Félicité", infix="van den", family_name="Bos")
    people = event.registrations.by_name()

    here, elsewhere = named(may_be_added(table_link(one)), typed), search(people, typed)

    assert [*here.exact, *here.close] == [person]
    assert (list(here.exact), here.close) == (list(elsewhere.exact), elsewhere.close)


def test_a_name_with_a_mistake_in_it_is_found_apart() -> None:
    _event, (one, two) = evening()
    meant = sitting(two, "Mei", family_name="Nieuwenhuis")
    sitting(two, "Bram", family_name="Bakker")

    page = text_of(opened(table_link(one), "find", naam="nieuwnhuis"))

    assert "Bedoel je …?" in page
    assert "Mei van der Nieuwenhuis" in page
    assert meant.code in page
    assert "Bakker" not in page


def test_nobody_is_found_by_their_organisation_or_address() -> None:
    _event, (one, two) = evening()
    sitting(two, "Mei", organisation="Zeldzaam", email="zeldzaam@example.org")

    assert "Mei" not in text_of(opened(table_link(one), "find", naam="zeldz"))


def test_the_list_tells_nothing_but_names_organisations_and_roles() -> None:
    _event, (one, two) = evening()
    sitting(
        one,
        "Ali",
        email="kanarie@example.org",
        access_needs="kanarierolstoel",
        diet_needs="kanarienoten",
    )
    sitting(two, "Kanariebuur")
    signed_up(one.session.event, given_name="Kanarieloos")
    link = table_link(one)

    pages = [text_of(opened(link, page)) for page in ("list", "everybody", "find")]
    pages += [text_of(opened(link, "find", naam="ali")), text_of(pressed(link, "absent", "x"))]

    assert [page for page in pages if "anarie" in page] == []


def test_pages_are_kept_nowhere_and_in_no_search_engine() -> None:
    _event, (pick, _two) = evening()
    link = table_link(pick)

    for page in ("list", "everybody", "find"):
        answer = opened(link, page)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        (BEGINS - timedelta(hours=1, seconds=1), "Deze lijst gaat open op"),
        (BEGINS + timedelta(hours=25), "Deze lijst is gesloten op"),
    ],
)
def test_outside_its_hours_there_are_no_names_and_nothing_is_noted(
    moment: Any, sentence: str, time_machine: Any
) -> None:
    _event, (pick, _two) = evening()
    person, link = sitting(pick, "Kanarie"), table_link(pick)
    time_machine.move_to(moment, tick=False)

    for page in ("list", "everybody", "find"):
        told = text_of(opened(link, page, naam="kanarie"))
        assert sentence in told
        assert "Kanarie" not in told
    for page in ("present", "absent", "everybody"):
        answer = pressed(link, page, person)
        assert sentence in text_of(answer)
    assert pressed(link, "present", person).status_code == 409
    assert DoorAct.objects.count() == 0


def test_the_last_minute_before_and_after_is_open(time_machine: Any) -> None:
    _event, (pick, _two) = evening()
    sitting(pick, "Ali")
    for moment in (BEGINS - timedelta(hours=1), BEGINS + timedelta(hours=24, minutes=59)):
        time_machine.move_to(moment, tick=False)
        assert "Ali" in text_of(opened(table_link(pick)))


def test_a_link_that_was_stopped_replaced_or_guessed_opens_nothing() -> None:
    _event, (pick, _two) = evening()
    person, link = sitting(pick, "Ali"), table_link(pick)
    old = address(link)
    renew_link(link, seen=0, now=NOW, by=None)
    assert Client().get(old).status_code == 404
    assert Client().get(address(link)).status_code == 200

    stop_link(link, now=NOW, by=None)
    assert opened(link).status_code == 404
    assert pressed(link, "present", person).status_code == 404
    for guess in ("", "x", "1.0.x", f"{link.pk}.1.", f"{link.pk}.1." + "A" * 43):
        assert link_of(guess) is None


def test_a_link_made_again_after_stopping_leaves_the_old_one_dead() -> None:
    _event, (pick, _two) = evening()
    link = table_link(pick)
    old = address(link)
    stop_link(link, now=NOW, by=None)

    again = table_link(pick)

    assert (again.pk, again.revoked_at) == (link.pk, None)
    assert Client().get(old).status_code == 404
    assert opened(again).status_code == 200


@pytest.mark.parametrize("page", ["present", "absent"])
def test_only_a_post_changes_anything(page: str) -> None:
    _event, (pick, _two) = evening()
    person, link = sitting(pick, "Ali"), table_link(pick)

    answer = opened(link, page, person=person.code)

    assert (answer.status_code, DoorAct.objects.count()) == (405, 0)


@pytest.mark.parametrize("page", ["present", "absent", "everybody"])
def test_a_form_from_elsewhere_is_refused(page: str) -> None:
    _event, (pick, _two) = evening()
    person, link = sitting(pick, "Ali"), table_link(pick)

    answer = pressed(link, page, person, enforce_csrf_checks=True)

    assert (answer.status_code, DoorAct.objects.count()) == (403, 0)


def test_a_list_costs_as_much_for_three_people_as_for_one() -> None:
    _event, (pick, _two) = evening()
    link = session_link(pick)
    let_be_present(link, people=[sitting(pick, "Ali").code], now=DURING)
    asked = []
    for new in ([], ["Bram", "Carla"]):
        people = [sitting(pick, name).code for name in new]
        let_be_present(link, people=people, now=DURING)
        with CaptureQueriesContext(connection) as seen:
            opened(link)
        asked.append(len(seen))

    assert asked[0] == asked[1]


def test_noting_thirty_people_costs_as_much_as_noting_one() -> None:
    _event, (pick,) = evening(tables=1, seats_per_table=40)
    link = session_link(pick)
    people = [sitting(pick, "Ali").code for _n in range(32)]
    let_be_present(link, people=people[:1], now=DURING)
    asked = []
    for some in (people[1:2], people[2:]):
        with CaptureQueriesContext(connection) as seen:
            let_be_present(link, people=some, now=DURING)
        asked.append(len(seen))

    assert asked[0] == asked[1]


def test_taking_back_for_who_is_not_on_the_list_is_refused() -> None:
    _event, (pick, two) = evening()
    other = sitting(two, "Mei")

    answer = pressed(table_link(pick), "absent", other)

    assert answer.status_code == 409
    assert "staat niet op de lijst" in text_of(answer)
    assert take_back(session_link(pick), person=other.code, now=DURING) == 0
