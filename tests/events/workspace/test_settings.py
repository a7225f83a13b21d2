"""Settings of an event: saved without losing anybody's work, and told what they do for visitors."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from events.models import Event, FormerAddress, Series
from festival.models import AuditEntry
from tests.factories import join_team, make_event, make_room, make_venue, published_event
from tests.registrations.filling_in import problems, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return published_event(title="Zomeravond", venue=make_venue(name="Pakhuis"))


@pytest.fixture
def editor(event: Event) -> Client:
    client = Client()
    client.force_login(join_team(event, "editor"))
    return client


def page_of(event: Event, part: str = "") -> str:
    return f"/beheer/{event.slug}/instellingen/{part}{'/' if part else ''}"


def typed(client: Client, event: Event, part: str, **values: Any) -> dict[str, Any]:
    """What the browser sends when only these fields are changed."""
    form = client.get(page_of(event, part)).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    dates = {
        n: form[n].field.widget.format_value(v) for n, v in shown.items() if hasattr(v, "year")
    }
    return {
        name: "" if value is None else value for name, value in (shown | dates).items()
    } | values


def sent(client: Client, event: Event, part: str, **values: Any) -> Any:
    answer = client.post(page_of(event, part), typed(client, event, part, **values))
    event.refresh_from_db()
    return answer


def told(client: Client, answer: Any) -> str:
    """The page that a form led to."""
    return text_of(client.get(answer["location"]))


def test_the_overview_says_what_each_part_does_now(editor: Client, event: Event) -> None:
    text = text_of(editor.get(page_of(event)))

    assert "“Zomeravond”, op /bijeenkomst/" in text
    assert "1 juni 2026" in text
    assert "contrast 7,8" in text
    assert "Iedereen. De bijeenkomst staat op de voorpagina en in zoekmachines." in text


@pytest.mark.parametrize("part", ["teksten", "tijd-en-plaats", "kleur", "contact", "na-afloop"])
def test_a_form_sent_back_as_it_was_changes_nothing(
    editor: Client, event: Event, part: str
) -> None:
    before = Event.objects.values().get()

    answer = sent(editor, event, part)

    assert answer.status_code == 302
    assert Event.objects.values().get() | {"seats_version": 0} == before | {"seats_version": 0}
    assert AuditEntry.objects.filter(action="change").count() == 0


def test_what_is_saved_says_that_visitors_do_not_see_it_yet(editor: Client, event: Event) -> None:
    answer = sent(editor, event, "teksten", title="Winteravond")

    assert event.title == "Winteravond"
    assert "Bewaard in het concept. Publiceer het om het bezoekers te laten weten." in told(
        editor, answer
    )


def test_two_people_at_once_both_keep_their_work(editor: Client, event: Event) -> None:
    mine = typed(editor, event, "teksten", motto="Doe het zelf")
    sent(editor, event, "teksten", motto="Doe mee")

    answer = editor.post(page_of(event, "teksten"), mine)

    event.refresh_from_db()
    assert (answer.status_code, event.motto) == (422, "Doe mee")
    assert "Doe het zelf" in answer.content.decode()
    assert "“Doe mee”" in problems(answer)["motto"][0]


def test_a_new_series_is_made_with_its_name(editor: Client, event: Event) -> None:
    sent(editor, event, "teksten", new_series="Pluk Innovatie Festival")

    series = Series.objects.get()
    assert (event.series, series.slug) == (series, "pluk-innovatie-festival")


def test_drafts_of_others_are_not_offered_to_follow(editor: Client, event: Event) -> None:
    make_event(title="Geheim overleg", visibility="draft")
    published_event(title="Openbaar debat")

    page = editor.get(page_of(event, "teksten")).content.decode()

    assert ("Geheim overleg" in page, "Openbaar debat" in page) == (False, True)


# the address


def test_an_old_address_leads_to_the_new_one(editor: Client, event: Event) -> None:
    old = event.slug

    sent(editor, event, "teksten", slug="winteravond")

    answer = Client().get(f"/bijeenkomst/{old}/programma/?thema=zorg")
    assert (answer.status_code, answer["location"]) == (
        302,
        "/bijeenkomst/winteravond/programma/?thema=zorg",
    )
    page = editor.post(f"/beheer/{old}/instellingen/teksten/", {"title": "Getypt"})
    assert (page.status_code, page["location"]) == (307, page_of(event, "teksten"))


def test_the_address_can_go_back(editor: Client, event: Event) -> None:
    old = event.slug
    sent(editor, event, "teksten", slug="winteravond")

    sent(editor, event, "teksten", slug=old)

    assert [former.slug for former in FormerAddress.objects.all()] == ["winteravond"]
    assert Client().get(f"/bijeenkomst/{old}/").status_code == 200
    assert Client().get("/bijeenkomst/winteravond/").status_code == 302


def test_nobody_learns_of_a_draft_by_its_old_address(editor: Client, event: Event) -> None:
    old = event.slug
    sent(editor, event, "teksten", slug="winteravond")
    Event.objects.filter(pk=event.pk).update(visibility="draft")
    stranger = Client()
    stranger.force_login(join_team(published_event()))

    assert Client().get(f"/bijeenkomst/{old}/").status_code == 404
    assert stranger.get(f"/beheer/{old}/instellingen/").status_code == 404


def test_the_old_address_of_another_gathering_is_refused(editor: Client, event: Event) -> None:
    FormerAddress.objects.create(event=published_event(), slug="buurtfeest")

    answer = sent(editor, event, "teksten", slug="buurtfeest")

    assert problems(answer) == {
        "slug": ["Dit was het adres van een andere bijeenkomst; links daarnaar gaan nog daarheen."]
    }


# when and where


def test_times_are_those_of_the_events_own_clock(editor: Client, event: Event) -> None:
    sent(editor, event, "tijd-en-plaats", starts_at="2026-06-01T20:30")

    assert event.starts_at == datetime(2026, 6, 1, 18, 30, tzinfo=UTC)


def test_a_new_time_zone_keeps_the_hour_on_the_clock(editor: Client, event: Event) -> None:
    sent(editor, event, "tijd-en-plaats", time_zone="America/Curacao")

    assert event.starts_at == datetime(2026, 6, 1, 23, 45, tzinfo=UTC)


def test_a_moved_gathering_says_that_visitors_do_not_know(editor: Client, event: Event) -> None:
    sent(editor, event, "tijd-en-plaats", starts_at="2026-06-01T19:00")

    sentence = (
        "Bezoekers lezen nog een andere tijd of plaats: publiceer het om hun dat te vertellen."
    )
    assert sentence in text_of(editor.get(page_of(event)))


def test_an_end_before_the_start_is_refused_beside_it(editor: Client, event: Event) -> None:
    answer = sent(editor, event, "tijd-en-plaats", ends_at="2026-05-01T20:00")

    assert list(problems(answer)) == ["ends_at"]


def test_a_room_of_another_venue_is_refused(editor: Client, event: Event) -> None:
    room = make_room(make_venue(name="Elders"))

    answer = sent(editor, event, "tijd-en-plaats", room=str(room.pk))

    assert problems(answer) == {"room": ["Deze zaal hoort bij een andere locatie."]}


# colour


def test_a_colour_that_cannot_be_read_is_refused_and_the_nearest_offered(
    editor: Client, event: Event
) -> None:
    answer = sent(editor, event, "kleur", colour="#ffcc00")

    offered = answer.context["samples"].offered.colour
    assert (answer.status_code, event.colour) == (422, "#0b5d4e")
    assert f'name="colour" value="{offered}"' in answer.content.decode()
    assert editor.get(answer.context["samples"].stylesheet).status_code == 200

    sent(editor, event, "kleur", colour=offered)

    assert event.colour == offered


def test_nonsense_for_a_colour_has_nothing_near_it(editor: Client, event: Event) -> None:
    answer = sent(editor, event, "kleur", colour="groen")

    assert answer.context["samples"].offered is None
    assert list(problems(answer)) == ["colour"]


# visibility


def test_what_becomes_public_still_has_to_be_published(editor: Client) -> None:
    event = make_event(visibility="draft")
    editor.force_login(join_team(event, "editor"))

    sent(editor, event, "zichtbaarheid", visibility="public")

    assert event.visibility == "public"
    said = "Alleen je team ziet dit, want het is nog niet gepubliceerd."
    assert said in text_of(editor.get(page_of(event)))
    assert Client().get(f"/bijeenkomst/{event.slug}/").status_code == 404


def test_going_back_to_draft_asks_first(editor: Client, event: Event) -> None:
    asked = sent(editor, event, "zichtbaarheid", visibility="draft")
    question = text_of(editor.get(asked["location"]))

    assert (event.visibility, asked["location"]) == ("public", page_of(event, "terug-naar-concept"))
    assert "Wie het adres opent, leest: “Op dit adres staat geen bijeenkomst.”" in question

    for _time in range(2):
        editor.post(asked["location"])

    event.refresh_from_db()
    assert event.visibility == "draft"
    assert Client().get(f"/bijeenkomst/{event.slug}/").status_code == 404
    assert AuditEntry.objects.filter(action="change").count() == 1


def test_a_part_that_does_not_exist_is_not_found(editor: Client, event: Event) -> None:
    assert editor.get(page_of(event, "onzin")).status_code == 404


def test_the_settings_take_a_constant_number_of_queries(
    editor: Client, event: Event, django_assert_max_num_queries: Any
) -> None:
    for _number in range(5):
        published_event()

    with translation.override("nl"), django_assert_max_num_queries(10):
        editor.get(page_of(event, "tijd-en-plaats"))


def test_after_a_clash_what_only_the_other_changed_is_shown_and_kept(
    editor: Client, event: Event
) -> None:
    mine = typed(editor, event, "teksten", title="Van mij")
    sent(editor, event, "teksten", title="Van haar", motto="Haar motto")

    refused = editor.post(page_of(event, "teksten"), mine)
    form = refused.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    editor.post(page_of(event, "teksten"), again)

    event.refresh_from_db()
    assert (refused.status_code, list(form.errors)) == (422, ["title"])
    assert (event.title, event.motto) == ("Van mij", "Haar motto")


def test_after_a_clash_the_moments_that_the_other_chose_stand_in_the_page(
    editor: Client, event: Event
) -> None:
    mine = typed(editor, event, "tijd-en-plaats", town="Weert")
    moment = "2026-06-01T20:30"
    sent(editor, event, "tijd-en-plaats", town="Hier", starts_at=moment)

    refused = editor.post(page_of(event, "tijd-en-plaats"), mine)

    assert list(refused.context["form"].errors) == ["town"]
    assert f'value="{moment}"' in refused.content.decode()
