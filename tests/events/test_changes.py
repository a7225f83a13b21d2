"""What differs between two programmes is told in sentences, and nothing is left out."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args, get_type_hints

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from events.changes import NEVER_MATTERS, Change, changes, in_each_language
from events.programme import (
    Appearance,
    Organisation,
    Partner,
    Person,
    Programme,
    Room,
    Session,
    Table,
    Theme,
    Venue,
)

EVENING = datetime(2026, 6, 1, 17, 45, tzinfo=UTC)  # 19.45 in Amsterdam


def minutes(number: int) -> datetime:
    return EVENING + timedelta(minutes=number)


HANS = Person("hans", "Hans Nooren", "nooren hans")
EEFJE = Person("eefje", "Eefje Cobussen", "cobussen eefje")
WELCOME = Session(
    "plenair", "Plenair", "plenary", room="Studio", starts_at=minutes(15), ends_at=minutes(45)
)
CARE = Table("zorg", 3, "Zorg", capacity=8, appearances=(Appearance("hans", "host"),))
TABLES = Session(
    "tafels",
    "Tafels",
    "tables",
    block="Ronde 1",
    room="Studio",
    starts_at=minutes(45),
    ends_at=minutes(105),
    tables=(CARE,),
)
OLD = Programme(
    code="avond",
    slug="avond",
    title="Routekaart",
    language="nl",
    time_zone="Europe/Amsterdam",
    starts_at=EVENING,
    ends_at=minutes(135),
    town="Amsterdam",
    venue=Venue("Pakhuis", "Amsterdam"),
    rooms=(Room("Studio"),),
    people=(EEFJE, HANS),
    organisations=(Organisation("stad", "De stad", "municipality"),),
    partners=(Partner("stad", "partner"),),
    themes=(Theme("zorg", "Zorg"),),
    sessions=(WELCOME, TABLES),
)


def with_session(new: Session) -> Programme:
    return replace(
        OLD, sessions=tuple(new if old.code == new.code else old for old in OLD.sessions)
    )


def with_table(new: Table) -> Programme:
    return with_session(replace(TABLES, tables=(new,)))


def told(new: Programme, old: Programme = OLD) -> list[str]:
    return [change.sentence for change in changes(old, new)]


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (
            with_session(replace(WELCOME, starts_at=minutes(30))),
            "“Plenair” begint om 20.15 uur in plaats van 20.00 uur.",
        ),
        (
            with_session(replace(WELCOME, room="Expo")),
            "“Plenair” verhuist van Studio naar Expo.",
        ),
        (with_session(replace(TABLES, cancelled=True)), "“Tafels” gaat niet door."),
        (
            replace(OLD, sessions=(WELCOME,)),
            "Vervallen: “Tafels” (20.30 tot 21.30 uur, Studio).",
        ),
        (
            with_table(replace(CARE, appearances=(Appearance("eefje", "host"),))),
            "Tafel 3 (“Zorg”): begeleider is Eefje Cobussen in plaats van Hans Nooren.",
        ),
        (
            with_table(replace(CARE, topic="Wonen")),
            "Tafel 3 (“Zorg”): het onderwerp is nu “Wonen” in plaats van “Zorg”.",
        ),
        (with_table(replace(CARE, capacity=12)), "Tafel 3 (“Zorg”): 12 plaatsen in plaats van 8."),
        (replace(OLD, intro="Kom langs."), "De inleiding is nieuw."),
        (
            replace(OLD, venue=Venue("De Nieuwe Liefde", "Amsterdam")),
            "De bijeenkomst verhuist van Pakhuis, Amsterdam naar De Nieuwe Liefde, Amsterdam.",
        ),
        (
            replace(OLD, ends_at=minutes(150)),
            (
                "De bijeenkomst is op maandag 1 juni 2026, 19.45 tot 22.15 uur in plaats van "
                "maandag 1 juni 2026, 19.45 tot 22.00 uur."
            ),
        ),
        (replace(OLD, cancelled=True), "De bijeenkomst gaat niet door."),
        (
            replace(OLD, partners=(Partner("stad", "sponsor"),)),
            "De stad doet mee als sponsor.",
        ),
        (
            replace(OLD, themes=(Theme("zorg", "Welzijn"),)),
            "Thema “Zorg”: de titel is nu “Welzijn” in plaats van “Zorg”.",
        ),
    ],
)
def test_a_change_reads_as_a_sentence(new: Programme, sentence: str) -> None:
    assert told(new)[0] == sentence


def test_it_is_told_in_the_language_of_who_reads() -> None:
    new = with_session(replace(WELCOME, room="Expo"))

    with translation.override("en"):
        english = told(new)

    assert english == ["“Plenair” moves from Studio to Expo."]
    assert {language: len(some) for language, some in in_each_language(OLD, new).items()} == {
        "nl": 1,
        "en": 1,
    }


def test_a_session_that_nobody_chooses_touches_everybody_who_comes() -> None:
    moved = changes(OLD, with_session(replace(WELCOME, starts_at=minutes(20))))
    chosen = changes(OLD, with_session(replace(TABLES, room="Expo")))

    assert [(c.codes, c.touches, c.everybody) for c in moved] == [(("plenair",), True, True)]
    assert [(c.codes, c.touches, c.everybody) for c in chosen] == [(("tafels",), True, False)]


def test_a_plenary_beside_something_else_touches_only_who_chose_it() -> None:
    beside = replace(TABLES, starts_at=minutes(15))
    old = replace(OLD, sessions=(WELCOME, beside))
    new = replace(OLD, sessions=(replace(WELCOME, room="Expo"), beside))

    assert [change.everybody for change in changes(old, new)] == [False]


@pytest.mark.parametrize(
    "new",
    [
        with_session(replace(TABLES, about="Vier tafels.")),
        with_table(replace(CARE, capacity=9)),
        replace(OLD, motto="Doe het zelf"),
        replace(OLD, sessions=(*OLD.sessions, Session("slot", "Slot", "plenary"))),
    ],
)
def test_texts_seats_and_what_is_new_touch_nobody(new: Programme) -> None:
    assert [change.touches for change in changes(OLD, new)] == [False]


def test_a_table_in_another_session_moves_and_is_not_dropped() -> None:
    other = Session("later", "Later", "tables", tables=(CARE,))
    new = replace(OLD, sessions=(WELCOME, replace(TABLES, tables=()), other))
    old = replace(OLD, sessions=(WELCOME, TABLES, replace(other, tables=())))

    assert changes(old, new) == (
        Change("Tafel 3 (“Zorg”) verhuist van “Tafels” naar “Later”.", ("zorg",), touches=True),
    )


def test_who_is_new_is_told_where_they_appear_and_not_once_more() -> None:
    new_host = replace(
        with_table(replace(CARE, appearances=(Appearance("jan", "host"),))),
        people=(EEFJE, Person("jan", "Jan Jansen", "jansen jan")),
    )

    assert told(new_host) == [
        "Tafel 3 (“Zorg”): begeleider is Jan Jansen in plaats van Hans Nooren."
    ]


def test_there_is_nothing_to_tell_without_an_earlier_programme() -> None:
    assert changes(None, OLD) == ()


# nothing is left out


CODES = st.sampled_from(["a", "b", "c"])
MOMENTS = st.none() | st.sampled_from([minutes(0), minutes(30), minutes(60)])
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: CODES,
    int: st.integers(0, 2),
    bool: st.booleans(),
    datetime: st.sampled_from([minutes(0), minutes(30)]),
    date: st.sampled_from([date(2026, 6, 1), date(2026, 6, 2)]),
    type(None): st.none(),
}
ONE_OF_A_KIND = dict.fromkeys(("sessions", "people", "cases", "tables"), "code")
ONE_OF_A_KIND |= {"organisations": "slug", "rooms": "name"}
KNOWN = {
    "time_zone": st.sampled_from(["Europe/Amsterdam", "Europe/London"]),
    "precision": st.sampled_from(["moment", "day", "year"]),
    "language": st.sampled_from(["nl", "en"]),
    "kind": st.sampled_from(["plenary", "tables", "break"]),
    "withdrawn": st.just(()),
}


def values_of(hint: Any, name: str = "") -> st.SearchStrategy[Any]:
    if name in KNOWN:
        return KNOWN[name]
    if hint in PLAIN:
        return PLAIN[hint]
    if is_dataclass(hint):
        return parts_of(hint)
    if getattr(hint, "__origin__", None) is tuple:
        unique = ONE_OF_A_KIND.get(name)
        by = (lambda part: getattr(part, unique)) if unique else None
        return st.lists(values_of(get_args(hint)[0]), max_size=2, unique_by=by).map(tuple)
    return st.one_of(*map(values_of, get_args(hint)))


def parts_of(kind: Any) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    given_to = {field.name: values_of(hints[field.name], field.name) for field in fields(kind)}
    return st.builds(kind, **given_to)


def mattering(part: Any) -> Any:
    """A part without what never matters, to compare by."""
    if isinstance(part, tuple | list):
        return [mattering(one) for one in part]
    if not is_dataclass(part):
        return part
    kept = {
        field.name: mattering(getattr(part, field.name))
        for field in fields(part)
        if f"{type(part).__name__}.{field.name}" not in NEVER_MATTERS
    }
    if isinstance(part, Programme):  # lists whose order follows from names
        for name in ("people", "organisations", "rooms"):
            kept[name] = sorted(kept[name], key=repr)
    return kept


@st.composite
def pairs(draw: Any) -> tuple[Programme, Programme]:
    """A programme, and one that differs from it in one field, or not at all."""
    hints = get_type_hints(Programme)
    field = draw(st.sampled_from([field.name for field in fields(Programme)]))
    values = values_of(hints[field], field)
    return replace(OLD, **{field: draw(values)}), replace(OLD, **{field: draw(values)})


@settings(max_examples=300, deadline=None)
@given(pairs())
def test_whatever_differs_is_told_and_nothing_else_is(
    pair: tuple[Programme, Programme],
) -> None:
    old, new = pair

    differs = mattering(old) != mattering(new)

    assert (changes(old, new) != ()) == differs, (old, new)


ONE = {str: "a", int: 1, bool: False, datetime: minutes(0), date: date(2026, 6, 1)}
OTHER = {str: "b", int: 2, bool: True, datetime: minutes(30), date: date(2026, 6, 2)}
KNOWN_PAIRS = {
    "time_zone": ("Europe/Amsterdam", "Europe/London"),
    "precision": ("moment", "day"),
    "language": ("nl", "en"),
    "kind": ("plenary", "tables"),
}


def bare(hint: Any) -> Any:
    """The type of a value, without `None` and without the tuple it stands in."""
    some = [one for one in get_args(hint) if one not in (type(None), Ellipsis)]
    return some[0] if some else hint


def filled(kind: Any) -> Any:
    """A part in which each field holds something, and each list one part."""
    hints = get_type_hints(kind)

    def value(name: str) -> Any:
        hint = bare(hints[name])
        one = filled(hint) if is_dataclass(hint) else KNOWN_PAIRS.get(name, (ONE.get(hint),))[0]
        return (one,) if getattr(hints[name], "__origin__", None) is tuple else one

    return kind(**{field.name: value(field.name) for field in fields(kind)})


def edits(part: Any) -> Iterator[tuple[str, Any]]:
    """Each field of a part and of its parts, with the part in which that field is another."""
    hints = get_type_hints(type(part))
    for field in fields(part):
        name = f"{type(part).__name__}.{field.name}"
        hint, value = bare(hints[field.name]), getattr(part, field.name)
        in_list = isinstance(value, tuple)
        if field.name == "withdrawn":
            continue  # of no programme that is being made
        if is_dataclass(hint):
            inner = value[0] if in_list else value
            for below, edited in edits(inner):
                yield below, replace(part, **{field.name: (edited,) if in_list else edited})
        else:
            other = KNOWN_PAIRS.get(field.name, (None, OTHER.get(hint)))[1]
            yield name, replace(part, **{field.name: (other,) if in_list else other})


def test_each_field_of_each_part_is_told_when_it_changes() -> None:
    old = replace(filled(Programme), withdrawn=())

    silent = {name for name, new in edits(old) if not changes(old, new)}

    assert silent == {name for name in NEVER_MATTERS if name != "Programme.withdrawn"}
