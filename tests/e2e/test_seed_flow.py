"""The seed's dialect from `POST /session` to a conversation with read receipts."""

import pytest

from tests.e2e import seed_client
from tests.e2e.accounts import BOB, BOBS_CREDENTIALS, add_bob
from tests.e2e.ear import Heard, instruction, message, on
from tests.e2e.house import Serve
from tests.e2e.http import get, get_json
from tests.e2e.people import customer
from tests.e2e.seed_client import Transport

TRANSPORTS: list[Transport] = ["tcp", "websockets"]
ANN = customer("ann", "Ann")


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("mode", ["open", "capability"])
async def test_from_post_session_to_a_conversation_with_read_receipts(
    serve: Serve, transport: Transport, mode: str
) -> None:
    async with (
        serve(auth={"mode": mode}) as house,
        seed_client.customer(house, "ann", transport) as ann,
    ):
        await add_bob(house)
        async with seed_client.attendant(house, BOB, transport, BOBS_CREDENTIALS) as bob:
            given = await ann.post_session()
            assert given["keepAliveTTL"] == 600_000
            await ann.ask()
            offered = await bob.take()
            assert offered["status"] == "waitingAttendantsAssignment"
            session = await ann.served()
            assert session["assignedAttendants"] == [BOB["id"]]
            assert session["requestID"] == ann.request_id

            hello = await ann.say(session, ANN, "Hello")
            assert (await ann.hears(message("Hello"))).json["message"]["readAt"] is None
            heard = (await bob.hears(message("Hello"))).json
            assert heard["sessionInfo"]["lastMessages"][-1] == heard["message"]

            await bob.view(session, hello)
            receipt = await ann.hears(on(f"{ann.topic}/messages/viewed"))
            assert [read["content"] for read in receipt.json["readMessages"]] == ["Hello"]
            assert isinstance(receipt.json["readMessages"][0]["readAt"], int)

            answer = await bob.say(session, BOB, "Hi Ann")
            await ann.hears(message("Hi Ann"))
            await ann.view(session, answer)
            await bob.hears(
                lambda h: h.topic == f"{ann.topic}/messages/viewed" and "Hi Ann" in _read(h)
            )

            stored = await get_json(house, f"/session/{ann.session_id}/messages")
            said = [one["message"] for one in stored]
            assert [one["content"] for one in said] == ["Hi Ann", "Hello"]
            assert all(isinstance(one["readAt"], int) for one in said)
        assert len([h for h in ann.heard if h.content == "Hello"]) == 1
        assert len([h for h in ann.heard if h.content == "Hi Ann"]) == 1


def _read(heard: Heard) -> list[str]:
    return [read["content"] for read in heard.json["readMessages"]]


async def test_the_answer_comes_on_three_topics_and_the_last_has_update(serve: Serve) -> None:
    async with (
        serve(auth={"mode": "open"}) as house,
        seed_client.attendant(house, BOB) as bob,
        seed_client.customer(house, "ann") as ann,
    ):
        await ann.post_session()
        await ann.ask()
        await bob.take()
        ready = [
            await ann.hears(instruction("session/ready", topic, "online"))
            for topic in (f"{ann.topic}/client/control", f"{ann.topic}/control", ann.answers)
        ]
    control, in_between, answer = (heard.json for heard in ready)
    assert control == in_between
    assert answer == {**control, "update": "session/ready"}


async def test_the_same_request_again_answers_the_state_and_creates_nothing(serve: Serve) -> None:
    async with (
        serve(auth={"mode": "open"}) as house,
        seed_client.attendant(house, BOB) as bob,
        seed_client.customer(house, "ann") as ann,
    ):
        await ann.post_session()
        await ann.ask()
        await bob.take()
        session = await ann.served()
        await ann.ask_again()
        again = await ann.served()
        assert again["sessionId"] == session["sessionId"]
        assert again["createdAt"] == session["createdAt"]
        assert len(bob.ear.all(on(bob.offers))) == 1
        assert len(await get_json(house, "/customer/ann/sessions/last")) == 1


async def test_a_request_without_session_id_gets_one(serve: Serve) -> None:
    async with (
        serve(auth={"mode": "open"}) as house,
        seed_client.attendant(house, BOB) as bob,
        seed_client.customer(house, 101) as ann,
    ):
        await ann.subscribe(ann.answers)
        request = {"customerId": 101, "requestId": ann.request_id}
        await ann.publish("server/sessions/request", request)
        await bob.take()
        answer = await ann.hears(instruction("session/ready", ann.answers, "online"))
        session = answer.json["sessionInfo"]
        assert session["sessionTopic"] == f"server/sessions/101/{session['sessionId']}"
        assert session["customer"]["id"] == 101

        await ann.publish("server/sessions/request", request)
        again = await ann.hears(instruction("session/ready", ann.answers, "online"))
        assert again.json["sessionInfo"]["sessionId"] == session["sessionId"]


async def test_a_made_up_session_id_is_refused_in_mode_capability(serve: Serve) -> None:
    async with serve() as house, seed_client.customer(house, "ann") as ann:
        await ann.subscribe(ann.answers)
        request = {
            "customerId": "ann",
            "requestID": ann.request_id,
            "sessionId": "made-up",
        }
        await ann.publish("server/sessions/request", request)
        error = (await ann.hears(instruction("error"))).json
        assert error["field"] == "sessionId"
        status, _ = await get(house, "/session/made-up")
        assert status in {401, 403}
