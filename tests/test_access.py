"""Who may enter: every view says so, and every staff page keeps to it for each role."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from events.models import TeamMember
from events.permissions import MAY
from festival.access import mark_of
from tests.factories import NOW, join_team, make_user, published_event, signed_up

ROLES = [str(role) for role in TeamMember.Role]
SERVED_BY_DJANGO = {"admin", "django.contrib"}
KNOWN_MARKS = {"public", "attendee", "staff", "maker", "demo"}

# Each staff page of one event: how it is asked for, and the permission it takes.
STAFF_PAGES = [
    ("get", "staff:dashboard", False, "event.see"),
    ("get", "staff:attendees", False, "attendees.see"),
    ("get", "staff:attendee", True, "attendees.see"),
    ("get", "staff:export", False, "attendees.export"),
    ("post", "staff:cancel", True, "registrations.cancel"),
]


def views(resolver: URLResolver | None = None, where: str = "") -> Iterator[tuple[str, Any]]:
    for entry in (resolver or get_resolver()).url_patterns:
        address = f"{where}{entry.pattern}"
        if isinstance(entry, URLPattern):
            yield address, entry.callback
        elif entry.app_name != "admin":
            yield from views(entry, address)


def test_every_view_says_who_may_enter() -> None:
    marks = {address: mark_of(view) for address, view in views()}

    assert [address for address, mark in marks.items() if not mark] == []
    others = {mark for mark in marks.values() if not mark.startswith("organiser:")}
    assert others <= KNOWN_MARKS
    named = {mark.removeprefix("organiser:") for mark in marks.values() if mark not in others}
    assert named <= set(MAY)


def test_a_view_without_a_mark_is_found() -> None:
    assert mark_of(login_required(lambda request: None)) == ""  # type: ignore[arg-type, return-value]


def test_every_page_of_staff_is_in_the_table_below() -> None:
    guarded = {address for address, view in views() if mark_of(view).startswith("organiser:")}

    assert len(guarded) == len(STAFF_PAGES)


def ask(client: Client, how: str, name: str, event: Any, person: Any) -> Any:
    about = {"slug": event.slug} | ({"code": person.code} if person else {})
    return getattr(client, how)(reverse(name, kwargs=about) + "?format=csv")


@pytest.mark.django_db
@pytest.mark.parametrize(("how", "name", "of_person", "permission"), STAFF_PAGES)
def test_each_role_enters_where_it_may_and_nowhere_else(
    how: str, name: str, of_person: bool, permission: str, time_machine: Any
) -> None:
    time_machine.move_to(NOW)
    event = published_event()
    person = signed_up(event) if of_person else None

    for role in ROLES:
        client = Client()
        client.force_login(join_team(event, role))
        status = ask(client, how, name, event, person).status_code
        may = role in MAY[permission]
        assert status == ((302 if how == "post" else 200) if may else 403), role


@pytest.mark.django_db
@pytest.mark.parametrize(("how", "name", "of_person", "permission"), STAFF_PAGES)
def test_strangers_learn_nothing(
    how: str, name: str, of_person: bool, permission: str, time_machine: Any
) -> None:
    time_machine.move_to(NOW)
    event, elsewhere = published_event(title="Geheim overleg"), published_event()
    person = signed_up(event, "geheim@example.org") if of_person else None
    outsider, gone, anonymous = Client(), Client(), Client()
    outsider.force_login(join_team(elsewhere, "owner"))
    gone.force_login(join_team(event, "owner", make_user(is_active=False)))

    refused = ask(outsider, how, name, event, person)

    assert refused.status_code == 404
    assert "Geheim" not in refused.content.decode()
    for client in (anonymous, gone):
        sent = ask(client, how, name, event, person)
        assert (sent.status_code, sent.url.split("?")[0]) == (302, "/account/inloggen/")


@pytest.mark.django_db
def test_pages_of_staff_are_kept_nowhere() -> None:
    event = published_event()
    person = signed_up(event)
    client = Client()
    client.force_login(join_team(event, "owner"))

    for how, name, of_person, _permission in STAFF_PAGES[:4]:
        answer = ask(client, how, name, event, person if of_person else None)
        assert "no-store" in answer["Cache-Control"], name


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["staff:home", "account:password_change"])
def test_pages_of_an_account_ask_to_log_in(name: str) -> None:
    answer = Client().get(reverse(name))

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/account/inloggen/")  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_refused() -> None:
    event = published_event()
    person = signed_up(event)
    client = Client(enforce_csrf_checks=True)
    client.force_login(join_team(event, "owner"))

    assert ask(client, "post", "staff:cancel", event, person).status_code == 403


def test_the_demo_has_its_pages_only_in_the_demo() -> None:
    names = {address.split("/")[0] for address, _view in views()}

    assert ("demo" in names) == settings.DEMO
