"""Packets of clients: out of a byte stream that may be split anywhere, and strictly checked.

Nothing here waits or knows a socket: `Parser.feed` takes bytes, `Parser.next` gives the packets in
their order. A packet is understood only when all of it is there, so a malformed one can not put
the stream out of step; after one there is no next. Clauses are those of MQTT 3.1.1.
"""

from collections.abc import Sized
from dataclasses import dataclass
from struct import Struct
from typing import Final

from chimp.broker.amqtt_seams import (
    CONNECT,
    DISCONNECT,
    PINGREQ,
    PUBACK,
    PUBCOMP,
    PUBLISH,
    PUBREC,
    PUBREL,
    SUBSCRIBE,
    UNSUBSCRIBE,
)

_NUMBER: Final = Struct("!H").unpack_from
_HIGHEST_QOS: Final = 2
_LEVEL: Final = 4
MOST_FILTERS: Final = 1_000
"""In one packet. A packet is handled in one go, and each of them takes about 10 µs."""


class Malformed(Exception):
    """The client broke the protocol; `str()` says how. Its connection is to be closed."""


class TooLarge(Malformed):
    """The packet that it announces is over the limit, or holds too much."""


class UnacceptableLevel(Exception):
    """A CONNECT of another version of the protocol, which is told so [MQTT-3.1.2-2]."""


@dataclass(slots=True)
class Publish:
    topic: str
    payload: bytes
    qos: int
    packet_id: int
    """0 where `qos` is."""
    is_retained: bool


@dataclass(slots=True)
class Will:
    """What is to be published if the client goes without a DISCONNECT."""

    topic: str
    payload: bytes
    qos: int
    is_retained: bool


@dataclass(slots=True)
class Connect:
    client_id: str
    is_clean: bool
    keep_alive: int
    """Seconds; 0 means that the client may be silent for ever."""
    username: str | None
    password: bytes | None
    will: Will | None


@dataclass(slots=True)
class Acknowledge:
    """PUBACK, PUBREC, PUBREL or PUBCOMP."""

    kind: int
    packet_id: int


@dataclass(slots=True)
class Subscribe:
    packet_id: int
    wanted: list[tuple[str, int]]
    """Topic filters, each with the quality of service that is asked for."""


@dataclass(slots=True)
class Unsubscribe:
    packet_id: int
    topic_filters: list[str]


class PingRequest:
    """A sign of life."""


class Disconnect:
    """The client goes in order."""


Packet = Publish | Acknowledge | Subscribe | Unsubscribe | PingRequest | Disconnect | Connect

_PING, _GOODBYE = PingRequest(), Disconnect()

_FIRST_BYTES: Final = frozenset(
    [kind << 4 for kind in (CONNECT, PUBACK, PUBREC, PUBCOMP, PINGREQ, DISCONNECT)]
    + [kind << 4 | 2 for kind in (PUBREL, SUBSCRIBE, UNSUBSCRIBE)]
    + [PUBLISH << 4 | flags for flags in (0, 1, 2, 3, 4, 5, 10, 11, 12, 13)]
)
"""What a client's packet may begin with: its type, and the flags that go with it.

[MQTT-2.2.2-1], and of PUBLISH: not both bits of the quality of service [MQTT-3.3.1-4], and no DUP
without one [MQTT-3.3.1-2].
"""
_LENGTHS: Final = {PUBACK: 2, PUBREC: 2, PUBREL: 2, PUBCOMP: 2, PINGREQ: 0, DISCONNECT: 0}
_ACKNOWLEDGEMENTS: Final = frozenset((PUBACK, PUBREC, PUBREL, PUBCOMP))


