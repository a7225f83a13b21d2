"""Who may enter: every view says so, and a walk over all addresses shows that it is kept.

Nothing is listed here by hand: addresses come from the URLconf, what may be entered from the
marks and `MAY`, what fills an address from `tests/scene.py`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from events.models import OrganisationMember, Role, TeamMember
from events.permissions import MAKERS, MAY
from festival.access import mark_of
from festival.models import User
from tests.factories import NOW, join_team, made, make_user
from tests.registrations.desk.doors import device_at
from tests.scene import (
    PLANTED,
    QUERIES,
    Scene,
    belongs_to_the_event,
    make_scene,
    sample_of,
)

ROLES = [str(role) for role in TeamMember.Role]
KNOWN_MARKS = {"public", "attendee", "staff", "maker", "desk", "demo"}
REFUSALS = {400, 403, 404, 405, 500}
LOG_IN = "/account/inloggen/"


@dataclass(frozen=True)
class Address:
    """One line of the URLconf: its name with namespaces, its parts, and the view's mark."""

    name: str
    route: str
    parts: tuple[str, ...]
    mark: str

    @property
    def permission(self) -> str:
        """What it takes to enter, or empty where that does not hang on a team."""
        kind, _colon, permission = self.mark.partition(":")
        return permission if kind == "organiser" else ""

    @property
    def roles(self) -> frozenset[Role]:
        """Who may enter of those who work on gatherings; empty where that makes no difference."""
        return MAKERS if self.mark == "maker" else MAY.get(self.permission, frozenset())

    @property
    def asks_for_an_account(self) -> bool:
        """Whether one has to be logged in."""
        return bool(self.roles) or self.mark == "staff"

    def filled(self, scene: Scene, **other: Any) -> str:
        """The address for a scene; `other` takes the place of samples."""
        parts = {
            part: sample_of(scene, self.name, part) for part in self.parts if part not in other
        }
        return reverse(self.name, kwargs=parts | other) + QUERIES.get(self.name, "")


def addresses(
    resolver: URLResolver | None = None,
    names: tuple[str, ...] = (),
    route: str = "",
    parts: tuple[str, ...] = (),
) -> Iterator[Address]:
    for entry in (resolver or get_resolver()).url_patterns:
        here = f"{route}{entry.pattern}"
        inside = (*parts, *getattr(entry.pattern, "converters", {}))
        if isinstance(entry, URLPattern):
            name = ":".join((*names, entry.name or ""))
            yield Address(name, here, inside, mark_of(entry.callback))
        elif entry.app_name != "admin":
            inner = (*names, entry.namespace) if entry.namespace else names
            yield from addresses(entry, inner, here, inside)


def of_teams() -> list[Address]:
    return [address for address in addresses() if address.permission]


def by_role() -> list[Address]:
    return [address for address in addresses() if address.roles]


