"""Sending a message: fixed at the start, each mailbox once, pausing, stopping, what it says."""

from typing import Any

import pytest

from festival.models import AuditEntry
from registrations.bulk.batches import note, send_batch, send_due
from registrations.bulk.sending import (
    CannotSend,
    NotADraft,
    Outdated,
    check_draft,
    copy,
    go_on,
    pause,
    send,
    stop,
)
from registrations.changing.cancelling import cancel
from registrations.mails.stopping import stop_address, stop_mails
from registrations.models import GroupMail
from registrations.privacy import forget_expired
from tests.factories import NOW, make_user, published_event, signed_up
from tests.registrations.bulk.making import draft, fates, ours, people, sent, worked

pytestmark = pytest.mark.django_db


def test_it_goes_once_to_each_and_is_then_sent() -> None:
    event = published_event()
    persons, mail = people(event, 3), draft(event)

    sent(mail)
    count = worked(mail)

    assert (count, mail.state, mail.ended_at) == (3, "sent", NOW)
    assert [m.to for m in ours()] == [[person.email] for person in persons]
    assert fates(mail) == [("ready", "")] * 3
    assert mail.told == "Aan iedereen die komt of wacht: 3 mensen"


def test_sent_twice_it_goes_once() -> None:
    event = published_event()
    people(event, 1)
    mail = draft(event)

    sent(mail)
    sent(mail)

    assert (worked(mail), worked(mail)) == (1, 0)
    assert AuditEntry.objects.get(action="send message").changes == {"people": 1, "mails": 1}


def test_who_signs_up_later_does_not_get_it() -> None:
    event = published_event()
    (first,), mail = people(event, 1), draft(event)
    sent(mail)

    signed_up(event)

    worked(mail)
    assert [m.to for m in ours()] == [[first.email]]


def test_who_cancelled_meanwhile_is_passed_over_with_the_reason() -> None:
    event = published_event()
    gone, still = people(event, 2)
    mail = draft(event)
    sent(mail)

    cancel(gone, now=NOW, by=None)
    worked(mail)

    assert fates(mail) == [("skipped", "cancelled"), ("ready", "")]
    assert [m.to for m in ours()] == [[still.email]]


def test_who_cancelled_gets_what_is_meant_for_who_cancelled() -> None:
    event = published_event()
    (gone,) = people(event, 1)
    cancel(gone, now=NOW, by=None)
    mail = draft(event, conditions={"states": ["cancelled"]})
    sent(mail)

    worked(mail)

    assert fates(mail) == [("ready", "")]


def test_whose_data_was_erased_gets_nothing() -> None:
    event = published_event()
    people(event, 1)
    mail = draft(event)
    sent(mail)

    forget_expired(event.ends_at.replace(year=2027))
    worked(mail)

    assert (fates(mail), ours()) == ([("skipped", "erased")], [])


def test_who_wants_no_such_mails_is_passed_over_and_each_mail_tells_how_to_stop_them() -> None:
    event = published_event()
    unwilling, other = people(event, 2)
    mail = draft(event)
    sent(mail)

    stop_mails(unwilling, now=NOW)
    worked(mail)

    (one,) = ours()
    assert fates(mail) == [("skipped", "unwanted"), ("ready", "")]
    assert one.extra_headers["List-Unsubscribe"] == f"<{stop_address(other)}>"
    assert stop_address(other) in one.body


def test_nobody_to_send_to_is_refused() -> None:
    mail = draft()

    with pytest.raises(CannotSend, match="Niemand past bij deze voorwaarden"):
        sent(mail)

    mail.refresh_from_db()
    assert mail.state == "draft"


def test_a_removed_condition_keeps_it_from_being_sent() -> None:
    event = published_event()
    people(event, 1)

    with pytest.raises(CannotSend, match="Een rol die je koos, is verwijderd"):
        sent(draft(event, conditions={"roles": [99]}))


def test_what_was_not_looked_at_is_not_sent() -> None:
    event = published_event()
    people(event, 1)
    mail = draft(event)

    with pytest.raises(Outdated):
        send(mail, seen="something else", now=NOW, by=make_user())

    assert mail.recipients.count() == 0


