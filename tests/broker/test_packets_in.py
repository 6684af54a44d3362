"""The parser: the same packets wherever the stream is cut, and nothing that can upset it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chimp.broker.packets_in import (
    Acknowledge,
    Connect,
    Disconnect,
    Malformed,
    Packet,
    Parser,
    PingRequest,
    Publish,
    Subscribe,
    UnacceptableLevel,
    Unsubscribe,
    Will,
)
from chimp.broker.packets_out import Publication, remaining_length
from tests.broker.conformance import wire
from tests.broker.conformance.wire import Kind

LIMIT = 300_000

texts = st.text(st.characters(exclude_characters="\0+#", exclude_categories=["Cs"]), max_size=20)
topics = texts.filter(bool)
payloads = st.one_of(st.binary(max_size=40), st.integers(1, 70_000).map(bytes))
ids = st.integers(1, 65_535)
qualities = st.integers(0, 2)


@st.composite
def publishes(draw: st.DrawFn) -> tuple[bytes, Packet]:
    topic, payload, qos = draw(topics), draw(payloads), draw(qualities)
    packet_id, retain = draw(ids) if qos else 0, draw(st.booleans())
    dup = bool(qos) and draw(st.booleans())
    sent = wire.publish(
        topic, payload, qos=qos, packet_id=packet_id or None, retain=retain, dup=dup
    )
    return sent, Publish(topic, payload, qos, packet_id, retain)


@st.composite
def connects(draw: st.DrawFn) -> tuple[bytes, Packet]:
    client_id, clean, keep_alive = draw(texts), draw(st.booleans()), draw(st.integers(0, 65_535))
    username = draw(st.none() | texts)
    password = None if username is None else draw(st.none() | st.binary(max_size=20))
    will = draw(st.none() | st.builds(Will, topics, st.binary(), qualities, st.booleans()))
    sent = wire.Connect(
        client_id=client_id,
        clean=clean,
        keep_alive=keep_alive,
        username=username,
        password=password,
        will=None
        if will is None
        else wire.Will(will.topic, will.payload, will.qos, will.is_retained),
    ).encode()
    return sent, Connect(client_id, clean, keep_alive, username, password, will)


@st.composite
def subscribes(draw: st.DrawFn) -> tuple[bytes, Packet]:
    packet_id = draw(ids)
    wanted = draw(st.lists(st.tuples(topics, qualities), min_size=1, max_size=5))
    return wire.subscribe(packet_id, *wanted), Subscribe(packet_id, wanted)


@st.composite
def unsubscribes(draw: st.DrawFn) -> tuple[bytes, Packet]:
    packet_id, filters = draw(ids), draw(st.lists(topics, min_size=1, max_size=5))
    return wire.unsubscribe(packet_id, filters), Unsubscribe(packet_id, filters)


acknowledgements = st.tuples(
    st.sampled_from([Kind.PUBACK, Kind.PUBREC, Kind.PUBREL, Kind.PUBCOMP]), ids
).map(lambda told: (wire.acknowledgement(*told), Acknowledge(*told)))

streams = st.lists(
    st.one_of(publishes(), connects(), subscribes(), unsubscribes(), acknowledgements), max_size=12
)
cuts = st.lists(st.integers(0, 200_000), max_size=12)


def pieces(data: bytes, places: list[int]) -> list[bytes]:
    marks = sorted({place % (len(data) + 1) for place in places} | {0, len(data)})
    return [data[a:b] for a, b in pairwise(marks)]


def parsed(parser: Parser, data: list[bytes]) -> list[Packet]:
    found = []
    for piece in data:
        parser.feed(piece)
        while (packet := parser.next()) is not None:
            found.append(packet)
    return found


@given(streams, cuts)
def test_a_stream_means_the_same_wherever_it_is_cut(
    stream: list[tuple[bytes, Packet]], places: list[int]
) -> None:
    data = b"".join(sent for sent, _ in stream)
    assert parsed(Parser(LIMIT), pieces(data, places)) == [meant for _, meant in stream]


@given(
    st.lists(st.one_of(st.binary(max_size=30), publishes().map(lambda p: p[0])), max_size=8), cuts
)
def test_no_bytes_whatever_do_anything_but_be_malformed(
    garbage: list[bytes], places: list[int]
) -> None:
    data = b"".join(garbage)
    outcomes = []
    for cut in ([], places):
        parser = Parser(LIMIT)
        found: list[Packet | str] = []
        try:
            for piece in pieces(data, cut):
                parser.feed(piece)
                while (packet := parser.next()) is not None:
                    found.append(packet)
        except (Malformed, UnacceptableLevel) as error:
            found.append(type(error).__name__)
        outcomes.append([str(packet) for packet in found])
    whole, cut_up = outcomes
    # What is cut off may be known as malformed before the rest of it has come, not otherwise.
    assert [o for o in whole if "object at" not in o] == [o for o in cut_up if "object at" not in o]


@given(
    topic=topics,
    payload=payloads,
    qos=qualities,
    packet_id=ids,
    is_retained=st.booleans(),
    is_repeated=st.booleans(),
)
def test_what_we_send_is_what_the_parser_reads(
    topic: str, payload: bytes, qos: int, packet_id: int, *, is_retained: bool, is_repeated: bool
) -> None:
    head = Publication(topic, payload).head(
        qos, packet_id, is_retained=is_retained, is_repeated=is_repeated and qos > 0
    )
    expected = Publish(topic, payload, qos, packet_id if qos else 0, is_retained)
    assert parsed(Parser(LIMIT), [head, payload]) == [expected]


@given(st.integers(0, 268_435_455))
def test_remaining_lengths_take_as_few_bytes_as_they_need(length: int) -> None:
    """MQTT 3.1.1, section 2.2.3."""
    assert remaining_length(length) == wire.length_of(length)


def test_short_packets() -> None:
    ping, goodbye = parsed(Parser(LIMIT), [wire.PINGREQ + wire.DISCONNECT])
    assert isinstance(ping, PingRequest)
    assert isinstance(goodbye, Disconnect)
