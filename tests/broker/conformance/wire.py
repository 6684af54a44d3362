"""MQTT 3.1.1 on the wire, written from the specification alone, and able to say what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from struct import pack, unpack_from

REFUSED = 0x80
"""The return code of a SUBSCRIBE that was not granted."""


class Kind(IntEnum):
    CONNECT = 1
    CONNACK = 2
    PUBLISH = 3
    PUBACK = 4
    PUBREC = 5
    PUBREL = 6
    PUBCOMP = 7
    SUBSCRIBE = 8
    SUBACK = 9
    UNSUBSCRIBE = 10
    UNSUBACK = 11
    PINGREQ = 12
    PINGRESP = 13
    DISCONNECT = 14


FLAGS_OF = {Kind.PUBREL: 0b0010, Kind.SUBSCRIBE: 0b0010, Kind.UNSUBSCRIBE: 0b0010}
"""The fixed flags that are not zero (section 2.2.2)."""


@dataclass(frozen=True, slots=True)
class Message:
    """A PUBLISH, taken apart."""

    topic: str
    payload: bytes
    qos: int
    retain: bool
    dup: bool
    packet_id: int

    @property
    def said(self) -> tuple[str, bytes]:
        return self.topic, self.payload


@dataclass(frozen=True, slots=True)
class Packet:
    kind: Kind
    flags: int
    body: bytes

    @property
    def packet_id(self) -> int:
        """Of everything that has one, except a PUBLISH; 0 for the rest."""
        if self.kind in {Kind.CONNACK, Kind.PINGRESP, Kind.PUBLISH}:
            return 0
        number: int = unpack_from("!H", self.body)[0]
        return number

    @property
    def message(self) -> Message:
        (length,) = unpack_from("!H", self.body)
        qos = self.flags >> 1 & 0b11
        start = 2 + length
        number = 0
        if qos:
            (number,) = unpack_from("!H", self.body, start)
            start += 2
        return Message(
            topic=self.body[2 : 2 + length].decode(),
            payload=self.body[start:],
            qos=qos,
            retain=bool(self.flags & 0b1),
            dup=bool(self.flags & 0b1000),
            packet_id=number,
        )


@dataclass(frozen=True, slots=True)
class Will:
    topic: str
    payload: bytes = b"gone"
    qos: int = 0
    retain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Connect:
    """Every field of a CONNECT; `flags`, when given, stands there whatever the fields say."""

    client_id: str | bytes = ""
    clean: bool = True
    keep_alive: int = 60
    will: Will | None = None
    username: str | bytes | None = None
    password: bytes | None = None
    name: str = "MQTT"
    level: int = 4
    flags: int | None = None

    def encode(self) -> bytes:
        flags = self._flags() if self.flags is None else self.flags
        body = string(self.name) + bytes([self.level, flags]) + pack("!H", self.keep_alive)
        body += string(self.client_id)
        if self.will is not None:
            body += string(self.will.topic) + string(self.will.payload)
        for text in (self.username, self.password):
            body += b"" if text is None else string(text)
        return packet(Kind.CONNECT, body)

    def _flags(self) -> int:
        flags = self.clean << 1
        if self.will is not None:
            flags |= 0b100 | self.will.qos << 3 | self.will.retain << 5
        return flags | (self.password is not None) << 6 | (self.username is not None) << 7


def string(text: str | bytes) -> bytes:
    """With its length; bytes go out as they are, even where no UTF-8 would do so."""
    raw = text.encode() if isinstance(text, str) else text
    return pack("!H", len(raw)) + raw


def length_of(size: int) -> bytes:
    """Encode the remaining length."""
    digits = bytearray()
    while True:
        size, digit = divmod(size, 128)
        digits.append(digit | (0x80 if size else 0))
        if not size:
            return bytes(digits)


def packet(kind: int, body: bytes = b"", flags: int | None = None) -> bytes:
    """With the flags that belong to its kind, unless told otherwise."""
    wanted = next((set_ for of, set_ in FLAGS_OF.items() if of == kind), 0)
    return bytes([kind << 4 | (wanted if flags is None else flags)]) + length_of(len(body)) + body


def publish(
    topic: str | bytes,
    payload: bytes = b"",
    *,
    qos: int = 0,
    packet_id: int | None = None,
    retain: bool = False,
    dup: bool = False,
) -> bytes:
    """Any QoS, 3 included, goes out with `packet_id` if there is one."""
    number = b"" if packet_id is None else pack("!H", packet_id)
    flags = dup << 3 | qos << 1 | retain
    return packet(Kind.PUBLISH, string(topic) + number + payload, flags)


def subscribe(packet_id: int, *wanted: tuple[str | bytes, int]) -> bytes:
    """`wanted` are filters with the QoS for each."""
    body = b"".join(string(topic_filter) + bytes([qos]) for topic_filter, qos in wanted)
    return packet(Kind.SUBSCRIBE, pack("!H", packet_id) + body)


def unsubscribe(packet_id: int, topic_filters: Sequence[str | bytes]) -> bytes:
    return packet(Kind.UNSUBSCRIBE, pack("!H", packet_id) + b"".join(map(string, topic_filters)))


def acknowledgement(kind: Kind, packet_id: int) -> bytes:
    """PUBACK, PUBREC, PUBREL or PUBCOMP."""
    return packet(kind, pack("!H", packet_id))


PINGREQ = packet(Kind.PINGREQ)
DISCONNECT = packet(Kind.DISCONNECT)
