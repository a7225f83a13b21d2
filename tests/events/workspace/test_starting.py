"""The pages on which a gathering is started."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event, OrganisationMember
from festival.codes import new_code
from tests.factories import NOW, join_team, made, make_event, make_organisation, make_user

pytestmark = pytest.mark.django_db
EVENING = reverse("workspace:new_from_shape", kwargs={"shape": "avond-met-tafels"})


@pytest.fixture(autouse=True)
def on_a_monday(time_machine: Any) -> None:
    time_machine.move_to(NOW)


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def maker() -> Any:
    return join_team(make_event(title="Buurtfeest 2026", edition="2026"))


def filled(**given: str) -> dict[str, str]:
    about = {"code": new_code(), "title": "Routekaart", "day": "2026-11-02", "at": "19:45"}
    return about | given


def next_of(event: Event) -> str:
    return reverse("workspace:next_edition", kwargs={"slug": event.slug})


def test_the_first_page_shows_shapes_and_what_i_may_repeat() -> None:
    user = maker()
    join_team(make_event(title="Alleen gelezen"), "reader", user)

    answer = client_of(user).get(reverse("workspace:new"))

    assert next(preset.key for preset in answer.context["presets"]) == "avond-met-tafels"
    assert [event.title for event, _when in answer.context["earlier"]] == ["Buurtfeest 2026"]


def test_a_shape_asks_little_and_proposes_its_hour() -> None:
    answer = client_of(maker()).get(EVENING)

    form = answer.context["form"]
    assert [field.name for field in form.visible_fields()] == ["title", "day", "at"]
    assert 'value="19:45"' in answer.content.decode()


def test_filled_in_it_makes_the_gathering_and_goes_there() -> None:
    user = maker()

    answer = client_of(user).post(EVENING, filled(), follow=True)

    event = Event.objects.get(title="Routekaart")
    assert answer.redirect_chain == [(f"/beheer/{event.slug}/", 302)]
    assert "‘Routekaart’ is gemaakt." in answer.content.decode()
    assert event.team.get().user == user


def test_sent_twice_it_makes_one() -> None:
    client, once = client_of(maker()), filled()

    first, second = (client.post(EVENING, once) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Event.objects.filter(title="Routekaart").count() == 1


def test_what_is_missing_is_asked_and_what_was_typed_stays() -> None:
    answer = client_of(maker()).post(EVENING, filled(day=""))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["day"]
    assert 'value="Routekaart"' in answer.content.decode()


def test_somebody_elses_code_is_refused_without_a_crash() -> None:
    taken = make_event()

    answer = client_of(maker()).post(EVENING, filled(code=taken.code))

    assert answer.status_code == 422
    assert Event.objects.filter(title="Routekaart").count() == 0


def test_only_organisations_that_i_work_for_are_offered() -> None:
    user, mine = make_user(), make_organisation("Stichting Wijk")
    made(OrganisationMember(organisation=mine, user=user, role="editor"))
    other = make_organisation("Een ander")

    client = client_of(user)
    offered = client.get(EVENING).context["form"].fields["organisation"].queryset
    refused = client.post(EVENING, filled(organisation=str(other.pk)))

    assert list(offered) == [mine]
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["organisation"])


def test_an_unknown_shape_is_not_found() -> None:
    answer = client_of(maker()).get("/beheer/nieuw/bruiloft/")

    assert answer.status_code == 404


def test_the_next_edition_is_proposed_on_the_same_weekday_a_year_on() -> None:
    user = maker()
    source = Event.objects.get()

    form = client_of(user).get(next_of(source)).context["form"]

    assert (form["title"].value(), form["edition"].value()) == ("Buurtfeest 2027", "2027")
    assert str(form["day"].value()) == "2027-05-31"  # a Monday, as 1 June 2026
    assert "photos" not in form["pieces"].value()


def test_the_next_edition_is_made_with_what_was_ticked() -> None:
    user = maker()
    source = Event.objects.get()
    typed = {"code": new_code(), "title": "Buurtfeest 2027", "edition": "2027"}

    answer = client_of(user).post(
        next_of(source), typed | {"day": "2027-05-31", "pieces": ["texts", "programme"]}
    )

    event = Event.objects.get(title="Buurtfeest 2027")
    assert answer["Location"] == f"/beheer/{event.slug}/"
    assert event.starts_at - source.starts_at == timedelta(days=364)
    assert (event.follows, event.takes_registrations) == (source, False)


def test_tables_without_their_programme_are_refused() -> None:
    user = maker()
    source = Event.objects.get()
    typed = {"code": new_code(), "title": "Buurtfeest", "day": "2027-05-31", "pieces": ["tables"]}

    answer = client_of(user).post(next_of(source), typed)

    assert answer.status_code == 422
    assert answer.context["form"].errors["pieces"] == [
        "Tafels horen bij het programma; vink ze allebei aan."
    ]


def test_the_way_in_stands_on_the_home_page_for_who_may() -> None:
    reader = join_team(make_event(), "reader")

    link = f'href="{reverse("workspace:new")}"'
    assert link in client_of(maker()).get("/beheer/").content.decode()
    assert link not in client_of(reader).get("/beheer/").content.decode()
