"""Compiles the message catalogues without system tools."""

from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.reloader import translation_file_changed


def compile_catalogues() -> list[Path]:
    """Write a `.mo` beside each `.po` that is newer; the files written.

    What this process already knew of a language is forgotten, so that it reads the new file.
    """
    written = []
    for folder in settings.LOCALE_PATHS:
        for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                polib.pofile(str(source)).save_as_mofile(str(target))
                translation_file_changed(sender=None, file_path=target)
                written.append(target)
    return written
