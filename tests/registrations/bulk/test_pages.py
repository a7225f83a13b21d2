"""The pages about messages: writing, choosing who, looking, testing, sending, the log."""

from typing import Any

import pytest
from django.core import mail as postbox
from django.urls import reverse

from festival.models import Trashed
from registrations.bulk.batches import send_batch
from registrations.bulk.sending import audience_of, pause, stamp_of
from registrations.models import GroupMail
from registrations.privacy import forget_expired
from registrations.sign_up.applying import Companion
from tests.factories import (
    NOW,
    evening_with_tables,
    join_team,
    make_role,
    make_user,
    published_event,
    signed_up,
)
from tests.registrations.bulk.making import at, draft, fates, people, sent, visitor, worked
from tests.registrations.filling_in import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before_the_events(time_machine: Any) -> None:
    time_machine.move_to(NOW)


def filled(answer: Any, **values: Any) -> dict[str, Any]:
    """What a browser sends of the form on a page, with these values typed."""
    form = answer.context["form"]
    shown = {field.html_name: field.value() for field in form}
    return {name: value for name, value in (shown | values).items() if value not in (None, "")}


# Writing


def test_a_message_begins_as_a_draft_and_goes_on_with_who_gets_it() -> None:
    event = published_event()
    client = visitor(event)

    answer = client.post(
        at("add_group_mail", event=event), {"subject": "Stoelen", "text": "Dag {naam}."}
    )

    mail = event.group_mails.get()
    assert answer["Location"] == at("group_mail_who", mail)
    assert (mail.subject, mail.text, mail.state) == ("Stoelen", "Dag {naam}.", "draft")


def test_a_word_in_braces_that_means_nothing_is_refused_beside_the_field() -> None:
    event = published_event()

    answer = visitor(event).post(
        at("add_group_mail", event=event), {"subject": "Dag {nam}", "text": "Stoelen"}
    )

    assert answer.status_code == 422
    (error,) = answer.context["form"].errors["subject"]
    assert error == (
        "{nam} betekent niets. Gebruik een van: {naam}, {bijeenkomst}, {wanneer}, {datum}, "
        "{waar}, {mensen}, {link}."
    )
    assert event.group_mails.count() == 0
    assert 'value="Dag {nam}"' in answer.content.decode()


def test_two_who_change_different_fields_both_keep_their_work() -> None:
    mail = draft()
    first, second = visitor(mail.event), visitor(mail.event, "editor")
    url = at("group_mail_text", mail)
    opened = [client.get(url) for client in (first, second)]

    first.post(url, filled(opened[0], subject="Nieuw"))
    second.post(url, filled(opened[1], text="Anders."))

    mail.refresh_from_db()
    assert (mail.subject, mail.text) == ("Nieuw", "Anders.")


def test_what_was_sent_meanwhile_is_no_longer_changed() -> None:
    event = published_event()
    people(event, 1)
    mail = draft(event)
    client = visitor(event)
    typed = filled(client.get(at("group_mail_text", mail)), text="Anders.")
    sent(mail)

    answer = client.post(at("group_mail_text", mail), typed, follow=True)

    mail.refresh_from_db()
    assert mail.text != "Anders."
    assert "Dit bericht is verstuurd en verandert niet meer." in answer.content.decode()


# Who


def test_conditions_are_chosen_and_told_with_count_and_names() -> None:
    event, picks = evening_with_tables()
    role = make_role(event, "bewoner")
    signed_up(event, picks=picks[2:3], role=role, family_name="Gekozen")
    signed_up(event, family_name="Anders")
    mail = draft(event)
    client = visitor(event)
    url = at("group_mail_who", mail)

    typed = filled(client.get(url), roles=[role.pk], places=[f"t-{picks[2].table.code}"])
    answer = client.post(url, typed | {"place_state": "seated"}, follow=True)

    page = answer.content.decode()
    mail.refresh_from_db()
    assert mail.conditions == {
        "roles": [role.pk],
        "places": [f"t-{picks[2].table.code}"],
        "place_state": "seated",
    }
    assert (
        "Aan iedereen die komt of wacht, in de rol bewoner, met een plaats aan tafel 3 "
        "(Onderwerp 3): 1 mens"
    ) in page
    assert ("Berg, Fatma" in page, "Anders" in page, "Gekozen" in page) == (False, False, True)
    again = client.get(url).context["form"]
    assert (again["roles"].value(), again["place_state"].value()) == ((role.pk,), "seated")


