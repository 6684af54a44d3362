"""MQTT 3.1.1 packets, written from the specification: no broker's code is used to test a broker."""

from collections.abc import Iterator
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
    SUBSCRIBE = 8
    SUBACK = 9
    UNSUBSCRIBE = 10
    UNSUBACK = 11
    PINGREQ = 12
    PINGRESP = 13
    DISCONNECT = 14


@dataclass(frozen=True, slots=True)
class Packet:
    kind: Kind
    flags: int
    body: bytes

    @property
    def packet_id(self) -> int:
        """Of an acknowledgement."""
        number: int = unpack_from("!H", self.body)[0]
        return number

    @property
    def return_code(self) -> int:
        """Of a CONNACK or SUBACK."""
        return self.body[-1]

    def published(self) -> tuple[str, bytes]:
        """Topic and payload of a PUBLISH."""
        (length,) = unpack_from("!H", self.body)
        start = 2 + length + (2 if self.flags & 0b110 else 0)
        return self.body[2 : 2 + length].decode(), self.body[start:]

    def published_id(self) -> int | None:
        """What a PUBLISH of QoS 1 is to be acknowledged with."""
        if not self.flags & 0b110:
            return None
        (length,) = unpack_from("!H", self.body)
        number: int = unpack_from("!H", self.body, 2 + length)[0]
        return number


def _string(text: str) -> bytes:
    raw = text.encode()
    return pack("!H", len(raw)) + raw


def _length(size: int) -> bytes:
    digits = bytearray()
    while True:
        size, digit = divmod(size, 128)
        digits.append(digit | (0x80 if size else 0))
        if not size:
            return bytes(digits)


def packet(kind: Kind, flags: int, body: bytes) -> bytes:
    return bytes([kind << 4 | flags]) + _length(len(body)) + body


def connect(
    client_id: str, username: str | None = None, password: str | None = None, keep_alive: int = 60
) -> bytes:
    """A clean session without a will; `keep_alive` is in seconds."""
    flags = 0b10 | (0 if username is None else 0x80) | (0 if password is None else 0x40)
    body = _string("MQTT") + bytes([4, flags]) + pack("!H", keep_alive) + _string(client_id)
    for text in (username, password):
        body += b"" if text is None else _string(text)
    return packet(Kind.CONNECT, 0, body)


def subscribe(packet_id: int, *topic_filters: str, qos: int = 0) -> bytes:
    wanted = b"".join(_string(topic_filter) + bytes([qos]) for topic_filter in topic_filters)
    return packet(Kind.SUBSCRIBE, 0b0010, pack("!H", packet_id) + wanted)


def publish(topic: str, payload: bytes, *, packet_id: int | None = None) -> bytes:
    """QoS 0, or QoS 1 with a packet id."""
    if packet_id is None:
        return packet(Kind.PUBLISH, 0, _string(topic) + payload)
    return packet(Kind.PUBLISH, 0b0010, _string(topic) + pack("!H", packet_id) + payload)


def puback(packet_id: int) -> bytes:
    return packet(Kind.PUBACK, 0, pack("!H", packet_id))


def pingreq() -> bytes:
    return packet(Kind.PINGREQ, 0, b"")


def disconnect() -> bytes:
    return packet(Kind.DISCONNECT, 0, b"")


class PacketStream:
    """Cuts a stream of bytes into packets."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Packet]:
        """Take in bytes, and yield every packet that is now whole."""
        self._buffer += data
        while (cut := self._next()) is not None:
            yield cut

    def _next(self) -> Packet | None:
        size, shift, at = 0, 0, 1
        while True:
            if at >= len(self._buffer):
                return None
            digit = self._buffer[at]
            size |= (digit & 0x7F) << shift
            at, shift = at + 1, shift + 7
            if not digit & 0x80:
                break
        if len(self._buffer) < at + size:
            return None
        first = self._buffer[0]
        body = bytes(self._buffer[at : at + size])
        del self._buffer[: at + size]
        return Packet(Kind(first >> 4), first & 0x0F, body)
