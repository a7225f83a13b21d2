"""The admin: for superusers only, and everything it saves goes through the verbs."""

from typing import Any

import pytest
from django.contrib.admin import site
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from events.models import Event, Partnership, Session, Table
from festival.models import AuditEntry, User
from partners.models import Organisation, Person
from registrations.models import Registration
from registrations.seating import capacity
from registrations.states import ChoiceStatus, Status
from tests.factories import (
    NOW,
    evening_with_tables,
    join_team,
    make_consent,
    make_event,
    make_organisation,
    make_session,
    make_theme,
    make_user,
    make_venue,
    published_event,
    signed_up,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before_the_events(time_machine: Any) -> None:
    """The events of the factories are yet to come."""
    time_machine.move_to(NOW)


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(make_user(name="Beheerder", is_superuser=True))
    return client


def page_of(thing: Any) -> str:
    meta = thing._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[thing.pk])


def list_of(model: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def filled_in(admin: Client, address: str) -> dict[str, Any]:
    """What a browser would send back when nothing is changed on the page."""
    context = admin.get(address).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    sent: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            for part, widget in enumerate(getattr(bound.field.widget, "widgets", [])):
                text = widget.format_value(bound.field.widget.decompress(value)[part])
                sent[f"{bound.html_name}_{part}"] = text or ""
            if (
                not hasattr(bound.field.widget, "widgets")
                and value is not None
                and value is not False
            ):
                sent[bound.html_name] = value
    return sent


def act(client: Client, things: list[Any], action: str, **more: str) -> Any:
    sent = {ACTION_CHECKBOX_NAME: [thing.pk for thing in things], "action": action, **more}
    return client.post(list_of(things[0]), sent, follow=True)


def told_on(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


# Who may enter


def test_a_stranger_is_sent_to_our_own_log_in_and_back() -> None:
    answer = Client().get(reverse("admin:index"), follow=True)

    assert answer.redirect_chain[-1][0] == "/account/inloggen/?next=%2Fadmin%2F"


@pytest.mark.parametrize("role", ["owner", "reader"])
def test_an_organiser_has_no_business_here(role: str) -> None:
    client = Client()
    client.force_login(join_team(make_event(), role))

    assert client.get(reverse("admin:index"), follow=True).status_code == 403


def test_every_page_opens_in_dutch(admin: Client) -> None:
    event, picks = evening_with_tables()
    signed_up(event, picks=[picks[0]], consents=[make_consent(event)])

    for model, model_admin in site._registry.items():
        listing = admin.get(list_of(model))
        assert (listing.status_code, listing["Content-Language"]) == (200, "nl"), model
        first = model._default_manager.first()
        if first is not None:
            assert admin.get(page_of(first)).status_code == 200, model
        if model_admin.has_add_permission(listing.wsgi_request):
            added = f"admin:{model._meta.app_label}_{model._meta.model_name}_add"
            assert admin.get(reverse(added)).status_code == 200, model


def test_every_model_of_ours_can_be_reached(admin: Client) -> None:
    shown = {model._meta.model_name for model in site._registry}
    rows = {
        inline.model._meta.model_name
        for model_admin in site._registry.values()
        for inline in model_admin.inlines
    }

    from django.apps import apps

    ours = {
        model._meta.model_name
        for app in ("partners", "events", "registrations")
        for model in apps.get_app_config(app).get_models()
    }
    assert ours - shown - rows == set()


# Saving goes through the verbs


def test_a_change_leaves_its_line_in_the_trail(admin: Client) -> None:
    event = make_event(title="Oud")
    sent = filled_in(admin, page_of(event)) | {"title": "Nieuw"}

    answer = admin.post(page_of(event), sent)

    assert answer.status_code == 302
    entry = AuditEntry.objects.get(action="change")
    assert (entry.actor_name, entry.event_id, entry.changes) == (
        "Beheerder",
        event.pk,
        {"title": ["Oud", "Nieuw"]},
    )


def test_rows_of_an_event_are_added_changed_and_removed_by_the_verbs(admin: Client) -> None:
    event, organisation = make_event(), make_organisation("LSA")
    sent = filled_in(admin, page_of(event)) | {
        "partnerships-TOTAL_FORMS": "1",
        "partnerships-0-organisation": str(organisation.pk),
        "partnerships-0-role": "organiser",
        "partnerships-0-position": "0",
    }
    assert admin.post(page_of(event), sent).status_code == 302
    changed = filled_in(admin, page_of(event)) | {"partnerships-0-role": "sponsor"}
    assert admin.post(page_of(event), changed).status_code == 302
    removed = filled_in(admin, page_of(event)) | {"partnerships-0-DELETE": "on"}
    assert admin.post(page_of(event), removed).status_code == 302

    trail = AuditEntry.objects.filter(target_type="partnership").order_by("id")
    assert [(e.action, e.event_id) for e in trail] == [
        ("add", event.pk),
        ("change", event.pk),
        ("remove", event.pk),
    ]
    assert not Partnership.objects.exists()


def test_a_new_event_is_added_by_the_verb(admin: Client) -> None:
    address = reverse("admin:events_event_add")
    sent = filled_in(admin, address) | {
        "title": "Pluk",
        "slug": "pluk",
        "starts_at_0": "01-06-2026",
        "starts_at_1": "19:45",
        "ends_at_0": "01-06-2026",
        "ends_at_1": "22:00",
    }

    answer = admin.post(address, sent)

    assert answer.status_code == 302, answer.context["errors"]
    assert AuditEntry.objects.get(action="add", target_type="event").target_name == "Pluk"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("ends_at_1", "01:00", "Het einde ligt vóór het begin."),
        ("colour", "#ffff00", "Witte tekst op deze kleur heeft een contrast van 1,0"),
        ("time_zone", "Europe/Nergens", "Er is geen tijdzone met deze naam."),
    ],
)
def test_bad_input_gets_a_sentence_beside_its_field(
    admin: Client, field: str, value: str, sentence: str
) -> None:
    event = make_event()
    sent = filled_in(admin, page_of(event)) | {field: value, "motto": "Blijft staan"}

    answer = admin.post(page_of(event), sent)

    assert sentence in answer.content.decode()
    assert answer.context["adminform"].form["motto"].value() == "Blijft staan"


