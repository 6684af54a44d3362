"""Holds everything that a server takes and says to what it publishes about itself.

It sits where the desk decodes and where the broker is told to publish, so that it hears what no
client may subscribe. What is said is held to closed schemas: a member that is not published is a
fault, though a client has to live with one.
"""

import json
import re
from copy import deepcopy
from functools import cache
from typing import Any

import jsonschema_rs
import pytest

from chimp.broker.server import ChatBroker
from chimp.wire.asyncapi import Whereabouts, asyncapi, kinds
from chimp.wire.channel import Channel, Way
from chimp.wire.channels import CHANNELS
from chimp.wire.inbound import Request, decode

_LEVELS = {"sessionTopic": r"server/sessions/.+", "customerId": r".+", "responseTopic": r".+"}
"""Parameters that may be more than one level; an id that is refused for it is one of them."""


class Eavesdropper:
    """What was heard until now: the channels that were used, and what fits none of them."""

    def __init__(self) -> None:
        self.used: set[Channel] = set()
        self.faults: list[str] = []

    def hear(self, way: Way, topic: str, payload: bytes) -> None:
        told = json.loads(payload)
        found = [
            channel
            for channel in CHANNELS
            if channel.way is way
            and _pattern(channel).fullmatch(topic)
            and any(_validator(way, kind.__name__).is_valid(told) for kind in kinds(channel))
        ]
        self.used.update(found)
        if not found:
            self.faults.append(f"{way}: {topic} {told}")


@pytest.fixture(autouse=True)
def eavesdropper(monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401 - a generator
    """Listens to every server of a test, which fails if something is not as it is published."""
    ear = Eavesdropper()
    publish, retain, reply = ChatBroker.publish, ChatBroker.retain, ChatBroker.reply

    def decoded(topic: str, payload: bytes) -> Request:
        request = decode(topic, payload)
        ear.hear(Way.UP, topic, payload)
        return request

    def published(
        self: ChatBroker, topic: str, payload: bytes, *, only_to: str | None = None
    ) -> Any:  # noqa: ANN401 - whatever it returns
        ear.hear(Way.DOWN, topic, payload)
        return publish(self, topic, payload, only_to=only_to)

    def retained(self: ChatBroker, topic: str, payload: bytes) -> None:
        ear.hear(Way.DOWN, topic, payload)
        retain(self, topic, payload)

    def replied(self: ChatBroker, connection: str, topic: str, payload: bytes) -> bool:
        ear.hear(Way.DOWN, topic, payload)
        return reply(self, connection, topic, payload)

    monkeypatch.setattr("chimp.services.desk.decode", decoded)
    monkeypatch.setattr(ChatBroker, "publish", published)
    monkeypatch.setattr(ChatBroker, "retain", retained)
    monkeypatch.setattr(ChatBroker, "reply", replied)
    yield ear
    assert not ear.faults, "not as published:\n" + "\n".join(ear.faults)


@cache
def _pattern(channel: Channel) -> re.Pattern[str]:
    def level(named: re.Match[str]) -> str:
        return _LEVELS.get(named[1], "[^/]+")

    return re.compile(re.sub(r"\{(\w+)\}", level, channel.topic), re.DOTALL)


@cache
def _validator(way: Way, model: str) -> jsonschema_rs.Draft202012Validator:
    document = _document(closed=way is Way.DOWN)
    payload = document["components"]["messages"][model]["payload"]
    return jsonschema_rs.Draft202012Validator({**payload, "components": document["components"]})


@cache
def _document(*, closed: bool) -> dict[str, Any]:
    document = deepcopy(asyncapi(Whereabouts(websocket_path="/mqtt", mqtt_port=1883)))
    if closed:
        for schema in document["components"]["schemas"].values():
            if schema.get("type") == "object":
                schema.setdefault("additionalProperties", False)
    return document
