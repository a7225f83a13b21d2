"""Links for hosts in the workspace: made, printed, mailed, replaced and stopped."""

from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Appearance, Event
from festival.models import AuditEntry
from registrations.hosting.linking import make_link
from registrations.hosting.links import address_of, link_of, token_of
from registrations.hosting.places import place_of_key, places_with_links
from registrations.hosting.telling import NothingToMail, mail_links, post_of
from registrations.models import HostLink
from registrations.sign_up.picking import Pick
from tests.factories import NOW, join_team, made, make_person, make_session
from tests.registrations.hosting.places import evening, session_link, table_link

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def client_of(event: Event) -> Client:
    client = Client()
    client.force_login(join_team(event, "editor"))
    return client


def address(event: Event, name: str, **parts: str) -> str:
    return reverse(f"staff:{name}", kwargs={"slug": event.slug} | parts)


def hosted(pick: Pick, given_name: str, email: str = "", role: str = "host") -> None:
    person = make_person(given_name, "Nooren", email=email)
    made(Appearance(table=pick.table, person=person, role=role))


def key_of(pick: Pick) -> str:
    assert pick.table is not None
    return f"t-{pick.table.code}"


def test_sessions_and_tables_that_people_choose_stand_there_with_their_hosts() -> None:
    event, (one, two) = evening()
    make_session(event, "Plenair")
    hosted(one, "Hans")
    hosted(one, "Spreker", role="speaker")
    hosted(two, "Meta", role="co-host")

    told = [
        (place.title, [host.given_name for host in place.hosts])
        for place in places_with_links(event)
    ]

    assert told == [
        ("Werksessie", []),
        ("Tafel 1: Onderwerp 1", ["Hans"]),
        ("Tafel 2: Onderwerp 2", ["Meta"]),
    ]


def test_a_link_for_each_list_is_made_at_once_and_twice_is_once() -> None:
    event, _picks = evening()
    client = client_of(event)

    for _time in range(2):
        answer = client.post(address(event, "make_host_links"))

    assert answer.headers["Location"] == address(event, "host_links")
    assert sorted(str(link) for link in HostLink.objects.all()) == [
        "1. Onderwerp 1",
        "2. Onderwerp 2",
        "Werksessie",
    ]
    assert {link.version for link in HostLink.objects.all()} == {0}
    assert AuditEntry.objects.filter(action="make host link").count() == 3


def test_what_was_stopped_is_not_made_again_with_the_others() -> None:
    event, (one, _two) = evening()
    link, client = table_link(one), client_of(event)
    client.post(address(event, "stop_host_link", key=key_of(one)))

    client.post(address(event, "make_host_links"))
    link.refresh_from_db()
    assert link.revoked_at == NOW

    client.post(address(event, "make_host_links"), {"place": key_of(one)})
    link.refresh_from_db()
    assert (link.revoked_at, link.version) == (None, 1)


def test_the_page_has_the_address_to_copy_and_its_code() -> None:
    event, (one, _two) = evening()
    link, client = table_link(one), client_of(event)

    page = client.get(address(event, "host_links")).content.decode()
    code = client.get(address(event, "host_link_code", key=key_of(one)))

    assert f'value="{address_of(link)}"' in page
    assert (code.status_code, code["Content-Type"]) == (200, "image/svg+xml")
    sheets = client.get(address(event, "print_host_links")).content.decode()
    assert address_of(link) in sheets


def test_a_stopped_link_has_no_code_and_no_sheet() -> None:
    event, (one, _two) = evening()
    link, client = table_link(one), client_of(event)
    client.post(address(event, "stop_host_link", key=key_of(one)))

    assert client.get(address(event, "host_link_code", key=key_of(one))).status_code == 404
    assert token_of(link) not in client.get(address(event, "host_links")).content.decode()
    assert token_of(link) not in client.get(address(event, "print_host_links")).content.decode()