def test_of_many_the_first_fifty_names_and_how_many_more() -> None:
    event = published_event(capacity=60)
    people(event, 52)

    answer = visitor(event).get(at("group_mail", draft(event)))

    assert (len(answer.context["names"]), answer.context["more"]) == (50, 2)
    assert "en nog 2" in answer.content.decode()


def test_a_removed_role_is_told_and_stays_in_the_form_until_it_is_taken_out() -> None:
    event = published_event()
    people(event, 1)
    mail = draft(event, conditions={"roles": [987]})
    client = visitor(event)

    page = client.get(at("group_mail", mail)).content.decode()
    form = client.get(at("group_mail_who", mail))
    client.post(at("group_mail_who", mail), filled(form))
    mail.refresh_from_db()
    kept = mail.conditions
    client.post(at("group_mail_who", mail), filled(form, roles=[]))

    mail.refresh_from_db()
    assert "Een rol die je koos, is verwijderd." in page
    assert "intussen verwijderd" in form.content.decode()
    assert (kept, mail.conditions) == ({"roles": [987]}, {})


def test_two_who_choose_at_once_are_told_of_each_other() -> None:
    mail = draft()
    first, second = visitor(mail.event), visitor(mail.event, "editor")
    url = at("group_mail_who", mail)
    opened = [client.get(url) for client in (first, second)]

    first.post(url, filled(opened[0], states=["waiting"]))
    answer = second.post(url, filled(opened[1], states=["confirmed"]))

    assert answer.status_code == 422
    assert "Aan iedereen die op de wachtlijst staat" in str(answer.context["form"].errors)


def test_days_in_the_wrong_order_are_refused() -> None:
    mail = draft()
    client = visitor(mail.event)
    url = at("group_mail_who", mail)

    answer = client.post(url, filled(client.get(url), since="2026-05-04", until="2026-05-01"))

    assert answer.status_code == 422
    assert "until" in answer.context["form"].errors


# Looking and testing


def test_the_example_is_as_the_chosen_person_gets_it_without_their_link() -> None:
    event = published_event()
    _first, second = people(event, 2)
    mail = draft(event)
    client = visitor(event)

    page = client.get(at("group_mail", mail), {"voor": second.code}).content.decode()
    html = client.get(at("group_mail_layout", mail), {"voor": second.code})

    assert "Neem je stoel mee, Jan1." in page
    assert "Neem je <strong>stoel</strong> mee, Jan1." in html.content.decode()
    assert second.code not in html.content.decode()
    assert "default-src 'none'" in html["Content-Security-Policy"]
    assert html["X-Frame-Options"] == "SAMEORIGIN"


def test_a_test_goes_to_the_organiser_alone() -> None:
    event = published_event()
    people(event, 2)
    user = join_team(event)
    mail = draft(event)
    client = visitor(event)
    client.force_login(user)
    postbox.outbox.clear()

    client.post(at("group_mail_test", mail), {"voor": ""})

    (one,) = postbox.outbox
    assert (one.to, one.subject) == ([user.email], "[Test] Neem een stoel mee")
    assert "/aanmelding/" not in str(one.body)
    assert mail.recipients.count() == 0


# Sending


def test_sending_asks_first_and_tells_how_many() -> None:
    event = published_event()
    people(event, 2)
    mail = draft(event)
    client = visitor(event)

    asked = client.get(at("group_mail_send", mail))
    answer = client.post(at("group_mail_send", mail), {"seen": asked.context["seen"]})

    assert "Aan iedereen die komt of wacht: 2 mensen" in asked.content.decode()
    assert answer["Location"] == at("group_mail", mail)
    assert fates(mail) == [("queued", "")] * 2
    assert GroupMail.objects.get().sent_by is not None


