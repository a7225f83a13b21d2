"""Residents who sign up through the real form, many at a time."""

import html
import http.client
import re
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.place import HOST, Server

FIELD = re.compile(r'<input[^>]*name="(csrfmiddlewaretoken|stamp)"[^>]*>')
VALUE = re.compile(r'value="([^"]*)"')
CONSENT = re.compile(r'name="(consent-\d+)"')
LONG_ENOUGH = 2.1  # seconds; the spam guard asks for two


def form_values(page: str, round_field: str, code: str, role: int) -> dict[str, str]:
    """What a resident sends: the form's own hidden values and what they typed."""
    hidden = {found[1]: html.unescape(VALUE.search(found[0])[1]) for found in FIELD.finditer(page)}  # type: ignore[index]
    consents = dict.fromkeys(CONSENT.findall(page), "on")
    return (
        hidden
        | consents
        | {
            "website": "",
            "given_name": "Fatma",
            "infix": "van der",
            "family_name": "Berg",
            "email": f"{uuid4().hex}@example.org",
            "organisation": "Bewonersbedrijf",
            "role": str(role),
            round_field: code,
        }
    )


@dataclass
class Visit:
    """One person's open form: their address on the net, cookies, and when it was shown."""

    address: str
    page: str
    cookies: dict[str, str]
    shown_at: float


@dataclass
class Client:
    """One browser window after the other, over one connection."""

    port: int
    staged: dict[str, Any]
    number: int
    connection: http.client.HTTPConnection | None = None
    open_forms: deque[Visit] = field(default_factory=deque)
    people: int = 0

    def request(
        self, method: str, path: str, visit_headers: dict[str, str], body: str | None = None
    ) -> tuple[int, Any, str]:
        """One request; a connection that the server let go is opened again."""
        for attempt in (1, 2):
            if self.connection is None:
                self.connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
            try:
                self.connection.request(method, path, body, visit_headers)
                answer = self.connection.getresponse()
                return answer.status, answer.headers, answer.read().decode()
            except (http.client.HTTPException, OSError):
                self.connection = None
                if attempt == 2:
                    raise
        raise AssertionError

    def headers(self, address: str, cookies: dict[str, str]) -> dict[str, str]:
        """As the reverse proxy passes them on."""
        told = {"X-Forwarded-Proto": "https", "X-Forwarded-For": address}
        if cookies:
            told["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return told

    def open_form(self) -> None:
        """First request: the form."""
        self.people += 1
        address = f"10.{self.number}.{self.people // 250}.{self.people % 250 + 1}"
        status, headers, page = self.request("GET", self.staged["path"], self.headers(address, {}))
        assert status == 200, page
        self.open_forms.append(Visit(address, page, cookies_of(headers), time.monotonic()))

    def send_form(self) -> None:
        """Second and third request: the post, and the confirmation that it leads to."""
        visit = self.open_forms.popleft()
        assert time.monotonic() - visit.shown_at >= LONG_ENOUGH
        code = self.staged["codes"][self.people % len(self.staged["codes"])]
        values = form_values(visit.page, self.staged["field"], code, self.staged["role"])
        headers = self.headers(visit.address, visit.cookies) | {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"https://{HOST}:{self.port}",
        }
        status, answered, page = self.request(
            "POST", self.staged["path"], headers, urlencode(values)
        )
        assert status == 303, f"{status}: {page}"
        cookies = visit.cookies | cookies_of(answered)
        place = answered["Location"]
        status, _headers, page = self.request("GET", place, self.headers(visit.address, cookies))
        assert status == 200, page
        assert "stamp" not in values or values["email"] in page


def cookies_of(headers: Any) -> dict[str, str]:
    """The cookies that an answer sets."""
    set_cookies = [line.split(";")[0] for line in headers.get_all("Set-Cookie") or []]
    return dict(line.split("=", 1) for line in set_cookies)


@dataclass(frozen=True)
class Rush:
    """What a crowd of sign-ups took: seconds in all and of each, and the server's processor."""

    people: int
    seconds: float
    each: list[float]
    cpu: float

    @property
    def rate(self) -> float:
        """Sign-ups per second."""
        return self.people / self.seconds


def rush(server: Server, staged: dict[str, Any], *, clients: int, people: int, at: int) -> Rush:
    """`people` sign-ups by `clients` at a time; `at` is a number for each client's network.

    The spam guard wants two seconds between showing and sending a form. So each client first
    opens a row of forms; then, measured, it sends one of those and opens a new one for each:
    three requests for each sign-up, at full speed.
    """
    share = max(people // clients, 1)
    crew = [Client(server.port, staged, at + number) for number in range(clients)]
    together(crew, lambda client: [client.open_form() for _ in range(share)])
    time.sleep(LONG_ENOUGH)
    each: list[float] = []

    def sign_up(client: Client) -> None:
        for _person in range(share):
            began = time.perf_counter()
            client.open_form()
            client.send_form()
            each.append(time.perf_counter() - began)

    cpu, began = server.cpu_seconds(), time.perf_counter()
    together(crew, sign_up)
    seconds = time.perf_counter() - began
    return Rush(share * clients, seconds, each, server.cpu_seconds() - cpu)


def together(crew: Sequence[Any], job: Any) -> None:
    """Let all clients do it at the same time. Raises what went wrong with one of them."""
    problems: list[BaseException] = []

    def safely(client: Any) -> None:
        try:
            job(client)
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=safely, args=(client,)) for client in crew]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
