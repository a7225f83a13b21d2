"""The team page: who is in, roles, leaving, and who may decide about that."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event, Invitation, OrganisationMember, Partnership, TeamMember
from events.permissions import MAY, can
from events.teams import manageable
from events.workspace.team.words import MAY_WORDS
from festival.models import AuditEntry, User
from partners.models import Organisation
from tests.factories import join_team, made, make_event, make_organisation, make_user

pytestmark = pytest.mark.django_db


def organised_by(organisation: Organisation, **fields: Any) -> Event:
    event = make_event(**fields)
    made(Partnership(event=event, organisation=organisation, role="organiser"))
    return event


def works_for(organisation: Organisation, role: str = "owner", **fields: Any) -> OrganisationMember:
    member = OrganisationMember(organisation=organisation, user=make_user(**fields), role=role)
    return made(member)


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, event: Event, **parts: Any) -> str:
    return reverse(f"workspace:{name}", kwargs={"slug": event.slug, **parts})


def at(name: str, event: Event, member: Any) -> str:
    kind = "lid" if isinstance(member, TeamMember) else "organisatielid"
    return address(name, event, kind=kind, pk=member.pk)


def member_of(event: Event, role: str) -> TeamMember:
    return event.team.get(user=join_team(event, role))


def said(answer: Any) -> str:
    return answer.content.decode()


def test_the_page_shows_the_team_the_organisers_people_and_what_roles_may() -> None:
    organisation = make_organisation("Stichting Pluk")
    event = organised_by(organisation)
    member = works_for(organisation, name="Wim van de Stichting")
    owner = join_team(event, "owner", make_user(name="Olga"))

    page = said(logged_in(owner).get(address("team", event)))

    assert [word in page for word in ("Olga", "(jij)", "Via Stichting Pluk")] == [True] * 3
    assert "Wim van de Stichting" in page
    assert at("change_member", event, member) not in page  # hers is another organisation
    assert "de hele bijeenkomst afgelasten" in page


def test_each_permission_has_words() -> None:
    assert set(MAY_WORDS) == set(MAY)


def test_a_role_is_changed_and_noted() -> None:
    event = make_event()
    owner, member = join_team(event, "owner"), member_of(event, "reader")

    data = {"role": "editor", "was": "reader"}
    answers = [
        logged_in(owner).post(at("change_member", event, member), data).status_code
        for _time in range(2)
    ]

    member.refresh_from_db()
    entry = AuditEntry.objects.get(target_type="teammember", action="change")
    assert (answers, member.role) == ([302, 302], "editor")
    assert (entry.changes, entry.event_id) == ({"role": ["reader", "editor"]}, event.pk)


def test_a_role_that_somebody_else_changed_meanwhile_stays() -> None:
    event = make_event()
    owner, member = join_team(event, "owner"), member_of(event, "reader")
    TeamMember.objects.filter(pk=member.pk).update(role="desk")

    data = {"role": "editor", "was": "reader"}
    answer = logged_in(owner).post(at("change_member", event, member), data, follow=True)

    member.refresh_from_db()
    assert member.role == "desk"
    assert "Iemand anders heeft dit net gewijzigd." in said(answer)


def test_the_last_owner_keeps_that_role_and_stays() -> None:
    event = make_event()
    last = member_of(event, "owner")
    member_of(event, "editor")
    event.team.create(user=make_user(is_active=False), role="owner")  # a closed account is nobody
    client = logged_in(last.user)

    data = {"role": "reader", "was": "owner"}
    changed = client.post(at("change_member", event, last), data, follow=True)
    removed = client.post(at("remove_member", event, last))

    last.refresh_from_db()
    assert (last.role, removed.status_code) == ("owner", 409)
    for answer in (changed, removed):
        assert "Dit is de laatste eigenaar." in said(answer)


def test_an_owner_through_an_organisation_is_owner_enough() -> None:
    organisation = make_organisation()
    event = organised_by(organisation)
    works_for(organisation)
    last = member_of(event, "owner")

    answer = logged_in(last.user).post(at("remove_member", event, last))

    assert (answer["Location"], event.team.count()) == (reverse("staff:home"), 0)


def test_leaving_asks_first_and_a_look_changes_nothing() -> None:
    event = make_event()
    join_team(event, "owner")
    self = member_of(event, "owner")

    page = said(logged_in(self.user).get(at("remove_member", event, self)))

    assert "Uit het team gaan?" in page
    assert event.team.count() == 2


def test_who_is_removed_is_out_at_once_and_twice_is_harmless() -> None:
    event = make_event()
    client, member = logged_in(join_team(event, "owner")), member_of(event, "editor")

    first = client.post(at("remove_member", event, member))
    second = client.post(at("remove_member", event, member))

    assert (first.status_code, second.status_code) == (302, 404)
    assert not can(member.user, "event.see", event)
    assert AuditEntry.objects.filter(target_type="teammember", action="remove").count() == 1


def test_only_an_owner_of_the_organisation_changes_its_people() -> None:
    organisation = make_organisation()
    event = organised_by(organisation)
    boss, member = works_for(organisation), works_for(organisation, "desk")
    data = {"role": "editor", "was": "desk"}

    stranger = logged_in(join_team(event, "owner"))
    refused = stranger.post(at("change_member", event, member), data, follow=True)
    kept = OrganisationMember.objects.get(pk=member.pk).role
    logged_in(boss.user).post(at("change_member", event, member), data)

    assert (kept, OrganisationMember.objects.get(pk=member.pk).role) == ("desk", "editor")
    assert "Alleen een eigenaar van" in said(refused)


def test_the_last_owner_of_an_organisation_stays() -> None:
    organisation = make_organisation()
    event = organised_by(organisation)
    join_team(event, "owner")
    boss = works_for(organisation)

    answer = logged_in(boss.user).post(at("remove_member", event, boss))

    assert (answer.status_code, organisation.members.count()) == (409, 1)


def test_members_of_an_organisation_elsewhere_are_not_found_here() -> None:
    elsewhere = make_organisation()
    organised_by(elsewhere)
    member = works_for(elsewhere)
    event = make_event()

    answer = logged_in(join_team(event, "owner")).get(at("remove_member", event, member))

    assert answer.status_code == 404


# Who may speak for an organisation


def test_naming_an_organisation_as_organiser_gives_nobody_its_events() -> None:
    """Else who adds it to an event of their own would get at everything that it organises."""
    organisation = make_organisation()
    organised_by(organisation)  # of others, with people's data
    mine = organised_by(organisation)
    me = join_team(mine, "owner")

    about = {"email": "ik@example.org", "role": "owner", "team": f"organisation-{organisation.pk}"}
    page = logged_in(me).post(address("team", mine), about)

    assert manageable(me, [organisation]) == set()
    assert page.status_code == 302  # the choice was not there: the invitation is for this event
    assert [row.organisation for row in Invitation.objects.all()] == [None]


def test_who_owns_all_events_of_an_organisation_without_people_may_begin() -> None:
    organisation = make_organisation()
    first, second = organised_by(organisation), organised_by(organisation)
    me = join_team(first, "owner")
    before = manageable(me, [organisation])
    join_team(second, "owner", me)

    assert (before, manageable(me, [organisation])) == (set(), {organisation.pk})


def test_an_organisation_with_people_is_theirs() -> None:
    organisation = make_organisation()
    me = join_team(organised_by(organisation), "owner")
    boss, helper = works_for(organisation), works_for(organisation, "editor")

    found = [manageable(user, [organisation]) for user in (me, boss.user, helper.user)]

    assert found == [set(), {organisation.pk}, set()]


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_asks_the_same_however_many_people(
    size: int, django_assert_num_queries: Any
) -> None:
    organisations = [make_organisation() for _n in range(size)]
    event = make_event()
    for organisation in organisations:
        made(Partnership(event=event, organisation=organisation, role="organiser"))
        works_for(organisation)
    client = logged_in(join_team(event, "owner"))
    for _n in range(size):
        join_team(event, "desk")

    client.get(address("team", event))
    with django_assert_num_queries(10):
        client.get(address("team", event))