def test_only_parts_of_the_event_itself_are_on_offer(admin: Client) -> None:
    event, other = make_event(), make_event()
    theme, _foreign = make_theme(event, "Van hier"), make_theme(other, "Van elders")

    form = admin.get(page_of(make_session(event))).context["adminform"].form

    assert list(form.fields["theme"].queryset) == [theme]


def test_parties_of_an_accord_are_noted(admin: Client) -> None:
    from events.models import Accord
    from tests.factories import made

    accord = made(Accord(event=make_event(), title="Akkoord"))
    organisation = make_organisation("Platform31")
    sent = filled_in(admin, page_of(accord)) | {"parties": [organisation.pk]}

    assert admin.post(page_of(accord), sent).status_code == 302

    entry = AuditEntry.objects.get(action="change", target_type="accord")
    assert entry.changes == {"parties": [[], ["Platform31"]]}


# Seats


def test_more_seats_promote_who_waits(admin: Client) -> None:
    event = published_event(capacity=1)
    signed_up(event)
    waits = signed_up(event)

    answer = admin.post(page_of(event), filled_in(admin, page_of(event)) | {"capacity": "2"})

    waits.refresh_from_db()
    assert (answer.status_code, waits.status) == (302, Status.CONFIRMED)
    assert AuditEntry.objects.filter(action="change capacity", actor_name="Beheerder").exists()


def test_more_seats_at_a_table_seat_who_waits_there(admin: Client) -> None:
    event, picks = evening_with_tables(seats_per_table=1, tables=1)
    signed_up(event, picks=[picks[0]])
    waits = signed_up(event, picks=[picks[0]])
    session = Session.objects.get()

    sent = filled_in(admin, page_of(session)) | {"tables-0-capacity": "5"}
    answer = admin.post(page_of(session), sent)

    assert (answer.status_code, waits.choices.get().status) == (302, ChoiceStatus.SEATED)
    assert Table.objects.get().seats_taken == 2


