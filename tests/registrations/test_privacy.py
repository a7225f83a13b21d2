"""What is kept of people: registered, told, and erased in time."""

import logging
from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import serializers
from django.test import Client

from events.models import Appearance, Case, Event, Role
from events.permissions import MAY
from events.programme import Person as PublicPerson
from events.proposals import accept
from events.publishing import publish
from partners.models import Person
from registrations.links import registration_of, token_of
from registrations.models import Consent, Registration
from registrations.privacy import IMPERSONAL, OF_HOSTS, REGISTER, Entry, forget_expired, who_may
from registrations.sign_up.applying import OwnCase
from tests.factories import (
    NOW,
    START,
    evening_with_tables,
    made,
    make_consent,
    make_event,
    make_person,
    make_role,
    make_session,
    published_event,
    signed_up,
)
from tests.registrations.filling_in import address, filled, opened, posted, text_of

pytestmark = pytest.mark.django_db
END = START + timedelta(hours=2, minutes=15)
CANARY = "kanarie"


def test_every_field_of_a_registration_is_registered_or_impersonal() -> None:
    fields = {field.name for field in Registration._meta.concrete_fields}
    registered = [name for entry in REGISTER for name in entry.fields]

    assert sorted([*registered, *IMPERSONAL]) == sorted(fields)


def canary(event: Event, **rest: Any) -> Registration:
    """Somebody all of whose texts hold one word that can be looked for."""
    words = dict.fromkeys(
        ("given_name", "infix", "family_name", "organisation", "access_needs", "diet_needs"), CANARY
    )
    return signed_up(event, f"{CANARY}@example.org", **(words | rest))


def fields_of(person: Registration) -> dict[str, Any]:
    person.refresh_from_db()
    names = [name for entry in REGISTER for name in entry.fields]
    return {name: getattr(person, name) for name in names}


def test_needs_are_erased_two_weeks_after_the_event_and_names_later() -> None:
    person = canary(published_event())

    early = forget_expired(END + timedelta(days=14) - timedelta(seconds=1))
    in_time = forget_expired(END + timedelta(days=14))

    kept = fields_of(person)
    assert (early, in_time) == (0, 1)
    assert (kept["access_needs"], kept["diet_needs"]) == ("", "")
    assert (kept["given_name"], kept["email"]) == (CANARY, f"{CANARY}@example.org")


def test_three_months_later_nothing_tells_who_it_was_and_the_counts_stay() -> None:
    event, picks = evening_with_tables()
    text = make_consent(event)
    person = canary(event, picks=picks[:1], consents=[text])
    other = signed_up(event)

    forget_expired(END + timedelta(days=90))

    row = serializers.serialize("json", Registration.objects.all())
    assert (CANARY in row, "@example.org" in row) == (False, False)
    assert person.email != other.email
    assert event.registrations.holding_a_seat().count() == 2
    assert (person.choices.count(), Consent.objects.count()) == (1, 1)


def test_a_link_no_longer_opens_what_was_erased() -> None:
    person = canary(published_event())
    token = token_of(person)

    forget_expired(END + timedelta(days=90))

    assert registration_of(token) is None


def test_erasing_twice_is_harmless_and_spares_others() -> None:
    canary(published_event())
    later = canary(published_event(starts_at=END, ends_at=END + timedelta(days=30)))
    moment = END + timedelta(days=90)

    counts = [forget_expired(moment) for _time in range(2)]

    assert counts == [3, 0]  # two who told what they need, one of them erased
    assert fields_of(later)["given_name"] == CANARY


def with_a_case(title: str = "Buurtmoestuin", **fields: Any) -> Registration:
    event = published_event()
    role = make_role(event, with_case=True)
    return signed_up(event, role=role, case=OwnCase(title, CANARY, CANARY), **fields)


def test_a_proposed_case_is_erased_with_who_brought_it() -> None:
    with_a_case()

    forget_expired(END + timedelta(days=90) - timedelta(seconds=1))
    before = Case.objects.count()
    forget_expired(END + timedelta(days=90))

    assert (before, Case.objects.count()) == (1, 0)


