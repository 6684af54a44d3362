"""Messages are stored once whatever is repeated, in order, and two in one millisecond are two."""

import asyncio

from tests.e2e.ear import message
from tests.e2e.house import House, Serve
from tests.e2e.http import get_json
from tests.e2e.office_2019 import back_office
from tests.e2e.people import attendant, customer
from tests.e2e.test_pages_2019 import in_talk
from tests.e2e.widget_2019 import widget

OPEN = {"mode": "open"}
TIME = 1_700_000_000_000


async def stored(house: House, query: str = "") -> list[str]:
    said = await get_json(house, f"/customer/ann/messages{query}")
    return [one["message"]["content"] for one in said]


async def test_a_repeated_message_is_stored_once_and_echoed_to_who_repeats_it(
    serve: Serve,
) -> None:
    async with (
        serve(auth=OPEN) as house,
        back_office(house, attendant("bob")) as bob,
        widget(house, customer("ann")) as ann,
    ):
        await in_talk(ann, bob)
        for _ in range(3):
            await ann.say("Hello", TIME)
        await ann.say("That is all", TIME + 1)
        await ann.hears(message("That is all"))
        await bob.hears(message("That is all"))
        assert await stored(house) == ["Hello", "That is all"]
        assert [h.content for h in bob.heard if h.content] == ["Hello", "That is all"]


async def test_two_in_the_same_millisecond_are_two(serve: Serve) -> None:
    async with (
        serve(auth=OPEN) as house,
        back_office(house, attendant("bob")) as bob,
        widget(house, customer("ann")) as ann,
    ):
        await in_talk(ann, bob)
        await ann.say("One", TIME)
        await ann.say("Two", TIME)
        await bob.hears(message("Two"))
        await bob.say("ann", "One", TIME)
        await ann.hears(lambda h: h.content == "One" and h.json["message"]["from"]["id"] == "bob")
        assert await stored(house) == ["One", "Two", "One"]


async def test_the_newest_fifty_come_in_ascending_order(serve: Serve) -> None:
    async with (
        serve(auth=OPEN) as house,
        back_office(house, attendant("bob")) as bob,
        widget(house, customer("ann")) as ann,
    ):
        await in_talk(ann, bob)
        # The clocks of clients may stand still or go backwards: the order is that of arrival.
        for number in range(60):
            await ann.say(f"{number}", TIME - number)
        last = (await bob.hears(message("59"))).json
        assert await stored(house) == [f"{number}" for number in range(10, 60)]
        assert await stored(house, "?limit=5&offset=2") == ["53", "54", "55", "56", "57"]
        assert [m["content"] for m in last["sessionInfo"]["lastMessages"]] == [
            f"{number}" for number in range(10, 60)
        ]


async def test_both_sides_writing_at_once_lose_nothing_and_agree_on_the_order(
    serve: Serve,
) -> None:
    async with (
        serve(auth=OPEN) as house,
        back_office(house, attendant("bob")) as bob,
        widget(house, customer("ann")) as ann,
    ):
        await in_talk(ann, bob)

        async def anns() -> None:
            for number in range(20):
                await ann.say(f"a{number}")
                await ann.hears(message(f"a{number}"))

        async def bobs() -> None:
            for number in range(20):
                await bob.say("ann", f"b{number}")
                await bob.hears(message(f"b{number}"))

        await asyncio.gather(anns(), bobs())
        await ann.hears(message("b19"))
        await bob.hears(message("a19"))
        heard = [h.content for h in ann.heard if h.content]
        assert len(heard) == len(set(heard)) == 40
        assert [h.content for h in bob.heard if h.content] == heard
        assert await stored(house) == heard


async def test_a_message_heard_is_a_message_stored(serve: Serve) -> None:
    """Stored first, and only then published: who heard it finds it, every time."""
    async with (
        serve(auth=OPEN) as house,
        back_office(house, attendant("bob")) as bob,
        widget(house, customer("ann")) as ann,
    ):
        await in_talk(ann, bob)
        for number in range(20):
            await ann.say(f"{number}")
            await bob.hears(message(f"{number}"))
            assert (await stored(house, "?limit=1")) == [f"{number}"]


async def test_a_message_read_twice_keeps_the_first_time(serve: Serve) -> None:
    async with (
        serve(auth=OPEN) as house,
        back_office(house, attendant("bob")) as bob,
        widget(house, customer("ann")) as ann,
    ):
        await in_talk(ann, bob)
        await ann.open()
        await ann.say("Hello", TIME)
        await bob.hears(message("Hello"))
        read = {**bob.sessions["ann"]["lastMessages"][0], "readAt": TIME + 5}
        for read_at in (TIME + 5, TIME + 9):
            told = {"session": bob.sessions["ann"], "readMessages": [{**read, "readAt": read_at}]}
            await bob.speaking.publish(f"{ann.topic}/messages/viewed", told)
        for _ in range(2):
            heard = await ann.hears(lambda h: h.topic == f"{ann.topic}/messages/viewed")
            assert [m["readAt"] for m in heard.json["readMessages"]] == [TIME + 5]
        said = await get_json(house, "/customer/ann/messages")
        assert [one["message"]["readAt"] for one in said] == [TIME + 5]
