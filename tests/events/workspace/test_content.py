"""The content of an event: each kind is listed, added, edited, removed and put in order alike."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from events.models import (
    Accord,
    Case,
    CaseMember,
    Document,
    Event,
    Goal,
    NewsItem,
    Partnership,
    Photo,
    TargetGroup,
    Theme,
)
from events.workspace.content.parts import PARTS
from festival.models import AuditEntry, Trashed
from tests.factories import join_team, made, make_event, make_organisation, make_person, make_theme
from tests.festival.test_pictures import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return make_event()


@pytest.fixture
def client(event: Event) -> Client:
    client = Client()
    client.force_login(join_team(event, "editor"))
    return client


def at(event: Event, kind: str, name: str = "parts", **more: Any) -> str:
    return reverse(f"workspace:{name}", kwargs={"slug": event.slug, "kind": kind} | more)


def told(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def opened(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send back from a form, unchanged."""
    form = client.get(address).context["form"]
    return {name: form[name].value() or "" for name in form.fields if name not in {"file", "image"}}


def themes(event: Event) -> list[str]:
    return list(Theme.objects.filter(event=event).values_list("title", flat=True))


def test_the_overview_counts_each_kind_and_says_what_is_missing(
    event: Event, client: Client
) -> None:
    make_theme(event, "Zorg")

    page = client.get(reverse("workspace:content", kwargs={"slug": event.slug}))

    cards = {str(card.title): card for card in page.context["cards"]}
    assert (cards["Thema’s"].count, cards["Thema’s"].missing) == (1, ["1 zonder tekst"])
    assert [str(words) for words in cards["Partners"].missing] == [
        "Nog niemand organiseert het: voeg in elk geval de organisator toe."
    ]


@pytest.mark.parametrize("kind", [part.key for part in PARTS])
def test_each_kind_has_an_empty_list_and_a_form(event: Event, client: Client, kind: str) -> None:
    listed = client.get(at(event, kind))
    form = client.get(at(event, kind, "add_part"))
    empty = client.post(at(event, kind, "add_part"), {})

    assert "Hier staat nog niets." in listed.content.decode()
    assert (form.status_code, empty.status_code) == (200, 422)
    assert 'id="error-summary"' in empty.content.decode()


def test_a_theme_is_added_at_the_end_with_an_address_of_its_own(
    event: Event, client: Client
) -> None:
    make_theme(event, "Wonen", position=4)
    make_theme(make_event(), "Zorg & welzijn")

    answer = client.post(at(event, "themas", "add_part"), {"title": "Zorg & welzijn"})

    added = Theme.objects.get(event=event, title="Zorg & welzijn")
    assert (added.slug, added.position) == ("zorg-welzijn", 5)
    assert told(answer) == ["“Zorg & welzijn” is toegevoegd."]
    assert answer.url == f"{at(event, 'themas')}#ding-{added.pk}"  # type: ignore[attr-defined]


def test_one_may_add_another_at_once(event: Event, client: Client) -> None:
    address = at(event, "doelgroepen", "add_part")

    answer = client.post(address, {"name": "Bewoners", "again": "1"})

    assert answer.url == address  # type: ignore[attr-defined]
    assert TargetGroup.objects.get().name == "Bewoners"


def test_a_change_is_saved_and_told(event: Event, client: Client) -> None:
    address = at(event, "themas", "part", pk=make_theme(event, "Zorg").pk)

    answer = client.post(address, opened(client, address) | {"title": "Welzijn"})

    assert (answer.status_code, told(answer)) == (302, ["“Welzijn” is opgeslagen."])
    assert themes(event) == ["Welzijn"]