def test_an_accepted_case_belongs_to_the_programme_and_stays() -> None:
    accept(with_a_case().case, now=NOW, by=None)

    forget_expired(END + timedelta(days=90))

    assert Case.objects.get().title == "Buurtmoestuin"


def test_the_page_tells_of_cases_where_somebody_can_bring_one(client: Client) -> None:
    brought = with_a_case().event
    other = published_event()

    pages = [text_of(client.get(address(event, "privacy"))) for event in (brought, other)]

    told = "De casus die je inbrengt: hoe die heet, je vraag, en van wie die is"
    assert [told in page for page in pages] == [True, False]


def test_the_page_tells_why_until_when_and_who(client: Client) -> None:
    event = published_event(asks_diet=True)
    make_consent(event, text="Ik mag op de foto.")

    page = text_of(client.get(address(event, "privacy")))

    assert "Je e-mailadres Waarvoor Om je de bevestiging" in page
    assert "15 juni 2026; dan wissen we het." in page
    assert "30 augustus 2026; dan wissen we het." in page
    assert "Ik mag op de foto." in page
    assert "Wat je nodig hebt om mee te doen" not in page


@pytest.mark.parametrize("entry", REGISTER, ids=lambda entry: entry.fields[0])
def test_the_desk_is_named_where_the_desk_may_see_it_and_nowhere_else(entry: Entry) -> None:
    assert ("bij de deur" in entry.seen_by) == (Role.DESK in MAY[entry.permission])


def test_only_organisers_see_addresses_and_needs() -> None:
    seen_by = {name: str(entry.seen_by) for entry in REGISTER for name in entry.fields}

    assert seen_by["given_name"] == "de organisatoren, en wie je ontvangt bij de deur"
    assert seen_by["email"] == seen_by["diet_needs"] == "alleen de organisatoren"


def test_who_sees_it_follows_the_permissions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MAY, "emails.see", frozenset(Role))

    assert who_may("emails.see") == "iedereen in het team dat het organiseert"


def test_the_form_leads_to_that_page(client: Client) -> None:
    event = published_event()

    assert f'href="{address(event, "privacy")}"' in opened(client, event).content.decode()


def test_a_draft_has_no_such_page(client: Client) -> None:
    event = published_event()
    Event.objects.filter(pk=event.pk).update(visibility=Event.Visibility.DRAFT)

    assert client.get(address(event, "privacy")).status_code == 404


def test_the_log_names_nobody(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    event = published_event()
    with time_machine.travel(NOW, tick=False), caplog.at_level(logging.DEBUG):
        data = filled(client, event, given_name=CANARY, email=f"{CANARY}@example.org")
        posted(client, event, data)
        posted(client, event, data | {"email": f"{CANARY}@", "stamp": ""})

    ours = [r.getMessage() for r in caplog.records if not r.name.startswith("django.db")]
    assert [line for line in ours if CANARY in line] == []


def test_what_is_kept_of_people_on_the_programme_is_public_or_registered() -> None:
    public = {field.name for field in fields(PublicPerson)} | {"given_name", "infix", "family_name"}
    registered = {name for kept in OF_HOSTS for name in kept.fields}

    own = {field.name for field in Person._meta.concrete_fields}

    assert own - public - {"id"} == registered


def test_the_address_of_a_host_is_on_no_public_page(client: Client) -> None:
    event = make_event()
    host = make_person(email=f"{CANARY}@example.org")
    made(Appearance(session=make_session(event), person=host, role="host"))
    publish(event, now=NOW, by=None)
    event.refresh_from_db()

    pages = [
        client.get(f"/bijeenkomst/{event.slug}/{path}").content.decode()
        for path in ("", "programma/", f"persoon/{host.code}/", "programma.ics")
    ]

    assert [CANARY in page for page in pages] == [False] * 4
    assert event.release is not None
    assert CANARY not in str(event.release.content)


def test_the_privacy_page_tells_hosts_what_their_address_is_for(client: Client) -> None:
    event = published_event()

    page = text_of(client.get(f"/bijeenkomst/{event.slug}/privacy/"))

    assert "Het e-mailadres van wie begeleidt of spreekt" in page
