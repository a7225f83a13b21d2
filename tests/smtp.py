"""A real mail server for tests, on a loopback port."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from aiosmtpd.controller import Controller

from tests.postgres import free_port

REFUSED = "nobody@refused.example"


class Postbox:
    """What the server does with a mail: keeps it, refuses it, or holds the sender up."""

    def __init__(self) -> None:
        self.contents: list[bytes] = []
        self.pause = 0.0
        self._callers: set[Any] = set()
        self.hold = threading.Event()  # set it, and the next mail is neither taken nor refused
        self.holding = threading.Event()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's names
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address == REFUSED:
            return "550 nobody here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.hold.is_set():
            self.hold.clear()
            self.holding.set()
            await asyncio.sleep(60)
        self._callers.add(session.peer)
        await asyncio.sleep(self.pause)
        self.contents.append(envelope.original_content)
        return "250 OK"

    @property
    def mails(self) -> list[EmailMessage]:
        """The mails that were taken."""
        parser = BytesParser(policy=policy.default)
        return [parser.parsebytes(content) for content in self.contents]

    @property
    def callers(self) -> int:
        """How many connections brought a mail."""
        return len(self._callers)

    @property
    def recipients(self) -> list[str]:
        """To whom, sorted."""
        return sorted(str(mail["To"]) for mail in self.mails)


@contextmanager
def running(port: int | None = None) -> Iterator[tuple[Postbox, int]]:
    """A server with its postbox and port, for as long as the block lasts."""
    postbox = Postbox()
    controller = Controller(postbox, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield postbox, controller.port
    finally:
        controller.stop()
