"""An attendant without a console: speaks our own dialect, for tests of what customers see."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.request import Request, urlopen
from uuid import uuid4

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from tests.browser.promptly import promptly
from tests.browser.server import Account, Server

Json = dict[str, Any]

_PATIENCE: Final = 15.0


class Attending:
    """Takes whatever is offered; `session` is the latest."""

    def __init__(self, server: Server, account: Account) -> None:
        told = _post(
            f"{server.url}/login",
            {"email": account.email, "password": account.password, "bearer": True},
        )
        self.name = account.name
        self._id = told["attendant"]["id"]
        self._news = threading.Condition()
        self._heard: list[tuple[str, Json]] = []
        self._sessions: list[Json] = []
        self._subscribed = threading.Event()
        identifier = f"attending-{uuid4()}"
        self._client = promptly(
            Client(CallbackAPIVersion.VERSION2, client_id=identifier, transport="websockets")
        )
        self._client.username_pw_set("@token", told["token"])
        self._client.ws_set_options(path="/mqtt")
        self._client.on_message = self._hear
        self._client.on_subscribe = lambda *_: self._subscribed.set()
        self._client.connect("127.0.0.1", server.http_port)
        self._client.loop_start()

    def come(self) -> None:
        """Be there for customers."""
        offers = f"client/attendants/assign/{self._id}"
        self._client.subscribe([("client/desk/#", 1), (offers, 1)])
        assert self._subscribed.wait(_PATIENCE)
        self.act("online")
        self.heard(f"client/desk/attendants/{self._id}", state="online")

    def go(self) -> None:
        self.act("quit")
        self.heard(f"client/desk/attendants/{self._id}", state="offline")

    def stop(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    @property
    def session(self) -> Json:
        """The one that was offered last."""
        with self._news:
            assert self._news.wait_for(lambda: self._sessions, _PATIENCE), "no session came"
            return self._sessions[-1]

    @property
    def topic(self) -> str:
        """Of that session, as it is told to both of its sides."""
        return f"{self.session['sessionTopic']}/client"

    def act(self, act: str, **members: object) -> None:
        self._client.publish(f"server/attendants/{self._id}/{act}", json.dumps(members), 1)

    def say(self, content: str) -> str:
        """In that session; returns the id."""
        identifier = str(uuid4())
        self.act("messages", sessionId=self.session["sessionId"], id=identifier, content=content)
        return identifier

    def do(self, act: str, **members: object) -> None:
        """Something in that session."""
        self.act(act, sessionId=self.session["sessionId"], **members)

    def until(self, topic: str, is_right: Callable[[Json], bool]) -> None:
        """Wait for something on that topic that is right."""
        with self._news:
            assert self._news.wait_for(
                lambda: any(where == topic and is_right(told) for where, told in self._heard),
                _PATIENCE,
            ), [told for where, told in self._heard if where == topic][-1:]

    def until_session(self, is_right: Callable[[Json], bool]) -> None:
        """Wait until the latest session that was offered is right."""
        with self._news:
            assert self._news.wait_for(
                lambda: self._sessions and is_right(self._sessions[-1]), _PATIENCE
            ), self._sessions[-1:]

    def heard(self, topic: str, **members: object) -> Json:
        """The latest on that topic that has these members; waits for it."""

        def found() -> Json | None:
            for where, told in reversed(self._heard):
                if where == topic and all(told.get(name) == it for name, it in members.items()):
                    return told
            return None

        with self._news:
            told = self._news.wait_for(found, _PATIENCE)
            assert told is not None, f"{topic} {members} was not heard"
            return told

    def messages(self) -> list[str]:
        """What was said in that session, each time that it was told."""
        topic = f"{self.topic}/messages"
        with self._news:
            return [told["content"] for where, told in self._heard if where == topic]

    def _hear(self, client: Client, _: object, message: MQTTMessage) -> None:
        told = json.loads(message.payload)
        with self._news:
            if message.topic.startswith("client/attendants/assign/"):
                client.subscribe(f"{told['sessionTopic']}/client/#", 1)
                self.act("accept", sessionId=told["sessionId"])
                self._sessions.append(told)
            self._heard.append((message.topic, told))
            self._news.notify_all()


def _post(url: str, body: Json) -> Json:
    request = Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})  # noqa: S310
    with urlopen(request) as answer:  # noqa: S310 - the test's own server
        told: Json = json.load(answer)
        return told


@contextmanager
def attending(server: Server, name: str) -> Iterator[Attending]:
    """Somebody who has an account made for them, and is there."""
    who = Attending(server, server.add_attendant(name))
    try:
        who.come()
        yield who
        who.go()
    finally:
        who.stop()
