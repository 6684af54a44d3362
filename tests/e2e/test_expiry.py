"""A customer who is not heard any more, and one who comes back after that."""

from tests.e2e import seed_client
from tests.e2e.ear import instruction, message
from tests.e2e.house import Sections, Serve
from tests.e2e.http import get_json
from tests.e2e.office_2019 import back_office
from tests.e2e.page_2019 import WAITING, kept_alive
from tests.e2e.people import attendant, customer
from tests.e2e.widget_2019 import widget

SHORT: Sections = {"auth": {"mode": "open"}, "sessions": {"keep_alive_ttl": 500}}
READY = instruction("session/ready", status="online")
EXPIRED = instruction("session/aborted/expired")


async def test_both_sides_are_told_and_the_session_is_closed(serve: Serve) -> None:
    async with (
        serve(**SHORT) as house,
        back_office(house, attendant("bob")) as bob,
        widget(house, customer("ann")) as ann,
    ):
        await ann.hears(READY)
        told = (await ann.hears(EXPIRED)).json["sessionInfo"]
        assert told["status"] == "aborted"
        assert told["keepAliveTTL"] == 500
        await bob.hears(EXPIRED)
        past = await get_json(house, "/attendant/bob/sessions")
        assert [session["status"] for session in past] == ["aborted"]
        last = await get_json(house, "/customer/ann/sessions/last")
        assert [session["status"] for session in last] == ["aborted"]


async def test_a_widget_that_comes_back_is_served_again(serve: Serve) -> None:
    async with (
        serve(**SHORT) as house,
        back_office(house, attendant("bob")) as bob,
        widget(house, customer("ann")) as ann,
    ):
        await ann.hears(READY)
        await ann.say("Hello")
        await ann.hears(message("Hello"))
        await ann.hears(EXPIRED)
        ann.session["status"] = WAITING
        assert ann.session["expired"] is True
        await ann.keep_alive()
        again = (await ann.hears(READY)).json["sessionInfo"]
        assert again["expired"] is True
        assert bob.offered == ["ann", "ann"]
        assert [m["content"] for m in again["lastMessages"]] == ["Hello"]


async def test_a_customer_who_writes_after_it_expired_is_back(serve: Serve) -> None:
    async with (
        serve(**SHORT) as house,
        back_office(house, attendant("bob")) as bob,
        seed_client.customer(house, "ann") as ann,
    ):
        await ann.post_session()
        await ann.ask()
        session = await ann.served()
        await ann.hears(EXPIRED)
        await ann.say(session, customer("ann"), "One more thing")
        await ann.hears(message("One more thing"))
        await ann.served()
        assert bob.offered == ["ann", "ann"]


async def test_keep_alives_keep_it_open(serve: Serve) -> None:
    """Carl, who came later and is silent, is the clock: his expires, hers not."""
    async with (
        serve(auth={"mode": "open"}, sessions={"keep_alive_ttl": 1_000}) as house,
        back_office(house, attendant("bob")),
        widget(house, customer("ann")) as ann,
        widget(house, customer("carl")) as carl,
    ):
        await ann.hears(READY)
        await carl.hears(READY)
        async with kept_alive(ann, 0.1):
            await carl.hears(EXPIRED)
        await ann.say("Hello")
        await ann.hears(message("Hello"))
        assert ann.hearing.ear.all(EXPIRED) == []


async def test_a_live_customer_is_updated_without_asking(serve: Serve) -> None:
    """The back office marks a customer offline that it hears nothing of for 60 s."""
    async with (
        serve(auth={"mode": "open"}, sessions={"update_interval": 200}) as house,
        back_office(house, attendant("bob")) as bob,
        widget(house, customer("ann")) as ann,
    ):
        await ann.hears(READY)
        for _ in range(4):
            await bob.hears(instruction("session/update"))