class Parser:
    """The packets of one connection. `max_packet` is in bytes, without the fixed header."""

    __slots__ = ("_at", "_data", "_max_packet", "_needed")

    def __init__(self, max_packet: int) -> None:
        self._max_packet = max_packet
        self._data: bytes | bytearray = b""
        self._at = 0
        self._needed = 0
        """Bytes from `_at` on without which it is no use to look again."""

    def feed(self, data: bytes) -> None:
        """Take in what has arrived."""
        if self._at == len(self._data):
            self._data = data
        else:
            if isinstance(self._data, bytearray):
                del self._data[: self._at]
            else:
                self._data = bytearray(memoryview(self._data)[self._at :])
            self._data += data
        self._at = 0

    def next(self) -> Packet | None:
        """The next packet, if all of it is there.

        Raises Malformed (and TooLarge, which is one) and UnacceptableLevel.
        """
        data, start = self._data, self._at
        available = len(data) - start
        if available < max(2, self._needed):
            return None
        length, body = data[start + 1], start + 2
        if length > 0x7F:  # noqa: PLR2004 - the highest bit says that another byte follows
            measured = _remaining_length(data, start + 1)
            if measured is None:
                return None
            length, body = measured
        if length > self._max_packet:
            message = f"a packet of {length} bytes"
            raise TooLarge(message)
        end = body + length
        if end > len(data):
            _check_header(data[start], length)  # who speaks HTTP is not waited for
            self._needed = end - start
            return None
        self._at, self._needed = end, 0
        return _understood(data, start, body, end)


def _check_header(first: int, length: int) -> None:
    """What the fixed header alone can have wrong [MQTT-2.2.2-2]."""
    if first not in _FIRST_BYTES:
        message = f"a packet that begins with {first:#04x}"
        raise Malformed(message)
    exactly = _LENGTHS.get(first >> 4)
    if exactly is not None and length != exactly:
        message = f"a packet of type {first >> 4} with a body of {length} bytes"
        raise Malformed(message)


def _understood(data: bytes | bytearray, start: int, body: int, end: int) -> Packet:
    first = data[start]
    _check_header(first, end - body)
    kind = first >> 4
    if kind == PUBLISH:
        return _publish(data, first, body, end)
    if kind in _ACKNOWLEDGEMENTS:
        return Acknowledge(kind, _packet_id(data, body))
    if kind == PINGREQ:
        return _PING
    if kind == DISCONNECT:
        return _GOODBYE
    reader = _Reader(data, body, end)
    if kind == SUBSCRIBE:
        return _subscribe(reader)
    return _unsubscribe(reader) if kind == UNSUBSCRIBE else _connect(reader)


def _publish(data: bytes | bytearray, first: int, body: int, end: int) -> Publish:
    qos = first >> 1 & 3
    topic_ends = body + 2 + (_NUMBER(data, body)[0] if end - body > 1 else end)
    payload = topic_ends + (2 if qos else 0)
    if payload > end:
        message = "a PUBLISH that ends too soon"
        raise Malformed(message)
    topic = _text(data[body + 2 : topic_ends])
    if not topic or "+" in topic or "#" in topic:
        message = "a PUBLISH to what is no topic [MQTT-3.3.2-2] [MQTT-4.7.3-1]"
        raise Malformed(message)
    return Publish(
        topic,
        bytes(data[payload:end]),
        qos,
        _packet_id(data, topic_ends) if qos else 0,
        bool(first & 0x01),
    )


def _subscribe(reader: "_Reader") -> Subscribe:
    packet_id = reader.packet_id()
    wanted: list[tuple[str, int]] = []
    while reader.has_more():
        topic_filter, qos = reader.text(), reader.byte()
        if qos > _HIGHEST_QOS:
            message = f"a SUBSCRIBE with quality of service {qos} [MQTT-3-8.3-4]"
            raise Malformed(message)
        wanted.append((_checked_filter(topic_filter), qos))
        _check_number(wanted)
    if not wanted:
        message = "a SUBSCRIBE without a topic filter [MQTT-3.8.3-3]"
        raise Malformed(message)
    return Subscribe(packet_id, wanted)


def _unsubscribe(reader: "_Reader") -> Unsubscribe:
    packet_id = reader.packet_id()
    topic_filters: list[str] = []
    while reader.has_more():
        topic_filters.append(_checked_filter(reader.text()))
        _check_number(topic_filters)
    if not topic_filters:
        message = "an UNSUBSCRIBE without a topic filter [MQTT-3.10.3-2]"
        raise Malformed(message)
    return Unsubscribe(packet_id, topic_filters)


def _check_number(topic_filters: Sized) -> None:
    if len(topic_filters) > MOST_FILTERS:
        message = f"more than {MOST_FILTERS} topic filters in one packet"
        raise TooLarge(message)


