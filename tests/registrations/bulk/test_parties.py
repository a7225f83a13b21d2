"""People who come together: one mailbox, one mail, about those of them who are meant."""

from typing import Any

import pytest

from events.models import Event
from registrations.bulk.mailboxes import mailboxes_of
from registrations.changing.cancelling import cancel
from registrations.filtering.filter import Filter
from registrations.filtering.finding import people_of, things_of
from registrations.models import Registration
from registrations.sign_up.applying import Companion
from tests.factories import NOW, published_event, signed_up
from tests.registrations.bulk.making import draft, ours, sent, worked

pytestmark = pytest.mark.django_db


def found(event: Event, **conditions: Any) -> list[Registration]:
    return list(people_of(event, Filter(**conditions), things_of(event)).order_by("pk"))


def party(event: Event) -> Registration:
    return signed_up(event, given_name="Ans", companions=[Companion("Bo", "", "Berg")])


def test_who_comes_with_others_is_the_whole_party() -> None:
    event = published_event()
    lead = party(event)
    alone = signed_up(event)

    assert found(event, together=True) == [lead, lead.companions.get()]
    assert found(event, together=False) == [alone]


def test_a_mailbox_gets_one_mail_about_all_of_its_people() -> None:
    event = published_event()
    lead = party(event)
    again = signed_up(event, "twee@example.org")
    cancel(again, now=NOW, by=None)
    newest = signed_up(event, "Twee@example.org")
    people = people_of(event, Filter(states=("confirmed", "cancelled")), things_of(event))

    boxes = mailboxes_of(people)

    assert [(box.registration_id, box.people) for box in boxes] == [
        (lead.pk, (lead.pk, lead.companions.get().pk)),
        (newest.pk, (again.pk, newest.pk)),
    ]


def test_it_is_about_those_of_a_party_who_still_come() -> None:
    event = published_event()
    party = [Companion("Bo", "", "Berg"), Companion("Cas", "", "Berg")]
    lead = signed_up(event, given_name="Ans", infix="", companions=party)
    mail = draft(event, text="Over {mensen}.")
    sent(mail)

    cancel(lead.companions.get(given_name="Bo"), now=NOW, by=None)
    worked(mail)

    (one,) = ours()
    assert "Over Ans Berg, Cas Berg." in one.body
