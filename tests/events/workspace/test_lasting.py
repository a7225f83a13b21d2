"""What lasts over editions: listed, found, changed by who uses it, merged, and not lost."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from events.inviting import invite
from events.models import (
    Appearance,
    Event,
    OrganisationMember,
    Partnership,
    Role,
    Room,
    Venue,
)
from events.workspace.lasting.uses import is_free
from festival.models import Trashed
from partners.models import Affiliation, Organisation, Person
from tests.factories import (
    NOW,
    join_team,
    made,
    make_event,
    make_organisation,
    make_person,
    make_room,
    make_session,
    make_user,
    make_venue,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return make_event(title="Avond van ons")


@pytest.fixture
def client(event: Event) -> Client:
    client = Client()
    client.force_login(join_team(event, "editor"))
    return client


def told(answer: Any) -> list[str]:
    """The last message; earlier ones wait until a page shows them."""
    return [str(message) for message in get_messages(answer.wsgi_request)][-1:]


def opened(client: Client, address: str) -> dict[str, Any]:
    form = client.get(address).context["form"]
    return {name: form[name].value() or "" for name in form.fields if name not in PICTURES}


PICTURES = {"logo", "portrait"}


def partner_of(event: Event, organisation: Organisation, role: str = "partner") -> Partnership:
    partnership: Partnership = made(Partnership(event=event, organisation=organisation, role=role))
    return partnership


@pytest.mark.parametrize(
    ("word", "typed", "name"),
    [
        ("organisaties", {"name": "Buurthuis De Zon", "kind": "other"}, "Buurthuis De Zon"),
        ("personen", {"given_name": "Fatma", "family_name": "Berg"}, "Fatma Berg"),
        ("locaties", {"name": "De Zon", "town": "Tilburg", "country": "NL"}, "De Zon, Tilburg"),
    ],
)
def test_each_kind_is_added_found_changed_removed_and_put_back(
    client: Client, word: str, typed: dict[str, str], name: str
) -> None:
    empty = client.post(f"/beheer/{word}/nieuw/", {})
    added = client.post(f"/beheer/{word}/nieuw/", typed)
    address = added.url  # type: ignore[attr-defined]
    last = name.partition(",")[0].rpartition(" ")[2]
    found = client.get(f"/beheer/{word}/?q={last}").content.decode()
    absent = client.get(f"/beheer/{word}/?q=nergens").content.decode()
    changed = client.post(address, opened(client, address) | {"website": "https://zon.example/"})
    removed = client.post(f"{address}weg/")
    trashed = Trashed.objects.get()
    back = client.post(f"/beheer/prullenbak/{trashed.pk}/terug/")

    assert (empty.status_code, told(added)) == (422, [f"“{name}” is toegevoegd."])
    assert (name in found, name in absent) == (True, False)
    assert told(changed) == [f"“{name}” is opgeslagen."]
    assert removed.url == f"/beheer/{word}/"  # type: ignore[attr-defined]
    assert told(back) == [f"“{name}” is terug."]
    assert client.get(address).status_code == 200


def test_an_organisation_may_be_changed_by_who_uses_it_and_by_nobody_else(
    event: Event, client: Client
) -> None:
    names = ("Ons", "Hunne", "Gedeeld", "Vrij")
    ours, theirs, shared, free = (make_organisation(name) for name in names)
    partner_of(event, ours)
    partner_of(make_event(title="Geheim", visibility="draft"), theirs)
    partner_of(event, shared)
    partner_of(make_event(title="Geheim", visibility="draft"), shared)

    all_four = (ours, theirs, shared, free)
    pages = {one: client.get(f"/beheer/organisaties/{one.code}/") for one in all_four}
    refused = client.post(f"/beheer/organisaties/{theirs.code}/", {"name": "Gekaapt"})

    may = [page.context["may_change"] for page in pages.values()]
    assert may == [True, False, False, True]
    assert refused.status_code == 403
    assert Organisation.objects.filter(name="Gekaapt").count() == 0
    shown = pages[shared].content.decode()
    assert ("Avond van ons" in shown, "Geheim" in shown) == (True, False)
    assert "En in 1 bijeenkomst van anderen." in shown


def test_people_of_an_organisation_may_change_it(client: Client) -> None:
    organisation, user = make_organisation("LSA"), make_user()
    made(OrganisationMember(organisation=organisation, user=user, role=Role.EDITOR))
    theirs = Client()
    theirs.force_login(user)
    address = f"/beheer/organisaties/{organisation.code}/"

    assert theirs.get(address).context["may_change"] is True
    assert client.post(address, {}).status_code == 403
    assert client.post(f"{address}weg/").status_code == 403
    assert theirs.post(f"{address}weg/").status_code == 302
    assert Organisation.objects.get() == organisation


def test_the_address_of_somebody_is_only_seen_by_who_may_change_them(
    event: Event, client: Client
) -> None:
    person = make_person(email="hans@example.org")
    made(Appearance(session=make_session(event), person=person))
    stranger = Client()
    stranger.force_login(join_team(make_event(), "owner"))
    address = f"/beheer/personen/{person.code}/"

    assert "hans@example.org" in client.get(address).content.decode()
    assert "hans@example.org" not in stranger.get(address).content.decode()
    assert "hans@example.org" not in stranger.get("/beheer/personen/").content.decode()


def test_naming_somebody_in_a_draft_of_ones_own_opens_nothing(event: Event, client: Client) -> None:
    """Neither their address, nor merging them with somebody else."""
    people = [make_person("Fatma", name, email=f"{name}@example.org") for name in ("Een", "Twee")]
    session = make_session(make_event())
    for person in people:
        made(Appearance(session=session, person=person))
        quote = {"person": str(person), "text": "Samen."}
        client.post(f"/beheer/{event.slug}/inhoud/citaten/nieuw/", quote)
    one, two = people
    page = f"/beheer/personen/{one.code}/"

    shown = client.get(page).content.decode()
    changed = client.post(page, {"family_name": "Een", "email": "ik@example.org"})
    merged = client.post(f"{page}samenvoegen/", {"met": two.code, "family_name": "kept"})

    assert event.quotes.count() == 2
    assert "een@example.org" not in shown.lower()
    assert (changed.status_code, merged.status_code) == (403, 403)
    assert Person.objects.count() == 2


def test_an_organisation_to_which_people_are_invited_is_not_free(client: Client) -> None:
    organisation = make_organisation("Leeg")
    invite(organisation, email="els@example.org", role="owner", now=NOW, by=make_user())

    answer = client.post(f"/beheer/organisaties/{organisation.code}/weg/")

    assert (answer.status_code, is_free(organisation)) == (403, False)
    assert not Trashed.objects.exists()


def test_what_is_used_cannot_be_removed(event: Event, client: Client) -> None:
    organisation = make_organisation("LSA")
    partner_of(event, organisation)

    answer = client.post(f"/beheer/organisaties/{organisation.code}/weg/")

    assert told(answer) == ["“LSA” wordt nog gebruikt en kan daarom niet weg."]
    assert (Organisation.objects.count(), Trashed.objects.count()) == (1, 0)


def test_rooms_are_added_ordered_and_removed(client: Client) -> None:
    venue = make_venue()
    here = f"/beheer/locaties/{venue.slug}/"
    for name in ("Zaal", "Studio"):
        client.post(f"{here}delen/nieuw/", {"name": name, "capacity": "40"})
    hall, studio = Room.objects.order_by("pk")

    client.post(f"{here}delen/volgorde/", {"seen": f"{hall.pk},{studio.pk}", "up": studio.pk})
    shown = client.get(here).content.decode()
    removed = client.post(f"{here}delen/{hall.pk}/weg/")
    again = client.post(f"{here}delen/{hall.pk}/weg/")

    assert shown.index("Studio") < shown.index("Zaal</a>")
    assert "40 plaatsen" in shown
    assert (told(removed), told(again)) == (
        ["“Zaal” is naar de prullenbak verplaatst."],
        ["Dit is al verwijderd."],
    )
    assert list(venue.rooms.values_list("name", flat=True)) == ["Studio"]


def test_a_room_that_is_used_stays(client: Client) -> None:
    venue = make_venue()
    room = make_room(venue)
    make_session(make_event(venue=venue), room=room)
    of_ours = Client()
    of_ours.force_login(join_team(Event.objects.get(venue=venue), "owner"))

    answer = of_ours.post(f"/beheer/locaties/{venue.slug}/delen/{room.pk}/weg/")

    assert told(answer) == ["“Studio” wordt nog gebruikt en kan daarom niet weg."]
    assert client.post(f"/beheer/locaties/{venue.slug}/delen/nieuw/", {}).status_code == 403


def test_an_organisation_tells_how_it_stands_to_others(client: Client) -> None:
    one, other = make_organisation("LSA"), make_organisation("Aedes")

    client.post(
        f"/beheer/organisaties/{one.code}/delen/nieuw/", {"kind": "partner", "other": "Aedes"}
    )
    itself = client.post(
        f"/beheer/organisaties/{one.code}/delen/nieuw/", {"kind": "partner", "other": "LSA"}
    )

    assert Affiliation.objects.get().other == other
    assert itself.status_code == 422


def test_what_may_be_the_same_is_suggested_and_merged(client: Client) -> None:
    kept = make_organisation("Pakhuis de Zwijger")
    gone = make_organisation("Pakhuis de Zwiger", town="Amsterdam")
    here = f"/beheer/organisaties/{kept.code}/"
    merging = f"{here}samenvoegen/?met={gone.code}"

    shown = client.get(here).content.decode()
    asked = client.get(merging).content.decode()
    unchosen = client.post(merging, {"met": gone.code})
    answer = client.post(merging, {"met": gone.code, "name": "kept", "town": "gone"}, follow=True)

    assert merging.replace("&", "&amp;") in shown
    assert "Dit kun je niet ongedaan maken." in asked
    assert (unchosen.status_code, list(unchosen.context["form"].errors)) == (422, ["name", "town"])
    assert "“Pakhuis de Zwiger” is opgegaan in “Pakhuis de Zwijger”." in answer.content.decode()
    one = Organisation.objects.get()
    assert (one.name, one.town) == ("Pakhuis de Zwijger", "Amsterdam")


def test_merging_twice_does_no_harm(client: Client) -> None:
    kept, gone = make_person("Hans", "Nooren"), make_person("Hans", "Noren")
    merging = f"/beheer/personen/{kept.code}/samenvoegen/"
    sent = {"met": gone.code, "family_name": "kept"}

    first, second = client.post(merging, sent), client.post(merging, sent)

    assert [answer.status_code for answer in (first, second)] == [302, 302]
    assert Person.objects.get() == kept


def test_what_others_use_cannot_be_merged_away(client: Client) -> None:
    kept, gone = make_organisation("LSA"), make_organisation("L.S.A.")
    partner_of(make_event(), gone)

    answer = client.post(f"/beheer/organisaties/{kept.code}/samenvoegen/", {"met": gone.code})

    assert answer.status_code == 403
    assert Organisation.objects.count() == 2


def test_readers_do_not_enter_and_what_changes_takes_a_post() -> None:
    reader, owner = Client(), Client()
    reader.force_login(join_team(make_event(), "reader"))
    owner.force_login(join_team(make_event(), "owner"))
    one = make_organisation()

    for address in ("", "nieuw/", f"{one.code}/", f"{one.code}/samenvoegen/"):
        assert reader.get(f"/beheer/organisaties/{address}").status_code == 403
        assert owner.get(f"/beheer/organisaties/{address}").status_code == 200
    assert owner.get(f"/beheer/organisaties/{one.code}/weg/").status_code == 405
    assert owner.get("/beheer/organisaties/nergens/").status_code == 404


def test_only_what_lasts_comes_back_from_the_shared_trash(event: Event, client: Client) -> None:
    partnership = partner_of(event, make_organisation())
    client.post(f"/beheer/{event.slug}/inhoud/partners/{partnership.pk}/weg/")
    trashed = Trashed.objects.get()

    answer = client.post(f"/beheer/prullenbak/{trashed.pk}/terug/")

    assert answer.status_code == 404
    assert "prullenbak is leeg" in client.get("/beheer/prullenbak/").content.decode()


def test_an_organisation_becomes_a_partner_in_one_step(client: Client, event: Event) -> None:
    make_organisation("LSA")

    form = client.get(f"/beheer/{event.slug}/inhoud/partners/nieuw/?naam=LSA").context["form"]

    assert form["organisation"].value() == "LSA"


@pytest.mark.parametrize("word", ["organisaties", "personen", "locaties"])
def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_num_queries: Any, word: str
) -> None:
    counts = []
    for number in range(2):
        for n in range(3):
            organisation = make_organisation(f"Stichting {number}{n}")
            make_person("A", f"B{number}{n}", organisation=organisation)
            make_venue(name=f"Huis {number}{n}")
        with django_assert_num_queries(20, exact=False) as asked:
            client.get(f"/beheer/{word}/")
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert Venue.objects.count() == 6


def test_a_venue_asks_no_more_queries_when_more_events_have_a_room_there(
    event: Event, client: Client, django_assert_num_queries: Any
) -> None:
    venue = make_venue()
    Event.objects.filter(pk=event.pk).update(venue=venue, room=make_room(venue, "Zaal"))
    counts = []

    for number in range(2):
        for n in range(3):
            room = make_room(venue, f"Zaal {number}{n}")
            make_event(title=f"Avond {number}{n}", venue=venue, room=room)
        with django_assert_num_queries(1000, exact=False) as asked:
            page = client.get(f"/beheer/locaties/{venue.slug}/")
        counts.append(len(asked))

    assert page.status_code == 200
    assert counts[0] == counts[1]


def test_namesakes_are_told_apart_before_they_are_merged(client: Client) -> None:
    kept = make_person("Jan", "Vries", organisation=make_organisation("De Meent"))
    same = make_person("Jan", "Vries", function="voorzitter")
    twin = make_person("Jan", "Vries", function="voorzitter")
    here = f"/beheer/personen/{kept.code}/samenvoegen/"

    one, choose = client.get(here[: -len("samenvoegen/")]), client.get(here)
    compare = client.get(f"{here}?met={same.code}")

    names = [f"Jan Vries (voorzitter, {person.code})" for person in (same, twin)]
    assert [name for name, _url in choose.context["rows"]] == names
    assert [name for name, _url in one.context["alike"]] == names
    assert "Jan Vries (De Meent)" in choose.content.decode()
    assert (compare.context["gone"], compare.context["kept"]) == (
        "Jan Vries (voorzitter)",
        "Jan Vries (De Meent)",
    )


BAR = ("/beheer/personen/", "/beheer/organisaties/", "/beheer/locaties/")


def links_in(page: Any) -> list[bool]:
    return [f'href="{address}"' in page.content.decode() for address in BAR]


@pytest.mark.parametrize(("role", "shown"), [("editor", True), ("desk", False), ("reader", False)])
def test_the_bar_leads_to_what_lasts_for_who_may_enter(
    event: Event, role: str, shown: bool
) -> None:
    visitor = Client()
    visitor.force_login(join_team(event, role))

    pages = ["/beheer/", f"/beheer/{event.slug}/geschiedenis/", *(BAR if shown else ())]

    assert [links_in(visitor.get(page)) for page in pages] == [[shown] * 3] * len(pages)


def test_when_and_where_leads_to_the_venues(client: Client, event: Event) -> None:
    page = client.get(f"/beheer/{event.slug}/instellingen/tijd-en-plaats/").content.decode()

    assert 'href="/beheer/locaties/nieuw/"' in page
