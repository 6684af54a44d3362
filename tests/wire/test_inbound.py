"""What clients send, as the contract and the recording of 2019 show it, one topic after another."""

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chimp.core.message import MessageRef
from chimp.core.people import Attendant, Customer, Level
from chimp.core.session import Page
from chimp.wire.inbound import decode
from chimp.wire.legacy import (
    Acceptance,
    AttendantEnvelope,
    AttendantGoodbye,
    MessageEnvelope,
    SessionOnline,
    ViewedEnvelope,
)
from chimp.wire.payloads import Malformed
from chimp.wire.seed import ChannelRequest, SessionRequest

CHIMP = {
    "id": "9999999",
    "email": "chimp@support.com",
    "name": "Chimp Support",
    "avatarURL": None,
    "type": "support/firstLevel",
}
GUEST = {"name": "Guest 46900", "id": "70912860-e641-11f1-9380-bba89cdc5683", "avatarURL": "a.png"}
HELLO = {"from": GUEST, "timestamp": 1795330418283, "content": "Hello", "readAt": None}
ST = "server/sessions/70912860-e641-11f1-9380-bba89cdc5683"


def sent(topic: str, payload: object) -> Any:  # noqa: ANN401 - each test knows which
    return decode(topic, orjson.dumps(payload))


def refused(topic: str, payload: bytes) -> Malformed:
    with pytest.raises(Malformed) as caught:
        decode(topic, payload)
    return caught.value


class TestSeed:
    def test_a_chat_request_with_nothing_but_its_two_ids(self) -> None:
        request = sent("server/sessions/request", {"customerId": 42, "requestID": "r1"})
        assert isinstance(request, SessionRequest)
        assert (request.customerId, request.requestID, request.sessionId) == (42, "r1", None)
        assert request.asking() == Customer(id=42)

    def test_a_chat_request_may_spell_it_request_id(self) -> None:
        assert sent("server/sessions/request", {"customerId": 1, "requestId": 7}).requestID == 7

    def test_a_chat_request_tells_of_the_customer(self) -> None:
        told = {"name": "Ann", "avatarURL": None, "plan": "gold", "seats": 3, "tags": ["a"]}
        request = sent(
            "server/sessions/request", {"customerId": "ann", "requestID": "r", "customer": told}
        )
        assert request.asking() == Customer(
            id="ann", name="Ann", details={"plan": "gold", "seats": 3}
        )

    def test_a_chat_request_about_two_customers_is_refused(self) -> None:
        request = sent(
            "server/sessions/request",
            {"customerId": "ann", "requestID": "r", "customer": {"id": "bob"}},
        )
        with pytest.raises(Malformed) as caught:
            request.asking()
        assert caught.value.field == "customer.id"

    def test_a_channel_request(self) -> None:
        request = sent(
            "server/channels/request", {"userRequesting": "ann", "responseTopic": "answers/1"}
        )
        assert isinstance(request, ChannelRequest)
        assert (request.userRequesting, request.responseTopic) == ("ann", "answers/1")


