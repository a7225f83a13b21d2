"""Translations are compiled without system tools, and only when they changed."""

import gettext
import os
from pathlib import Path
from typing import Any

from festival.catalogue import compile_catalogues

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "seat"\nmsgstr "plaats"\n'


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
