"""A customer without a page, for tests of what attendants see: speaks our own dialect over MQTT."""

import json
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Final, Self
from urllib.request import Request, urlopen
from uuid import uuid4

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from tests.browser.promptly import promptly
from tests.browser.server import Server

_PATIENCE: Final = 15.0

Heard = dict[str, Any]


class Customer:
    """Somebody who has asked for a chat; everything they hear waits until it is asked for."""

    def __init__(self, server: Server, *, again: Self | None = None, **details: object) -> None:
        """`details`: `name`, `email`, and whatever else a site tells of its customers.

        `again`: they have come before, as that one.
        """
        self._details = details
        self._heard: queue.Queue[tuple[str, Heard]] = queue.Queue()
        self._is_ready = threading.Event()
        issued = _post(f"{server.url}/session", {"customerId": again.id} if again else {})
        self.session: str = issued["sessionId"]
        self.id: str = issued["customerId"]
        self._topic: str = issued["sessionTopic"]
        self._client = promptly(Client(CallbackAPIVersion.VERSION2, transport="websockets"))
        self._client.ws_set_options(path="/mqtt")
        self._client.username_pw_set("@token", issued["token"])
        self._client.on_connect = self._connected
        self._client.on_subscribe = lambda *_: self._is_ready.set()
        self._client.on_message = self._take
        self._client.connect("127.0.0.1", server.http_port)
        self._client.loop_start()
        assert self._is_ready.wait(_PATIENCE)
        self.ask()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.leave()

    def ask(self, **more: object) -> None:
        """For the chat; `more` is `page` and the like."""
        self._publish("open", {"customer": self._details, **more})
        self.hear("control")

    def says(self, content: str) -> None:
        """And waits until it is stored."""
        self.sends(content)
        self.hear("messages", content=content)

    def sends(self, content: str) -> None:
        """And waits until it is acknowledged."""
        self._publish("messages", _message(content))

    def tells(self, *contents: str) -> None:
        """One after the other without a pause, and waits until all are stored."""
        for content in contents:
            told = json.dumps(_message(content))
            self._client.publish(f"{self._topic}/server/messages", told, qos=1)
        self.hear("messages", content=contents[-1])

    def types(self, preview: str) -> None:
        self._publish("typing", {"isTyping": True, "preview": preview})

    def stops(self) -> None:
        self._publish("typing", {"isTyping": False})

    def reads(self, seq: int) -> None:
        self._publish("viewed", {"delivered": seq, "read": seq})

    def closes(self) -> None:
        self._publish("close", {})

    def rates(self, score: int, comment: str | None = None) -> None:
        self._publish("rating", {"score": score, **({"comment": comment} if comment else {})})

    def hear(self, leaf: str, **wanted: object) -> Heard:
        """The next thing on that topic which has these members; what comes before is left out."""
        while True:
            channel, said = self._heard.get(timeout=_PATIENCE)
            if channel == leaf and wanted.items() <= said.items():
                return said

    def has_heard(self) -> list[tuple[str, Heard]]:
        """Everything that waits, on which topic each."""
        everything = []
        while not self._heard.empty():
            everything.append(self._heard.get())
        return everything

    def leave(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _publish(self, leaf: str, payload: object) -> None:
        said = self._client.publish(f"{self._topic}/server/{leaf}", json.dumps(payload), qos=1)
        said.wait_for_publish(_PATIENCE)

    def _connected(
        self,
        client: Client,
        userdata: object,
        flags: ConnectFlags | DisconnectFlags,
        code: ReasonCode,
        properties: Properties | None,
    ) -> None:
        del userdata, flags, properties
        assert not code.is_failure, code
        client.subscribe(f"{self._topic}/client/#", 1)

    def _take(self, client: Client, userdata: object, message: MQTTMessage) -> None:
        del client, userdata
        self._heard.put((message.topic.rsplit("/", 1)[1], json.loads(message.payload)))


@contextmanager
def customers(server: Server, *names: str) -> Iterator[list[Customer]]:
    """Several at once."""
    there = [Customer(server, name=name) for name in names]
    try:
        yield there
    finally:
        for customer in there:
            customer.leave()


def _message(content: str) -> Heard:
    return {"id": str(uuid4()), "content": content, "timestamp": time.time_ns() // 1_000_000}


def _post(url: str, body: object) -> Any:  # noqa: ANN401 - JSON
    wanted = Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})  # noqa: S310 - our own server
    with urlopen(wanted, timeout=_PATIENCE) as answer:  # noqa: S310
        return json.load(answer)
