"""What bad input gets: a clear answer, a count; nothing stored, nobody else affected."""

from typing import Any

from tests.e2e import metrics
from tests.e2e.house import Section, Serve
from tests.e2e.http import get, get_json
from tests.e2e.talk import ANN, TOPIC, saying, talking

OPEN = {"mode": "open"}
NOT_JSON = [b"", b"hello", b"{", b"\xff\xfe", b'{"message": }', b"\x00", b"[" * 100_000]
NOT_AN_OBJECT = [b"[]", b"null", b"42", b'"text"', b"true"]
WRONG_TYPES: list[tuple[str, dict[str, Any]]] = [
    ("message.content", saying(5)),
    ("message.content", saying(None)),
    ("message.content", saying(["a"])),
    ("message.content", saying("")),
    ("message.timestamp", saying("hi", timestamp="yesterday")),
    ("message.timestamp", saying("hi", timestamp=-1)),
    ("message.timestamp", saying("hi", timestamp=10**30)),
    ("message.timestamp", saying("hi", timestamp=1.5)),
    ("message.from", saying("hi", **{"from": "ann"})),
    ("message.from.id", saying("hi", **{"from": {"id": {"$ne": 1}}})),
    ("message.from.id", saying("hi", **{"from": {"id": True}})),
    ("message", {"message": "hi"}),
]
MISSING: list[tuple[str, dict[str, Any]]] = [
    ("message", {}),
    ("message.from", {"message": {"timestamp": 1, "content": "hi"}}),
    ("message.timestamp", {"message": {"from": ANN, "content": "hi"}}),
    ("message.content", {"message": {"from": ANN, "timestamp": 1}}),
    ("message.from.id", {"message": {"from": {}, "timestamp": 1, "content": "hi"}}),
]
ABSURD_IDS = [
    "a/b",
    "+",
    "#",
    "a#",
    "a\x00b",
    "a\nb",
    "x" * 129,
    "",
    True,
    None,
    1.5,
    [],
    {"id": 1},
    "request",
    "online",
]
FOREIGN_TOPICS = [
    "server/sessions/carl/s2",
    "server/sessions/annette",
    "server/sessions",
    "client/sessions/ann/s2",
    "server/sessions/ann/+",
    "server/sessions/ann/#",
    "server/sessions/ann//s2",
    "server/sessions/ann/\x00",
    "",
    "x" * 2_000,
]


async def test_what_is_not_a_json_object(serve: Serve) -> None:
    async with serve(auth=OPEN) as house, talking(house) as talk:
        before = await metrics.refusals(house)
        for payload in NOT_JSON + NOT_AN_OBJECT:
            said = await talk.refused(f"{TOPIC}/messages", payload)
            assert "JSON" in said["message"], payload[:20]
        wrong = len(NOT_JSON + NOT_AN_OBJECT)
        assert await metrics.refusals(house) == before + wrong
        await talk.goes_on()


async def test_wrong_types(serve: Serve) -> None:
    async with serve(auth=OPEN) as house, talking(house) as talk:
        before = await metrics.refusals(house)
        for field, payload in WRONG_TYPES:
            said = await talk.refused(f"{TOPIC}/messages", payload)
            assert said["field"] == field, payload
        assert await metrics.refusals(house) == before + len(WRONG_TYPES)
        await talk.goes_on()


async def test_missing_fields(serve: Serve) -> None:
    async with serve(auth=OPEN) as house, talking(house) as talk:
        for field, payload in MISSING:
            said = await talk.refused(f"{TOPIC}/messages", payload)
            assert said["field"] == field, payload
        await talk.goes_on()


async def test_every_absurd_customer_id_is_refused_and_nothing_is_stored(serve: Serve) -> None:
    async with serve(auth=OPEN) as house, talking(house) as talk:
        before = await metrics.refusals(house)
        for customer_id in ABSURD_IDS:
            request = {"customerId": customer_id, "requestID": "r2"}
            await talk.ann.publish("server/sessions/request", request)
            online = {"sessionId": "s2", "customer": {"id": customer_id, "name": "Ann"}}
            await talk.ann.publish("server/sessions/online", online)
        await talk.goes_on()
        assert await metrics.refusals(house) == before + 2 * len(ABSURD_IDS)
        assert await get_json(house, "/session/s2") is None
        assert len(await get_json(house, "/attendant/bob/sessions")) == 1


async def test_every_absurd_session_id_is_refused_and_nothing_is_stored(serve: Serve) -> None:
    absurd = [one for one in ABSURD_IDS if one not in ("request", "online", None)]
    async with serve(auth=OPEN) as house, talking(house) as talk:
        before = await metrics.refusals(house)
        for session_id in absurd:
            request = {"customerId": "carl", "requestID": "r2", "sessionId": session_id}
            await talk.ann.publish("server/sessions/request", request)
        await talk.goes_on()
        assert await metrics.refusals(house) == before + len(absurd)
        assert await get_json(house, "/customer/carl/sessions/last") == []


