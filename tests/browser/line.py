"""A line between pages and the server that can be cut, mended, and go dead without a word.

Chromium's own "offline" lets living WebSockets live. A page that is opened by way of a `Line`
loses all that it has, as with a cable pulled out, or hears nothing any more, as in a tunnel.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

_PIECE: Final = 64 * 1024


class Line:
    """Carries TCP from a port of its own to that of a server on this machine."""

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._is_cut = False
        self._is_quiet = threading.Event()
        self._is_quiet.set()  # set: what comes goes on
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """Without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """End all there is, and take nothing new."""
        self._is_cut = True
        self._end_all()

    def mend(self) -> None:
        """Let everything through again, also what was kept while it was dead."""
        self._is_cut = False
        self._is_quiet.set()

    def go_dead(self) -> None:
        """Let nothing through, in either direction, and tell nobody."""
        self._is_quiet.clear()

    def close(self) -> None:
        self._is_cut = True
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._end_all()
        self._is_quiet.set()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return  # closed
            if self._is_cut:
                near.close()
                continue
            self._carry(near)

    def _carry(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self._to_port))
        except OSError:
            near.close()
            return
        with self._lock:
            self._sockets |= {near, far}
        for source, target in ((near, far), (far, near)):
            threading.Thread(target=self._pump, args=(source, target), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                self._is_quiet.wait()
                target.sendall(piece)
        self._end(source, target)

    def _end(self, *sockets: socket.socket) -> None:
        for each in sockets:
            with self._lock:
                self._sockets.discard(each)
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _end_all(self) -> None:
        with self._lock:
            sockets = tuple(self._sockets)
        self._end(*sockets)


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    line = Line(port)
    try:
        yield line
    finally:
        line.close()