@pytest.mark.parametrize("where", ["event", "table"])
def test_fewer_seats_than_are_taken_are_refused_beside_the_field(admin: Client, where: str) -> None:
    event, picks = evening_with_tables(tables=1)
    for _ in range(2):
        signed_up(event, picks=[picks[0]])
    page = page_of(event if where == "event" else Table.objects.get())

    answer = admin.post(page, filled_in(admin, page) | {"capacity": "1"})

    assert answer.context["adminform"].form.errors["capacity"] == [
        "Er zijn al 2 plaatsen bezet; het aantal plaatsen kan niet lager zijn."
    ]


def test_a_refusal_that_comes_late_stands_beside_the_field_and_nothing_is_kept(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = published_event(title="Oud", capacity=3)

    def taken_meanwhile(*_args: Any) -> None:
        raise capacity.BelowSeatsTaken("Net bezet.", field="capacity")

    monkeypatch.setattr(capacity, "_check_division", taken_meanwhile)
    sent = filled_in(admin, page_of(event)) | {"capacity": "2", "title": "Nieuw"}

    answer = admin.post(page_of(event), sent)

    event.refresh_from_db()
    assert answer.context["adminform"].form.errors == {"capacity": ["Net bezet."]}
    assert answer.context["adminform"].form["title"].value() == "Nieuw"
    assert (event.title, event.capacity) == ("Oud", 3)


def test_counters_and_states_cannot_be_set(admin: Client) -> None:
    event = published_event(capacity=3)
    person = signed_up(event)
    sent = filled_in(admin, page_of(event)) | {"seats_taken": "0", "cancelled_at_0": "01-01-2026"}
    admin.post(page_of(event), sent)
    of_person = filled_in(admin, page_of(person)) | {"status": "cancelled"}
    admin.post(page_of(person), of_person)

    event.refresh_from_db()
    person.refresh_from_db()
    assert (event.seats_taken, event.cancelled_at, person.status) == (1, None, Status.CONFIRMED)


# Registrations


def test_a_correction_names_the_field_and_not_the_person(admin: Client) -> None:
    person = signed_up(published_event(), "oud@example.org")
    sent = filled_in(admin, page_of(person)) | {"family_name": "Çelik", "email": "nu@example.org"}

    assert admin.post(page_of(person), sent).status_code == 302

    person.refresh_from_db()
    assert (person.sort_name, person.email) == ("celik\tvan der\tfatma", "nu@example.org")
    entry = AuditEntry.objects.get(action="correct")
    assert (entry.target_name, entry.changes) == (
        person.code,
        {"fields": ["email", "family_name"]},
    )


def test_an_address_that_is_signed_up_already_is_refused(admin: Client) -> None:
    event = published_event()
    signed_up(event, "een@example.org")
    person = signed_up(event, "twee@example.org")
    sent = filled_in(admin, page_of(person)) | {"email": "EEN@example.org"}

    answer = admin.post(page_of(person), sent)

    person.refresh_from_db()
    assert (answer.status_code, person.email) == (200, "twee@example.org")
    assert answer.context["errors"]


def test_nobody_is_made_or_deleted_by_hand(admin: Client) -> None:
    person = signed_up(published_event())

    made = admin.get(reverse("admin:registrations_registration_add"))
    deleted = admin.post(
        reverse("admin:registrations_registration_delete", args=[person.pk]), {"post": "yes"}
    )

    assert (made.status_code, deleted.status_code) == (403, 403)
    assert Registration.objects.count() == 1


# Actions


def test_publishing_makes_a_release_and_a_draft_is_refused_with_its_sentence(
    admin: Client,
) -> None:
    ready, draft = make_event(), make_event(visibility=Event.Visibility.DRAFT, title="Nog niet")

    answer = act(admin, [ready, draft], "publish_events")

    assert (ready.releases.count(), draft.releases.count()) == (1, 0)
    assert sorted(told_on(answer)) == [
        "1 bijeenkomst gepubliceerd.",
        "Nog niet: Kies eerst wie de bijeenkomst mag zien: het is nog een concept.",
    ]


def test_calling_off_asks_first_and_mails_once(admin: Client) -> None:
    event = published_event(title="Pluk")
    signed_up(event)
    mail.outbox.clear()

    asked = act(admin, [event], "call_off_events")
    answers = [act(admin, [event], "call_off_events", confirmed="yes") for _ in range(2)]

    assert "Pluk" in asked.content.decode()
    assert [told_on(answer) for answer in answers] == [
        ["Pluk is afgelast; personen gemaild: 1."],
        ["Pluk is afgelast; personen gemaild: 0."],
    ]
    assert len(mail.outbox) == 1


def test_what_is_over_is_not_called_off(admin: Client, time_machine: Any) -> None:
    event = published_event(title="Pluk")
    time_machine.move_to(event.ends_at)
    admin.force_login(User.objects.get())  # the session has run out by then

    answer = act(admin, [event], "call_off_events", confirmed="yes")

    assert told_on(answer) == [
        "Pluk: Deze bijeenkomst is voorbij en kan niet meer worden afgelast."
    ]


def test_cancelling_registrations_asks_first_and_hands_seats_on(admin: Client) -> None:
    event = published_event(capacity=1)
    first, second = signed_up(event), signed_up(event)

    act(admin, [first], "cancel_registrations")
    first.refresh_from_db()
    before = first.status
    answer = act(admin, [first], "cancel_registrations", confirmed="yes")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (before, first.status, second.status) == (
        Status.CONFIRMED,
        Status.CANCELLED,
        Status.CONFIRMED,
    )
    assert told_on(answer) == ["1 aanmelding geannuleerd."]


# Removing


def test_an_event_with_people_cannot_be_removed(admin: Client) -> None:
    event = published_event()
    signed_up(event)

    admin.post(reverse("admin:events_event_delete", args=[event.pk]), {"post": "yes"})

    assert Event.objects.filter(pk=event.pk).exists()


def test_removing_several_notes_each(admin: Client) -> None:
    people = [make_organisation("Een"), make_organisation("Twee")]

    act(admin, people, "delete_selected", post="yes")

    gone = AuditEntry.objects.filter(action="remove").values_list("target_name", flat=True)
    assert (sorted(gone), Organisation.objects.count()) == (["Een", "Twee"], 0)


def test_a_venue_in_use_is_not_removed(admin: Client) -> None:
    venue = make_venue()
    make_event(venue=venue)

    answer = admin.post(reverse("admin:events_venue_delete", args=[venue.pk]), {"post": "yes"})

    assert answer.status_code in {200, 403}
    venue.refresh_from_db()


# Accounts and uploads


def test_an_account_is_made_without_a_password_and_is_noted(admin: Client) -> None:
    address = reverse("admin:festival_user_add")
    sent = {"email": "Nieuw@example.org", "name": "Nieuw", "usable_password": "false"}

    answer = admin.post(address, sent)

    assert answer.status_code == 302, answer.context["errors"]
    user = User.objects.get(name="Nieuw")
    assert (user.has_usable_password(), user.is_superuser) == (False, False)
    assert AuditEntry.objects.filter(action="add", target_type="user").exists()


def test_a_password_never_reaches_the_trail(admin: Client) -> None:
    user = make_user(name="Oud")
    sent = filled_in(admin, page_of(user)) | {"name": "Nieuw"}

    assert admin.post(page_of(user), sent).status_code == 302

    assert AuditEntry.objects.get(action="change").changes == {"name": ["Oud", "Nieuw"]}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.png", b"dit is gewone tekst"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
    ],
)
def test_a_file_that_is_no_picture_gets_a_sentence(
    admin: Client, name: str, content: bytes
) -> None:
    organisation = make_organisation("LSA")
    sent = filled_in(admin, page_of(organisation)) | {
        "logo": SimpleUploadedFile(name, content),
        "town": "Deventer",
    }

    answer = admin.post(page_of(organisation), sent)

    form = answer.context["adminform"].form
    assert len(form.errors["logo"]) == 1
    assert form["town"].value() == "Deventer"


def test_a_person_keeps_the_sort_name_with_the_name(admin: Client) -> None:
    address = reverse("admin:partners_person_add")
    sent = {"given_name": "Jurgen", "infix": "van der", "family_name": "Heijden"}

    assert admin.post(address, sent).status_code == 302

    assert Person.objects.get().sort_name == "heijden\tvan der\tjurgen"
