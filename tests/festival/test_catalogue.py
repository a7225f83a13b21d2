"""Translations are compiled without system tools, and only when they changed."""

import ast
import gettext
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib

from festival.catalogue import compile_catalogues

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "seat"\nmsgstr "plaats"\n'

ROOT = Path(__file__).resolve().parents[2]
APPS = ("festival", "partners", "events", "registrations")
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}


def marked(source: str) -> Iterator[str]:
    """The texts that a module gives to be translated, also inside an f-string, where the
    program that gathers texts for translators does not look."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS:
            match node.args:
                case [ast.Constant(value=str(text)), *_rest]:
                    yield text


def test_every_text_of_the_code_has_a_translation() -> None:
    modules = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    catalogue = polib.pofile(str(ROOT / "festival/locale/nl/LC_MESSAGES/django.po"))

    found = {text for path in modules for text in marked(path.read_text(encoding="utf-8"))}

    assert found - {entry.msgid for entry in catalogue if entry.translated()} == set()
    assert set(marked("a = f'{_(\"Lost\")} {x}'")) == {"Lost"}


def test_a_catalogue_is_compiled_when_it_is_newer(settings: Any, tmp_path: Path) -> None:
    source = tmp_path / "nl" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO)
    settings.LOCALE_PATHS = [tmp_path]

    first, second = compile_catalogues(), compile_catalogues()
    source.write_text(PO.replace("plaats", "zitplaats"))
    os.utime(source, (2_000_000_000, 2_000_000_000))
    third = compile_catalogues()

    target = source.with_suffix(".mo")
    assert (first, second, third) == ([target], [], [target])
    with target.open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("seat") == "zitplaats"
