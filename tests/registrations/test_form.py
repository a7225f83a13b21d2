"""The sign-up page: one page, one submit."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client
from django.utils.html import escape

from events.models import Event
from events.publishing import publish
from festival.editing import change, remove
from registrations.changing.cancelling import cancel
from registrations.models import Registration
from registrations.states import ChoiceStatus, Status
from tests.factories import (
    NOW,
    START,
    evening_with_tables,
    make_block,
    make_consent,
    make_event,
    make_role,
    make_session,
    make_table,
    published_event,
    signed_up,
)
from tests.registrations.filling_in import (
    LATER,
    address,
    filled,
    landed,
    opened,
    posted,
    problems,
    sent,
    text_of,
)

pytestmark = pytest.mark.django_db


# what it does


def test_a_form_that_is_sent_is_one_sign_up_and_its_page_tells_so(client: Client) -> None:
    event = published_event()

    page = landed(client, sent(client, event))

    person = Registration.objects.get()
    assert (person.full_name, person.status) == ("Fatma van der Berg", Status.CONFIRMED)
    assert "Je bent aangemeld" in page
    assert "We sturen een mail naar fatma@example.org" in page


def test_everything_that_is_asked_is_kept(client: Client) -> None:
    event = make_event(asks_access=True, asks_diet=True)
    role = make_role(event)
    publish(event, now=NOW, by=None)
    text = make_consent(event)

    sent(
        client,
        event,
        organisation="Wijkraad",
        role=role.pk,
        access_needs="Een ringleiding.\r\nVooraan zitten.",
        diet_needs="Geen noten",
        **{f"consent-{text.pk}": "on"},
    )

    person = Registration.objects.get()
    assert (person.organisation, person.role, person.diet_needs) == ("Wijkraad", role, "Geen noten")
    assert person.access_needs == "Een ringleiding.\nVooraan zitten."
    assert [consent.text for consent in person.consents.all()] == [text]


def test_needs_and_roles_are_not_asked_unless_the_organiser_wants_to(client: Client) -> None:
    event = published_event()

    form = opened(client, event).context["form"]

    assert not {"access_needs", "diet_needs", "role"} & set(form.fields)


def test_consents_stand_unticked_in_their_newest_exact_words(client: Client) -> None:
    event = published_event()
    make_consent(event, text="Oud.")
    new = make_consent(event, text="Ik mag op de foto.", version=2)
    make_consent(event, key="lijst", text="Weg.", retired=True)

    page = opened(client, event).content.decode()

    assert f'<input type="checkbox" name="consent-{new.pk}" id="id_consent-{new.pk}">' in page
    assert ("Ik mag op de foto." in page, "Oud." in page, "Weg." in page) == (True, False, False)


def test_the_language_of_the_page_is_the_language_of_the_person(client: Client) -> None:
    event = published_event()
    data = filled(client, event)

    with time_machine.travel(LATER, tick=False):
        page = client.get("/en" + address(event))
        client.post("/en" + address(event), data)

    assert "Family name" in text_of(page)
    assert Registration.objects.get().language == "en"


def test_seats_left_are_told_before(client: Client) -> None:
    event = published_event(capacity=2)
    signed_up(event)

    assert "Er is nog 1 plaats." in text_of(opened(client, event))


def test_a_full_event_tells_of_the_waiting_list_before_and_after(client: Client) -> None:
    event = published_event(capacity=1)
    signed_up(event)

    before = text_of(opened(client, event))
    after = landed(client, sent(client, event))

    assert "Alle plaatsen zijn bezet. Je kunt op de wachtlijst" in before
    assert "Je staat op de wachtlijst" in after
    assert "Je staat op plek 1 in de rij." in after


def test_a_role_that_is_full_is_told_of_by_name(client: Client) -> None:
    event = published_event(capacity=9)
    own, other = make_role(event, "met een casus", quota=1), make_role(event, "als bewoner")
    signed_up(event, role=own)

    before = text_of(opened(client, event))
    after = landed(client, sent(client, event, role=str(own.pk)))
    other.delete()
    alone = landed(client, sent(client, event, role=str(own.pk), email="els@example.org"))

    assert "Er zijn nog 8 plaatsen, maar niet in elke rol." in before
    full = "Alle plaatsen voor wie komt “met een casus” zijn bezet. Je staat op plek 1 in de rij."
    assert f"{full} In een andere rol is nog plaats." in after
    assert "“met een casus” zijn bezet. Je staat op plek 2 in de rij." in alone
    assert "andere rol" not in alone


def test_a_full_table_is_marked_before_and_told_after(client: Client) -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    signed_up(event, picks=picks[:1])

    before = text_of(opened(client, event))
    after = landed(client, sent(client, event, **{picks[0].field: picks[0].table.code}))

    assert "Tafel 1: Onderwerp 1 vol – je komt op de wachtlijst" in before
    assert "Tafel 2: Onderwerp 2 nog 1 plaats" in before
    assert "Tafel 1: Onderwerp 1 op de wachtlijst" in after


def test_no_preference_is_a_choice_of_nothing(client: Client) -> None:
    event, picks = evening_with_tables()

    sent(client, event, **{picks[0].field: ""})

    assert Registration.objects.get().choices.count() == 0


def test_sessions_without_tables_can_be_chosen_as_a_whole(client: Client) -> None:
    event = make_event()
    block = make_block(event)
    walk, talk = (make_session(event, title, block=block) for title in ("Wandeling", "Gesprek"))
    publish(event, now=NOW, by=None)

    sent(client, event, **{f"round-{block.pk}": talk.code})

    assert Registration.objects.get().choices.get().session == talk
    assert walk.title in text_of(opened(client, event))


def test_what_is_being_edited_is_not_shown_before_it_is_published(client: Client) -> None:
    event, picks = evening_with_tables()
    change(picks[0].table, now=NOW, by=None, topic="Geheim")
    change(event, now=NOW, by=None, title="Nog geheim")
    make_table(picks[0].session, topic="Ook geheim")

    before = opened(client, event)
    after = landed(client, sent(client, event, **{picks[0].field: picks[0].table.code}))

    assert "geheim" not in before.content.decode().lower()
    assert "geheim" not in after.lower()
    assert "Onderwerp 1 je hebt een plaats" in " ".join(after.replace("–", " ").split())


def test_a_table_that_is_taken_off_is_no_longer_on_offer(client: Client) -> None:
    event, picks = evening_with_tables()
    data = filled(client, event, **{picks[0].field: picks[0].table.code})
    remove(picks[0].table, now=NOW, by=None)
    answer = posted(client, event, data)

    assert answer.status_code == 422
    assert problems(answer)[picks[0].field] == ["Kies een van de mogelijkheden die hier staan."]


# twice, again, and the same address


def test_a_double_click_and_a_reload_sign_up_once(client: Client) -> None:
    event = published_event()
    data = filled(client, event)

    answers = [posted(client, event, data) for _click in range(3)]

    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert Registration.objects.count() == 1
    assert "Je bent aangemeld" in landed(client, answers[2])


def test_a_second_person_on_the_same_form_is_a_second_person(client: Client) -> None:
    event = published_event()
    data = filled(client, event)
    posted(client, event, data)

    posted(client, event, data | {"given_name": "Jan", "email": "jan@example.org"})

    assert Registration.objects.count() == 2


def test_a_known_address_reads_the_same_as_an_unknown_one(client: Client) -> None:
    event, picks = evening_with_tables()
    signed_up(event, "fatma@example.org", picks=picks[:1])
    choice = {picks[1].field: picks[1].table.code}

    known = landed(client, sent(client, event, **choice))
    unknown = landed(client, sent(client, event, email="nieuw@example.org", **choice))

    assert known.replace("fatma@", "nieuw@") == unknown
    assert Registration.objects.count() == 2


def test_the_form_of_a_cancelled_sign_up_asks_to_be_sent_anew(client: Client) -> None:
    event = published_event()
    data = filled(client, event)
    posted(client, event, data)
    cancel(Registration.objects.get(), now=NOW, by=None)

    refused = posted(client, event, data)
    again = posted(client, event, data | {"stamp": refused.context["form"]["stamp"].value()})

    assert problems(refused)[""][0].startswith("Je hebt deze aanmelding geannuleerd.")
    assert again.status_code == 422  # the new stamp was shown this very moment
    later = posted(
        client,
        event,
        data | {"stamp": refused.context["form"]["stamp"].value()},
        now=NOW + timedelta(minutes=1),
    )
    assert later.status_code == 303
    assert Registration.objects.live().count() == 1


# what is wrong is told beside its field, and nothing typed is lost


def test_an_empty_form_says_at_each_field_what_to_do(client: Client) -> None:
    event = make_event()
    make_role(event)
    block = make_block(event, "Ronde 1", required=True)
    make_session(event, block=block)
    publish(event, now=NOW, by=None)

    answer = sent(client, event, given_name="", family_name=" ", email="")

    assert answer.status_code == 422
    assert problems(answer) == {
        "given_name": ["Vul je voornaam in."],
        "family_name": ["Vul je achternaam in."],
        "email": ["Vul je e-mailadres in."],
        "role": ["Kies in welke rol je komt."],
        f"round-{block.pk}": ["Kies een van de mogelijkheden bij “Ronde 1”."],
    }


def test_errors_stand_in_the_title_above_the_form_and_at_the_field(client: Client) -> None:
    answer = sent(client, published_event(), family_name="")

    page = answer.content.decode()
    assert "<title>Fout: Aanmelden" in page
    assert '<a href="#id_family_name">Vul je achternaam in.</a>' in page
    assert page.index("error-summary") < page.index("<form")
    assert 'aria-describedby="id_family_name_error"' in page
    assert 'aria-invalid="true"' in page


def test_a_link_in_the_summary_leads_to_the_first_of_the_options(client: Client) -> None:
    event = make_event()
    make_role(event)
    publish(event, now=NOW, by=None)

    page = sent(client, event).content.decode()

    assert '<a href="#id_role_0">Kies in welke rol je komt.</a>' in page
    assert 'id="id_role_0"' in page


def test_everything_typed_is_kept(client: Client) -> None:
    event, picks = evening_with_tables()
    text = make_consent(event)

    page = sent(
        client,
        event,
        email="nee",
        organisation='"Aan & Uit" <b>',
        **{picks[2].field: picks[2].table.code, f"consent-{text.pk}": "on"},
    ).content.decode()

    assert 'value="nee"' in page
    assert f'value="{escape(chr(34) + "Aan & Uit" + chr(34) + " <b>")}"' in page
    assert f'value="{picks[2].table.code}" id="id_{picks[2].field}_2" checked' in page
    assert f'id="id_consent-{text.pk}" checked' in page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"infix": "'t", "family_name": "Hart"}, "Fatma 't Hart"),
        ({"infix": "d'", "family_name": "Arc"}, "Fatma d'Arc"),
        ({"infix": "", "family_name": "IJsselstein"}, "Fatma IJsselstein"),
        ({"given_name": "👩🏽‍🌾 Roos", "infix": ""}, "👩🏽‍🌾 Roos Berg"),
        ({"given_name": "  Fatma \t Ayşe ", "infix": ""}, "Fatma Ayşe Berg"),
        ({"given_name": "Fat\x00ma\r\nBcc: x", "infix": ""}, "Fat ma Bcc: x Berg"),
        ({"given_name": "\u202eamtaF\u2066", "infix": ""}, "amtaF Berg"),
        ({"given_name": "\u200fفاطمة", "infix": ""}, "فاطمة Berg"),
        ({"given_name": "{{ 7*7 }}{% debug %}", "infix": ""}, "{{ 7*7 }}{% debug %} Berg"),
        (
            {"given_name": "<script>alert(1)</script>", "infix": ""},
            "<script>alert(1)</script> Berg",
        ),
        ({"family_name": "ﷺ" * 100, "infix": ""}, "Fatma " + "ﷺ" * 100),
    ],
)
def test_any_name_is_a_name(client: Client, typed: dict[str, str], kept: str) -> None:
    event = published_event()

    answer = sent(client, event, **typed)

    assert answer.status_code == 303, problems(answer)
    assert Registration.objects.get().full_name == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"given_name": "a" * 500}, "Gebruik hoogstens 100 tekens; nu zijn het er 500."),
        ({"given_name": "\u202e \x00"}, "Vul je voornaam in."),
        ({"given_name": "Kijk op http://x.example"}, "Vul een naam in, geen webadres."),
        ({"email": "jan"}, "Vul een e-mailadres in zoals naam@voorbeeld.nl."),
        ({"email": "jan@"}, "Vul een e-mailadres in zoals naam@voorbeeld.nl."),
        ({"email": "jan@x.nl\nBcc: p@x.nl"}, "Vul een e-mailadres in zoals naam@voorbeeld.nl."),
        ({"email": "jan@x.nl\x00"}, "Vul een e-mailadres in zoals naam@voorbeeld.nl."),
        ({"email": f"{'a' * 300}@x.nl"}, "Gebruik hoogstens 254 tekens; nu zijn het er 305."),
        ({"email": f"jan@{'é' * 60}.nl"}, "Kijk het deel van het adres na de @ nog eens na."),
        ({"organisation": "o" * 151}, "Gebruik hoogstens 150 tekens; nu zijn het er 151."),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(
    client: Client, typed: dict[str, str], sentence: str
) -> None:
    event = published_event()

    answer = sent(client, event, **typed)

    assert answer.status_code == 422
    assert list(problems(answer)) == list(typed)
    assert problems(answer)[next(iter(typed))][0] == sentence
    assert Registration.objects.count() == 0


def test_an_address_keeps_its_plus_and_loses_its_spaces(client: Client) -> None:
    event = published_event()

    sent(client, event, email="  jan+wijk@BÜCHER.example ")

    assert Registration.objects.get().email == "jan+wijk@xn--bcher-kva.example"


def test_bytes_that_are_no_text_are_asked_for_again(client: Client) -> None:
    event = published_event()
    body = urlencode(filled(client, event, given_name="Jos")).replace("=Jos", "=Jos%E9")

    answer = posted(client, event, body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 422
    assert problems(answer)["given_name"] == [
        "Sommige tekens zijn niet goed aangekomen. Typ dit opnieuw."
    ]


def test_a_table_of_another_event_is_not_on_offer(client: Client) -> None:
    event, picks = evening_with_tables()
    _other, strange = evening_with_tables()

    answer = sent(client, event, **{picks[0].field: strange[0].table.code})

    assert problems(answer) == {picks[0].field: ["Kies een van de mogelijkheden die hier staan."]}


@pytest.mark.parametrize("role", ["999999", "x", "-1", "1e9", "9" * 40])
def test_a_role_that_does_not_exist_is_refused(client: Client, role: str) -> None:
    event = make_event()
    make_role(event)
    publish(event, now=NOW, by=None)

    assert problems(sent(client, event, role=role)) == {"role": ["Kies een van deze rollen."]}


def test_choices_at_the_same_time_are_refused_at_the_second_one(client: Client) -> None:
    event = make_event()
    one, two = make_block(event, "Ronde 1"), make_block(event, "Ronde 2")
    early = make_session(event, "Vroeg", block=one)
    late = make_session(event, "Laat", block=two, starts_at=START + timedelta(minutes=59))
    publish(event, now=NOW, by=None)

    answer = sent(client, event, **{f"round-{one.pk}": early.code, f"round-{two.pk}": late.code})

    assert answer.status_code == 422
    assert list(problems(answer)) == [f"round-{two.pk}"]
    assert "“Vroeg”" in problems(answer)[f"round-{two.pk}"][0]


def test_agreeing_to_words_that_have_changed_is_asked_again(client: Client) -> None:
    event = published_event()
    old = make_consent(event, text="Ik mag op de foto.")
    data = filled(client, event, **{f"consent-{old.pk}": "on"})
    make_consent(event, text="Ik mag op de film.", version=2)

    answer = posted(client, event, data)

    assert answer.status_code == 422
    assert problems(answer)[""][0].startswith("Een tekst waar je ja op zei, is veranderd.")
    assert "Ik mag op de film." in answer.content.decode()


@pytest.mark.parametrize("field", ["given_name", "organisation", "diet_needs", "email", "role"])
def test_what_is_typed_is_never_a_template(client: Client, field: str) -> None:
    event = make_event(asks_diet=True)
    make_role(event, "{{ 7|add:7 }}", explanation="{% now 'Y' %}")
    publish(event, now=NOW, by=None)

    page = sent(client, event, family_name="", **{field: "{{ 7|add:7 }}{% now 'Y' %}"})

    assert (page.status_code, "14" in text_of(page).split()) == (422, False)
    assert "{{ 7|add:7 }}" in page.content.decode()


def test_titles_of_organisers_are_never_templates(client: Client) -> None:
    event = make_event(title="{{ 7|add:7 }} <b>")
    block = make_block(event, "{% now 'Y' %}")
    make_session(event, "{{ 7|add:7 }}", block=block)
    publish(event, now=NOW, by=None)

    page = opened(client, event).content.decode()

    assert "Aanmelden voor {{ 7|add:7 }} &lt;b&gt;</button>" in page
    assert "{% now &#x27;Y&#x27; %}</legend>" in page.replace(
        ' <span class="optional">(niet verplicht)</span>', ""
    )


# when nobody can sign up

CLOSED = [
    ({"closes_at": NOW - timedelta(hours=1)}, "Je kunt je niet meer aanmelden."),
    ({"opens_at": NOW + timedelta(days=1)}, "Je kunt je aanmelden vanaf dinsdag 5 mei 2026"),
    ({"takes_registrations": False}, "Je hoeft je hier niet aan te melden voor deze bijeenkomst."),
    (
        {"starts_at": NOW - timedelta(days=2), "ends_at": NOW - timedelta(days=1)},
        "Deze bijeenkomst is geweest.",
    ),
]


@pytest.mark.parametrize(("fields", "sentence"), CLOSED)
def test_a_page_tells_why_there_is_no_form(
    client: Client, fields: dict[str, Any], sentence: str
) -> None:
    page = opened(client, published_event(**fields))

    assert page.status_code == 200
    assert sentence in text_of(page)
    assert "<form" not in page.content.decode()


@pytest.mark.parametrize(("fields", "sentence"), CLOSED)
def test_a_form_that_comes_too_late_is_given_back_with_the_reason(
    client: Client, fields: dict[str, Any], sentence: str
) -> None:
    event = published_event()
    data = filled(client, event)
    Event.objects.filter(pk=event.pk).update(**fields)

    answer = posted(client, event, data)

    assert answer.status_code == 409
    assert sentence in problems(answer)[""][0]
    assert 'value="fatma@example.org"' in answer.content.decode()
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("visibility", [Event.Visibility.DRAFT, Event.Visibility.PUBLIC])
def test_an_event_that_was_never_published_is_not_there(client: Client, visibility: str) -> None:
    event = make_event(visibility=visibility)

    assert client.get(address(event)).status_code == 404
    assert client.post(address(event), {}).status_code == 404


# the page that says what came of it


def test_without_its_receipt_the_page_speaks_in_general(client: Client) -> None:
    event, other = published_event(), published_event()
    sent(client, other)
    client.cookies["receipt"]["path"] = "/"

    bare = text_of(client.get(address(event, "signed_up")))
    client.cookies["receipt"] = client.cookies["receipt"].value[:-2] + "xx"
    forged = text_of(client.get(address(other, "signed_up")))

    assert "Heb je je net aangemeld?" in bare
    assert "Heb je je net aangemeld?" in forged


def test_the_receipt_is_for_that_page_alone_and_for_a_short_time(client: Client) -> None:
    event = published_event()

    answer = sent(client, event)

    cookie = answer.cookies["receipt"]
    assert (cookie["path"], cookie["max-age"]) == (address(event, "signed_up"), 600)
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_the_page_is_kept_nowhere_and_does_not_hold_the_personal_link(client: Client) -> None:
    event = published_event()
    answer = sent(client, event)

    page = client.get(answer["location"])

    assert "no-store" in page["Cache-Control"]
    assert Registration.objects.get().code not in page.content.decode()


def test_choices_of_a_registration_are_kept_as_seats(client: Client) -> None:
    event, picks = evening_with_tables()

    sent(client, event, **{picks[1].field: picks[1].table.code})

    choice = Registration.objects.get().choices.get()
    assert (choice.table, choice.status) == (picks[1].table, ChoiceStatus.SEATED)


# cost


def test_a_sign_up_takes_three_requests_and_few_statements(
    client: Client, settings: Any, django_assert_num_queries: Any
) -> None:
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"  # the mail is a row, as in production
    event, picks = evening_with_tables()
    texts = [make_consent(event, key) for key in ("foto", "lijst")]
    choice = {picks[0].field: picks[0].table.code}
    ticked = {f"consent-{text.pk}": "on" for text in texts}
    sent(client, event, email="eerste@example.org", **choice)  # fills what a process keeps

    with django_assert_num_queries(20):  # two of them begin and end the transaction
        landed(client, sent(client, event, **choice, **ticked))


def test_pages_about_a_sign_up_do_not_grow_with_the_programme(
    client: Client, django_assert_num_queries: Any
) -> None:
    event, _picks = evening_with_tables(tables=12)
    opened(client, event)

    with django_assert_num_queries(2):
        opened(client, event)


def test_the_form_follows_what_the_organiser_asks(client: Client) -> None:
    event = published_event()
    before = set(opened(client, event).context["form"].fields)

    role = make_role(event, "vrijwilliger")
    after = set(opened(client, event).context["form"].fields)

    assert after - before == {"role"}
    assert role.name in text_of(opened(client, event))
