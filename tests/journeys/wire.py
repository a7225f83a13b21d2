"""A wire between browser and server that can be cut: the network of a bad evening.

Playwright's own offline switch does not reach service workers; here nothing arrives at all, and an
answer can be lost after the server did its work.
"""

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit


class Wire:
    """Passes on what arrives at `url` to the server, as long as it is whole."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self.server = (parts.hostname or "localhost", parts.port or 80)
        self.whole, self.loses_answers = True, False
        self.open: set[socket.socket] = set()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """Let nothing through any more; what is under way is lost."""
        self.whole = False
        self._hang_up()

    def mend(self) -> None:
        """Let everything through again."""
        self.whole, self.loses_answers = True, False

    def close(self) -> None:
        """Stop for good."""
        self.cut()
        self.door.close()

    def _hang_up(self) -> None:
        for one in list(self.open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                browser, _address = self.door.accept()
                if self.whole:
                    threading.Thread(target=self._connect, args=[browser], daemon=True).start()
                else:
                    browser.close()

    def _connect(self, browser: socket.socket) -> None:
        with browser, socket.create_connection(self.server) as server:
            self.open |= {browser, server}
            back = threading.Thread(target=self._pass, args=[server, browser, True], daemon=True)
            back.start()
            self._pass(browser, server, answers=False)
            back.join()
            self.open -= {browser, server}

    def _pass(self, source: socket.socket, goal: socket.socket, answers: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if answers and self.loses_answers:
                    break
                goal.sendall(data)
        for one in (source, goal):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
