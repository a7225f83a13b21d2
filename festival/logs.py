"""Log lines without personal data: no addresses, and no links that open somebody's page."""

import logging
import re
from http import HTTPStatus

ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+")
SECRET = re.compile(
    r"(?<![\w.:-])(?:"
    r"(?=[\w.:-]*[A-Z])(?=[\w.:-]*\d)[\w.:-]{30,}"  # a signed link
    r"|[0-9a-z]+-[0-9a-f]{32,}"  # a link that sets a password
    r")"
)


class Discreet(logging.Formatter):
    """Takes addresses and the secret part of personal links out of lines and tracebacks."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be kept."""
        return discreet(super().format(record))


class OneLineForRefusals(logging.Filter):
    """Leaves a page that somebody's role does not include as one line: nothing went wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always keep the line; of a 403 without the traceback."""
        if getattr(record, "status_code", None) == HTTPStatus.FORBIDDEN:
            record.exc_info = None
        return True


def discreet(text: str) -> str:
    """The text with `…` for each e-mail address and each long random word."""
    return SECRET.sub("…", ADDRESS.sub("…@…", text))