def test_two_editors_of_one_theme_lose_nothing(event: Event, client: Client) -> None:
    address = at(event, "themas", "part", pk=make_theme(event, "Zorg").pk)
    mine, theirs = opened(client, address), opened(client, address)

    client.post(address, theirs | {"title": "Welzijn"})
    answer = client.post(address, mine | {"title": "Gezondheid"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert ("“Welzijn”" in page, 'value="Gezondheid"' in page) == (True, True)
    assert themes(event) == ["Welzijn"]


def test_what_was_typed_about_a_removed_theme_can_be_added_again(
    event: Event, client: Client
) -> None:
    theme = make_theme(event, "Zorg")
    address = at(event, "themas", "part", pk=theme.pk)
    typed = opened(client, address) | {"about": "Een lange tekst."}
    client.post(at(event, "themas", "remove_part", pk=theme.pk))

    answer = client.post(address, typed)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Een lange tekst.</textarea>" in page
    assert f'action="{at(event, "themas", "add_part")}"' in page


def test_removing_goes_to_the_trash_and_twice_does_no_harm(event: Event, client: Client) -> None:
    address = at(event, "themas", "remove_part", pk=make_theme(event, "Zorg").pk)

    first, second = client.post(address), client.post(address)

    assert told(first) == ["“Zorg” is naar de prullenbak verplaatst."]
    assert second.status_code == 302
    assert (themes(event), Trashed.objects.count()) == ([], 1)
    assert client.get(address).status_code == 405


def test_things_of_another_event_are_not_there(event: Event, client: Client) -> None:
    pk = make_theme(make_event(), "Zorg").pk

    assert client.get(at(event, "themas", "part", pk=pk)).status_code == 404
    assert client.post(at(event, "themas", "part", pk=pk), {}).status_code == 404
    assert client.post(at(event, "themas", "remove_part", pk=pk)).status_code == 404
    assert client.get(at(event, "toverballen")).status_code == 404


def test_a_form_offers_only_themes_of_its_event(event: Event, client: Client) -> None:
    make_theme(event, "Zorg")
    elsewhere = make_theme(make_event(), "Wonen")

    page = client.get(at(event, "casussen", "add_part")).content.decode()
    refused = client.post(
        at(event, "casussen", "add_part"),
        {"title": "Moestuin", "status": "open", "theme": elsewhere.pk},
    )

    assert (">Zorg</option>" in page, "Wonen" in page) == (True, False)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["theme"])


def test_a_case_shows_its_members_and_adds_them(event: Event, client: Client) -> None:
    case = made(Case(event=event, title="Moestuin"))
    make_person("Fatma", "Berg")
    address = f"{at(event, 'leden', 'add_part')}?bij={case.pk}"

    form = client.get(address).context["form"]
    answer = client.post(address, {"case": case.pk, "person": "Fatma Berg", "role": "trekker"})

    shown = client.get(at(event, "casussen", "part", pk=case.pk)).content.decode()
    assert form["case"].value() == case.pk
    assert answer.url == at(event, "casussen", "part", pk=case.pk)  # type: ignore[attr-defined]
    assert ("Fatma Berg" in shown, "trekker" in shown) == (True, True)
    assert CaseMember.objects.get().case == case


def test_goals_count_on_within_their_accord(event: Event, client: Client) -> None:
    accord = made(Accord(event=event, title="Wijkakkoord"))
    made(Goal(event=event, number=7, text="Los doel"))
    made(Goal(event=event, accord=accord, number=2, text="Samen"))

    address = at(event, "doelen", "add_part")

    assert client.get(address).context["form"]["number"].value() == 8
    assert client.get(f"{address}?bij={accord.pk}").context["form"]["number"].value() == 3


def test_an_accord_is_signed_by_partners_of_the_event(event: Event, client: Client) -> None:
    lsa, aedes = make_organisation("LSA"), make_organisation("Aedes")
    make_organisation("Elders")
    for organisation in (lsa, aedes):
        made(Partnership(event=event, organisation=organisation, role="partner"))
    accord = made(Accord(event=event, title="Wijkakkoord"))
    address = at(event, "akkoorden", "part", pk=accord.pk)
    mine, theirs = opened(client, address), opened(client, address)

    client.post(address, theirs | {"parties": [lsa.pk]})
    kept = client.post(address, mine | {"parties": [], "title": "Akkoord"})
    clash = client.post(address, mine | {"parties": [aedes.pk]})

    offered = client.get(address).content.decode()
    assert ("LSA</label>" in offered, "Elders" in offered) == (True, False)
    assert kept.status_code == 302
    assert list(accord.parties.values_list("name", flat=True)) == ["LSA"]
    assert (clash.status_code, "“LSA”" in clash.content.decode()) == (422, True)


def test_news_comes_first_when_it_is_new(event: Event, client: Client) -> None:
    made(NewsItem(event=event, title="Oud", text="Oud.", published_on="2026-01-01"))

    client.post(
        at(event, "nieuws", "add_part"),
        {"title": "Nieuw", "text": "Nieuw.", "published_on": "2026-02-01"},
    )

    assert list(event.news.values_list("title", flat=True)) == ["Nieuw", "Oud"]


def test_a_photo_needs_words_and_a_refused_one_keeps_them(event: Event, client: Client) -> None:
    address = at(event, "fotos", "add_part")
    broken = SimpleUploadedFile("foto.jpg", b"geen foto")
    whole = SimpleUploadedFile("foto.jpg", picture())

    refused = client.post(address, {"image": broken, "alt": "Buren in de tuin"})
    wordless = client.post(address, {"image": whole, "alt": ""})
    whole.seek(0)
    added = client.post(address, {"image": whole, "alt": "Buren in de tuin"})

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["image"])
    assert 'value="Buren in de tuin"' in refused.content.decode()
    assert list(wordless.context["form"].errors) == ["alt"]
    assert (added.status_code, Photo.objects.get().alt) == (302, "Buren in de tuin")


