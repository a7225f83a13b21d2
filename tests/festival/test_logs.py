"""Log lines tell what happened, not whom it happened to."""

import logging
import sys

import pytest

from festival.logs import Discreet, OneLineForRefusals, discreet


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("mail to fatma.van-der-berg+x@example.co.uk failed", "mail to …@… failed"),
        (
            "Not Found: /aanmelding/k3pqw8xz.0.Zs9_kd81LmQ0a-bCdEfGhIjKlMnOpQrStUvWxYz01234/",
            "Not Found: /aanmelding/…/",
        ),
        (
            "Not Found: /bijeenkomst/een-lange-naam-van-een-bijeenkomst-in-de-wijk-2015/",
            "Not Found: /bijeenkomst/een-lange-naam-van-een-bijeenkomst-in-de-wijk-2015/",
        ),
        (
            "GET /account/wachtwoord/MQ/cmx3zk-0f1e2d3c4b5a69788796a5b4c3d2e1f0/",
            "GET /account/wachtwoord/MQ/…/",
        ),
        ("mails sent: 3", "mails sent: 3"),
    ],
)
def test_addresses_and_secret_links_are_taken_out(line: str, kept: str) -> None:
    assert discreet(line) == kept


def test_a_traceback_loses_them_too() -> None:
    try:
        raise ValueError("fatma@example.org")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "failed", None, sys.exc_info())

    text = Discreet("%(message)s").format(record)

    assert "ValueError: …@…" in text
    assert "fatma" not in text.splitlines()[-1]


@pytest.mark.parametrize(("status", "kept"), [(403, False), (500, True)])
def test_a_refusal_is_one_line_and_an_error_keeps_its_traceback(status: int, kept: bool) -> None:
    try:
        raise ValueError("no")
    except ValueError:
        trace = sys.exc_info()
    record = logging.LogRecord("django.request", logging.WARNING, "x.py", 1, "Refused", (), trace)
    record.status_code = status

    passes = OneLineForRefusals().filter(record)

    assert (passes, record.exc_info is not None) == (True, kept)
