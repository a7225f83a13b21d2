"""Naming who organises an event gives access, so only its owners do; and an owner always stays."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event, OrganisationMember, Partnership
from events.permissions import permissions_of
from events.publishing import publish
from events.restoring import restore_release
from festival.editing import add, remove
from festival.models import AuditEntry, Trashed, User
from partners.models import Organisation
from tests.factories import NOW, join_team, made, make_event, make_organisation, make_user
from tests.test_admin import filled_in, page_of

pytestmark = pytest.mark.django_db
ONLY_OWNERS = "Alleen een eigenaar van deze bijeenkomst bepaalt wie haar organiseert."
NO_OWNER = "Dan is er geen eigenaar meer."


def organised_by(event: Event, organisation: Organisation, role: str = "organiser") -> Partnership:
    partnership: Partnership = made(Partnership(event=event, organisation=organisation, role=role))
    return partnership


def owner_of(organisation: Organisation, user: User | None = None) -> User:
    user = user or make_user()
    made(OrganisationMember(organisation=organisation, user=user, role="owner"))
    return user


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(event: Event, name: str, **more: Any) -> str:
    about = {"slug": event.slug, "kind": "partners"} | more
    return reverse(f"workspace:{name}", kwargs=about)


def asked(client: Client, address: str, **typed: str) -> Any:
    form = client.get(address).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    return client.post(address, values | typed)


def sentences(answer: Any) -> str:
    return str(answer.context["form"].errors.get("role", ""))


def test_an_editor_does_not_become_owner_by_naming_their_own_organisation() -> None:
    event, mine = make_event(), make_organisation("Mijn")
    editor = owner_of(mine, join_team(event, "editor"))

    answer = asked(logged_in(editor), at(event, "add_part"), organisation="Mijn", role="organiser")

    assert (answer.status_code, ONLY_OWNERS in sentences(answer)) == (422, True)
    assert answer.context["remove_url"] == ""  # the page is still that of a new partner
    assert not Partnership.objects.exists()
    assert "team.manage" not in permissions_of(editor, event)


@pytest.mark.parametrize(
    ("was", "typed"),
    [
        ("partner", {"role": "organiser"}),
        ("organiser", {"role": "partner"}),
        ("organiser", {"organisation": "Mijn"}),
    ],
)
def test_an_editor_does_not_change_who_organises(was: str, typed: dict[str, str]) -> None:
    event, theirs = make_event(), make_organisation("Hunne")
    make_organisation("Mijn")
    partnership = organised_by(event, theirs, was)
    editor = logged_in(join_team(event, "editor"))

    answer = asked(editor, at(event, "part", pk=partnership.pk), **typed)

    partnership.refresh_from_db()
    assert (answer.status_code, ONLY_OWNERS in sentences(answer)) == (422, True)
    assert (partnership.organisation, partnership.role) == (theirs, was)


def test_an_editor_still_says_more_about_the_organiser_and_adds_partners() -> None:
    event = make_event()
    partnership = organised_by(event, make_organisation("LSA"))
    editor = logged_in(join_team(event, "editor"))

    noted = asked(editor, at(event, "part", pk=partnership.pk), note="trekker")
    added = asked(editor, at(event, "add_part"), organisation="Pluk", role="partner")

    assert (noted.status_code, added.status_code) == (302, 302)
    assert list(event.partnerships.values_list("role", "note")) == [
        ("organiser", "trekker"),
        ("partner", ""),
    ]


def test_an_owner_names_changes_and_removes_the_organiser() -> None:
    event = make_event()
    owner = logged_in(join_team(event, "owner"))
    make_organisation("LSA")

    asked(owner, at(event, "add_part"), organisation="LSA", role="organiser")
    partnership = event.partnerships.get()
    asked(owner, at(event, "part", pk=partnership.pk), role="partner")
    partnership.refresh_from_db()
    owner.post(at(event, "remove_part", pk=partnership.pk))

    assert partnership.role == "partner"
    assert not event.partnerships.exists()


def test_an_editor_does_not_lock_owners_out_nor_bring_them_back() -> None:
    event, organisation = make_event(), make_organisation("Baas")
    boss = owner_of(organisation)
    editor, owner = (logged_in(join_team(event, role)) for role in ("editor", "owner"))
    partnership = organised_by(event, organisation)

    refused = editor.post(at(event, "remove_part", pk=partnership.pk))
    kept = "team.manage" in permissions_of(boss, event)
    owner.post(at(event, "remove_part", pk=partnership.pk))
    back = reverse("workspace:restore", args=[event.slug, Trashed.objects.get().pk])
    not_put_back = editor.post(back)
    gone = "team.manage" not in permissions_of(boss, event)
    put_back = owner.post(back)

    assert (refused.status_code, kept) == (403, True)
    assert ONLY_OWNERS in refused.content.decode()
    assert (not_put_back.status_code, gone) == (403, True)
    assert (put_back.status_code, event.partnerships.count()) == (302, 1)


def test_the_last_owner_through_an_organisation_stays() -> None:
    event, organisation = make_event(), make_organisation("Baas")
    boss = logged_in(owner_of(organisation))
    partnership = organised_by(event, organisation)

    removed = boss.post(at(event, "remove_part", pk=partnership.pk), follow=True)
    changed = asked(boss, at(event, "part", pk=partnership.pk), role="partner")

    partnership.refresh_from_db()
    assert partnership.role == "organiser"
    assert NO_OWNER in removed.content.decode()
    assert (changed.status_code, NO_OWNER in sentences(changed)) == (422, True)


def test_going_back_to_a_release_leaves_who_organises_to_owners() -> None:
    event = make_event()
    first, second = make_organisation("Eerste"), make_organisation("Tweede")
    was = organised_by(event, first)
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    remove(was, now=NOW, by=None)
    add(Partnership(event=event, organisation=second, role="organiser"), now=NOW, by=None)
    assert event.release is not None

    names = []
    for role in ("editor", "owner"):
        done = restore_release(event, event.release, now=NOW, by=join_team(event, role))
        organisers = event.partnerships.values_list("organisation__name", flat=True)
        names.append((list(organisers), len(done.kept)))

    assert names == [(["Tweede"], 2), (["Eerste"], 0)]


def test_who_was_put_out_of_a_team_does_not_come_back_through_the_trash() -> None:
    event, organisation = make_event(), make_organisation("Baas")
    out = join_team(event, "owner")
    owner_of(organisation, out)
    admin = logged_in(make_user(is_staff=True, is_superuser=True))
    member = event.team.get()
    sent = filled_in(admin, page_of(event)) | {"team-0-DELETE": "on"}

    answer = admin.post(page_of(event), sent)
    admin.post(
        reverse("admin:events_organisationmember_delete", args=[organisation.members.get().pk]),
        {"post": "yes"},
    )

    assert answer.status_code == 302
    assert (event.team.count(), organisation.members.count()) == (0, 0)
    assert not Trashed.objects.exists()
    entry = AuditEntry.objects.get(target_type="teammember", action="remove")
    assert (entry.target_id, entry.event_id) == (member.pk, event.pk)
    with pytest.raises(ValueError, match="removed for good"):
        remove(event.team.get(user=join_team(event)), now=NOW, by=None)


def test_what_comes_back_from_the_trash_comes_without_its_team() -> None:
    event = make_event()
    join_team(event, "owner")

    trashed = remove(event, now=NOW, by=None)

    assert "events.teammember" not in {row["model"] for row in trashed.content}
