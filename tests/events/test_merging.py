"""Merging organisations gives access, so it takes who decides about both."""

from collections.abc import Callable

import pytest
from django.test import Client

from events.inviting import invite
from events.merging import check_may_merge, merge_organisations
from events.models import OrganisationMember, Partnership
from events.organising import NotYours
from events.permissions import permissions_of
from festival.models import AuditEntry, User
from partners.models import Organisation
from tests.factories import NOW, join_team, made, make_event, make_organisation, make_user

pytestmark = pytest.mark.django_db


def works_for(organisation: Organisation, role: str = "owner", user: User | None = None) -> User:
    user = user or make_user()
    made(OrganisationMember(organisation=organisation, user=user, role=role))
    return user


def organised_by(organisation: Organisation) -> Partnership:
    partnership: Partnership = made(
        Partnership(event=make_event(), organisation=organisation, role="organiser")
    )
    return partnership


def staffed(me: User) -> None:
    """Others work for it."""
    works_for(Organisation.objects.get(name="B"))


def edited(me: User) -> None:
    """It organises what I only edit."""
    join_team(organised_by(Organisation.objects.get(name="B")).event, "editor", me)


def joined(me: User) -> None:
    """I work for it, but am no owner."""
    works_for(Organisation.objects.get(name="B"))
    works_for(Organisation.objects.get(name="B"), "editor", me)


def invited(me: User) -> None:
    """Somebody else has invited people to it."""
    invite(
        Organisation.objects.get(name="B"),
        email="wie@example.org",
        role="owner",
        now=NOW,
        by=make_user(),
    )


@pytest.mark.parametrize("so_that", [staffed, edited, joined, invited])
def test_nobody_gets_at_events_of_others_by_merging(so_that: Callable[[User], None]) -> None:
    mine, theirs = make_organisation("A"), make_organisation("B")
    me = works_for(mine)
    so_that(me)

    for kept, gone in ((mine, theirs), (theirs, mine)):
        with pytest.raises(NotYours):
            merge_organisations(kept, gone, values={}, now=NOW, by=me)
    check_may_merge([mine, theirs], make_user(is_superuser=True))

    assert Organisation.objects.count() == 2


def test_the_page_says_so_and_merges_nothing() -> None:
    mine, theirs = make_organisation("A"), make_organisation("B")
    me = works_for(mine)
    event = organised_by(theirs).event
    join_team(event, "editor", me)
    client = Client()
    client.force_login(me)
    address = f"/beheer/organisaties/{mine.code}/samenvoegen/?met={theirs.code}"

    answers = [client.get(address), client.post(address, {"met": theirs.code, "name": "kept"})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Alleen wie van allebei eigenaar is" in answers[0].content.decode()
    assert "team.manage" not in permissions_of(me, event)


def test_who_owns_both_merges_them_and_so_does_who_owns_all_that_an_empty_one_organises() -> None:
    one, other, empty = (make_organisation(name) for name in ("A", "B", "C"))
    me = works_for(one)
    works_for(other, user=me)
    join_team(organised_by(empty).event, "owner", me)

    merge_organisations(one, other, values={}, now=NOW, by=me)
    merge_organisations(one, empty, values={}, now=NOW, by=me)

    assert Organisation.objects.get() == one


def test_the_higher_role_wins_and_the_trail_says_who_gained_access() -> None:
    one, other = make_organisation("A"), make_organisation("B")
    me = works_for(one, user=make_user(name="Ik"))
    works_for(other, user=me)
    for held, gone, name in (
        ("reader", "owner", "Els"),
        ("editor", "desk", "Wim"),
        ("desk", "desk", "Jan"),
        ("", "editor", "Fatma"),
    ):
        user = make_user(name=name)
        if held:
            works_for(one, held, user)
        works_for(other, gone, user)

    merge_organisations(one, other, values={}, now=NOW, by=me)

    roles = one.members.order_by("user__name").values_list("user__name", "role")
    assert dict(roles) == {
        "Els": "owner",
        "Fatma": "editor",
        "Ik": "owner",
        "Jan": "desk",
        "Wim": "editor",
    }
    entry = AuditEntry.objects.get(action="merge", target_id=one.pk)
    assert entry.changes["access"] == [None, "Els (owner), Wim (editor), Fatma (editor)"]
