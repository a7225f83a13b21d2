"""Addresses that no database can be asked about."""

import pytest
from django.test import Client

from tests.factories import join_team, make_event, make_organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/beheer/uitnodiging/x%00y/",
        "/beheer/{event}/programma/%00/",
        "/beheer/{event}/inhoud/partners/nieuw/?naam=%00",
        "/beheer/organisaties/{organisation}/samenvoegen/?met=%00",
        "/beheer/personen/?q=a%00",
        "/bijeenkomst/%00/",
        "/?%00",
    ],
)
def test_nothing_is_found_at_an_address_with_a_nul(address: str) -> None:
    event, organisation = make_event(), make_organisation()
    client = Client()
    client.force_login(join_team(event, "owner"))

    answer = client.get(address.format(event=event.slug, organisation=organisation.code))

    told = "Op dit adres staat geen pagina." in answer.content.decode()
    assert (answer.status_code, told) == (404, True)


@pytest.mark.parametrize("address", ["inhoud/niets/", "programma/abcd2345/"])
def test_a_page_that_is_not_found_says_so_in_the_language_of_the_site(address: str) -> None:
    event, client = make_event(), Client()
    client.force_login(join_team(event, "owner"))

    page = client.get(f"/beheer/{event.slug}/{address}").content.decode()

    assert "Op dit adres staat geen pagina." in page


def test_merging_with_a_code_that_cannot_be_one_is_answered_with_a_sentence() -> None:
    organisation, client = make_organisation(), Client()
    client.force_login(join_team(make_event(), "owner"))

    answer = client.post(
        f"/beheer/organisaties/{organisation.code}/samenvoegen/", {"met": "\0x"}, follow=True
    )

    assert (answer.status_code, "Dit zijn geen twee" in answer.content.decode()) == (200, True)
