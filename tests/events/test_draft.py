"""Reading the draft: every row has its place, and nothing that is not public slips in."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from events import programme as frozen
from events.draft import read_draft
from events.models import (
    Accord,
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
    Series,
    TargetGroup,
)
from events.publishing import publish
from festival.editing import change
from partners.models import Affiliation
from tests.factories import (
    NOW,
    START,
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
    published_event,
)

pytestmark = pytest.mark.django_db


def test_an_empty_event_is_a_programme_with_nothing_in_it() -> None:
    event = make_event(title="Avond", capacity=None)

    draft = read_draft(event)

    assert draft == frozen.Programme(
        code=event.code,
        slug=event.slug,
        title="Avond",
        language="nl",
        time_zone="Europe/Amsterdam",
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        takes_registrations=True,
    )


def test_tables_carry_topic_theme_hosts_and_their_organisations() -> None:
    event = make_event()
    zorg = make_theme(event, "Zorg")
    session = make_session(event, "Tafels", kind="tables", block=make_block(event, "Ronde"))
    table = make_table(session, 2, topic="Zorg", question="Hoe?", theme=zorg, capacity=6)
    organisation = make_organisation("Austerlitz Zorgt", website="https://austerlitz.example")
    host = make_person("Jan", infix="van der", family_name="Berg", organisation=organisation)
    made(Appearance(table=table, person=host, role="host"))

    draft = read_draft(event)

    (said,) = draft.sessions
    assert (said.title, said.block, draft.blocks) == ("Tafels", "Ronde", ("Ronde",))
    assert said.tables == (
        frozen.Table(
            code=table.code,
            number=2,
            topic="Zorg",
            question="Hoe?",
            theme=zorg.slug,
            capacity=6,
            appearances=(frozen.Appearance(host.code, "host"),),
        ),
    )
    person = draft.person_by_code[host.code]
    assert (person.name, person.organisation) == ("Jan van der Berg", organisation.slug)
    assert draft.organisation_by_slug[organisation.slug].website == "https://austerlitz.example"


def test_sessions_stand_in_order_of_time_and_the_unscheduled_come_last() -> None:
    event = make_event()
    make_session(event, "ooit", starts_at=None, ends_at=None)
    make_session(event, "tweede", starts_at=START.replace(hour=19), ends_at=START.replace(hour=20))
    make_session(event, "eerste")

    draft = read_draft(event)

    assert [session.title for session in draft.sessions] == ["eerste", "tweede", "ooit"]


def test_what_stands_around_the_timetable_is_there_too() -> None:
    venue = make_venue(name="Pakhuis", town="Amsterdam", street="Kade 1", postal_code="1019 AA")
    room = make_room(venue, "Studio", access_note="Drempelloos.")
    event = make_event(venue=venue, room=room)
    lsa, member = make_organisation("LSA"), make_organisation("Lid")
    person = make_person("Fatma", family_name="Berg")
    made(Affiliation(organisation=lsa, kind="member", other=member, note="sinds 2015"))
    made(Partnership(event=event, organisation=lsa, role="organiser", note="trekker"))
    made(TargetGroup(event=event, name="bewoners"))
    accord = made(Accord(event=event, title="Akkoord", year=2013, years=3))
    accord.parties.add(lsa)
    made(Goal(event=event, accord=accord, number=1, text="Samen"))
    made(Goal(event=event, number=1, text="Ontmoeten"))
    case = made(Case(event=event, title="Buurthuis", question="Hoe verder?", organisation=lsa))
    made(CaseMember(case=case, person=person, role="trekker"))
    made(NewsItem(event=event, title="Nieuws", text="Tekst", published_on=date(2026, 5, 1)))
    made(Quote(event=event, person=person, text="Mooi!"))
    made(Link(event=event, title="Elders", url="https://elders.example"))

    draft = read_draft(event)

    assert draft.venue == frozen.Venue("Pakhuis", "Amsterdam", "Kade 1", "1019 AA")
    assert (draft.room, draft.rooms) == ("Studio", (frozen.Room("Studio", None, "Drempelloos."),))
    assert draft.partners == (frozen.Partner(lsa.slug, "organiser", "trekker"),)
    assert draft.organisation_by_slug[lsa.slug].affiliations == (
        frozen.Affiliation("member", "Lid", member.slug, "sinds 2015"),
    )
    assert draft.target_groups == ("bewoners",)
    goal = frozen.Goal(1, "Samen")
    assert draft.accords == (frozen.Accord("Akkoord", 2013, 3, "", (lsa.slug,), (goal,)),)
    assert draft.goals == (frozen.Goal(1, "Ontmoeten"),)
    assert draft.cases[0].members == (frozen.CaseMember(person.code, "trekker"),)
    assert (draft.news[0].title, draft.quotes[0].text) == ("Nieuws", "Mooi!")
    assert draft.links == (frozen.Link("Elders", "https://elders.example"),)


def test_a_document_says_its_size_and_a_lost_one_stops_nobody() -> None:
    event = make_event()
    kept = SimpleUploadedFile("verslag.txt", b"Zo was het.")
    made(Document(event=event, title="Verslag", file=kept))
    lost = made(Document(event=event, title="Foto", file=SimpleUploadedFile("weg.txt", b"Weg.")))
    lost.file.storage.delete(lost.file.name)

    draft = read_draft(event)

    told = {document.title: (document.size, document.kind) for document in draft.documents}
    assert told == {"Verslag": (11, "TXT"), "Foto": (0, "TXT")}


# other editions


def test_a_draft_edition_does_not_show_on_the_pages_of_its_sequel() -> None:
    series = made(Series(title="Pluk", slug="pluk"))
    secret = make_event(title="Geheim", series=series, visibility=Event.Visibility.DRAFT)
    unpublished = make_event(title="Nog niet", series=series)
    event = make_event(series=series, follows=secret)

    draft = read_draft(event)

    assert (draft.follows, draft.editions) == (None, ())
    assert read_draft(make_event(follows=unpublished)).follows is None


def test_another_edition_is_told_as_it_was_published() -> None:
    series = made(Series(title="Pluk", slug="pluk"))
    first = published_event(title="Pluk 2025", edition="2025", occasion="Dag", series=series)
    event = make_event(series=series, follows=first)
    change(first, now=NOW, by=None, title="Geheime nieuwe titel")

    draft = read_draft(event)

    told = frozen.Edition(
        slug=first.slug,
        title="Pluk 2025",
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        precision="moment",
        edition="2025",
        occasion="Dag",
    )
    assert (draft.follows, draft.editions) == (told, (told,))


def test_editions_stand_newest_first_and_without_the_event_itself() -> None:
    series = made(Series(title="Pluk", slug="pluk"))
    for year in (2024, 2026, 2025):
        moment = START.replace(year=year)
        published_event(title=f"Pluk {year}", series=series, starts_at=moment, ends_at=moment)
    event = published_event(title="Pluk nu", series=series)
    publish(event, now=NOW, by=None)

    draft = read_draft(event)

    assert [e.title for e in draft.editions] == ["Pluk 2026", "Pluk 2025", "Pluk 2024"]
