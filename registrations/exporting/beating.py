"""A sign of life while something is made, also while nothing can tell how far it is."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import DatabaseError, connection

logger = logging.getLogger("festival.worker")


@contextmanager
def beating(beat: Callable[[], object], *, every: float, most: int) -> Iterator[None]:
    """Call `beat` each `every` seconds while the work within goes on, in a thread of its own.

    Drawing a PDF is one long call, from which nothing can be told. After `most` beats there are
    no more: what takes that long hangs, and somebody else should take it up.
    """
    done = Event()
    thread = Thread(target=_beats, args=(beat, done, every, most), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _beats(beat: Callable[[], object], done: Event, every: float, most: int) -> None:
    for _number in range(most):
        if done.wait(every):
            return
        try:
            beat()
        except DatabaseError:
            logger.warning("a sign of life could not be noted")
        finally:
            connection.close()  # that of this thread
