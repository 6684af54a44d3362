"""How many connections the system lets this process have.

Every connection is an open file, of which most systems allow 1,024 to a process that does not ask
for more. Beyond that new clients are closed as they come, and nobody knows why.
"""

from typing import Final

import structlog

_OWN: Final = 256
"""Files of our own: the database, sockets that listen, requests of the web side."""

_log = structlog.get_logger("chimp")


def make_room_for(connections: int) -> None:
    """Ask for as many as are needed, and warn if the system does not give them.

    `connections` is `mqtt.limits.max_connections`, 0 for as many as there can be.
    """
    try:
        import resource  # noqa: PLC0415 - it does not exist for Windows, nor does the limit
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    needed = connections + _OWN
    # The connection by which a page asked over HTTP stays open beside its WebSocket for a while.
    wanted = needed + connections if connections else hard
    if soft == unlimited or (wanted != unlimited and soft >= wanted):
        return
    granted = wanted if hard == unlimited else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (granted, hard))
    if connections and granted < needed:
        _log.warning(
            "server.few_open_files",
            connections=max(0, granted - _OWN),
            wanted=connections,
            because="raise the limit of open files (ulimit -n), or lower"
            " mqtt.limits.max_connections",
        )
