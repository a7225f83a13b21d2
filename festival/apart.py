"""Doing something for each of many, so that one that fails does not stop the others."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

logger = logging.getLogger("festival.worker")


@contextmanager
def apart(name: str) -> Iterator[None]:
    """Log what goes wrong within, and go on after it; `name` says for what, without personal data.

    What is done within is its own transaction, so that nothing is left half done.
    """
    try:
        yield
    except Exception:
        logger.exception("%s: failed", name)
