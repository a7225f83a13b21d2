"""The shape of the code, read from its source: arrows, writers, sizes, and what must not be."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("festival", "partners", "events", "registrations")  # each may import those before it
MAY_NAME_ANY_APP = ("festival/urls.py", "festival/demo/")  # addresses, and what only the demo has
MAY_CALL_SAFE = (
    "festival/markdown.py",  # HTML that it has just cleaned
    "events/interop/jsonld.py",  # JSON without `<`, `>` and `&`
)
MAPPINGS = ("overview", "event_jsonld")  # one field after the other: long, nothing to follow
WITHOUT_CSRF = ("registrations/mails/stopping_views.py",)  # mail programs post there: RFC 8058
SEATS_TAKEN = ("registrations/seating/seats.py",)
NEVER_SAVED = ("registrations/mail_texts/example.py",)  # somebody to show a mail with
STATUS_OF_PEOPLE = (
    "registrations/seating/seats.py",
    "registrations/sign_up/enlisting.py",
    "registrations/changing/cancelling.py",
    "registrations/changing/choices.py",
    "registrations/changing/handing_over.py",
    "registrations/door/arriving.py",
    "registrations/door/admitting.py",
    "registrations/door/walking_in.py",
)


def modules(*folders: str) -> list[Path]:
    """The application's own modules, without migrations."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def name_of(path: Path) -> str:
    """`events/draft.py`."""
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    """The parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def found_in(
    paths: list[Path], look: Callable[[ast.AST], bool], allowed: tuple[str, ...] = ()
) -> list[str]:
    """`path:line` of each node that `look` finds, outside the allowed modules."""
    return [
        f"{name_of(path)}:{getattr(node, 'lineno', 0)}"
        for path in paths
        if not name_of(path).startswith(allowed or ("-",))
        for node in ast.walk(tree_of(path))
        if look(node)
    ]


def imported(tree: ast.AST) -> Iterator[str]:
    """The top packages that a module imports, also inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def arrows_back(app: str, tree: ast.AST) -> set[str]:
    """The apps that a module of `app` imports and may not know."""
    return set(imported(tree)) & set(APPS[APPS.index(app) + 1 :])


def is_call(node: ast.AST, *names: str) -> bool:
    """Whether a node calls something with one of these names, as a function or a method."""
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in names


def sets(node: ast.AST, field: str, *, on: tuple[str, ...]) -> bool:
    """Whether a node writes a field: `x.field = …`, or `field=…` in a call named in `on`."""
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        return node.attr == field
    if isinstance(node, ast.Call) and is_call(node, *on):
        return any(keyword.arg == field for keyword in node.keywords)
    return False


ALL = modules(*APPS)
VIEWS = [path for path in ALL if "views" in path.stem or "views" in path.parts]


@pytest.mark.parametrize("app", APPS)
def test_imports_go_one_way(app: str) -> None:
    wrong = {
        name_of(path): sorted(back)
        for path in modules(app)
        if not name_of(path).startswith(MAY_NAME_ANY_APP)
        and (back := arrows_back(app, tree_of(path)))
    }

    assert wrong == {}


def test_an_arrow_back_would_be_seen() -> None:
    hidden = ast.parse(
        "def f():\n    from registrations.seating.seats import take\n    import events.models"
    )

    assert arrows_back("partners", hidden) == {"registrations", "events"}
    assert arrows_back("registrations", hidden) == set()


def test_the_application_knows_nothing_of_its_tests() -> None:
    wrong = [
        name_of(path) for path in ALL if {"tests", "benchmarks"} & set(imported(tree_of(path)))
    ]

    assert wrong == []


def test_weasyprint_is_imported_in_one_line() -> None:
    """Pillow trusts half a picture from then on; `festival.paper._weasyprint` takes that back."""
    lines = found_in(
        ALL,
        lambda node: (
            isinstance(node, ast.Import | ast.ImportFrom)
            and "weasyprint" in imported(ast.Module([node], []))
        ),
    )

    assert [line.split(":")[0] for line in lines] == ["festival/paper.py"]


def test_seats_taken_has_one_writer() -> None:
    def writes(node: ast.AST) -> bool:
        makers = ("update", "create", "Event", "Session", "Table", "RegistrationRole")
        return any(sets(node, field, on=makers) for field in ("seats_taken", "insiders_seated"))

    assert found_in(ALL, writes, SEATS_TAKEN) == []
    assert len(found_in(ALL, writes)) == 16  # the search does find them


def test_the_state_of_a_registration_is_written_by_its_verbs_alone() -> None:
    people = [path for path in ALL if path.is_relative_to(ROOT / "registrations")]

    def writes(node: ast.AST) -> bool:
        return sets(node, "status", on=("update", "create", "Registration", "Choice"))

    known = (*STATUS_OF_PEOPLE, *NEVER_SAVED)
    assert found_in(people, writes, known) == []
    assert {place.split(":")[0] for place in found_in(people, writes)} == set(known)


def test_views_speak_in_sentences_of_querysets() -> None:
    def filters(node: ast.AST) -> bool:
        return is_call(node, "filter", "exclude", "get") and any(
            (keyword.arg or "").startswith("status")
            for keyword in node.keywords  # type: ignore[attr-defined]
        )

    assert found_in(VIEWS, filters) == []


def test_text_is_called_safe_in_two_places() -> None:
    def trusts(node: ast.AST) -> bool:
        return is_call(node, "mark_safe", "SafeString", "SafeText") and bool(node.args)  # type: ignore[attr-defined]

    assert found_in(ALL, trusts, MAY_CALL_SAFE) == []


def test_no_view_goes_without_csrf_protection_but_by_name() -> None:
    def lets_in(node: ast.AST) -> bool:
        return isinstance(node, ast.Name | ast.Attribute) and "csrf_exempt" in ast.dump(node)

    assert found_in(ALL, lets_in, WITHOUT_CSRF) == []


def test_nothing_is_printed_and_nobody_breaks_in() -> None:
    def leaves(node: ast.AST) -> bool:
        return is_call(node, "print", "breakpoint", "set_trace")

    assert found_in(ALL, leaves) == []


def test_functions_are_short() -> None:
    def long(node: ast.AST) -> bool:
        return (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (node.end_lineno or 0) - node.lineno + 1 > 40
            and node.name not in MAPPINGS
        )

    assert found_in(ALL, long) == []


def test_modules_are_short_and_named_after_a_subject() -> None:
    long = [name_of(path) for path in ALL if len(path.read_text().splitlines()) > 300]
    vague = [name_of(path) for path in ALL if path.stem in {"utils", "helpers", "misc", "common"}]

    assert (long, vague) == ([], [])


def test_each_module_says_what_it_is_for() -> None:
    silent = [
        name_of(path)
        for path in ALL
        if path.read_text().strip() and ast.get_docstring(tree_of(path)) is None
    ]

    assert silent == []


def test_there_are_no_signals_and_no_rules_in_save() -> None:
    def listens(node: ast.AST) -> bool:
        return isinstance(node, ast.ImportFrom) and node.module in {
            "django.db.models.signals",
            "django.dispatch",
        }

    assert found_in(ALL, listens) == []


def test_templates_trust_only_clean_html_and_ask_no_queries() -> None:
    pages = sorted((ROOT / "templates").rglob("*.html"))
    unsafe = [
        page.relative_to(ROOT).as_posix()
        for page in pages
        if "autoescape off" in page.read_text() or "|safe" in page.read_text()
    ]

    assert pages != []
    assert unsafe == []
