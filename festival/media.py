"""Serves what people uploaded. Only known kinds leave; pictures are shown, the rest downloaded.

Their names come from their content, so that a browser may keep them for ever.
"""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

from festival.access import public

PICTURES = {".webp": "image/webp", ".jpg": "image/jpeg", ".png": "image/png"}
DOCUMENTS = {
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
KINDS = PICTURES | DOCUMENTS
A_YEAR = 31536000  # seconds


@public
@require_safe
def uploaded(request: HttpRequest, path: str) -> HttpResponseBase:
    """One uploaded file. What is no file of a kind we keep does not exist."""
    file = _file_at(path)
    kind = file.suffix.lower()
    answer = FileResponse(
        file.open("rb"),
        content_type=KINDS[kind],
        as_attachment=kind in DOCUMENTS,
        filename=file.name,
    )
    answer.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    # whoever opens it as a page of its own gets nothing that runs
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _file_at(path: str) -> Path:
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
    except (SuspiciousFileOperation, ValueError) as problem:
        raise Http404 from problem
    hidden = any(part.startswith(".") for part in Path(path).parts)
    if hidden or file.suffix.lower() not in KINDS or not file.is_file():
        raise Http404
    return file
