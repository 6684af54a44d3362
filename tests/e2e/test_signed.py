"""Mode `signed`: a customer is whoever holds a token, over MQTT and HTTP alike."""

import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import jwt
import pytest
from aiohttp import ClientSession

from tests.e2e import packets, seed_client
from tests.e2e.accounts import BOB, BOBS_CREDENTIALS, add_bob
from tests.e2e.connection import Connection, Refused, TcpWire, connected
from tests.e2e.ear import Deaf, instruction, message, on
from tests.e2e.house import House, Section, Serve
from tests.e2e.http import get_json
from tests.e2e.native_client import native_attendant, native_customer

Json = dict[str, Any]
SIGNED: Section = {"mode": "signed"}


async def post(
    house: House, path: str, told: object = None, token: str | None = None
) -> tuple[int, Json]:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    async with (
        ClientSession(headers=headers) as http,
        http.post(house.url(path), json=told) as answer,
    ):
        return answer.status, await answer.json()


async def begin(house: House, told: object = None) -> Json:
    status, given = await post(house, "/session", told)
    assert status == 200, given
    return given


@asynccontextmanager
async def customer(house: House, token: str) -> AsyncIterator[Connection]:
    wire = await TcpWire.open(house.mqtt_port)
    async with connected(wire, username="@token", password=token) as connection:
        yield connection


async def stranger(house: House) -> AbstractAsyncContextManager[Connection]:
    return connected(await TcpWire.open(house.mqtt_port), name="stranger")


async def is_refused(connection: Connection, *topic_filters: str) -> bool:
    return set(await connection.subscribe(*topic_filters)) == {packets.REFUSED}


async def read(house: House, path: str, token: str | None = None) -> tuple[int, Any]:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    async with ClientSession(headers=headers) as http, http.get(house.url(path)) as answer:
        return answer.status, await answer.json()


async def test_a_visitor_with_a_token_is_served(serve: Serve) -> None:
    async with serve(auth=SIGNED) as house:
        await add_bob(house)
        given = await begin(house)
        st, session_id = given["sessionTopic"], given["sessionId"]
        ann = {"id": given["customerId"]}
        async with (
            seed_client.attendant(house, BOB, "tcp", BOBS_CREDENTIALS) as bob,
            customer(house, given["token"]) as page,
        ):
            assert await page.subscribe(f"{st}/#", f"client/sessions/{ann['id']}/r1") == [0, 0]
            asked = {"customerId": ann["id"], "requestID": "r1", "sessionId": session_id}
            await page.publish("server/sessions/request", asked)
            session = await bob.take()
            await page.hears(instruction("session/ready", f"client/sessions/{ann['id']}/r1"))
            said = {"from": ann, "timestamp": 1, "content": "Hello", "readAt": None}
            await page.publish(f"{st}/messages", {"message": said})
            await bob.hears(message("Hello"))
            await bob.say(session, BOB, "Hi")
            await page.hears(message("Hi"))
            for path in (f"/session/{session_id}/messages", f"/customer/{ann['id']}/messages"):
                status, found = await read(house, path, given["token"])
                assert (status, len(found)) == (200, 2)
            assert len(await get_json(house, f"/session/{session_id}/messages", BOBS_CREDENTIALS))


async def test_nobody_without_a_token_uses_a_session_by_its_id(serve: Serve) -> None:
    async with serve(auth=SIGNED) as house:
        given, other = await begin(house), await begin(house)
        st, customer_id = given["sessionTopic"], given["customerId"]
        async with customer(house, given["token"]) as page:
            await page.subscribe(f"{st}/client/control")
            asked = {"customerId": customer_id, "requestID": "r1", "sessionId": given["sessionId"]}
            await page.publish("server/sessions/request", asked)
            await page.hears(instruction("session/ready"))
            for way_in in (stranger(house), None):
                spying = customer(house, other["token"]) if way_in is None else await way_in
                async with spying as spy:
                    assert await is_refused(
                        spy,
                        f"{st}/#",
                        f"{st}/messages",
                        f"{st}/client/control",
                        f"client/sessions/{customer_id}/r1",
                        "server/sessions/#",
                        "#",
                    )
                    said = {"from": {"id": customer_id}, "timestamp": 1, "content": "It was me"}
                    await spy.publish(f"{st}/messages", {"message": said})
                    again = {**asked, "customer": {"name": "Eve"}}
                    await spy.publish("server/sessions/request", again)
                    online = {"sessionId": given["sessionId"], "customer": {"id": customer_id}}
                    await spy.publish("server/sessions/online", {**online, "sessionTopic": st})
                    assert await is_refused(spy, f"{st}/messages")
                    allocate = {"userRequesting": customer_id, "responseTopic": "answers/x"}
                    await spy.subscribe("answers/x")
                    await spy.publish("server/channels/request", allocate)
                    await spy.ping()
                    assert spy.heard == []
            for path in (
                f"/session/{given['sessionId']}",
                f"/session/{given['sessionId']}/messages",
                f"/customer/{customer_id}/messages",
                f"/customer/{customer_id}/sessions/last",
            ):
                for token in (None, other["token"]):
                    assert (await read(house, path, token))[0] == 401, path
                assert (await read(house, path, given["token"]))[0] == 200, path
            status, found = await read(house, f"/session/{given['sessionId']}", given["token"])
            assert (status, found["lastMessages"]) == (200, [])
            assert found["customer"]["name"] is None