def test_words_of_a_photo_change_without_sending_it_again(event: Event, client: Client) -> None:
    image = SimpleUploadedFile("foto.jpg", picture())
    photo = made(Photo(event=event, image=image, alt="Buren"))
    kept = photo.image.name
    address = at(event, "fotos", "part", pk=photo.pk)

    page = client.get(address).content.decode()
    client.post(address, opened(client, address) | {"alt": "Buren in de tuin"})

    photo.refresh_from_db()
    assert f'src="{photo.image.small_url}"' in page
    assert (photo.image.name, photo.alt) == (kept, "Buren in de tuin")


def test_a_document_is_kept_with_its_title(event: Event, client: Client) -> None:
    file = SimpleUploadedFile("verslag.txt", b"Verslag.")

    answer = client.post(at(event, "documenten", "add_part"), {"title": "Verslag", "file": file})

    assert (answer.status_code, Document.objects.get().title) == (302, "Verslag")


def test_the_number_of_queries_does_not_grow(
    event: Event, client: Client, django_assert_num_queries: Any
) -> None:
    pages = [
        at(event, "casussen"),
        at(event, "partners"),
        reverse("workspace:content", kwargs={"slug": event.slug}),
    ]
    counts: list[list[int]] = []
    for number in range(2):
        for n in range(3):
            partner = make_organisation(f"Stichting {number}{n}")
            made(Partnership(event=event, organisation=partner, role="partner"))
            made(Case(event=event, title=f"Casus {n}", organisation=partner))
        counts.append([])
        for address in pages:
            with django_assert_num_queries(30, exact=False) as asked:
                client.get(address)
            counts[-1].append(len(asked))

    assert counts[0] == counts[1]


def test_what_happened_is_in_the_trail(event: Event, client: Client) -> None:
    client.post(at(event, "doelgroepen", "add_part"), {"name": "Bewoners"})

    entry = AuditEntry.objects.get(target_type="targetgroup")
    assert (entry.action, entry.event_id, entry.target_name) == ("add", event.pk, "Bewoners")


@pytest.mark.parametrize("within", ["abc", "9" * 30, "-1", ""])
@pytest.mark.parametrize("kind", ["doelen", "leden"])
def test_a_new_thing_within_nothing_is_not_found(
    event: Event, client: Client, kind: str, within: str
) -> None:
    answer = client.get(at(event, kind, "add_part"), {"bij": within})

    assert answer.status_code == 404


def test_a_new_thing_cannot_stand_within_one_of_another_event(event: Event, client: Client) -> None:
    accord = made(Accord(event=make_event(), title="Akkoord"))

    answer = client.get(at(event, "doelen", "add_part"), {"bij": accord.pk})

    assert answer.status_code == 404


def test_what_has_to_be_chosen_is_asked_in_words(event: Event, client: Client) -> None:
    pages = [client.get(at(event, part.key, "add_part")).content.decode() for part in PARTS]

    assert [page for page in pages if ">---" in page] == []
