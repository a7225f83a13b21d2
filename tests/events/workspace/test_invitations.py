"""Inviting somebody by mail, and what the link in the mail does."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from events.inviting import InvitationGone, accept, forget_lapsed, invite
from events.models import Event, Invitation, OrganisationMember, Partnership
from events.models.team import INVITATION_LASTS
from events.permissions import can
from events.teams import change_role, remove_member
from festival.models import AuditEntry, User
from tests.factories import NOW, join_team, made, make_event, make_organisation, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "nieuw@example.org"
ACCOUNT = {
    "name": "Nadia Nieuw",
    "password1": "een heel nieuw paard",
    "password2": "een heel nieuw paard",
}


@pytest.fixture(autouse=True)
def at_noon(time_machine: Any) -> Any:
    time_machine.move_to(NOW, tick=False)
    return time_machine


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(event: Event) -> str:
    return reverse("workspace:team", kwargs={"slug": event.slug})


def link_of(invitation: Invitation) -> str:
    return reverse("workspace:invitation", kwargs={"secret": invitation.secret})


def invited(event: Event, email: str = ADDRESS, role: str = "editor") -> Invitation:
    return invite(event, email=email, role=role, now=NOW, by=join_team(event, "owner"))


def ask(event: Event, **fields: str) -> Any:
    data = {"email": ADDRESS, "role": "editor"} | fields
    return logged_in(join_team(event, "owner")).post(page_of(event), data)


def said(answer: Any) -> str:
    return answer.content.decode()


def test_an_invitation_leaves_by_mail_in_both_forms_with_a_link() -> None:
    event = make_event(title="Avond van de buurt")

    answer = ask(event)

    (message,) = mail.outbox
    link = f"http://testserver{link_of(Invitation.objects.get())}"
    assert answer.status_code == 302
    assert (message.to, "Avond van de buurt" in message.subject) == ([ADDRESS], True)
    assert link in message.body
    assert link in message.alternatives[0][0]  # type: ignore[attr-defined]


def test_an_english_page_sends_an_english_mail() -> None:
    event = make_event()
    client = logged_in(join_team(event, "owner", make_user(name="Olga")))

    client.post("/en" + page_of(event), {"email": ADDRESS, "role": "editor"})

    assert mail.outbox[0].subject == f"Olga invites you to work on {event}"
    assert "/en/beheer/uitnodiging/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": ""}, "Vul een e-mailadres in."),
        ({"email": "geen adres"}, "Vul een e-mailadres in zoals"),
        ({"email": f"{ADDRESS}\nbcc: x@example.org"}, "Vul een e-mailadres in zoals"),
        ({"role": ""}, "Kies een rol."),
    ],
)
def test_what_is_wrong_gets_a_sentence_and_no_mail(fields: dict[str, str], sentence: str) -> None:
    answer = ask(make_event(), **fields)

    assert (answer.status_code, mail.outbox) == (422, [])
    assert sentence in said(answer)


def test_who_is_in_already_is_not_invited() -> None:
    event = make_event()
    join_team(event, "desk", make_user(ADDRESS))

    answer = ask(event, email=ADDRESS.upper())

    assert (answer.status_code, mail.outbox) == (422, [])
    assert "Deze persoon zit al in het team." in said(answer)


def test_inviting_again_replaces_the_first_and_its_link() -> None:
    event = make_event()
    first = invited(event)

    invited(event, role="desk")

    assert [row.role for row in Invitation.objects.all()] == ["desk"]
    assert Client().get(link_of(first)).status_code == 404


def test_nobody_sends_invitations_without_end() -> None:
    event = make_event()
    client = logged_in(join_team(event, "owner"))

    statuses = [
        client.post(page_of(event), {"email": f"{n}@example.org", "role": "desk"}).status_code
        for n in range(31)
    ]

    assert (set(statuses[:30]), statuses[30], len(mail.outbox)) == ({302}, 422, 30)


# Accepting


def test_a_look_at_the_link_changes_nothing() -> None:
    invitation = invited(make_event(title="Avond van de buurt"))

    answer = Client().get(link_of(invitation))

    assert (answer.status_code, "Avond van de buurt" in said(answer)) == (200, True)
    assert "no-store" in answer["Cache-Control"]
    assert (Invitation.objects.count(), User.objects.filter(email=ADDRESS).exists()) == (1, False)


def test_somebody_without_an_account_makes_one_there_and_is_in() -> None:
    event = make_event()
    invitation, client = invited(event), Client()

    answer: Any = client.post(link_of(invitation), ACCOUNT)

    user = User.objects.get(email=ADDRESS)
    assert answer.url == reverse("staff:dashboard", kwargs={"slug": event.slug})
    assert client.get(answer.url).status_code == 200
    assert (user.name, user.check_password(ACCOUNT["password1"])) == ("Nadia Nieuw", True)
    assert [row.role for row in user.memberships.all()] == ["editor"]
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Vul je naam in."),
        ({"password1": "kort", "password2": "kort"}, "minstens 12 tekens"),
        ({"password2": "een ander paard"}, "komen niet overeen"),
        ({"password1": ADDRESS, "password2": ADDRESS}, "te veel op"),
    ],
)
def test_an_account_that_will_not_do_is_not_made(fields: dict[str, str], sentence: str) -> None:
    answer = Client().post(link_of(invited(make_event())), ACCOUNT | fields)

    assert (answer.status_code, sentence in said(answer)) == (422, True)
    assert User.objects.filter(email=ADDRESS).exists() is False


def test_who_has_an_account_logs_in_first_and_comes_back() -> None:
    event = make_event()
    make_user(ADDRESS)
    invitation, client = invited(event), Client()

    page = said(client.get(link_of(invitation)))
    sent = client.post(link_of(invitation), ACCOUNT)
    to_log_in = re.search(r'href="(/account/inloggen/\?next=[^"]+)"', page)
    assert to_log_in is not None
    data = {"login": ADDRESS, "password": "correct horse battery"}
    back: Any = client.post(to_log_in[1], data)
    client.post(back.url)

    assert (sent.status_code, back.url) == (200, link_of(invitation))
    assert can(User.objects.get(email=ADDRESS), "programme.edit", event)


def test_another_account_is_asked_first() -> None:
    event, other = make_event(), make_user("ander@example.org")
    invitation, client = invited(event), logged_in(other)

    shown = said(client.get(link_of(invitation)))
    refused = client.post(link_of(invitation))
    before = can(other, "event.see", event)
    accepted = client.post(link_of(invitation), {"as_other": "on"})

    assert (ADDRESS in shown, "ander@example.org" in shown) == (True, True)
    assert (refused.status_code, before) == (422, False)
    assert (accepted.status_code, can(other, "programme.edit", event)) == (302, True)


def test_who_is_in_already_keeps_the_role() -> None:
    event = make_event()
    invitation = invited(event, role="reader")
    user = join_team(event, "owner", make_user(ADDRESS))

    logged_in(user).post(link_of(invitation))

    assert event.team.get(user=user).role == "owner"


def test_an_invitation_for_an_organisation_opens_all_its_events() -> None:
    organisation = make_organisation("Stichting Pluk")
    events = [make_event(), make_event()]
    for event in events:
        made(Partnership(event=event, organisation=organisation, role="organiser"))
    boss = make_user()
    made(OrganisationMember(organisation=organisation, user=boss, role="owner"))

    data = {"email": ADDRESS, "role": "desk", "team": f"organisation-{organisation.pk}"}
    logged_in(boss).post(page_of(events[0]), data)
    Client().post(link_of(Invitation.objects.get()), ACCOUNT)

    user = User.objects.get(email=ADDRESS)
    assert [can(user, "attendees.see", event) for event in events] == [True, True]
    assert "alle bijeenkomsten van Stichting Pluk" in mail.outbox[0].body


@pytest.mark.parametrize("how", ["removed", "lowered"])
def test_who_leaves_takes_the_invitations_they_sent_along(how: str) -> None:
    """Else who was put out invites themselves beforehand, at another address."""
    event = make_event()
    boss, out = join_team(event, "owner"), join_team(event, "owner")
    theirs = invite(event, email=ADDRESS, role="owner", now=NOW, by=out)
    kept = invite(event, email="els@example.org", role="desk", now=NOW, by=boss)
    member = event.team.get(user=out)

    if how == "removed":
        remove_member(member, now=NOW, by=boss)
    else:
        change_role(member, was="owner", role="editor", now=NOW, by=boss)

    assert [row.pk for row in Invitation.objects.all()] == [kept.pk]
    assert Client().get(link_of(theirs)).status_code == 404
    entry = AuditEntry.objects.get(action="withdraw invitation")
    assert (entry.target_id, entry.event_id, entry.actor_id) == (theirs.pk, event.pk, boss.pk)


def test_an_invitation_works_as_long_as_its_sender_may_invite() -> None:
    """Also when they lose that without leaving: here the organiser they own goes."""
    event, organisation = make_event(), make_organisation()
    boss, sender = join_team(event, "owner"), make_user()
    made(OrganisationMember(organisation=organisation, user=sender, role="owner"))
    organises = made(Partnership(event=event, organisation=organisation, role="organiser"))
    invitation = invite(event, email=ADDRESS, role="owner", now=NOW, by=sender)
    before = Client().get(link_of(invitation)).status_code
    mail.outbox.clear()

    organises.delete()
    address = reverse("workspace:resend", kwargs={"slug": event.slug, "pk": invitation.pk})
    again = logged_in(boss).post(address, follow=True)
    with pytest.raises(InvitationGone):
        accept(invitation, user=make_user(), now=NOW)

    assert (before, Client().get(link_of(invitation)).status_code) == (200, 404)
    assert "mag niet meer uitnodigen" in said(again)
    assert (mail.outbox, Invitation.objects.count(), event.team.count()) == ([], 1, 1)


@pytest.mark.parametrize("secret", ["x", "a" * 43])
def test_a_link_that_was_made_up_says_so(secret: str) -> None:
    answer = Client().get(reverse("workspace:invitation", kwargs={"secret": secret}))

    assert (answer.status_code, "Deze uitnodiging werkt niet meer" in said(answer)) == (404, True)


def test_a_lapsed_link_says_so_and_the_address_is_erased(at_noon: Any) -> None:
    invitation = invited(make_event())
    at_noon.shift(INVITATION_LASTS)

    answers = [
        Client().get(link_of(invitation)).status_code,
        Client().post(link_of(invitation), ACCOUNT).status_code,
    ]
    early = forget_lapsed(NOW + INVITATION_LASTS - timedelta(seconds=1))
    in_time = forget_lapsed(NOW + INVITATION_LASTS)

    assert answers == [404, 404]
    assert (early, in_time, Invitation.objects.count()) == (0, 1, 0)


def test_a_withdrawn_link_opens_nothing() -> None:
    event = make_event()
    invitation = invited(event)
    client = logged_in(join_team(event, "owner"))
    take_back = reverse("workspace:take_back", kwargs={"slug": event.slug, "pk": invitation.pk})

    statuses = [client.post(take_back).status_code for _time in range(2)]

    assert statuses == [302, 404]
    assert Client().post(link_of(invitation), ACCOUNT).status_code == 404


def test_mailing_again_lets_the_same_link_last_longer(at_noon: Any) -> None:
    event = make_event()
    invitation = invited(event)
    client = logged_in(join_team(event, "owner"))
    at_noon.shift(timedelta(days=13))

    client.post(reverse("workspace:resend", kwargs={"slug": event.slug, "pk": invitation.pk}))
    at_noon.shift(timedelta(days=13))

    assert len(mail.outbox) == 2
    assert Client().get(link_of(invitation)).status_code == 200


def test_trying_again_and_again_is_refused() -> None:
    link = link_of(invited(make_event()))
    wrong = ACCOUNT | {"password2": "x"}

    statuses = [Client().post(link, wrong).status_code for _n in range(11)]

    assert (set(statuses[:10]), statuses[10]) == ({422}, 429)


def test_the_trail_and_the_log_name_no_address(caplog: pytest.LogCaptureFixture) -> None:
    event = make_event()
    with caplog.at_level(logging.DEBUG):
        invitation = invited(event)
        Client().post(link_of(invitation), ACCOUNT)

    trail = AuditEntry.objects.filter(target_type="invitation").order_by("id")
    assert [row.action for row in trail] == ["invite", "accept invitation"]
    assert [row for row in trail if ADDRESS in f"{row.target_name} {row.changes}"] == []
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith("django.db")]
    assert [line for line in ours if ADDRESS in line] == []