def _connect(reader: "_Reader") -> Connect:
    name, level = reader.text(), reader.byte()
    if (name, level) != ("MQTT", _LEVEL):
        if name in {"MQTT", "MQIsdp"}:
            message = f"protocol {name} of level {level}"
            raise UnacceptableLevel(message)
        message = "a CONNECT of another protocol [MQTT-3.1.2-1]"
        raise Malformed(message)
    flags, keep_alive = reader.byte(), reader.number()
    _check_connect_flags(flags)
    client_id = reader.text()
    will = None
    if flags & 0x04:
        will = Will(reader.text(), reader.binary(), flags >> 3 & 3, bool(flags & 0x20))
        if not will.topic or "+" in will.topic or "#" in will.topic:
            message = "a will for what is no topic"
            raise Malformed(message)
    username = reader.text() if flags & 0x80 else None
    password = reader.binary() if flags & 0x40 else None
    if reader.has_more():
        message = "a CONNECT with something behind it"
        raise Malformed(message)
    return Connect(client_id, bool(flags & 0x02), keep_alive, username, password, will)


def _check_connect_flags(flags: int) -> None:
    has_will, will_qos = flags & 0x04, flags >> 3 & 3
    if flags & 0x01:
        message = "a CONNECT with the reserved flag [MQTT-3.1.2-3]"
    elif not has_will and flags & 0x38:
        message = "a CONNECT with flags of a will but none [MQTT-3.1.2-13] [MQTT-3.1.2-15]"
    elif will_qos > _HIGHEST_QOS:
        message = "a will of quality of service 3 [MQTT-3.1.2-14]"
    elif flags & 0x40 and not flags & 0x80:
        message = "a password without a user name [MQTT-3.1.2-22]"
    else:
        return
    raise Malformed(message)


class _Reader:
    """Takes the fields of one packet, one after the other."""

    __slots__ = ("_at", "_data", "_end")

    def __init__(self, data: bytes | bytearray, start: int, end: int) -> None:
        self._data = data
        self._at = start
        self._end = end

    def has_more(self) -> bool:
        return self._at < self._end

    def byte(self) -> int:
        return self._data[self._take(1)]

    def number(self) -> int:
        number: int = _NUMBER(self._data, self._take(2))[0]
        return number

    def packet_id(self) -> int:
        return _packet_id(self._data, self._take(2))

    def binary(self) -> bytes:
        length = self.number()
        start = self._take(length)
        return bytes(self._data[start : start + length])

    def text(self) -> str:
        return _text(self.binary())

    def _take(self, count: int) -> int:
        start = self._at
        self._at += count
        if self._at > self._end:
            message = "a packet that ends too soon"
            raise Malformed(message)
        return start


def _packet_id(data: bytes | bytearray, at: int) -> int:
    packet_id: int = _NUMBER(data, at)[0]
    if not packet_id:
        message = "a packet identifier of 0 [MQTT-2.3.1-1]"
        raise Malformed(message)
    return packet_id


def _text(encoded: bytes | bytearray) -> str:
    """Well-formed UTF-8 without NUL [MQTT-1.5.3-1] [MQTT-1.5.3-2]."""
    try:
        text = encoded.decode()
    except UnicodeDecodeError as error:
        message = "a string that is no UTF-8 [MQTT-1.5.3-1]"
        raise Malformed(message) from error
    if "\0" in text:
        message = "a string with a NUL [MQTT-1.5.3-2]"
        raise Malformed(message)
    return text


def _checked_filter(text: str) -> str:
    """`#` stands alone and last, `+` alone [MQTT-4.7.1-2] [MQTT-4.7.1-3] [MQTT-4.7.3-1]."""
    *inner, last = text.split("/")
    is_filter = (
        text
        and not any("#" in level for level in inner)
        and ("#" not in last or last == "#")
        and not any("+" in level and level != "+" for level in (*inner, last))
    )
    if not is_filter:
        message = "a topic filter with a wildcard where none may stand"
        raise Malformed(message)
    return text


def _remaining_length(data: bytes | bytearray, at: int) -> tuple[int, int] | None:
    """The length of a packet's body and where that begins; None if not yet all of it is there."""
    length = 0
    for index, byte in enumerate(data[at : at + 4]):
        length |= (byte & 0x7F) << 7 * index
        if byte <= 0x7F:  # noqa: PLR2004 - the highest bit says that another byte follows
            return length, at + index + 1
    if len(data) - at >= 4:  # noqa: PLR2004 - section 2.2.3: at most four bytes
        message = "a remaining length of more than four bytes"
        raise Malformed(message)
    return None
