"""`server/channels/request`: the MQTT twin of `POST /session`, and nobody's mouth."""

import pytest

from tests.e2e import metrics, seed_client
from tests.e2e.connection import TcpWire, connected
from tests.e2e.ear import on
from tests.e2e.house import Serve

FORBIDDEN = [
    "server/sessions/online",
    "server/anything",
    "client/attendants/assign/bob",
    "client/attendants/control/bob",
    "client/sessions/carl/1",
    "client/channels/carl/1",
    "client/anything",
    "answers/+/ann",
    "answers/#",
    "$SYS/broker",
    "answers/\u0000",
    "answers//ann",
]


@pytest.mark.parametrize("transport", ["tcp", "websockets"])
@pytest.mark.parametrize("mode", ["open", "capability"])
async def test_it_is_answered_on_the_response_topic(
    serve: Serve, transport: seed_client.Transport, mode: str
) -> None:
    async with (
        serve(auth={"mode": mode}) as house,
        seed_client.customer(house, "ann", transport) as ann,
    ):
        response_topic = "client/channels/ann/1"
        await ann.subscribe(response_topic)
        request = {"userRequesting": "ann", "responseTopic": response_topic}
        await ann.publish("server/channels/request", request)
        answer = (await ann.hears(on(response_topic))).json
    session_id = answer["sessionId"]
    assert answer["channelTopic"] == f"server/channels/ann/{session_id}"
    assert answer["sessionTopic"] == f"server/sessions/ann/{session_id}"
    assert answer["userRequesting"] == "ann"
    assert answer["keepAliveTTL"] == 600_000
    assert isinstance(answer["createdAt"], int)
    assert answer["status"] == "pending"


async def test_what_it_hands_out_opens_a_session_in_mode_capability(serve: Serve) -> None:
    async with serve() as house, seed_client.customer(house, 7) as ann:
        await ann.subscribe("answers/for/ann")
        await ann.publish(
            "server/channels/request", {"userRequesting": 7, "responseTopic": "answers/for/ann"}
        )
        given = (await ann.hears(on("answers/for/ann"))).json
        assert given["userRequesting"] == 7
        ann.session_id, ann.topic = given["sessionId"], given["sessionTopic"]
        await ann.ask()
        waiting = (await ann.hears(on(f"{ann.topic}/client/control"))).json
        assert waiting["instruction"] == "session/ready"
        assert waiting["sessionInfo"]["status"] == "waitingAttendantsAssignment"


async def test_a_forbidden_response_topic_is_refused(serve: Serve) -> None:
    async with (
        serve(auth={"mode": "open"}) as house,
        connected(await TcpWire.open(house.mqtt_port), name="victim") as victim,
        connected(await TcpWire.open(house.mqtt_port), name="ann") as ann,
    ):
        for topic in FORBIDDEN:
            await victim.subscribe(topic.replace("+", "x").replace("#", "x").replace("\0", ""))
        before = await metrics.refusals(house)
        for topic in FORBIDDEN:
            request = {"userRequesting": "ann", "responseTopic": topic}
            await ann.publish("server/channels/request", request)
        await ann.subscribe("answers/ann")
        await ann.publish(
            "server/channels/request", {"userRequesting": "ann", "responseTopic": "answers/ann"}
        )
        await ann.hears(on("answers/ann"))
        await victim.ping()
        assert await metrics.refusals(house) == before + len(FORBIDDEN)
        assert victim.heard == []
        assert len(ann.heard) == 1


async def test_an_answer_on_a_guessable_topic_reaches_only_who_asked(serve: Serve) -> None:
    async with (
        serve() as house,
        connected(await TcpWire.open(house.mqtt_port), name="spy") as spy,
        connected(await TcpWire.open(house.mqtt_port), name="ann") as ann,
    ):
        await spy.subscribe("client/channels/ann/1")
        await ann.subscribe("client/channels/ann/1")
        request = {"userRequesting": "ann", "responseTopic": "client/channels/ann/1"}
        await ann.publish("server/channels/request", request)
        await ann.hears(on("client/channels/ann/1"))
        await spy.ping()
        assert spy.heard == []
