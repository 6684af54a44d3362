"""An attendant is gone: their customers go to others at once, or back to the queue."""

from contextlib import AsyncExitStack

from tests.e2e.ear import Wanted, instruction, message
from tests.e2e.house import Section, Serve
from tests.e2e.office_2019 import back_office
from tests.e2e.page_2019 import kept_alive
from tests.e2e.people import attendant, customer
from tests.e2e.test_pages_2019 import in_talk
from tests.e2e.widget_2019 import widget

OPEN = {"mode": "open"}
BOB, CLEO, DORA = attendant("bob"), attendant("cleo"), attendant("dora")
GRACE = {"disconnect_grace": 200}
GONE = instruction("session/aborted/unavailableAttendants")


def served_by(attendant_id: str) -> Wanted:
    """`session/ready` that names this attendant."""
    ready = instruction("session/ready", status="online")
    return lambda h: ready(h) and h.json["sessionInfo"]["assignedAttendants"] == [attendant_id]


async def test_a_closed_connection_beyond_the_grace_gives_the_session_to_another(
    serve: Serve,
) -> None:
    async with serve(auth=OPEN, attendants=GRACE) as house, AsyncExitStack() as later:
        async with back_office(house, BOB):
            ann = await later.enter_async_context(widget(house, customer("ann")))
            await ann.hears(served_by("bob"))
            cleo = await later.enter_async_context(back_office(house, CLEO))
        await ann.hears(served_by("cleo"))
        assert cleo.offered == ["ann"]
        assert ann.hearing.ear.all(GONE) == []


async def test_a_silent_attendant_loses_the_session_when_the_keep_alive_is_over(
    serve: Serve,
) -> None:
    async with (
        serve(auth=OPEN, attendants={"keep_alive_ttl": 1_000}) as house,
        back_office(house, BOB),
        widget(house, customer("ann")) as ann,
    ):
        await ann.hears(served_by("bob"))
        async with back_office(house, CLEO) as cleo, kept_alive(cleo, 0.2):
            await ann.hears(served_by("cleo"))
            assert cleo.offered == ["ann"]


async def test_an_attendant_who_quits_hands_over_after_the_grace(serve: Serve) -> None:
    async with (
        serve(auth=OPEN) as house,
        back_office(house, BOB) as bob,
        widget(house, customer("ann")) as ann,
    ):
        await ann.hears(served_by("bob"))
        async with back_office(house, CLEO) as cleo:
            await cleo.settle()
            await bob.quit()
            await ann.hears(served_by("cleo"))
            await ann.say("Hello")
            await ann.hears(message("Hello"))


async def test_with_nobody_else_the_customer_is_told_queued_and_served_later(
    serve: Serve,
) -> None:
    async with serve(auth=OPEN, attendants=GRACE) as house, AsyncExitStack() as later:
        async with back_office(house, BOB):
            ann = await later.enter_async_context(widget(house, customer("ann")))
            await ann.hears(served_by("bob"))
        gone = (await ann.hears(GONE)).json["sessionInfo"]
        assert gone["status"] == "waitingAttendantsAssignment"
        assert gone["assignedAttendants"] == []
        assert not ann.shows_blue()
        await ann.say("Hello?")
        await ann.hears(message("Hello?"))
        cleo = await later.enter_async_context(back_office(house, CLEO))
        await in_talk(ann, cleo)
        assert ann.shows_blue()
        assert [m["content"] for m in cleo.sessions["ann"]["lastMessages"]] == ["Hello?"]


async def test_a_reload_within_the_grace_changes_nothing(serve: Serve) -> None:
    """Dora, who leaves after Bob and stays away, is the clock: hers are given away, his not."""
    grace: Section = {"disconnect_grace": 1_000}
    async with serve(auth=OPEN, attendants=grace) as house, AsyncExitStack() as later:
        async with back_office(house, BOB):
            ann = await later.enter_async_context(widget(house, customer("ann")))
            await ann.hears(served_by("bob"))
            async with back_office(house, DORA):
                carl = await later.enter_async_context(widget(house, customer("carl")))
                await carl.hears(served_by("dora"))
                cleo = await later.enter_async_context(back_office(house, CLEO))
                await cleo.settle()
        bob = await later.enter_async_context(back_office(house, BOB))
        await carl.hears(served_by("cleo"))
        assert cleo.offered == ["carl"]
        assert bob.offered == []
        await ann.say("Hello")
        await bob.hears(message("Hello"))
        assert ann.hearing.ear.all(GONE) == []
        assert len(ann.hearing.ear.all(instruction("session/ready"))) == 1


async def test_one_connection_of_two_pages_closing_is_no_goodbye(serve: Serve) -> None:
    """The same attendant has two tabs; one is closed. Dora is the clock again."""
    async with serve(auth=OPEN, attendants=GRACE) as house, AsyncExitStack() as later:
        await later.enter_async_context(back_office(house, BOB))
        ann = await later.enter_async_context(widget(house, customer("ann")))
        await ann.hears(served_by("bob"))
        async with back_office(house, DORA):
            carl = await later.enter_async_context(widget(house, customer("carl")))
            await carl.hears(served_by("dora"))
            async with back_office(house, BOB):
                pass
        cleo = await later.enter_async_context(back_office(house, CLEO))
        await carl.hears(served_by("cleo"))
        assert cleo.offered == ["carl"]
        assert ann.hearing.ear.all(GONE) == []
