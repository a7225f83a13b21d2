"""Scripts find each other by names that hold a hash, and nothing that a phone keeps is missing."""

import re
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from festival.static_files import HashedStaticFiles

OURS = settings.BASE_DIR / "static"
IMPORT = re.compile(r'\b(?:from|import)\s*"([^"]+)"')


def hashed(folder: Path) -> dict[str, str]:
    """All scripts of ours, written into `folder` as for a site; their hashed names."""
    storage = HashedStaticFiles(location=str(folder), base_url="/static/")
    source = FileSystemStorage(OURS)
    names = [path.relative_to(OURS).as_posix() for path in sorted((OURS / "js").rglob("*.js"))]
    for name in names:
        with source.open(name) as file:
            storage.save(name, file)
    files = {name: (source, name) for name in names}
    found = {
        name: new
        for name, new, _done in storage.post_process(files)
        if name in files and new and new.endswith(".js")
    }
    assert sorted(found) == names
    return found


def test_scripts_import_each_other_by_hashed_names(tmp_path: Path) -> None:
    names = hashed(tmp_path)

    imports = {
        (Path(new).parent / one).as_posix()
        for new in names.values()
        for one in IMPORT.findall((tmp_path / new).read_text())
    }

    assert imports <= set(names.values())
    assert names["js/desk/merging.js"] in imports