def test_when_somebody_signed_up_since_it_asks_once_more() -> None:
    event = published_event()
    people(event, 1)
    mail = draft(event)
    client = visitor(event)
    seen = client.get(at("group_mail_send", mail)).context["seen"]
    people(event, 1)

    answer = client.post(at("group_mail_send", mail), {"seen": seen})
    again = client.post(at("group_mail_send", mail), {"seen": answer.context["seen"]})

    assert answer.status_code == 409
    assert "2 mensen" in answer.content.decode()
    assert again.status_code == 302
    assert mail.recipients.count() == 2


def test_what_cannot_be_sent_says_why() -> None:
    mail = draft()

    answer = visitor(mail.event).get(at("group_mail_send", mail), follow=True)

    assert "Niemand past bij deze voorwaarden." in answer.content.decode()


def test_the_page_asks_again_by_itself_until_all_is_done() -> None:
    event = published_event()
    people(event, 2)
    mail = draft(event)
    client = visitor(event)
    sent(mail)

    during = client.get(at("group_mail", mail)).content.decode()
    part = client.get(at("group_mail_progress", mail), headers={"HX-Request": "true"})
    worked(mail)
    mail.recipients.update(state="sent")
    after = client.get(at("group_mail", mail)).content.decode()
    last = client.get(at("group_mail_progress", mail), headers={"HX-Request": "true"})

    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in during
    assert "0 van 2 mails zijn klaar." in part.content.decode()
    assert ('hx-trigger="every 3s"' in during, "HX-Refresh" in part) == (True, False)
    assert ('hx-trigger="every 3s"' in after, last.get("HX-Refresh")) == (False, "true")
    assert '<progress max="2" value="2"' in after


def test_pausing_going_on_and_stopping_by_button() -> None:
    event = published_event()
    people(event, 2)
    mail = sent(draft(event))
    client = visitor(event)
    states = []

    for name in ("pause", "resume", "stop", "stop"):
        client.post(at(f"group_mail_{name}", mail))
        mail.refresh_from_db()
        states.append(mail.state)

    assert states == ["paused", "sending", "stopped", "stopped"]
    assert fates(mail) == [("skipped", "stopped")] * 2


def test_stopping_asks_first() -> None:
    event = published_event()
    people(event, 1)
    mail = sent(draft(event))
    pause(mail, now=NOW, by=make_user())

    answer = visitor(event).get(at("group_mail_stop", mail))

    mail.refresh_from_db()
    assert "Stoppen met versturen?" in answer.content.decode()
    assert mail.state == "paused"


# The log


def test_the_log_names_everybody_with_what_came_of_it_and_can_be_narrowed() -> None:
    event = published_event()
    for name in ("Eerste", "Tweede"):
        signed_up(event, f"{name}@geheim.example", family_name=name)
    mail = sent(draft(event))
    worked(mail)
    mail.recipients.filter(registration__family_name="Tweede").update(state="refused")
    client = visitor(event)

    whole = client.get(at("group_mail", mail)).content.decode()
    refused = client.get(at("group_mail", mail), {"stand": "refused"}).content.decode()

    assert ("Eerste" in whole, "Tweede" in whole) == (True, True)
    assert ("Eerste" in refused, "Tweede" in refused) == (False, True)
    assert reverse("staff:unsent", kwargs={"slug": event.slug}) in whole
    assert "geheim.example" not in whole


def test_the_log_tells_which_companion_a_mail_was_for() -> None:
    event = published_event()
    rosa = signed_up(event, given_name="Rosa", companions=[Companion("Abel", "", "Legende")])
    mail = sent(draft(event))
    both = text_of(visitor(event).get(at("group_mail", mail)))
    mail.recipients.update(about=[rosa.companions.get().pk])

    alone = text_of(visitor(event).get(at("group_mail", mail)))

    assert ("ook voor Abel Legende" in both, "ook voor" in alone) == (True, False)
    assert "de mail was voor Abel Legende" in alone


def test_the_subject_is_asked_about_as_somebody_will_read_it() -> None:
    event = published_event()
    signed_up(event, given_name="Rosa", infix="", family_name="Bos")
    mail = draft(event, subject="Kom op tijd, {naam}")

    asked = text_of(visitor(event).get(at("group_mail_send", mail)))

    assert "Het onderwerp is “Kom op tijd, Rosa”. Zo leest Rosa Bos het." in asked


