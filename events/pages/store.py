"""Rendered pages, kept in this process as long as they are true, and sent without work.

A page is shared by all its visitors: it holds nothing of the person who asked, no session and
no form token, so that keeping it compressed gives nothing away.
"""

import gzip
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Generic, Protocol, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

LONGEST = 600  # seconds; how old may be what a page says of other events
ROOM = 64 * 1024 * 1024  # bytes per process
TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))", re.IGNORECASE)
CONDITIONS = frozenset(
    f"HTTP_IF_{name}" for name in ("MATCH", "NONE_MATCH", "MODIFIED_SINCE", "UNMODIFIED_SINCE")
)
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Page:
    """A rendered page, plain and compressed, with its fingerprint."""

    plain: bytes
    compressed: bytes
    fingerprint: str
    rendered_at: float

    @property
    def size(self) -> int:
        """What it takes to keep, in bytes."""
        return len(self.plain) + len(self.compressed)


def page_of(text: str) -> Page:
    """A page ready to be kept."""
    plain = text.encode()
    compressed = gzip.compress(plain, 6, mtime=0)
    return Page(plain, compressed, blake2b(plain, digest_size=12).hexdigest(), time.monotonic())


class Storable(Protocol):
    """What can be kept: it has a size in bytes and a moment at which it was made."""

    @property
    def size(self) -> int: ...
    @property
    def rendered_at(self) -> float: ...


Kept = TypeVar("Kept", bound=Storable)


class Store(Generic[Kept]):
    """Things by key, the longest unused leaving first when there is no room. Thread-safe."""

    def __init__(self, room: int) -> None:
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._room = room
        self._used = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> Kept | None:
        """What is kept under a key, unless it has become too old."""
        with self._lock:
            page = self._pages.get(key)
            if page is None or time.monotonic() - page.rendered_at > LONGEST:
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: Kept) -> None:
        """Keep a thing, and drop what no longer fits."""
        with self._lock:
            before = self._pages.pop(key, None)
            self._used += page.size - (before.size if before else 0)
            self._pages[key] = page
            while self._used > self._room and len(self._pages) > 1:
                self._used -= self._pages.popitem(last=False)[1].size

    def __len__(self) -> int:
        return len(self._pages)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._pages.clear()
            self._used = 0


pages: Store[Page] = Store(ROOM)
MAKING = tuple(Lock() for _ in range(32))


def _made(key: Hashable, render: Callable[[], str]) -> Page:
    """The page, rendered by one thread; others that ask for it meanwhile wait for that one."""
    with MAKING[hash(key) % len(MAKING)]:
        page = pages.get(key)
        if page is None:
            page = page_of(render())
            pages.put(key, page)
        return page


def answer(request: HttpRequest, key: Hashable, render: Callable[[], str]) -> HttpResponseBase:
    """The page kept under `key`, rendered only when it is not there; 304 to who has it.

    `key` must name everything that `render` reads.
    """
    page = pages.get(key) or _made(key, render)
    packed = bool(TAKES_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))
    etag = f'"{page.fingerprint}{"-gz" if packed else ""}"'
    response = HttpResponse(page.compressed if packed else page.plain, content_type=HTML)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = etag
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    if CONDITIONS.isdisjoint(request.META):
        return response
    return get_conditional_response(request, etag=etag, response=response) or response