@pytest.mark.parametrize("told", [{"customerId": "ann"}, {"customer": {"id": 7}}])
async def test_a_customer_id_is_not_chosen_by_the_page(serve: Serve, told: Json) -> None:
    async with serve(auth=SIGNED) as house:
        status, said = await post(house, "/session", told)
        assert (status, said["error"], said["field"]) == (403, "identity_required", "customerId")


@pytest.mark.parametrize("mode", ["capability", "signed", "open"])
async def test_a_token_that_is_none_of_ours_opens_no_connection(serve: Serve, mode: str) -> None:
    async with serve(auth={"mode": mode}) as house:
        token = (await begin(house))["token"]
        async with customer(house, token) as page:
            await page.ping()
        for wrong in ("", "x", token[:-1], token + "x", token.replace("customer-1", "customer-2")):
            with pytest.raises(Refused):
                async with customer(house, wrong):
                    pass


async def test_tokens_outlive_a_restart_and_a_new_key(serve: Serve) -> None:
    async with serve(auth=SIGNED) as house:
        given = await begin(house)
    async with serve(auth=SIGNED) as house, customer(house, given["token"]) as page:
        assert await page.subscribe(f"{given['sessionTopic']}/#") == [0]
        status, again = await post(
            house, f"/session/{given['sessionId']}/token", token=given["token"]
        )
        assert (status, again["sessionId"]) == (200, given["sessionId"])


async def test_a_connection_ends_with_its_token(serve: Serve) -> None:
    async with serve(auth={**SIGNED, "token_ttl": 3_000}) as house:
        given = await begin(house)
        async with customer(house, given["token"]) as page:
            await page.subscribe(f"{given['sessionTopic']}/#")
            with pytest.raises(Deaf):
                await page.hears(on("nothing"))
        with pytest.raises(Refused):
            async with customer(house, given["token"]):
                pass


async def test_a_customer_of_the_site_is_shown_as_verified_and_stays_so(serve: Serve) -> None:
    """In our own dialect, from the site's signature to the attendant's screen."""
    key = "a secret of the site, 32 bytes long"
    claims = {"sub": "ann", "name": "Ann", "exp": int(time.time()) + 300}
    async with serve(auth={**SIGNED, "site_key": key}) as house:
        await add_bob(house)
        told = await begin(house, {"identity": jwt.encode(claims, key)})
        email, password = BOBS_CREDENTIALS
        async with (
            native_attendant(house, "bob", (email, password)) as bob,
            native_customer(house, told) as ann,
            await stranger(house) as eve,
        ):
            offer = await bob.hears_offer(ann)
            assert (offer["customer"]["name"], offer["customer"]["verified"]) == ("Ann", True)
            posing = {"name": "The Boss", "verified": False, "plan": "gold"}
            await ann.does("open", customer=posing)
            again = await ann.hears("control", instruction="session/ready")
            assert again["sessionInfo"]["customer"]["name"] == "Ann"
            await bob.joins(ann)
            await bob.does("accept", sessionId=ann.session_id)
            for leaf, payload in (
                ("open", {"customer": posing}),
                ("messages", {"id": "e1", "content": "It was me"}),
                ("close", {}),
            ):
                await eve.publish(f"{ann.topic}/server/{leaf}", payload)
            await eve.ping()
            assert await is_refused(eve, f"{ann.topic}/client/#", "client/desk/#")
            assert await eve.subscribe("client/desk/availability") == [0]
            said = await ann.says("Hello")
            assert (said["seq"], said["from"]["name"], said["from"]["verified"]) == (1, "Ann", True)
            assert await bob.hears(f"{ann.topic}/client/messages", id=said["id"]) == said
