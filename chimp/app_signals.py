"""What the signals of the system mean: SIGINT and SIGTERM stop the server, SIGHUP has it reload.

A terminal that is closed says SIGHUP as well; a server that was started there ends with it.
"""

import asyncio
import os
import signal
from collections.abc import Callable, Iterable
from typing import Final

import structlog

_STOP: Final = (signal.SIGINT, signal.SIGTERM)
_STANDARD: Final = (0, 1, 2)
"""The descriptors by which a program hangs on a terminal."""

_log = structlog.get_logger("chimp")


class Signals:
    """Listens from the start of the server until it is told to stop."""

    def __init__(self) -> None:
        self.stop = asyncio.Event()
        self._reload: tuple[Callable[[], None], ...] = ()
        self._terminals = [number for number in _STANDARD if os.isatty(number)]
        loop = asyncio.get_running_loop()
        for number in _STOP:
            loop.add_signal_handler(number, self.stop.set)
        loop.add_signal_handler(signal.SIGHUP, self._hang_up)

    def reload_by(self, take_up: Iterable[Callable[[], None]]) -> None:
        """What SIGHUP calls. Each keeps what it has if it can not take up anew, and says so."""
        self._reload = tuple(take_up)

    def stop_listening(self) -> None:
        """From now on a second signal ends the program at once."""
        loop = asyncio.get_running_loop()
        for number in _STOP:
            loop.remove_signal_handler(number)

    def _hang_up(self) -> None:
        if any(not os.isatty(number) for number in self._terminals):
            self.stop.set()
            return
        _log.info("server.reloading")
        for take_up in self._reload:
            try:
                take_up()
            except Exception:  # noqa: BLE001 - a fault in one must not keep the others from theirs
                _log.exception("server.reload_failed")
