"""Packets that a client must not send after it was let in, each with the clause it breaks."""

from struct import pack
from typing import Final

from tests.broker.conformance import wire
from tests.broker.conformance.wire import Kind, packet, publish, string, subscribe, unsubscribe

_ID: Final = pack("!H", 1)

NO_TEXT: Final = {
    "no UTF-8": b"a\xc3(",
    "a lone continuation byte": b"\x80",
    "a surrogate": b"\xed\xa0\x80",
    "a pair of surrogates": b"\xed\xa0\xbd\xed\xb8\x80",
    "an overlong form": b"\xc0\xaf",
    "beyond Unicode": b"\xf4\x90\x80\x80",
    "cut off": b"\xf0\x9f\x98",
    "NUL": b"a\0b",
}
"""[MQTT-1.5.3-1] and [MQTT-1.5.3-2]."""

TEXTS: Final = {
    f"{where}: {what}": data
    for what, text in NO_TEXT.items()
    for where, data in {
        "PUBLISH topic": publish(text, b"x"),
        "SUBSCRIBE filter": subscribe(1, (text, 0)),
        "UNSUBSCRIBE filter": unsubscribe(1, [text]),
    }.items()
}

LENGTHS: Final = {
    "a remaining length of five bytes": b"\x30\xff\xff\xff\xff\x01",
    "a remaining length of five bytes, none of them needed": b"\xc0\x80\x80\x80\x80\x00",
}
"""Section 2.2.3."""

TYPES: Final = {
    "reserved type 0": packet(0, flags=0),
    "reserved type 15": packet(15, flags=0),
    "reserved type 15 with a body": packet(15, b"abc", flags=0),
    "CONNACK": packet(Kind.CONNACK, b"\0\0"),
    "SUBACK": packet(Kind.SUBACK, _ID + b"\0"),
    "UNSUBACK": packet(Kind.UNSUBACK, _ID),
    "PINGRESP": packet(Kind.PINGRESP),
}
"""[MQTT-4.8.0-1] and table 2.1: nobody sends these, or servers alone."""

_BODIES: Final = {
    Kind.PUBACK: _ID,
    Kind.PUBREC: _ID,
    Kind.PUBREL: _ID,
    Kind.PUBCOMP: _ID,
    Kind.SUBSCRIBE: _ID + string("a") + b"\0",
    Kind.UNSUBSCRIBE: _ID + string("a"),
    Kind.PINGREQ: b"",
    Kind.DISCONNECT: b"",
}

FLAGS: Final = {
    f"{kind.name} with flags {flags:04b}": packet(kind, body, flags)
    for kind, body in _BODIES.items()
    for flags in (0b0000, 0b0001, 0b0010, 0b1000, 0b1111)
    if flags != wire.FLAGS_OF.get(kind, 0)
}
"""[MQTT-2.2.2-2] [MQTT-3.6.1-1] [MQTT-3.8.1-1] [MQTT-3.10.1-1] [MQTT-3.14.1-1]."""

PUBLISHES: Final = {
    "PUBLISH with QoS 3 [MQTT-3.3.1-4]": publish("a", b"x", qos=3, packet_id=1),
    "PUBLISH with packet id 0 [MQTT-2.3.1-1]": publish("a", b"x", qos=1, packet_id=0),
    "PUBLISH with packet id 0 and QoS 2 [MQTT-2.3.1-1]": publish("a", b"x", qos=2, packet_id=0),
    "PUBLISH to # [MQTT-3.3.2-2]": publish("#", b"x"),
    "PUBLISH to a/+/b [MQTT-3.3.2-2]": publish("a/+/b", b"x"),
    "PUBLISH to a+ with QoS 1 [MQTT-3.3.2-2]": publish("a+", b"x", qos=1, packet_id=1),
    "PUBLISH to an empty topic [MQTT-4.7.3-1]": publish("", b"x"),
}

SUBSCRIBES: Final = {
    "SUBSCRIBE without filters [MQTT-3.8.3-3]": subscribe(1),
    "SUBSCRIBE with packet id 0 [MQTT-2.3.1-1]": subscribe(0, ("a", 0)),
    "SUBSCRIBE with QoS 3 [MQTT-3-8.3-4]": subscribe(1, ("a", 3)),
    "SUBSCRIBE with reserved bits [MQTT-3-8.3-4]": subscribe(1, ("a", 0b1000_0001)),
    "SUBSCRIBE with a bad one among good ones": subscribe(1, ("a", 0), ("b", 3)),
    "SUBSCRIBE of an empty filter [MQTT-4.7.3-1]": subscribe(1, ("", 0)),
    "SUBSCRIBE without a QoS [MQTT-3.8.3-2]": packet(Kind.SUBSCRIBE, _ID + string("a")),
    "UNSUBSCRIBE without filters [MQTT-3.10.3-2]": unsubscribe(1, []),
    "UNSUBSCRIBE with packet id 0 [MQTT-2.3.1-1]": unsubscribe(0, ["a"]),
    "UNSUBSCRIBE of an empty filter [MQTT-4.7.3-1]": unsubscribe(1, [""]),
}

_LONG: Final = pack("!H", 1000) + b"abc"
"""A string that is said to be longer than its packet."""

TOO_SHORT: Final = {
    "PUBLISH without anything": packet(Kind.PUBLISH),
    "PUBLISH with half a length": packet(Kind.PUBLISH, b"\0"),
    "PUBLISH with a topic beyond its end": packet(Kind.PUBLISH, _LONG),
    "PUBLISH without its packet id": packet(Kind.PUBLISH, string("a"), 0b0010),
    "PUBLISH with half a packet id": packet(Kind.PUBLISH, string("a") + b"\1", 0b0100),
    "SUBSCRIBE without anything": packet(Kind.SUBSCRIBE),
    "SUBSCRIBE with a filter beyond its end": packet(Kind.SUBSCRIBE, _ID + _LONG),
    "UNSUBSCRIBE without anything": packet(Kind.UNSUBSCRIBE),
    "UNSUBSCRIBE with a filter beyond its end": packet(Kind.UNSUBSCRIBE, _ID + _LONG),
    "PUBACK without its packet id": packet(Kind.PUBACK),
    "PUBREC with half a packet id": packet(Kind.PUBREC, b"\1"),
    "PUBREL without its packet id": packet(Kind.PUBREL),
    "PUBCOMP without its packet id": packet(Kind.PUBCOMP),
}
"""[MQTT-4.8.0-1]: whole packets that hold less than they have to."""

TOO_LONG: Final = {
    "PUBACK and more": packet(Kind.PUBACK, _ID + b"x"),
    "PUBREC and more": packet(Kind.PUBREC, _ID + b"x"),
    "PUBREL and more": packet(Kind.PUBREL, _ID + b"x"),
    "PUBCOMP and more": packet(Kind.PUBCOMP, _ID + b"x"),
    "PINGREQ and more": packet(Kind.PINGREQ, b"x"),
    "DISCONNECT and more": packet(Kind.DISCONNECT, b"x"),
}
"""[MQTT-4.8.0-1]: packets of a fixed length that hold more."""

CUT_OFF: Final = {
    "after the first byte": b"\x30",
    "in the remaining length": b"\x30\xff",
    "before the body": b"\x30\x0a",
    "in the topic": publish("topic", b"x")[:5],
    "in the payload": publish("a", b"0123456789")[:-1],
    "in a SUBSCRIBE": subscribe(1, ("topic", 0))[:-1],
}
"""Packets whose sender goes before they are whole."""
