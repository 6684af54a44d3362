"""Packets on their way to clients: as bytes, and built once however many receive them."""

from struct import Struct

from chimp.broker.amqtt_seams import CONNACK, PINGRESP, PUBLISH, PUBREL, SUBACK, UNSUBACK

_NUMBER = Struct("!H").pack
_ACKNOWLEDGEMENT = Struct("!BBH").pack

PING_RESPONSE = bytes((PINGRESP << 4, 0))


class Publication:
    """One topic (with the base) and one payload, on their way to any number of subscribers.

    What differs between them is the head of the packet; the payload is the same bytes for all.
    """

    __slots__ = ("_numbered", "_unnumbered", "payload", "topic")

    def __init__(self, topic: str, payload: bytes) -> None:
        self.topic = topic
        self.payload = payload
        self._unnumbered = b""
        self._numbered = b""

    def head(
        self, qos: int, packet_id: int, *, is_retained: bool = False, is_repeated: bool = False
    ) -> bytes:
        """What goes before the payload. `packet_id` is not looked at where `qos` is 0."""
        first = bytes((PUBLISH << 4 | is_repeated << 3 | qos << 1 | is_retained,))
        if qos == 0:
            self._unnumbered = self._unnumbered or self._length_and_topic(0)
            return first + self._unnumbered
        self._numbered = self._numbered or self._length_and_topic(2)
        return first + self._numbered + _NUMBER(packet_id)

    def _length_and_topic(self, more: int) -> bytes:
        topic = self.topic.encode()
        length = 2 + len(topic) + more + len(self.payload)
        return remaining_length(length) + _NUMBER(len(topic)) + topic


def remaining_length(length: int) -> bytes:
    """The variable length encoding of section 2.2.3."""
    encoded = bytearray()
    while length > 0x7F:  # noqa: PLR2004 - seven bits of it go into each byte
        encoded.append(length & 0x7F | 0x80)
        length >>= 7
    encoded.append(length)
    return bytes(encoded)


def acknowledgement(kind: int, packet_id: int) -> bytes:
    """PUBACK, PUBREC, PUBREL or PUBCOMP; PUBREL alone has a flag [MQTT-3.6.1-1]."""
    return _ACKNOWLEDGEMENT(kind << 4 | (2 if kind == PUBREL else 0), 2, packet_id)


def connack(return_code: int, *, session_present: bool = False) -> bytes:
    """Whoever is refused has no session [MQTT-3.2.2-4]."""
    return bytes((CONNACK << 4, 2, session_present and not return_code, return_code))


def suback(packet_id: int, return_codes: list[int]) -> bytes:
    """A return code for each filter, in their order [MQTT-3.8.4-5]."""
    body = _NUMBER(packet_id) + bytes(return_codes)
    return bytes((SUBACK << 4,)) + remaining_length(len(body)) + body


def unsuback(packet_id: int) -> bytes:
    return _ACKNOWLEDGEMENT(UNSUBACK << 4, 2, packet_id)
