"""amqtt as it comes, as a process; one JSON line when it is ready."""

import asyncio
import json
import logging
import socket
from contextlib import suppress

from amqtt.broker import Broker

ANONYMOUS = "amqtt.plugins.authentication.AnonymousAuthPlugin"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


async def serve() -> None:
    tcp, websocket = _free_port(), _free_port()
    broker = Broker(
        {
            "listeners": {
                "default": {"type": "tcp", "bind": f"127.0.0.1:{tcp}"},
                "websocket": {"type": "ws", "bind": f"127.0.0.1:{websocket}"},
            },
            "plugins": {ANONYMOUS: {"allow_anonymous": True}},
        }
    )
    await broker.start()
    print(json.dumps({"tcp": tcp, "ws": websocket}), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    with suppress(KeyboardInterrupt):
        asyncio.run(serve())
