"""Log lines tell what happened, not whom it happened to."""

import logging
import sys

import pytest

from festival.logs import Discreet, discreet


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
