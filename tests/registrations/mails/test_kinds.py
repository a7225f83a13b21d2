"""Each kind of mail, of each person of a party, in both languages."""

from datetime import timedelta
from typing import Any

import pytest

from events.models import Event
from registrations.mails import Kind, tell
from registrations.models import Registration
from tests.factories import NOW, evening_with_tables, make_case, make_role, signed_up
from tests.registrations.mails.post import body, mails

pytestmark = [pytest.mark.django_db, pytest.mark.breaks_promises]
OF_ONE_SIGN_UP = [kind for kind in Kind if kind != Kind.LINKS]


@pytest.fixture
def party() -> Registration:
    """Fatma with her own case, Ria, and somebody without a name; two of them wait."""
    event, picks = evening_with_tables(contact_email="wij@x.example")
    role = make_role(
        event, "met casus", with_case=True, mail_text="Neem je <casus> mee.\n\nTot dan!"
    )
    lead = signed_up(event, "fatma@example.org", picks=picks[:1], role=role)
    lead.case = make_case(event, "Moestuin")
    lead.save()
    Event.objects.filter(pk=event.pk).update(seats_taken=2)
    for number, name in enumerate(["Ria", ""]):
        beside(lead, name, NOW + timedelta(minutes=number))
    return Registration.objects.select_related("event").get(pk=lead.pk)


def beside(lead: Registration, name: str, since: Any) -> Registration:
    """A companion who waits; written past the verbs, which do not matter here."""
    return Registration.objects.create(
        event=lead.event,
        lead=lead,
        role=lead.role,
        given_name=name,
        form_key=lead.form_key,
        status="waiting",
        waiting_since=since,
        created_at=NOW,
    )


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", OF_ONE_SIGN_UP)
def test_each_mail_goes_to_who_leads_the_party(
    kind: Kind, language: str, party: Registration
) -> None:
    party.language = language
    party.save(update_fields=["language"])
    companion = party.companions.last()

    tell(kind, companion, now=NOW)

    *_earlier, mail = mails()
    assert mail["To"] == "fatma@example.org"
    assert f'<html lang="{language}">' in body(mail, "html")
    assert body(mail).startswith({"nl": "Beste Fatma,", "en": "Dear Fatma,"}[language])
