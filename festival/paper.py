"""Pages as PDF: tagged for screen readers, with title and language, from our own HTML.

WeasyPrint lays them out, with the system's Pango. Where that is missing, everything else works:
ask `reason_against_pdf` before a page offers a file. Nothing is fetched from elsewhere: only
stylesheets of ours, pictures that were uploaded here, and what the caller hands over.
"""

import io
import logging
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from ctypes.util import find_library
from functools import cache
from mimetypes import guess_type
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import ImageFile

from festival.readable import readable
from festival.refusals import Refused

CONTENT_TYPE = "application/pdf"
PANGO = ("pango-1.0", "pangoft2-1.0", "gobject-2.0", "harfbuzz", "fontconfig")
# Emoji with what joins and varies them. Hardly any server has a font with them, and a box with a
# number in it is not what somebody is called.
PICTURES = re.compile("[\U0001f000-\U0001faff\U000e0020-\U000e007f\ufe0f\u20e3]\u200d?")


class NoPango(Refused):
    """This computer cannot make PDF, because Pango is not installed."""


class NotOurs(ValueError):
    """A page on paper asked for a file from elsewhere; the page is made without it."""


@cache
def can_make_pdf() -> bool:
    """Whether Pango is installed; found out once.

    WeasyPrint takes a second and some 40 MB to import, which a page that only links to a file can
    do without: it is asked itself only where a library is not found under its usual name.
    """
    if all(find_library(name) for name in PANGO):
        return True
    try:
        _weasyprint()
    except OSError:
        return False
    return True


def _weasyprint() -> Any:
    """The library. Raises OSError without Pango.

    It lets Pillow take half a picture for a whole one, everywhere in this process; what people
    upload is still refused for that. So it is imported here and nowhere else.
    """
    import weasyprint.urls

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return weasyprint


def reason_against_pdf() -> str:
    """The sentence that says why there is no PDF here and what helps; empty when there is."""
    if can_make_pdf():
        return ""
    return _(
        "This computer cannot make PDF files: Pango is missing. Whoever looks after it can add it"
        " (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0). Until then,"
        " open the page and print it with your browser."
    )


def as_pdf(
    html: str,
    *,
    files: Mapping[str, str] | None = None,
    tell: Callable[[int], None] | None = None,
) -> bytes:
    """The page as PDF/UA-1: `lang` and `<title>` of the page become those of the document.

    `files` are stylesheets that exist under an address on this site only for who is signed in.
    `tell` is called with the number of sheets laid out so far; what it raises ends the work.
    Raises NoPango.
    """
    with _telling(tell):
        document = laid_out(html, files=files)
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True))


class _Sheets(logging.Handler):
    """Counts the sheets that WeasyPrint tells of; its log is the only place where it does."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        super().__init__()
        self.tell, self.count, self.thread = tell, 0, threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """One line of the log of this thread's document."""
        if record.thread == self.thread and "layout - Page" in record.getMessage():
            self.count += 1
            self.tell(self.count)


@contextmanager
def _telling(tell: Callable[[int], None] | None) -> Iterator[None]:
    if tell is None:
        yield
        return
    log, handler = logging.getLogger("weasyprint.progress"), _Sheets(tell)
    level, passed_on = log.level, log.propagate
    log.setLevel(logging.INFO)
    log.propagate = False
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.propagate = passed_on
        log.setLevel(level)


def laid_out(html: str, *, files: Mapping[str, str] | None = None) -> Any:
    """The page as WeasyPrint's document, whose boxes can be measured. Raises NoPango.

    Emoji stay out, also where this computer could draw them: a PDF is the same everywhere. So do
    marks that turn the reading direction, and control characters.
    """
    if not can_make_pdf():
        raise NoPango(reason_against_pdf())
    page = _weasyprint().HTML(
        string=PICTURES.sub("", readable(html)),
        base_url=f"{settings.SITE_URL}/",
        url_fetcher=_fetcher(files or {}),
    )
    return page.render(pdf_variant="pdf/ua-1", pdf_tags=True)


def _fetcher(files: Mapping[str, str]) -> Any:
    """What hands WeasyPrint the files that a page names; nothing leaves this computer."""
    urls = _weasyprint().urls

    class OurOwn(urls.URLFetcher):  # type: ignore[misc, name-defined]
        def fetch(self, url: str, headers: Any = None) -> Any:
            kind = guess_type(urlsplit(url).path)[0] or "application/octet-stream"
            return urls.URLFetcherResponse(url, _opened(url, files), {"Content-Type": kind})

    return OurOwn()


def _opened(url: str, files: Mapping[str, str]) -> IO[bytes]:
    """The file at an address of this site. Raises NotOurs."""
    if not url.startswith(f"{settings.SITE_URL}/"):
        raise NotOurs(url)
    path = unquote(urlsplit(url).path)
    if path in files:
        return io.BytesIO(files[path].encode())
    if path.startswith(settings.STATIC_URL):
        return _static(path.removeprefix(settings.STATIC_URL))
    if path.startswith(settings.MEDIA_URL):
        return default_storage.open(path.removeprefix(settings.MEDIA_URL))
    raise NotOurs(url)


def _static(name: str) -> IO[bytes]:
    """A file of ours, as collected for visitors or as it stands among the sources."""
    if staticfiles_storage.exists(name):
        return staticfiles_storage.open(name)
    found = finders.find(name)
    if not found:
        raise NotOurs(name)
    return open(str(found), "rb")  # WeasyPrint closes it
