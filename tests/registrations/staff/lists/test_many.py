"""Doing something to many people at once: asked with names, done once, told for whom not."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from events.models import Event, Table
from festival.models import AuditEntry
from registrations.many.acting import PORTION, act_due, forget_acts
from registrations.models import Choice, GroupAct, GroupMail, Registration, Tag
from registrations.sign_up.applying import Companion
from registrations.states import ChoiceStatus, Status
from tests.factories import (
    NOW,
    evening_with_tables,
    join_team,
    made,
    make_role,
    published_event,
    signed_up,
)
from tests.registrations.filling_in import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_may(time_machine: Any) -> Any:
    time_machine.move_to(NOW)
    return time_machine


def client_of(event: Event, role: str = "owner") -> Client:
    client = Client()
    client.force_login(join_team(event, role))
    return client


def address(event: Event, do: str, people: list[Registration], **more: str) -> str:
    query = [("do", do), *more.items(), *(("who", person.code) for person in people)]
    said = "&".join(f"{name}={value}" for name, value in query)
    return f"{reverse('staff:many', args=[event.slug])}?{said}"


def confirmed(client: Client, url: str, **typed: str) -> Any:
    """The page that asks, filled in and sent; where it asks why, with a reason."""
    form = client.get(url).context["form"]
    hidden = {"reason": "Vol", "key": str(form["key"].value()), "seen": form["seen"].value()}
    return client.post(url, hidden | typed, follow=True)


def states(*people: Registration) -> list[str]:
    for person in people:
        person.refresh_from_db()
    return [person.status for person in people]


def test_the_page_asks_with_sentence_number_and_names_and_changes_nothing() -> None:
    event = published_event()
    one, two = signed_up(event, given_name="Ans"), signed_up(event, given_name="Bea")

    answer = client_of(event).get(address(event, "cancel", [one, two]))

    shown = text_of(answer)
    assert "Wie je hebt gekozen: 2 mensen" in shown
    assert ("Ans van der Berg" in shown, "Bea van der Berg" in shown) == (True, True)
    assert states(one, two) == ["confirmed", "confirmed"]


def test_all_who_fit_are_meant_by_their_conditions() -> None:
    event = published_event()
    role = make_role(event, "bewoner")
    resident, other = signed_up(event, role=role), signed_up(event)
    url = address(event, "cancel", [], all="1", query=f"roles%3D{role.pk}")
    client = client_of(event)

    assert "Iedereen die komt of wacht, in de rol bewoner: 1 persoon" in text_of(client.get(url))
    confirmed(client, url, reason="De zaal is kleiner.")

    assert states(resident, other) == ["cancelled", "confirmed"]
    resident.refresh_from_db()
    assert resident.cancelled_why == "De zaal is kleiner."


def test_who_waits_gets_a_free_seat_and_who_finds_none_is_told_by_name() -> None:
    event = published_event(capacity=1)
    seated = signed_up(event)
    waiting = [signed_up(event, given_name=name) for name in ("Ans", "Bea")]
    Event.objects.filter(pk=event.pk).update(overtaking=True, capacity=1)
    event.refresh_from_db()

    answer = confirmed(client_of(event), address(event, "confirm", waiting), reason="Gastvrouw")

    assert states(seated, *waiting) == ["confirmed", "waiting", "waiting"]
    assert "Niet voor 2 mensen" in text_of(answer)
    assert "Ans van der Berg : Er zijn te weinig plaatsen vrij" in text_of(answer)


def test_whose_seat_was_only_kept_has_it_and_a_mail() -> None:
    event = published_event(proof_hours=24)
    person = signed_up(event)
    assert person.status == Status.PENDING
    mail.outbox.clear()

    confirmed(client_of(event), address(event, "confirm", [person]), reason="Belde zelf")

    assert states(person) == ["confirmed"]
    assert [message.to for message in mail.outbox] == [[person.email]]
    assert AuditEntry.objects.get(action="confirm by hand").changes == {"reason": "Belde zelf"}
    page = client_of(event).get(person_page(person))
    assert "Bevestigd door het team: “Belde zelf”" in text_of(page)


def test_for_whom_it_was_so_already_is_told_apart() -> None:
    event = published_event()
    one, other = signed_up(event), signed_up(event, "jan@example.org", given_name="Jan")
    picked = address(event, "cancel", [one, other])
    confirmed(client_of(event), address(event, "cancel", [one]))

    answer = confirmed(client_of(event), picked)

    assert states(one, other) == ["cancelled", "cancelled"]
    assert "Gedaan voor 1 persoon. Voor 1 persoon was het al zo." in text_of(answer)


def test_whose_seat_is_there_already_is_told_apart() -> None:
    event, picks = evening_with_tables(seats_per_table=2)
    person = signed_up(event, picks=picks[:1])
    url = address(event, "move", [person])

    answer = confirmed(client_of(event), url, place=f"t-{picks[0].table.code}")

    assert "Gedaan voor 0 mensen. Voor 1 persoon was het al zo." in text_of(answer)


def test_cancelling_a_whole_party_is_one_mail() -> None:
    event = published_event()
    lead = signed_up(event, companions=[Companion(given_name="Jan", family_name="Bos")])
    people = [lead, *lead.companions.all()]
    mail.outbox.clear()

    confirmed(client_of(event), address(event, "cancel", people))

    assert states(*people) == ["cancelled", "cancelled"]
    assert len(mail.outbox) == 1


def test_people_move_as_far_as_there_are_seats_and_the_others_stay() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    people = [signed_up(event, given_name=f"N{n}", picks=picks[n : n + 1]) for n in range(2)]
    url = address(event, "move", people)

    answer = confirmed(client_of(event), url, place=f"t-{picks[3].table.code}")

    seats = Choice.objects.filter(status=ChoiceStatus.SEATED).values_list(
        "table__number", flat=True
    )
    assert sorted(seats) == [2, 4]
    assert "Gedaan voor 1 persoon" in text_of(answer)
    assert "Daar is geen plaats vrij." in text_of(answer)
    assert "verplaatst" in text_of(client_of(event).get(person_page(people[0])))


def person_page(person: Registration) -> str:
    return reverse("staff:attendee", args=[person.event.slug, person.code])


def test_sent_twice_it_is_done_once() -> None:
    event = published_event()
    person = signed_up(event)
    client, url = client_of(event), address(event, "cancel", [person])
    form = client.get(url).context["form"]
    typed = {"reason": "Vol", "key": str(form["key"].value()), "seen": form["seen"].value()}
    mail.outbox.clear()

    first, again = (client.post(url, typed) for _ in range(2))

    assert (first.status_code, first["Location"]) == (302, again["Location"])
    assert (len(mail.outbox), GroupAct.objects.count()) == (1, 1)


def test_when_others_fit_meanwhile_one_looks_again() -> None:
    event = published_event()
    one = signed_up(event)
    client, url = client_of(event), address(event, "cancel", [], all="1", query="")
    form = client.get(url).context["form"]
    other = signed_up(event)

    typed = {"reason": "Vol", "key": str(form["key"].value()), "seen": form["seen"].value()}
    answer = client.post(url, typed)

    assert answer.status_code == 422
    assert "Inmiddels passen er andere mensen" in text_of(answer)
    assert states(one, other) == ["confirmed", "confirmed"]


def test_once_it_is_over_nothing_is_done_and_the_page_says_why(in_may: Any) -> None:
    event = published_event()
    person = signed_up(event)
    in_may.move_to(event.ends_at)

    answer = confirmed(client_of(event), address(event, "cancel", [person]))

    assert "Deze bijeenkomst is geweest" in text_of(answer)
    assert states(person) == ["confirmed"]


@pytest.mark.parametrize("do", ["confirm", "cancel"])
def test_what_is_missing_is_said_and_nothing_is_done(do: str) -> None:
    event = published_event(capacity=1)
    signed_up(event)
    person = signed_up(event)
    client, url = client_of(event), address(event, do, [person])
    form = client.get(url).context["form"]

    answer = client.post(url, {"key": str(form["key"].value()), "seen": form["seen"].value()})

    assert (answer.status_code, GroupAct.objects.count()) == (422, 0)
    assert [str(error) for error in answer.context["form"].errors["reason"]] == [
        "Schrijf op waarom."
    ]


def test_a_kept_seat_is_confirmed_without_a_reason() -> None:
    event = published_event(proof_hours=24)
    person = signed_up(event)

    confirmed(client_of(event), address(event, "confirm", [person]), reason="")

    assert states(person) == ["confirmed"]
    page = text_of(client_of(event).get(person_page(person)))
    assert ("Bevestigd door het team" in page, "door het team: “" in page) == (True, False)


def test_where_there_is_nothing_to_move_to_it_is_not_offered() -> None:
    event, (with_tables, _picks) = published_event(), evening_with_tables()
    client, person = client_of(event), signed_up(event)

    offered = [
        'value="move"'
        in client_of(one).get(reverse("staff:attendees", args=[one.slug])).content.decode()
        for one in (event, with_tables)
        if signed_up(one)
    ]
    page = client.get(address(event, "move", [person]))

    assert offered == [False, True]
    assert "Er is geen tafel of sessie die mensen zelf kiezen." in text_of(page)
    assert "Ja, verplaats" not in text_of(page)


def test_nobody_ticked_is_told_so() -> None:
    event = published_event()

    answer = client_of(event).get(address(event, "cancel", []), follow=True)

    assert "Je koos niemand" in text_of(answer)


def test_somebody_of_another_gathering_is_never_meant() -> None:
    event, stranger = published_event(), signed_up(published_event())

    answer = client_of(event).get(address(event, "cancel", [stranger]))

    assert answer.status_code == 302


@pytest.mark.parametrize("role", ["desk", "reader"])
def test_a_role_without_the_right_does_nothing_to_many(role: str) -> None:
    event = published_event()
    person = signed_up(event)

    assert client_of(event, role).post(address(event, "cancel", [person])).status_code == 403
    assert states(person) == ["confirmed"]


def test_labels_go_on_and_off_many_in_one_go() -> None:
    event = published_event()
    tag = made(Tag(event=event, name="bus", colour="blue"))
    one, two = signed_up(event), signed_up(event)
    client = client_of(event)

    confirmed(client, address(event, "tag", [one, two]), tag=str(tag.pk))
    confirmed(client, address(event, "tag", [one, two]), tag=str(tag.pk))
    confirmed(client, address(event, "untag", [two]), tag=str(tag.pk))

    assert list(tag.people.all()) == [one]
    told = AuditEntry.objects.filter(target_type="tag").order_by("id")
    assert [(note.action, note.changes) for note in told if note.action != "add"] == [
        ("put label on", {"people": 2}),
        ("take label off", {"people": 1}),
    ]


@pytest.mark.parametrize(
    ("preset", "filters"), [("", "search=els&status=confirmed"), ("cancelled", "search=els")]
)
def test_after_a_label_the_list_is_as_it_was(preset: str, filters: str) -> None:
    event = published_event()
    tag, person = made(Tag(event=event, name="bus")), signed_up(event)
    url = address(event, "tag", [person], query=quote(filters), list=preset)

    answer = confirmed(client_of(event), url, tag=str(tag.pk))

    name = "staff:cancelled" if preset else "staff:attendees"
    assert answer.redirect_chain == [(f"{reverse(name, args=[event.slug])}?{filters}", 302)]


def test_the_label_of_another_gathering_cannot_be_chosen() -> None:
    event, other = published_event(), published_event()
    tag = made(Tag(event=other, name="bus"))
    person = signed_up(event)

    confirmed(client_of(event), address(event, "tag", [person]), tag=str(tag.pk))

    assert tag.people.count() == 0


def test_people_are_handed_over_to_a_message() -> None:
    event = published_event()
    one, _other = signed_up(event), signed_up(event)
    client = client_of(event)

    form = client.get(address(event, "mail", [one]), follow=True)
    assert one.code not in form.request["QUERY_STRING"]
    assert "die je zelf hebt gekozen (1)" in text_of(form)
    url = f"{form.request['PATH_INFO']}?{form.request['QUERY_STRING']}"
    client.post(url, {"subject": "Hallo", "text": "Tot dan.", "seen": ""})

    assert GroupMail.objects.get().conditions["people"] == [one.code]


def test_a_large_act_goes_in_portions_that_the_worker_ends() -> None:
    event = published_event(capacity=None)
    people = [signed_up(event) for _ in range(PORTION + 3)]
    url = address(event, "cancel", [], all="1", query="")

    answer = confirmed(client_of(event), url)

    act = GroupAct.objects.get()
    assert (act.tried, act.ended_at) == (PORTION, None)
    assert f"{PORTION} van {PORTION + 3} mensen" in text_of(answer)
    assert [act_due(NOW), act_due(NOW)] == [3, 0]
    act.refresh_from_db()
    assert (act.done, act.failed, act.ended_at) == (PORTION + 3, [], NOW)
    assert set(states(*people)) == {"cancelled"}


def test_who_moves_along_is_not_told_of_a_seat_that_another_of_them_leaves() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    seated = signed_up(event, given_name="Aad", picks=picks[:1])
    waits = signed_up(event, given_name="Zus", picks=picks[:1])
    Table.objects.filter(pk=picks[3].table.pk).update(capacity=2)
    mail.outbox.clear()

    confirmed(
        client_of(event),
        address(event, "move", [seated, waits]),
        place=f"t-{picks[3].table.code}",
    )

    assert [message.to for message in mail.outbox] == [[waits.email], [seated.email]]
    assert all(f"{picks[0].table.topic}" not in message.body for message in mail.outbox)


def test_whose_sign_up_is_cancelled_along_is_not_offered_a_seat_that_another_leaves() -> None:
    event = published_event(capacity=1)
    seated, waits = signed_up(event, given_name="Aad"), signed_up(event, given_name="Zus")
    mail.outbox.clear()

    confirmed(client_of(event), address(event, "cancel", [seated, waits]))

    assert states(seated, waits) == ["cancelled", "cancelled"]
    assert [message.to for message in mail.outbox] == [[waits.email], [seated.email]]


def test_what_came_of_it_is_kept_for_a_month(in_may: Any) -> None:
    event = published_event()
    client = client_of(event)
    page = confirmed(client, address(event, "cancel", [signed_up(event)]))

    kept, gone = (forget_acts(NOW + timedelta(days=days)) for days in (29, 31))

    assert (kept, gone, GroupAct.objects.count()) == (0, 1, 0)
    assert "Wat ervan kwam, blijft hier 30 dagen staan." in text_of(page)
    assert AuditEntry.objects.filter(action="act on many").exists()


def test_an_act_that_has_not_ended_is_not_forgotten() -> None:
    event = published_event(capacity=None)
    for _ in range(PORTION + 1):
        signed_up(event)
    confirmed(client_of(event), address(event, "cancel", [], all="1", query=""))

    assert forget_acts(NOW + timedelta(days=99)) == 0
