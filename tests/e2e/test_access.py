"""Mode `capability`: strangers neither subscribe nor read what is not theirs, by MQTT or HTTP."""

from uuid import uuid4

import pytest
from aiohttp import ClientSession

from tests.e2e import metrics, packets, seed_client
from tests.e2e.accounts import BOB, BOBS_CREDENTIALS, add_bob
from tests.e2e.connection import Connection, Refused, TcpWire, WebSocketWire, connected
from tests.e2e.ear import instruction, message, on
from tests.e2e.house import House, Section, Serve
from tests.e2e.http import get, get_json
from tests.e2e.people import customer
from tests.e2e.widget_2019 import widget

ANN = customer("ann")


async def wire(house: House) -> TcpWire:
    return await TcpWire.open(house.mqtt_port)


async def is_refused(connection: Connection, *topic_filters: str) -> bool:
    granted = await connection.subscribe(*topic_filters)
    return set(granted) == {packets.REFUSED}


async def test_a_stranger_subscribes_nothing_of_others_and_hears_nothing(serve: Serve) -> None:
    async with serve() as house, connected(await wire(house), name="spy") as spy:
        await add_bob(house)
        assert await is_refused(
            spy,
            "#",
            "+/#",
            "server/#",
            "server/sessions/#",
            "server/sessions/ann/#",
            "server/sessions/ann/+/messages",
            "server/sessions/ann/messages",
            "server/sessions/online",
            "server/sessions/request",
            "client/#",
            "client/attendants/assign/bob",
            "client/attendants/control/bob",
            "client/sessions/+/+",
            "$SYS/#",
        )
        async with (
            seed_client.attendant(house, BOB, "tcp", BOBS_CREDENTIALS) as bob,
            seed_client.customer(house, "ann") as ann,
        ):
            await ann.post_session()
            await spy.subscribe(f"client/sessions/ann/{ann.request_id}")
            await ann.ask()
            await bob.take()
            session = await ann.served()
            await ann.say(session, ANN, "Hello")
            await bob.hears(message("Hello"))
            await spy.ping()
            assert spy.heard == []


async def test_a_stranger_can_not_speak_in_a_session(serve: Serve) -> None:
    async with (
        serve() as house,
        connected(await wire(house), name="spy") as spy,
        seed_client.customer(house, "ann") as ann,
    ):
        await ann.post_session()
        await ann.ask()
        await ann.hears(instruction("session/ready"))
        said = {"from": ANN, "timestamp": 1, "content": "It was me", "readAt": None}
        for topic in ("server/sessions/ann", "server/sessions/ann/guess"):
            await spy.publish(f"{topic}/messages", {"message": said})
        await spy.ping()
        await ann.say({"sessionTopic": ann.topic}, ANN, "Hello")
        await ann.hears(message("Hello"))
        stored = await get_json(house, f"/session/{ann.session_id}/messages")
        assert [one["message"]["content"] for one in stored] == ["Hello"]
        assert await metrics.total(house, "chimp_mqtt_publishes_refused_total") == 2


async def test_a_stranger_is_no_attendant(serve: Serve) -> None:
    async with serve() as house, connected(await wire(house), name="spy") as spy:
        await add_bob(house)
        for topic in ("server/attendants/online", "server/attendants/quit"):
            await spy.publish(topic, {"attendantInfo": BOB})
        await spy.ping()
        async with seed_client.customer(house, "ann") as ann:
            await ann.post_session()
            await ann.ask()
            waiting = (await ann.hears(on(f"{ann.topic}/client/control"))).json
            assert waiting["sessionInfo"]["status"] == "waitingAttendantsAssignment"
            accepted = {"attendantInfo": BOB, "sessionInfo": waiting["sessionInfo"]}
            await spy.publish("server/attendants/assign", accepted)
            await spy.ping()
            state = await get_json(house, f"/session/{ann.session_id}")
            assert state["status"] == "waitingAttendantsAssignment"


async def test_an_attendant_is_nobody_but_themselves(serve: Serve) -> None:
    async with (
        serve() as house,
        seed_client.customer(house, "ann") as ann,
    ):
        await add_bob(house)
        name, password = BOBS_CREDENTIALS
        async with connected(
            await wire(house), name="bob", username=name, password=password
        ) as bob:
            control = f"client/attendants/control/{BOB['id']}"
            assert await bob.subscribe(control) == [0]
            assert await is_refused(bob, "client/attendants/assign/cleo", "server/sessions/#")
            cleo = {**BOB, "id": "cleo", "name": "Cleo"}
            await bob.publish("server/attendants/online", {"attendantInfo": cleo})
            error = (await bob.hears(on(control))).json
            assert error["instruction"] == "error"
            assert error["field"] == "attendantInfo.id"
            await ann.post_session()
            await ann.ask()
            waiting = (await ann.hears(on(f"{ann.topic}/client/control"))).json
            assert waiting["sessionInfo"]["status"] == "waitingAttendantsAssignment"