def test_replacing_asks_first_kills_the_old_link_and_twice_is_once() -> None:
    event, (one, _two) = evening()
    link, client = table_link(one), client_of(event)
    old, where = token_of(link), address(event, "replace_host_link", key=key_of(one))
    assert client.get(where).status_code == 200
    assert link_of(old) == link

    for _time in range(2):
        client.post(where, {"seen": "0"})

    link.refresh_from_db()
    assert (link.version, link_of(old), link_of(token_of(link))) == (1, None, link)
    assert AuditEntry.objects.filter(action="renew host link").count() == 1


def test_stopping_asks_first_and_twice_is_once() -> None:
    event, (one, _two) = evening()
    link, client = table_link(one), client_of(event)
    where = address(event, "stop_host_link", key=key_of(one))
    assert client.get(where).status_code == 200
    assert link_of(token_of(link)) == link

    for _time in range(2):
        client.post(where)

    assert link_of(token_of(link)) is None
    assert AuditEntry.objects.filter(action="stop host link").count() == 1


def test_each_host_with_an_address_gets_one_mail_with_all_their_lists() -> None:
    event, (one, two) = evening()
    person = make_person("Hans", "Nooren", email="hans@example.org")
    for pick in (one, two):
        made(Appearance(table=pick.table, person=person, role="host"))
        table_link(pick)
    hosted(one, "Zonder")
    session_link(one)

    asked = client_of(event).get(address(event, "mail_host_links")).content.decode()
    assert "hans@example.org" in asked
    assert "Zonder Nooren" in asked
    many = mail_links(event, seen=0, now=NOW, by=None)

    (queued,) = django_mail.outbox
    assert (many, queued.to) == (1, ["hans@example.org"])
    links = HostLink.objects.exclude(table=None)
    for link in links:
        assert address_of(link) in queued.body
        assert address_of(link) in queued.alternatives[0][0]
    assert address_of(HostLink.objects.get(table=None)) not in queued.body
    assert queued.subject.startswith("Je lijst voor")


def test_mailing_sent_twice_is_mailed_once() -> None:
    event, (one, _two) = evening()
    hosted(one, "Hans", "hans@example.org")
    table_link(one)
    client = client_of(event)

    for _time in range(2):
        answer = client.post(address(event, "mail_host_links"), {"seen": "0"})

    assert answer.status_code == 302
    assert len(django_mail.outbox) == 1


def test_without_a_link_or_an_address_there_is_nothing_to_mail() -> None:
    event, (one, two) = evening()
    hosted(one, "Zonder")
    hosted(two, "Hans", "hans@example.org")
    table_link(one)

    with pytest.raises(NothingToMail):
        mail_links(event, seen=0, now=NOW, by=None)
    answer = client_of(event).post(address(event, "mail_host_links"), {"seen": "0"})

    assert answer.status_code == 409
    assert [person.given_name for person in post_of(event).unreachable] == ["Zonder"]
    assert len(django_mail.outbox) == 0


def test_a_session_that_was_called_off_has_no_list(time_machine: Any) -> None:
    event, (one, _two) = evening()
    session = one.session
    session.cancelled_at = NOW
    session.save(update_fields=["cancelled_at"])

    assert places_with_links(event) == []
    assert place_of_key(event, f"s-{session.code}") is None


@pytest.mark.parametrize("name", ["make_host_links"])
def test_only_a_post_makes_links(name: str) -> None:
    event, _picks = evening()

    answer = client_of(event).get(address(event, name))

    assert (answer.status_code, HostLink.objects.count()) == (405, 0)


def test_the_page_costs_as_much_for_three_tables_as_for_one() -> None:
    asked = []
    for tables in (1, 3):
        event, picks = evening(tables=tables)
        for pick in picks:
            hosted(pick, "Hans")
            make_link(pick.session, pick.table, now=NOW, by=None)
        client = client_of(event)
        with CaptureQueriesContext(connection) as seen:
            client.get(address(event, "host_links"))
        asked.append(len(seen))

    assert asked[0] == asked[1]