def test_paused_it_waits_and_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registrations.bulk.batches.BATCH", 2)
    event, user = published_event(), make_user()
    people(event, 5)
    mail = sent(draft(event))
    send_due(NOW)

    pause(mail, now=NOW, by=user)
    pause(mail, now=NOW, by=user)
    while_paused = send_due(NOW)
    go_on(mail, now=NOW, by=user)
    go_on(mail, now=NOW, by=user)

    assert (while_paused, worked(mail), len(ours())) == (0, 3, 5)
    actions = AuditEntry.objects.filter(target_type="groupmail").order_by("id")
    assert [entry.action for entry in actions] == [
        *("add", "send message", "pause message", "resume message"),
    ]


def test_stopped_it_goes_to_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registrations.bulk.batches.BATCH", 2)
    event, user = published_event(), make_user()
    people(event, 3)
    mail = sent(draft(event))
    send_due(NOW)

    counts = [stop(mail, now=NOW, by=user) for _ in range(2)]
    go_on(mail, now=NOW, by=user)

    assert (counts, worked(mail), mail.state) == ([1, 0], 0, "stopped")
    assert fates(mail) == [("ready", ""), ("ready", ""), ("skipped", "stopped")]


def test_what_was_sent_is_no_draft_and_its_copy_is_one() -> None:
    event = published_event()
    people(event, 1)
    mail = sent(draft(event, conditions={"states": ["confirmed"]}))

    again = copy(mail, now=NOW, by=make_user())

    with pytest.raises(NotADraft):
        check_draft(mail)
    check_draft(again)
    assert (again.subject, again.text) == (mail.subject, mail.text)
    assert (again.conditions, again.recipients.count()) == ({"states": ["confirmed"]}, 0)


def test_what_the_mail_server_says_is_noted() -> None:
    event = published_event()
    people(event, 2)
    mail = sent(draft(event))
    worked(mail)
    first, second = mail.recipients.all()

    note(first.message_id, True)
    note(second.message_id, False)
    note("<1.group@elsewhere>", True)

    assert fates(mail) == [("sent", ""), ("refused", "")]


def test_words_are_filled_in_and_nothing_people_typed_becomes_layout() -> None:
    event = published_event(title="Thee & {naam}")
    name = "**<b>Jan</b>** {link} [x](javascript:alert(1))"
    signed_up(event, given_name=name)
    mail = draft(
        event, subject="{bijeenkomst}", text="Dag {naam}, dit is *van ons*: {bijeenkomst}."
    )
    sent(mail)

    worked(mail)

    (one,) = ours()
    html = one.alternatives[0][0]
    assert one.subject == "Thee & {naam}"
    assert f"Dag {name}, dit is" in one.body
    assert "**&lt;b&gt;Jan&lt;/b&gt;** {link} [x](javascript:alert(1))" in html
    assert "<em>van ons</em>: Thee &amp; {naam}." in html
    assert 'href="javascript' not in html


def test_the_text_part_reads_without_the_marks_of_the_layout() -> None:
    event = published_event()
    signed_up(event)
    layout = "## Let op\n\nDe **zaal** is anders.\n\n- Lift\n- [Route](https://x.example/route)"

    worked(sent(draft(event, text=layout)))

    (one,) = ours()
    words = "Let op\n\nDe zaal is anders.\n\n- Lift\n- Route (https://x.example/route)\n"
    assert words in one.body


def test_nothing_in_the_trail_or_the_rows_tells_an_address() -> None:
    event = published_event()
    signed_up(event, "geheim@example.org", given_name="Kanarie")
    mail = sent(draft(event))
    worked(mail)

    rows = [*AuditEntry.objects.values(), *mail.recipients.values(), *GroupMail.objects.values()]

    assert [row for row in rows if "geheim" in str(row) or "Kanarie" in str(row)] == []


@pytest.mark.parametrize("number", [1, 3, 40])
def test_a_batch_takes_the_same_queries_whatever_its_size(
    number: int, django_assert_num_queries: Any
) -> None:
    event = published_event(capacity=100)
    people(event, number)
    mail = sent(draft(event))

    with django_assert_num_queries(8) as asked:
        send_batch(mail, now=NOW)

    assert len(asked) == 8