async def test_what_an_attendant_says_of_themselves_is_what_their_account_says(
    serve: Serve,
) -> None:
    async with serve() as house, seed_client.customer(house, "ann") as ann:
        await add_bob(house)
        boasting = {**BOB, "name": "The Boss", "type": "support/supervisor"}
        async with seed_client.attendant(house, boasting, "tcp", BOBS_CREDENTIALS) as bob:
            await ann.post_session()
            await ann.ask()
            session = await bob.take()
            await ann.served()
            await bob.say(session, boasting, "Hi")
            told = (await ann.hears(message("Hi"))).json["message"]["from"]
            assert told["name"] == BOB["name"]
            assert told["type"] == BOB["type"]


@pytest.mark.parametrize(
    "credentials", [(BOBS_CREDENTIALS[0], "wrong"), ("nobody@example.org", "x"), ("", "")]
)
async def test_a_wrong_password_does_not_connect(
    serve: Serve, credentials: tuple[str, str]
) -> None:
    async with serve() as house:
        await add_bob(house)
        with pytest.raises(Refused):
            async with connected(
                await wire(house), username=credentials[0], password=credentials[1]
            ):
                pass


async def test_a_wrong_password_with_a_victims_client_id_does_not_throw_it_out(
    serve: Serve,
) -> None:
    async with serve() as house:
        await add_bob(house)
        name, password = BOBS_CREDENTIALS
        async with connected(
            await wire(house), name="bob", username=name, password=password
        ) as bob:
            with pytest.raises(Refused):
                async with connected(
                    await wire(house), name="bob", username=name, password="wrong"
                ):
                    pass
            await bob.ping()


async def test_a_2019_widget_with_a_uuid_is_served_in_the_default_mode(serve: Serve) -> None:
    ann_id = str(uuid4())
    base: Section = {"base_topic": "chimpassist/demo"}
    async with serve(mqtt=base) as house, widget(house, customer(ann_id)) as ann:
        await add_bob(house)
        async with (
            seed_client.attendant(house, BOB, "websockets", BOBS_CREDENTIALS) as bob,
            connected(await wire(house), base="chimpassist/demo") as spy,
        ):
            await bob.take()
            await ann.hears(instruction("session/ready", status="online"))
            assert await is_refused(spy, "server/sessions/+/messages", "server/sessions/#")
            assert await is_refused(spy, f"client/attendants/assign/{BOB['id']}")
            await ann.say("Hello")
            await bob.hears(message("Hello"))


async def test_a_widget_with_a_guessable_customer_id_is_refused(serve: Serve) -> None:
    async with (
        serve() as house,
        connected(await wire(house), name="ann") as ann,
        connected(await wire(house), name="spy") as spy,
    ):
        assert await is_refused(ann, "server/sessions/101/client/control")
        assert await is_refused(spy, "server/sessions/101/messages")


async def test_a_strangers_http_reads_nothing(serve: Serve) -> None:
    async with serve() as house, seed_client.customer(house, "ann") as ann:
        await add_bob(house)
        await ann.post_session()
        await ann.ask()
        await ann.hears(instruction("session/ready"))
        await ann.say({"sessionTopic": ann.topic}, ANN, "Secret")
        await ann.hears(message("Secret"))
        closed = (
            "/customer/ann/sessions/last",
            "/customer/ann/messages",
            f"/attendant/{BOB['id']}/sessions",
            "/session/guess",
            "/session/guess/messages",
            "/chimpassist/customer/ann/contactInfo",
            "/chimpassist/customer/ann/additionalInfo",
        )
        for path in closed:
            status, body = await get(house, path)
            assert status in {401, 403}, (path, status)
            assert set(body) >= {"error", "message"}
            assert "Secret" not in str(body)
            status, _ = await get(house, path, BOBS_CREDENTIALS)
            assert status == 200, path
            status, _ = await get(house, path, (BOBS_CREDENTIALS[0], "wrong"))
            assert status in {401, 403}, path
        for path in ("", "/messages"):
            assert await get_json(house, f"/session/{ann.session_id}{path}")
        for path in ("/config/attendant", "/chimpassist/ann/statistics"):
            await get_json(house, path)


async def test_an_anonymous_websocket_in_capability_may_do_as_little(serve: Serve) -> None:
    async with serve() as house, ClientSession() as http:
        page = await WebSocketWire.open(http, house.http_port)
        async with connected(page) as spy:
            assert await is_refused(spy, "#", "server/sessions/ann/messages", "client/#")