@contextmanager
def undone() -> Iterator[None]:
    """What is asked in here leaves no trace, so that each visitor finds the same."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client: Client, url: str) -> Any:
    """The page; where it takes no GET, the answer to an empty form."""
    client.cookies.pop("messages", None)  # what an earlier page had to say is not this one's
    with undone():
        answer = client.get(url)
    if answer.status_code == 405:
        with undone():
            answer = client.post(url)
    return answer


def visitor(user: User | None = None) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def content_of(answer: Any) -> str:
    return b"".join(answer).decode(errors="replace")


def goes_to_log_in(answer: Any) -> bool:
    return answer.status_code == 302 and answer["Location"].split("?")[0] == LOG_IN


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(NOW)
    return make_scene()


def test_every_view_says_who_may_enter() -> None:
    marks = {address.route: address.mark for address in addresses()}

    assert [route for route, mark in marks.items() if not mark] == []
    others = {mark for mark in marks.values() if not mark.startswith("organiser:")}
    assert others <= KNOWN_MARKS
    assert {address.permission for address in of_teams()} <= set(MAY)


def test_a_view_without_a_mark_is_found() -> None:
    assert mark_of(login_required(lambda request: None)) == ""  # type: ignore[arg-type, return-value]


def wrong_for(
    role: str, user: User, scene: Scene, walked: Iterable[Address]
) -> list[tuple[str, str, int]]:
    """What somebody with this role was let into or kept from against the table of roles."""
    client, wrong = visitor(user), []
    for address in walked:
        answer = ask(client, address.filled(scene))
        may = role in address.roles
        right = answer.status_code not in REFUSALS if may else answer.status_code == 403
        if not right or (not may and PLANTED in content_of(answer)):
            wrong.append((role, address.name, answer.status_code))
    return wrong


@pytest.mark.parametrize("role", ROLES)
def test_each_role_in_the_team_enters_where_it_may_and_nowhere_else(
    scene: Scene, role: str
) -> None:
    assert wrong_for(role, join_team(scene.event, role), scene, by_role()) == []


@pytest.mark.parametrize("role", ROLES)
def test_the_same_holds_for_who_works_for_an_organiser(scene: Scene, role: str) -> None:
    """One page for each permission; where the role comes from is looked up in one place."""
    user = make_user()
    organiser = scene.event.partnerships.get(role="organiser").organisation
    made(OrganisationMember(organisation=organiser, user=user, role=role))
    one_of_each = {address.mark: address for address in by_role()}

    assert wrong_for(role, user, scene, one_of_each.values()) == []


def test_who_makes_another_gathering_learns_nothing_of_this_one(scene: Scene) -> None:
    outsider = visitor(join_team(make_scene().event, "owner"))

    wrong = []
    for address in of_teams():
        answer = ask(outsider, address.filled(scene))
        if answer.status_code != 404 or PLANTED in content_of(answer):
            wrong.append((address.name, answer.status_code))

    assert wrong == []


def test_what_belongs_to_another_gathering_is_not_found_in_this_one(scene: Scene) -> None:
    there, owner = make_scene(), visitor(join_team(scene.event, "owner"))

    wrong = []
    for address in of_teams():
        for part in address.parts:
            if belongs_to_the_event(address.name, part):
                other = {part: sample_of(there, address.name, part)}
                answer = ask(owner, address.filled(scene, **other))
                wrong += [(address.name, part)] if answer.status_code != 404 else []

    assert wrong == []


def test_a_device_at_the_desk_finds_its_own_people_and_nobody_elsewhere(scene: Scene) -> None:
    there, (_device, client) = make_scene(), device_at(scene.event)

    wrong = []
    for address in addresses():
        if address.mark != "desk":
            continue
        answer = ask(client, address.filled(scene))
        wrong += [address.name] if answer.status_code in {403, 404, 500} else []
        for part in set(address.parts) & {"code"}:
            other = {part: sample_of(there, address.name, part)}
            answer = ask(client, address.filled(scene, **other))
            wrong += [f"{address.name} elsewhere"] if answer.status_code != 404 else []

    assert wrong == []


def test_without_an_open_account_there_is_only_the_log_in_page(scene: Scene) -> None:
    closed = visitor(join_team(scene.event, "owner", make_user(is_active=False)))

    wrong = []
    for address in addresses():
        if address.asks_for_an_account:
            url = address.filled(scene)
            sent = [goes_to_log_in(ask(client, url)) for client in (visitor(), closed)]
            wrong += [address.name] if sent != [True, True] else []

    assert wrong == []


def test_pages_of_staff_are_kept_nowhere(scene: Scene) -> None:
    owner = visitor(join_team(scene.event, "owner"))

    wrong = []
    for address in addresses():
        if address.asks_for_an_account:
            answer = ask(owner, address.filled(scene))
            kept = "no-store" not in answer.get("Cache-Control", "")
            wrong += [address.name] if kept and answer.status_code == 200 else []

    assert wrong == []


def test_a_form_from_elsewhere_is_refused(scene: Scene) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(join_team(scene.event, "owner"))

    wrong = []
    for address in of_teams():
        answer = client.post(address.filled(scene))
        wrong += [address.name] if answer.status_code != 403 else []

    assert wrong == []


def test_the_demo_has_its_pages_only_in_the_demo() -> None:
    names = {address.route.split("/")[0] for address in addresses()}

    assert ("demo" in names) == settings.DEMO