async def test_absurd_ids_in_a_path_are_no_fault_of_the_server(serve: Serve) -> None:
    async with serve(auth=OPEN) as house:
        for name in ("%00", "a%2Fb", "%23", "%2B", "x" * 129, "x" * 5_000, "%FF", "' OR 1=1 --"):
            for path in ("/customer/{}/messages", "/session/{}", "/attendant/{}/sessions"):
                status, _ = await get(house, path.format(name))
                assert status in {200, 400, 404, 414}, (path, name, status)
        assert await get_json(house, "/healthz") is not None


async def test_a_payload_over_the_limit(serve: Serve) -> None:
    limit: Section = {"max_payload_bytes": 2_000}
    async with serve(auth=OPEN, mqtt=limit) as house, talking(house) as talk:
        before = await metrics.refusals(house)
        said = await talk.refused(f"{TOPIC}/messages", saying("x" * 2_000))
        assert said["code"] == "too_large"
        assert await metrics.refusals(house) == before + 1
        await talk.goes_on()


async def test_a_text_over_the_limit(serve: Serve) -> None:
    async with serve(auth=OPEN, messages={"max_length": 100}) as house, talking(house) as talk:
        said = await talk.refused(f"{TOPIC}/messages", saying("x" * 101))
        assert said["field"] == "message.content"
        await talk.goes_on()


async def test_a_session_topic_that_is_not_the_customers(serve: Serve) -> None:
    async with serve(auth=OPEN) as house, talking(house) as talk:
        await talk.ann.subscribe("client/sessions/ann/r2")
        for topic in FOREIGN_TOPICS:
            request = {
                "customerId": "ann",
                "requestID": "r2",
                "sessionId": "s2",
                "sessionTopic": topic,
            }
            said = await talk.refused("server/sessions/request", request)
            assert said["field"] == "sessionTopic", topic
        assert await get_json(house, "/session/s2") is None
        await talk.goes_on()


async def test_publishing_to_client_topics_is_dropped_and_counted(serve: Serve) -> None:
    async with serve(auth=OPEN) as house, talking(house) as talk:
        before = await metrics.total(house, "chimp_mqtt_publishes_refused_total")
        for topic in ("client/attendants/assign/bob", "client/sessions/ann/r1", "client/x"):
            await talk.ann.publish(topic, {"sessionTopic": TOPIC})
        await talk.goes_on()
        after = await metrics.total(house, "chimp_mqtt_publishes_refused_total")
        assert after == before + 3
        assert len([h for h in talk.bob.heard if "/assign/" in h.topic]) == 1


async def test_nobody_but_the_server_speaks_on_a_control_topic(serve: Serve) -> None:
    async with serve(auth=OPEN) as house, talking(house) as talk:
        for leaf in ("client/control", "control", "server/control"):
            await talk.ann.publish(f"{TOPIC}/{leaf}", {"instruction": "session/ready"})
        await talk.goes_on()
        readies = [h for h in talk.bob.heard if h.instruction == "session/ready"]
        assert len(readies) == 1


async def test_nothing_that_is_not_json_reaches_a_page(serve: Serve) -> None:
    async with serve(auth=OPEN) as house, talking(house) as talk:
        await talk.bob.subscribe("elsewhere/#", f"{TOPIC}/messages/viewed")
        for leaf in ("messages", "messages/viewed", "typing", "x/messages"):
            await talk.ann.publish(f"{TOPIC}/{leaf}", b"not JSON")
        await talk.goes_on()
        assert all(isinstance(h.json, dict) for h in talk.bob.heard)


async def test_a_message_in_somebody_elses_name(serve: Serve) -> None:
    async with serve(auth=OPEN) as house, talking(house) as talk:
        payload = saying("I am Carl", **{"from": {"id": "carl", "name": "Carl"}})
        assert (await talk.refused(f"{TOPIC}/messages", payload))["field"] == "message.from"
        await talk.goes_on()


async def test_a_message_to_a_session_that_is_not_there(serve: Serve) -> None:
    async with serve(auth=OPEN) as house, talking(house) as talk:
        await talk.ann.subscribe("server/sessions/ann/other/client/control")
        said = await talk.refused("server/sessions/ann/other/messages", saying("hi"))
        assert said["code"] == "session_unknown"
        await talk.goes_on()


async def test_receipts_for_messages_that_do_not_exist_change_nothing(serve: Serve) -> None:
    async with serve(auth=OPEN) as house, talking(house) as talk:
        await talk.bob.subscribe(f"{TOPIC}/messages/viewed")
        read = {"from": ANN, "timestamp": 1, "content": "never said", "readAt": 2}
        await talk.ann.publish(f"{TOPIC}/messages/viewed", {"readMessages": [read]})
        await talk.goes_on()
        assert not [h for h in talk.bob.heard if h.topic.endswith("/viewed")]