class TestLegacy:
    def test_a_widget_that_is_new(self) -> None:
        request = sent(
            "server/sessions/online",
            {
                "sessionTopic": ST,
                "sessionId": "70cfdf10",
                "lastMessages": [],
                "customer": GUEST,
                "requestID": "70d11790",
                "keepAliveTTL": 600000,
            },
        )
        assert isinstance(request, SessionOnline)
        assert request.customer is not None
        assert request.customer.customer() == Customer(
            id=str(GUEST["id"]), name="Guest 46900", avatar_url="a.png"
        )
        assert (request.sessionTopic, request.sessionId, request.status) == (ST, "70cfdf10", None)

    def test_a_widget_says_still_here_with_its_whole_history(self) -> None:
        request = sent(
            "server/sessions/online",
            {
                "sessionTopic": ST,
                "sessionId": 7,
                "lastMessages": [HELLO] * 300,
                "customer": GUEST,
                "status": "online",
                "assignedAttendants": ["9999999"],
                "expired": False,
                "sessionTemplate": {
                    "customersAllowed": 1,
                    "attendants": [{"type": "support/secondLevel", "required": True}],
                },
            },
        )
        assert request.status == "online"
        assert request.expired is False
        assert request.sessionTemplate.level is Level.SECOND

    def test_an_attendant_is_there(self) -> None:
        request = sent("server/attendants/online", {"attendantInfo": CHIMP})
        assert isinstance(request, AttendantEnvelope)
        assert request.attendantInfo.attendant() == Attendant(
            id="9999999", email="chimp@support.com", name="Chimp Support"
        )

    def test_an_attendant_leaves(self) -> None:
        assert isinstance(
            sent("server/attendants/quit", {"attendantInfo": CHIMP}), AttendantGoodbye
        )

    def test_an_attendant_accepts(self) -> None:
        request = sent(
            "server/attendants/assign",
            {"attendantInfo": CHIMP, "sessionInfo": {"sessionId": 70, "sessionTopic": ST}},
        )
        assert isinstance(request, Acceptance)
        assert request.sessionInfo.sessionId == 70

    def test_a_message_comes_with_its_history_which_is_not_read(self) -> None:
        session = {"sessionTopic": ST, "lastMessages": "not even a list", "customer": 5}
        request = sent(f"{ST}/messages", {"sessionInfo": session, "message": HELLO})
        assert isinstance(request, MessageEnvelope)
        assert request.message.content == "Hello"
        assert request.message.sender.person() == Customer(
            id=str(GUEST["id"]), name="Guest 46900", avatar_url="a.png"
        )

    def test_a_message_from_somebody_with_a_type_is_an_attendants(self) -> None:
        request = sent(f"{ST}/messages", {"message": {**HELLO, "from": CHIMP}})
        assert isinstance(request.message.sender.person(), Attendant)

    def test_a_message_sent_again_has_the_same_id(self) -> None:
        first, again = (sent(f"{ST}/messages", {"message": HELLO}) for _ in range(2))
        assert first.message.message_id() == again.message.message_id()

    @pytest.mark.parametrize(
        "other",
        [
            {"content": "Hello?"},
            {"timestamp": 1795330418284},
            {"from": {"id": "somebody else"}},
            {"from": {**GUEST, "type": "support/firstLevel"}},
        ],
    )
    def test_two_messages_in_one_millisecond_are_two(self, other: dict[str, object]) -> None:
        first = sent(f"{ST}/messages", {"message": HELLO}).message
        second = sent(f"{ST}/messages", {"message": HELLO | other}).message
        assert first.message_id() != second.message_id()

    def test_a_receipt_names_messages_by_time_and_author(self) -> None:
        read = {**HELLO, "readAt": 1795330419308}
        request = sent(f"{ST}/messages/viewed", {"session": {}, "readMessages": [read]})
        assert isinstance(request, ViewedEnvelope)
        assert request.refs() == (MessageRef(1795330418283, str(GUEST["id"]), "Hello"),)
        assert request.read_at(now=5) == 1795330419308

    def test_a_receipt_without_a_time_is_of_now(self) -> None:
        request = sent(f"{ST}/messages/viewed", {"readMessages": [HELLO]})
        assert request.read_at(now=5) == 5


ONLINE = "server/sessions/online"


