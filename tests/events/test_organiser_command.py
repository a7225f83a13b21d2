"""`manage.py organiser`: the first organiser, without a password on the command line."""

import io
import re
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from events.models import Event
from events.permissions import can
from festival.models import AuditEntry, User
from tests.factories import join_team, make_event, make_organisation, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "anneke@example.org"
NEW = {"password1": "een heel nieuw paard", "password2": "een heel nieuw paard"}


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("organiser", *words, stdout=out)
    return out.getvalue()


def link_in(text: str) -> str:
    found = re.search(r"http://testserver(/\S+)", text)
    assert found is not None
    return found[1]


def test_on_an_empty_site_somebody_may_begin_and_sets_a_password_by_the_link() -> None:
    said = run(ADDRESS, "--name", "Anneke")

    client = Client()
    form: Any = client.get(link_in(said))
    client.post(form.url, NEW)
    data = {"login": ADDRESS, "password": NEW["password1"]}
    answer: Any = Client().post("/account/inloggen/", data)

    user = User.objects.get()
    assert (user.name, user.is_superuser, answer.url) == ("Anneke", True, "/beheer/")


def test_an_owner_of_one_event_owns_nothing_else() -> None:
    event, other = make_event(), make_event()

    run(ADDRESS, "--event", event.slug)

    user = User.objects.get(email=ADDRESS)
    assert (can(user, "team.manage", event), can(user, "event.see", other)) == (True, False)
    assert user.is_superuser is False


def test_an_owner_for_an_organisation() -> None:
    organisation = make_organisation()

    run(ADDRESS, "--organisation", organisation.slug)

    assert [row.role for row in organisation.members.all()] == ["owner"]


def test_twice_is_harmless() -> None:
    event = make_event()

    run(ADDRESS, "--event", event.slug)
    noted = AuditEntry.objects.count()
    run(ADDRESS.upper(), "--event", event.slug)

    assert (User.objects.count(), event.team.count()) == (1, 1)
    assert AuditEntry.objects.count() == noted


def test_who_is_in_with_a_smaller_role_becomes_owner_and_keeps_name_and_password() -> None:
    event = make_event()
    user = join_team(event, "desk", make_user(ADDRESS, name="Anneke"))

    run(ADDRESS, "--event", event.slug, "--name", "Ander")

    user.refresh_from_db()
    assert [row.role for row in event.team.all()] == ["owner"]
    assert (user.name, user.check_password("correct horse battery")) == ("Anneke", True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["geen adres"], "is no e-mail address"),
        ([ADDRESS, "--event", "bestaat-niet"], "There is no event"),
        ([ADDRESS, "--organisation", "bestaat-niet"], "There is no organisation"),
        ([ADDRESS], "Say what to own"),
        (["dicht@example.org", "--site"], "is closed"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_kept(words: list[str], sentence: str) -> None:
    make_user(is_superuser=True)
    make_user("dicht@example.org", is_active=False)

    with pytest.raises(CommandError, match=sentence):
        run(*words)

    assert (User.objects.count(), Event.objects.count()) == (2, 0)
