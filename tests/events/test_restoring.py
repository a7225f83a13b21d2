"""Back to an earlier release: the draft says what it said, and nobody loses anything."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from events.changes import changes
from events.draft import read_draft
from events.models import (
    Appearance,
    Case,
    CaseMember,
    Document,
    Event,
    Goal,
    Link,
    NewsItem,
    Partnership,
    Quote,
    Session,
    Table,
    TargetGroup,
    Theme,
)
from events.programme import Programme, from_json
from events.publishing import publish
from events.restoring import plan_of, reachable, restore_release
from events.restoring.plan import Step
from festival.editing import change, remove
from festival.models import AuditEntry, Trashed
from registrations.models import Choice
from tests.factories import (
    NOW,
    evening_with_tables,
    join_team,
    made,
    make_block,
    make_event,
    make_organisation,
    make_person,
    make_room,
    make_session,
    make_table,
    make_theme,
    make_venue,
    signed_up,
)

pytestmark = pytest.mark.django_db


def rich_event() -> Event:
    """A published event with a part of each kind that a release brings back."""
    venue = make_venue()
    event = make_event(venue=venue, intro="Welkom.", room=make_room(venue))
    theme, person, organisation = make_theme(event), make_person(), make_organisation()
    block = make_block(event)
    session = make_session(
        event, kind="tables", block=block, theme=theme, room=make_room(venue, "Expo")
    )
    tables = [make_table(session), make_table(session)]
    made(Appearance(session=session, person=make_person("Els", "Bos"), role="moderator"))
    for table in tables:
        made(Appearance(table=table, person=person, role="host"))
    made(Partnership(event=event, organisation=organisation, role="organiser"))
    made(TargetGroup(event=event, name="bewoners"))
    case = made(Case(event=event, title="Buurthuis", organisation=organisation, theme=theme))
    made(CaseMember(case=case, person=person, role="trekker"))
    made(Goal(event=event, number=1, text="Samen doen"))
    made(NewsItem(event=event, title="Nieuws", text="Tekst"))
    made(Quote(event=event, person=person, text="Gewoon beginnen."))
    made(Link(event=event, title="Meer", url="https://example.org/"))
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    return event


def said(event: Event) -> Programme:
    return read_draft(Event.objects.get(pk=event.pk))


def back(event: Event, number: int = 1) -> list[str]:
    release = event.releases.get(number=number)
    return restore_release(event, release, now=NOW, by=None).kept


def wanted(event: Event, number: int = 1) -> Programme:
    return reachable(said(event), from_json(event.releases.get(number=number).content))


def differences(event: Event, number: int = 1) -> list[str]:
    return [change.sentence for change in changes(wanted(event, number), said(event))]


def test_what_was_changed_is_as_it_was() -> None:
    event = rich_event()
    session, (one, two) = event.sessions.get(), Table.objects.order_by("number")
    change(event, now=NOW, by=None, title="Anders", intro="", starts_at=NOW)
    change(session, now=NOW, by=None, title="Ander gesprek", room=None, theme=None)
    change(two, now=NOW, by=None, number=9)
    change(one, now=NOW, by=None, number=2, topic="Iets anders")
    change(two, now=NOW, by=None, number=1)
    host = one.appearances.get()
    change(host, now=NOW, by=None, person=make_person("Jan", "Nieuw"))
    change(event.news.get(), now=NOW, by=None, text="Andere tekst")

    kept = back(event)

    assert (differences(event), kept) == ([], [])
    assert [t.code for t in Table.objects.order_by("number")] == [one.code, two.code]


def test_what_was_removed_is_there_again_under_its_own_code() -> None:
    event = rich_event()
    code = event.sessions.get().code
    for row in (
        event.sessions.get(),
        event.cases.get(),
        event.themes.get(),
        event.blocks.get(),
        event.partnerships.get(),
        event.goals.get(),
        event.quotes.get(),
        event.links.get(),
        event.target_groups.get(),
    ):
        remove(row, now=NOW, by=None)

    kept = back(event)

    assert (differences(event), kept) == ([], [])
    assert event.sessions.get().code == code


def test_what_exists_only_now_goes_to_the_trash_whole() -> None:
    event = rich_event()
    extra = make_session(event, "Nieuw gesprek", kind="tables")
    make_table(extra)
    make_theme(event, "Nieuw thema")

    back(event)

    assert differences(event) == []
    assert set(Trashed.objects.values_list("target_type", flat=True)) == {"session", "theme"}


def test_what_somebody_chose_stays_and_is_told() -> None:
    event, _picks = evening_with_tables()
    block = event.blocks.get()
    late = make_session(event, "Laat gesprek", block=block, kind="parallel")
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    person = signed_up(event, picks=[pick_of(block, late)])

    kept = back(event)

    assert kept == ["“Laat gesprek” blijft zoals het is, of is weggelaten."]
    assert Session.objects.filter(pk=late.pk).exists()
    assert Choice.objects.get().registration == person


def pick_of(block: Any, session: Session) -> Any:
    from registrations.sign_up.picking import Pick

    return Pick(block, session)


def test_seats_and_what_is_called_off_stay_as_they_are() -> None:
    event, picks = evening_with_tables(capacity=10)
    Event.objects.filter(pk=event.pk).update(capacity=12)
    Table.objects.update(capacity=3)
    Session.objects.filter(pk=picks[0].session.pk).update(cancelled_at=NOW)

    back(event)

    now = said(event)
    assert (now.capacity, {t.capacity for _s, t in now.all_tables()}) == (12, {3})
    assert now.sessions[0].cancelled


def test_somebody_who_no_longer_exists_is_left_out_and_told() -> None:
    event = rich_event()
    moderator = Appearance.objects.get(role="moderator")
    person = moderator.person
    remove(moderator, now=NOW, by=None)
    person.delete()

    kept = back(event)

    assert kept == ["“Els Bos” blijft zoals het is, of is weggelaten."]


def test_a_table_that_moved_out_of_a_new_session_is_not_taken_along() -> None:
    event = rich_event()
    table = Table.objects.order_by("number").first()
    assert table is not None
    change(table, now=NOW, by=None, session=make_session(event, "Nieuw", kind="tables"))

    back(event)

    assert differences(event) == []


def test_the_order_is_as_it_was() -> None:
    event = make_event()
    first, second = make_theme(event, "Een", position=1), make_theme(event, "Twee", position=2)
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    change(first, now=NOW, by=None, position=3)
    make_theme(event, "Drie", position=0)

    back(event)

    assert list(Theme.objects.filter(event=event)) == [first, second]


def test_twice_does_no_harm() -> None:
    event = rich_event()
    change(event, now=NOW, by=None, title="Anders")
    back(event)
    before = said(event)

    back(event)

    assert said(event) == before


def test_the_plan_is_made_without_the_database() -> None:
    event = rich_event()
    there = said(event)
    session = there.sessions[0]
    moved = replace(session, starts_at=NOW + timedelta(hours=1), tables=session.tables[:1])

    steps = plan_of(there, replace(there, sessions=(moved,)))

    table = session.tables[1]
    assert steps == [
        Step("table", table.code, None),
        Step("session", session.code, {"starts_at": moved.starts_at}),
    ]


def test_the_page_shows_what_will_change_and_does_it_once_asked() -> None:
    event = rich_event()
    change(event, now=NOW, by=None, title="Anders")
    client = Client()
    client.force_login(join_team(event, "editor"))
    address = f"/beheer/{event.slug}/versies/1/terug/"

    asked = client.get(address)
    answer = client.post(address, {"seen": asked.context["seen"]}, follow=True)

    event.refresh_from_db()
    assert "De titel is nu" in asked.content.decode()
    assert event.title != "Anders"
    assert "weer zoals in versie 1" in answer.content.decode()
    assert event.releases.count() == 1


def test_what_others_changed_since_the_page_was_opened_is_not_overwritten() -> None:
    event = rich_event()
    theme = event.themes.get()
    change(theme, now=NOW, by=None, title="Ander thema")
    client = Client()
    client.force_login(join_team(event, "editor"))
    address = f"/beheer/{event.slug}/versies/1/terug/"
    asked = client.get(address)
    change(theme, now=NOW, by=None, about="Een lang verhaal van een ander.")

    refused = client.post(address, {"seen": asked.context["seen"]})
    theme.refresh_from_db()
    stays = theme.about
    client.post(address, {"seen": refused.context["seen"]})

    theme.refresh_from_db()
    assert refused.status_code == 409
    assert "veranderd sinds je deze pagina opende" in refused.content.decode()
    assert stays == "Een lang verhaal van een ander."
    assert (theme.about, differences(event)) == ("", [])


def test_sent_twice_from_one_page_it_is_done_once() -> None:
    event = rich_event()
    change(event, now=NOW, by=None, title="Anders")
    client = Client()
    client.force_login(join_team(event, "editor"))
    address = f"/beheer/{event.slug}/versies/1/terug/"
    typed = {"seen": client.get(address).context["seen"]}

    answers = [client.post(address, typed).status_code for _time in range(2)]

    assert answers == [302, 302]
    assert AuditEntry.objects.filter(action="restore release").count() == 1


def test_parts_that_are_called_the_same_are_each_brought_back() -> None:
    event = rich_event()
    for text in ("Een", "Twee"):
        made(NewsItem(event=event, title="Nieuws", text=text))
        made(Goal(event=event, number=1, text=text))
        made(Quote(event=event, person=make_person(), text=text))
        made(Link(event=event, title=text, url="https://example.org/"))
        made(Document(event=event, title="Verslag", file=f"documents/{text}.pdf"))
        make_block(event, "Ronde")
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    for row in event.news.all()[:2]:
        remove(row, now=NOW, by=None)
    for rows in (event.goals, event.quotes, event.links, event.documents, event.blocks):
        remove(rows.last(), now=NOW, by=None)

    back(event, number=2)

    assert differences(event, number=2) == []
    assert [item.text for item in event.news.all()] == ["Tekst", "Een", "Twee"]
    assert [row.file.name for row in event.documents.all()] == [
        "documents/Een.pdf",
        "documents/Twee.pdf",
    ]


def test_of_parts_that_are_called_the_same_what_came_later_goes() -> None:
    event = rich_event()
    made(NewsItem(event=event, title="Nieuws", text="Later", position=9))

    back(event)

    assert [item.text for item in event.news.all()] == ["Tekst"]


def test_an_end_that_was_typed_is_no_open_end_afterwards() -> None:
    event = rich_event()
    session = event.sessions.get()
    change(session, now=NOW, by=None, ends_at=session.ends_at + timedelta(hours=1), open_end=True)

    back(event)

    session.refresh_from_db()
    assert (differences(event), session.open_end) == ([], False)


def test_an_open_end_that_lies_where_it_lay_stays_open() -> None:
    event = rich_event()
    session = event.sessions.get()
    change(session, now=NOW, by=None, title="Anders", open_end=True)

    back(event)

    session.refresh_from_db()
    assert session.open_end