@pytest.mark.parametrize(
    ("topic", "payload", "field"),
    [
        (ONLINE, b"", None),
        (ONLINE, b"hello", None),
        (ONLINE, b"[1]", None),
        (ONLINE, b"\xff\xfe\x00", None),
        (ONLINE, b"[" * 100_000, None),
        (ONLINE, b"{}", "sessionId"),
        (ONLINE, b'{"sessionId": true}', "sessionId"),
        (ONLINE, b'{"sessionId": 1.5}', "sessionId"),
        (ONLINE, b'{"sessionId": 12345678901234567890}', "sessionId"),
        (ONLINE, b'{"sessionId": ""}', "sessionId"),
        (ONLINE, b'{"sessionId": "a/b"}', "sessionId"),
        (ONLINE, b'{"sessionId": "a+b"}', "sessionId"),
        (ONLINE, b'{"sessionId": "a#b"}', "sessionId"),
        (ONLINE, b'{"sessionId": "a\\u0000b"}', "sessionId"),
        (ONLINE, b'{"sessionId": "' + b"x" * 129 + b'"}', "sessionId"),
        (ONLINE, b'{"sessionId": 1, "customer": {"id": null}}', "customer.id"),
        (ONLINE, b'{"sessionId": 1, "customer": {"id": "request"}}', "customer.id"),
        (ONLINE, b'{"sessionId": 1, "customer": {"id": 1, "name": 5}}', "customer.name"),
        ("server/sessions/request", b'{"customerId": "a"}', "requestID"),
        ("server/sessions/request", b'{"requestID": "a"}', "customerId"),
        ("server/channels/request", b'{"userRequesting": "a"}', "responseTopic"),
        ("server/attendants/online", b'{"attendantInfo": "me"}', "attendantInfo"),
        (
            "server/attendants/online",
            b'{"attendantInfo": {"id": 1, "type": "boss"}}',
            "attendantInfo.type",
        ),
        ("server/attendants/assign", b'{"attendantInfo": {"id": 1}}', "sessionInfo"),
        (f"{ST}/messages", b'{"message": {"from": {"id": 1}}}', "message.timestamp"),
        (
            f"{ST}/messages",
            b'{"message": {"from": {"id": 1}, "timestamp": -1, "content": "x"}}',
            "message.timestamp",
        ),
        (
            f"{ST}/messages",
            b'{"message": {"from": {"id": 1}, "timestamp": 1, "content": {"a": 1}}}',
            "message.content",
        ),
        (
            f"{ST}/messages",
            b'{"message": {"from": {"id": 1}, "timestamp": 1, "content": ""}}',
            "message.content",
        ),
        (f"{ST}/messages", b'{"message": {"timestamp": 1, "content": "x"}}', "message.from"),
        (
            f"{ST}/messages",
            b'{"message": {"from": {"id": 1}, "timestamp": true, "content": "x"}}',
            "message.timestamp",
        ),
        (f"{ST}/messages/viewed", b'{"readMessages": 5}', "readMessages"),
    ],
)
def test_what_is_wrong_is_named(topic: str, payload: bytes, field: str | None) -> None:
    error = refused(topic, payload)
    assert error.field == field
    assert str(error).startswith(field or "the payload")
    assert "\n" not in str(error)


def test_a_clock_that_knows_no_whole_numbers_is_understood() -> None:
    told = b'{"message": {"from": {"id": 1}, "timestamp": 5.0, "content": "x"}}'
    request = decode(f"{ST}/messages", told)
    assert isinstance(request, MessageEnvelope)
    assert request.message.timestamp == 5


def test_a_topic_that_nobody_knows_is_refused() -> None:
    assert refused("server/sessions/ann/typing", b"{}").code == "unknown_topic"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=8,
)
members = st.sampled_from(
    [
        *("sessionId", "customer", "id", "customerId", "requestID", "message", "from"),
        *("timestamp", "content", "attendantInfo", "sessionInfo", "readMessages"),
        *("responseTopic", "sessionTemplate"),
    ]
)
objects = st.recursive(
    json_values,
    lambda children: st.dictionaries(members, children, max_size=5),
    max_leaves=20,
)
topic_names = st.sampled_from(
    [
        ONLINE,
        "server/sessions/request",
        "server/channels/request",
        "server/attendants/online",
        "server/attendants/quit",
        "server/attendants/assign",
        f"{ST}/messages",
        f"{ST}/messages/viewed",
    ]
)


@given(topic_names, st.binary() | objects.map(lambda value: json.dumps(value).encode()))
def test_whatever_is_sent_is_read_or_malformed(topic: str, payload: bytes) -> None:
    try:
        request = decode(topic, payload)
    except Malformed as error:
        assert str(error)  # noqa: PT017 - either outcome is right
    else:
        assert request is not None


class TestWhereACustomerIs:
    @pytest.mark.parametrize("leaf", ["open", "keepalive"])
    @pytest.mark.parametrize(
        ("url", "title"),
        [
            ("https://www.example.com/prices?a=b#c", "Prices"),
            ("http://localhost:8080", None),
            ("http://[::1]/", None),
            ("https://bücher.example/ä", "Bücher"),
        ],
    )
    def test_a_page_of_the_web(self, leaf: str, url: str, title: str | None) -> None:
        request = sent(f"{ST}/s1/server/{leaf}", {"page": {"url": url, "title": title}})
        assert request.page.page() == Page(url, title)

    @pytest.mark.parametrize(
        "url",
        [
            "javascript:alert(1)",
            "JavaScript://a.example/%0aalert(1)",
            "data:text/html,x",
            "/prices",
            "//a.example/",
            "https:///",
            "http://[::1",
            "https://a.example/ b",
            "https://a.example/\n",
            "https://a.example/\u202e",
            "",
            7,
            None,
        ],
    )
    def test_anything_else_is_none(self, url: object) -> None:
        payload = orjson.dumps({"page": {"url": url}})
        for leaf in ("open", "keepalive"):
            assert refused(f"{ST}/s1/server/{leaf}", payload).field == "page.url"
