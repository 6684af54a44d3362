"""What goes over MQTT as an AsyncAPI 3.0 document, made from the table that decoding uses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from chimp import __version__
from chimp.core.protocol import PROTOCOL_VERSION
from chimp.core.topics import BaseTopic
from chimp.wire.channel import Channel, Speech, Way
from chimp.wire.channels import CHANNELS, PARAMETERS
from chimp.wire.examples import Examples
from chimp.wire.promises import PROMISES
from chimp.wire.schemas import Json, Schemas

_ABOUT: Final = (
    """\
Everything that Chimp takes and says over MQTT 3.1.1, generated from the table that it decodes by.

Each payload is one JSON object in UTF-8. Times are milliseconds since the epoch, durations
milliseconds. A `sessionTopic` is written without the base topic in payloads, and with it on the
wire.

"""
    + PROMISES
)

_ACTIONS: Final = {Way.UP: "receive", Way.DOWN: "send"}
"""As AsyncAPI sees it, which describes the server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where the server is to be found; ports and paths are its own, before any proxy."""

    websocket_path: str
    mqtt_port: int
    base_topic: str = ""
    is_secure: bool = False


def asyncapi(whereabouts: Whereabouts, channels: Sequence[Channel] = CHANNELS) -> Json:
    """The document."""
    schemas = Schemas(kind for channel in channels for kind in kinds(channel))
    base = BaseTopic(whereabouts.base_topic)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Chimp over MQTT",
            "version": __version__,
            "description": _ABOUT,
            "license": {"name": "MIT"},
            "x-protocol-version": PROTOCOL_VERSION,
            "tags": [{"name": speech.value} for speech in Speech],
        },
        "defaultContentType": "application/json",
        "servers": _servers(whereabouts),
        "channels": _channels(channels, base),
        "operations": {_operation_id(each): _operation(each) for each in channels},
        "components": {
            "messages": dict(_messages(channels, schemas)),
            "schemas": schemas.definitions,
            "securitySchemes": _SECURITY,
        },
    }


def kinds(channel: Channel) -> tuple[Any, ...]:
    """The models that may come on a channel: each becomes a message of its own."""
    return get_args(channel.payload) or (channel.payload,)


_SECURITY: Final = {
    "login": {
        "type": "userPassword",
        "description": "An attendant's e-mail and password.",
    },
    "token": {
        "type": "userPassword",
        "description": "Username `@token`; the password is the token of a customer's session, from"
        " `POST /session`, or that of an attendant's log-in. Customers need it in mode `signed`.",
    },
    "page": {
        "type": "userPassword",
        "description": "Username `@cookie` and no password: the attendant who is logged in on that"
        " page of the server itself. Over WebSocket only.",
    },
}
"""One of them is enough. A connection without any is a stranger's."""


def _servers(whereabouts: Whereabouts) -> Json:
    security = [{"$ref": f"#/components/securitySchemes/{name}"} for name in _SECURITY]
    return {
        "websocket": {
            "host": "{host}",
            "pathname": whereabouts.websocket_path,
            "protocol": "wss" if whereabouts.is_secure else "ws",
            "description": "MQTT 3.1.1 over WebSocket, with the subprotocol `mqtt`.",
            "variables": {
                "host": {
                    "description": "The host and port that this document came from.",
                    "default": "localhost:3000",
                }
            },
            "security": security,
        },
        "tcp": {
            "host": f"{{hostname}}:{whereabouts.mqtt_port}",
            "protocol": "mqtts" if whereabouts.is_secure else "mqtt",
            "protocolVersion": "3.1.1",
            "description": "MQTT 3.1.1 over TCP.",
            "variables": {"hostname": {"default": "localhost"}},
            "security": security[:2],
        },
    }


def _channels(channels: Sequence[Channel], base: BaseTopic) -> Json:
    """By id; what goes up and down on one topic is one channel."""
    found: Json = {}
    for channel in channels:
        entry = found.setdefault(_channel_id(channel), _address(channel, base))
        for kind in kinds(channel):
            name = kind.__name__
            entry["messages"][name] = {"$ref": f"#/components/messages/{name}"}
    return found


def _address(channel: Channel, base: BaseTopic) -> Json:
    entry: Json = {"address": base.put_on(channel.topic), "messages": {}}
    if named := re.findall(r"\{(\w+)\}", channel.topic):
        entry["parameters"] = {name: {"description": PARAMETERS[name]} for name in named}
    return entry


def _operation(channel: Channel) -> Json:
    at = f"#/channels/{_channel_id(channel)}"
    said = "Published by" if channel.way is Way.UP else "Heard by"
    return {
        "action": _ACTIONS[channel.way],
        "channel": {"$ref": at},
        "summary": channel.summary,
        "description": f"{said}: {channel.party.value}",
        "tags": [{"name": channel.speech.value}],
        "messages": [{"$ref": f"{at}/messages/{kind.__name__}"} for kind in kinds(channel)],
        "bindings": {"mqtt": {"retain": channel.retained, "bindingVersion": "0.2.0"}},
    }


def _messages(channels: Sequence[Channel], schemas: Schemas) -> Iterator[tuple[str, Json]]:
    examples = Examples(schemas.definitions)
    for channel in channels:
        for kind in kinds(channel):
            payload = schemas.of(kind)
            message = {"name": kind.__name__, "payload": payload}
            yield kind.__name__, {**message, "examples": [{"payload": examples.of(payload)}]}


def _channel_id(channel: Channel) -> str:
    words: list[str] = re.findall(r"\w+", channel.topic)
    return words[0] + "".join(word[0].upper() + word[1:] for word in words[1:])


def _operation_id(channel: Channel) -> str:
    name = _channel_id(channel)
    return f"{_ACTIONS[channel.way]}{name[0].upper()}{name[1:]}"
