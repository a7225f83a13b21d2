"""The next edition: everything that was chosen comes along, and nobody who signed up."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from django.apps import apps
from django.db import models

from events.demo.loading import load_gatherings
from events.draft import read_draft
from events.models import Event, NewsItem, Session
from events.programme import Programme
from events.publishing import publish
from events.starting.copier import Copier
from events.starting.copying import FRAME, SIGN_UP, TEXTS, WINDOW, NextEdition, Piece, copy_event
from festival.models import AuditEntry
from registrations.models import Consent, Question, Registration
from tests.factories import (
    NOW,
    evening_with_tables,
    join_team,
    made,
    make_consent,
    make_event,
    make_role,
    make_session,
    make_table,
    make_user,
    signed_up,
)

pytestmark = pytest.mark.django_db
STAYS_BEHIND = {  # of an event, and never of the next one
    "answer",
    "bounce",
    "choice",
    "consent",
    "formeraddress",
    "groupmail",
    "invitation",
    "mailrecipient",
    "newsitem",
    "registration",
    "release",
    "reminded",
    "teammember",
    "device",  # of this door
    "hostlink",
    "dooract",
    "seenconflict",
    "tag",
    "savedexport",  # its columns are questions of this event
    "preparedfile",
    "groupact",
}
STARTS_ANEW = {"announced_on", "attendance", "visibility"}
TOLD_ANEW = {"slug", "title", "edition", "follows", "starts_at", "ends_at", "precision"}


def plan(source: Event, pieces: Any = Piece.values, **given: Any) -> NextEdition:
    day = source.starts_at.astimezone(source.zone).date() + timedelta(days=364)
    about: dict[str, Any] = {"code": "abcdefgh", "title": source.title, "edition": source.edition}
    return NextEdition(**(about | {"day": day, "pieces": pieces} | given))


def by_position(programme: Programme, days: int) -> dict[str, Any]:
    """A programme in plain values, with codes told by where they first stand, and moved in time."""
    text = msgspec.json.encode(_moved(programme, days)).decode()
    codes = [programme.code, *(s.code for s in programme.sessions)]
    codes += [table.code for _session, table in programme.all_tables()]
    codes += [case.code for case in programme.cases]
    for n, code in enumerate(codes):
        text = re.sub(rf"\b{code}\b", f"code-{n}", text)
    plain: dict[str, Any] = msgspec.json.decode(text)
    return plain


def _moved(programme: Programme, days: int) -> Programme:
    def on(moment: Any) -> Any:
        return moment and (moment.astimezone(programme.zone) + timedelta(days=days))

    sessions = tuple(
        replace(s, starts_at=on(s.starts_at), ends_at=on(s.ends_at)) for s in programme.sessions
    )
    starts_at, ends_at = on(programme.starts_at), on(programme.ends_at)
    return replace(programme, sessions=sessions, starts_at=starts_at, ends_at=ends_at)


def test_every_gathering_of_the_demo_comes_along_piece_by_piece() -> None:
    for source in load_gatherings(now=NOW, by=make_user()):
        code = source.code[::-1]
        event = copy_event(source, plan(source, code=code), now=NOW, by=make_user())

        before = by_position(read_draft(source), days=364)
        after = by_position(read_draft(event), days=0)

        differing = {name for name in before if before[name] != after[name]}
        own = {"slug", "follows", "editions", "news", "attendance", "announced_on", "precision"}
        assert differing <= own, source.slug
        assert (after["news"], after["attendance"], after["announced_on"]) == ([], None, None)
        assert after["follows"]["slug"] == source.slug


OF_PIECE = {
    Piece.PARTNERS: "partners",
    Piece.THEMES: "themes",
    Piece.GROUPS: "target_groups",
    Piece.PROGRAMME: "sessions",
    Piece.GOALS: "accords",
    Piece.CASES: "cases",
    Piece.DOCUMENTS: "documents",
    Piece.PHOTOS: "photos",
    Piece.LINKS: "links",
    Piece.TEXTS: "intro",
}


def test_each_piece_comes_along_alone() -> None:
    demo = {source: read_draft(source) for source in load_gatherings(now=NOW, by=None)}

    for n, (piece, name) in enumerate(OF_PIECE.items()):
        source = next(source for source, draft in demo.items() if getattr(draft, name))
        event = copy_event(
            source, plan(source, [piece], code=f"abcdef{n:02}"), now=NOW, by=make_user()
        )
        copied = read_draft(event)
        assert [other for other in OF_PIECE.values() if getattr(copied, other)] == [name]


def test_nobody_who_signed_up_and_nothing_that_happened_comes_along() -> None:
    source, picks = evening_with_tables(attendance=46)
    consent = make_consent(source)
    made(NewsItem(event=source, title="Het was vol", text="Met 46 mensen."))
    signed_up(source, picks={picks[0]}, consents={consent})
    source.refresh_from_db()
    assert source.seats_taken == 1

    event = copy_event(source, plan(source), now=NOW, by=make_user())

    assert (event.registrations.count(), Consent.objects.count()) == (0, 1)
    assert (event.releases.count(), event.news.count()) == (0, 0)
    event.refresh_from_db()
    assert (event.seats_taken, event.attendance, event.visibility) == (0, None, "draft")
    table = event.sessions.get().tables.first()
    assert (table.seats_taken, table.capacity) == (0, 8)
    assert Registration.objects.get().event == source


def test_a_cancelled_gathering_and_session_live_again() -> None:
    source = make_event()
    session = make_session(source)
    Event.objects.filter(pk=source.pk).update(cancelled_at=NOW)
    Session.objects.filter(pk=session.pk).update(cancelled_at=NOW)
    source.refresh_from_db()

    event = copy_event(source, plan(source), now=NOW, by=make_user())

    assert (event.cancelled_at, event.sessions.get().cancelled_at) == (None, None)


def test_what_the_sign_up_form_asks_comes_along_and_its_dates_move() -> None:
    source = make_event(opens_at=NOW, asks_diet=True)
    make_role(source, "bewoner")
    make_consent(source, "foto", "Oude tekst.", retired=True)
    make_consent(source, "foto", "Ik mag op de foto.", version=2)

    event = copy_event(source, plan(source), now=NOW, by=make_user())

    assert [role.name for role in event.registration_roles.all()] == ["bewoner"]
    assert [(c.key, c.version, c.text) for c in event.consent_texts.all()] == [
        ("foto", 2, "Ik mag op de foto.")
    ]
    assert (event.opens_at, event.asks_diet) == (NOW + timedelta(days=364), True)


def test_without_its_theme_or_table_a_part_points_at_nothing() -> None:
    source, _picks = evening_with_tables()

    event = copy_event(source, plan(source, [Piece.PROGRAMME]), now=NOW, by=make_user())

    session = event.sessions.get()
    assert (session.tables.count(), session.block.event_id) == (0, event.pk)


def test_the_maker_owns_it_and_it_can_be_published_at_once() -> None:
    source, _picks = evening_with_tables(edition="2026")
    maker = make_user()

    event = copy_event(source, plan(source, edition="2027"), now=NOW, by=maker)

    assert [(member.user, member.role) for member in event.team.all()] == [(maker, "owner")]
    assert (event.follows, event.edition) == (source, "2027")
    event.visibility = Event.Visibility.PUBLIC
    event.save(update_fields=["visibility"])
    assert publish(event, now=NOW, by=None).number == 1


def test_sending_the_same_plan_twice_makes_one_gathering() -> None:
    source, maker = make_event(), make_user()

    first, second = (copy_event(source, plan(source), now=NOW, by=maker) for _ in range(2))

    assert first == second
    assert Event.objects.count() == 2


def test_a_copy_says_in_the_trail_what_came_along() -> None:
    source, _picks = evening_with_tables(tables=3)

    event = copy_event(source, plan(source), now=NOW, by=make_user())

    entry = AuditEntry.objects.get(action="copy")
    assert entry.event_id == event.pk
    assert entry.changes == {
        "from": source.title,
        "rows": {"block": 1, "session": 1, "table": 3},
    }


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries: Any) -> None:
    source = make_event()
    for _ in range(30):
        make_table(make_session(source, kind="tables"))
    maker = make_user()

    with django_assert_max_num_queries(75):
        event = copy_event(source, plan(source), now=NOW, by=maker)

    assert event.sessions.count() == 30


def test_every_kind_of_part_is_copied_or_stays_behind_by_name(monkeypatch: Any) -> None:
    asked: set[str] = set()
    monkeypatch.setattr(Copier, "copy", lambda self, rows: asked.add(rows.model._meta.model_name))

    copy_event(make_event(), plan(make_event()), now=NOW, by=join_team(make_event()))

    parts = {
        model._meta.model_name
        for label in ("events", "registrations")
        for model in apps.get_app_config(label).get_models()
        if belongs_to_an_event(model)
    }
    assert parts - asked == STAYS_BEHIND
    assert asked <= parts


def test_every_column_of_the_event_is_copied_or_starts_anew_by_name() -> None:
    columns = {field.name for field in Event._meta.concrete_fields if field.editable}

    assert columns - {"id"} == {
        *FRAME,
        *TEXTS,
        *SIGN_UP,
        *WINDOW,
        *STARTS_ANEW,
        *TOLD_ANEW,
    }


def test_a_question_for_one_role_stays_for_that_role() -> None:
    source = make_event()
    role = make_role(source, "met een casus")
    made(Question(event=source, text="Welke casus?", purpose="Indelen")).roles.add(role)
    made(Question(event=source, text="Oud?", purpose="Indelen", retired=True))

    event = copy_event(source, plan(source), now=NOW, by=make_user())

    question = event.questions.get()
    assert [(role.event, role.name) for role in question.roles.all()] == [(event, "met een casus")]


def belongs_to_an_event(model: type[models.Model], seen: frozenset[Any] = frozenset()) -> bool:
    """Whether rows of a kind go when their event goes."""
    if model in seen:
        return False
    return any(
        field.related_model is Event or belongs_to_an_event(field.related_model, seen | {model})
        for field in model._meta.concrete_fields
        if field.is_relation and field.name != "follows" and model is not Event
    )


def test_another_day_moves_everything_as_far() -> None:
    source = make_event()
    make_session(source)

    event = copy_event(source, plan(source, day=date(2026, 11, 30)), now=NOW, by=make_user())

    local = event.sessions.get().starts_at.astimezone(source.zone)
    assert (local.date(), local.hour, local.minute) == (date(2026, 11, 30), 19, 45)