def test_the_erased_are_nameless_in_the_log() -> None:
    event = published_event()
    signed_up(event, family_name="Kanarie")
    mail = sent(draft(event))
    worked(mail)

    forget_expired(event.ends_at.replace(year=2027))

    page = visitor(event).get(at("group_mail", mail)).content.decode()
    assert ("Kanarie" in page, "gegevens gewist" in page) == (False, True)


def test_it_stands_with_the_person_as_well() -> None:
    event = published_event()
    person = signed_up(event)
    mail = sent(draft(event))
    worked(mail)
    url = reverse("staff:attendee", kwargs={"slug": event.slug, "code": person.code})

    owner, desk = (visitor(event, role).get(url).content.decode() for role in ("owner", "desk"))

    assert ("Neem een stoel mee" in owner, at("group_mail", mail) in owner) == (True, True)
    assert ("Neem een stoel mee" in desk, at("group_mail", mail) in desk) == (True, False)


# Copying and removing


def test_a_copy_is_a_draft_of_its_own() -> None:
    event = published_event()
    people(event, 1)
    mail = sent(draft(event))

    answer = visitor(event).post(at("group_mail_copy", mail))

    copied = event.group_mails.exclude(pk=mail.pk).get()
    assert answer["Location"] == at("group_mail", copied)
    assert (copied.state, copied.text) == ("draft", mail.text)


def test_a_draft_goes_to_the_trash_and_comes_back() -> None:
    mail = draft()
    client = visitor(mail.event)

    client.post(at("group_mail_remove", mail))
    trashed = Trashed.objects.get()
    gone = GroupMail.objects.count()
    client.post(reverse("workspace:restore", kwargs={"slug": mail.event.slug, "pk": trashed.pk}))

    assert (gone, GroupMail.objects.get().text) == (0, mail.text)


def test_what_was_sent_is_not_removed() -> None:
    event = published_event()
    people(event, 1)
    mail = sent(draft(event))

    answer = visitor(event).post(at("group_mail_remove", mail), follow=True)

    assert "Dit bericht is verstuurd en verandert niet meer." in answer.content.decode()
    assert GroupMail.objects.count() == 1


# In general


@pytest.mark.parametrize("name", ["test", "copy", "remove", "pause", "resume"])
def test_what_changes_something_takes_no_get(name: str) -> None:
    mail = draft()

    assert visitor(mail.event).get(at(f"group_mail_{name}", mail)).status_code == 405


@pytest.mark.parametrize("name", ["group_mail", "group_mail_who", "group_mail_send"])
@pytest.mark.parametrize("number", [1, 3, 40])
def test_pages_about_a_draft_take_the_same_queries(
    name: str, number: int, django_assert_max_num_queries: Any
) -> None:
    event = published_event(capacity=100)
    people(event, number)
    mail = draft(event)
    client = visitor(event)
    client.get(at(name, mail))

    with django_assert_max_num_queries(30) as asked:
        client.get(at(name, mail))

    assert QUERIES.setdefault(name, len(asked)) == len(asked)


@pytest.mark.parametrize("number", [1, 3, 40])
def test_the_log_takes_the_same_queries(number: int, django_assert_max_num_queries: Any) -> None:
    event = published_event(capacity=100)
    people(event, number)
    mail = sent(draft(event))
    send_batch(mail, now=NOW)
    client = visitor(event)
    client.get(at("group_mail", mail))

    with django_assert_max_num_queries(30) as asked:
        client.get(at("group_mail", mail))

    assert QUERIES.setdefault("log", len(asked)) == len(asked)


QUERIES: dict[str, int] = {}


def test_the_stamp_changes_with_words_and_people() -> None:
    event = published_event()
    people(event, 1)
    mail = draft(event)
    stamps = {stamp_of(mail, audience_of(mail))}

    people(event, 1)
    stamps.add(stamp_of(mail, audience_of(mail)))
    mail.text = "Anders."
    stamps.add(stamp_of(mail, audience_of(mail)))

    assert len(stamps) == 3
