"""A customer leaves a message while nobody is there, or says where on the site they are."""

from typing import Any

from tests.e2e.house import House, Serve
from tests.e2e.http import get_json
from tests.e2e.native_client import native_customer, new_session
from tests.e2e.test_native import add_everybody, duty, log_in

HOME = {"url": "https://www.example.com/", "title": "Home"}
PRICES = {"url": "https://www.example.com/prices?from=home"}


async def open_sessions(house: House) -> dict[str, dict[str, Any]]:
    desk = await get_json(house, "/desk", log_in("bob"))
    return {session["sessionId"]: session for session in desk["sessions"]}


async def test_a_message_that_was_left_waits_for_an_attendant(serve: Serve) -> None:
    """Longer than a session lives that nobody is heard in, over a restart, and behind others."""
    brief = {"sessions": {"keep_alive_ttl": 1_000}}
    async with serve(**brief) as house:
        await add_everybody(house)
        told = await new_session(house, customer={"name": "Ann", "email": "ann@example.com"})
        async with native_customer(house, told, opens=False) as ann:
            await ann.does("open", leavesMessage=True, page=HOME)
            await ann.hears("control", instruction="session/ready", queuePosition=1)
            await ann.says("Please call me")
        async with native_customer(house, opens=False) as eva:
            await eva.does("open")
            await eva.hears("control", instruction="session/ready", queuePosition=1)
            await eva.hears("control", instruction="session/aborted/expired")
        (left,) = (await open_sessions(house)).values()
    async with serve(**brief) as house:
        (kept,) = (await open_sessions(house)).values()
        assert kept == left
        assert (kept["sessionId"], kept["leftMessage"]) == (told["sessionId"], True)
        assert (kept["customerOnline"], kept["page"], kept["unread"]) == (False, HOME, 1)
        assert kept["customer"]["email"] == "ann@example.com"
        (listed,) = await get_json(house, "/sessions?state=open&q=ann", log_in("bob"))
        assert listed == kept
        async with duty(house, "bob") as bob, native_customer(house) as eva:
            for customer in (ann, eva):
                await bob.hears_offer(customer)
            await bob.does("accept", sessionId=told["sessionId"])
            await bob.does("close", sessionId=told["sessionId"], reason="called")
            over = await bob.hears(f"client/desk/sessions/{told['sessionId']}", status="aborted")
            assert (over["leftMessage"], over["closeNote"]) == (True, "called")


async def test_who_comes_back_waits_like_everybody(serve: Serve) -> None:
    async with serve() as house:
        await add_everybody(house)
        async with native_customer(house, opens=False) as ann, native_customer(house) as eva:
            await ann.does("open", leavesMessage=True)
            await ann.hears("control", instruction="session/ready", queuePosition=2)
            await ann.does("open")
            await ann.hears("control", instruction="session/ready", queuePosition=2)
            seen = await open_sessions(house)
            assert not seen[ann.session_id]["leftMessage"]
            await eva.does("open", leavesMessage=True)
            await eva.hears("control", instruction="session/ready", queuePosition=2)
            assert (await open_sessions(house))[eva.session_id]["leftMessage"]


async def test_attendants_follow_a_customer_over_the_pages_of_the_site(serve: Serve) -> None:
    async with serve() as house:
        await add_everybody(house)
        async with duty(house, "bob") as bob, native_customer(house) as ann:
            news = f"client/desk/sessions/{ann.session_id}"
            assert (await bob.hears(news))["page"] is None
            await ann.does("keepalive", page=HOME)
            await bob.hears(news, page=HOME)
            await ann.does("keepalive")
            await ann.does("open", page=PRICES)
            await bob.hears(news, page={**PRICES, "title": None})
            assert "page" not in str(await get_json(house, f"/session/{ann.session_id}"))


async def test_where_somebody_is_is_a_page_of_the_web(serve: Serve) -> None:
    """What attendants are shown as a link is one, and what is refused changes nothing."""
    async with serve() as house:
        await add_everybody(house)
        async with native_customer(house) as ann:
            for page, field in (
                ({"url": "javascript:alert(1)"}, "page.url"),
                ({"url": "https://"}, "page.url"),
                ({"url": "https://a.example/" + "x" * 2_000}, "page.url"),
                ({**HOME, "title": "x" * 201}, "page.title"),
                ("https://a.example/", "page"),
            ):
                for act in ("keepalive", "open"):
                    await ann.does(act, page=page)
                    refused = await ann.hears("control", instruction="error")
                    assert (refused["code"], refused["field"]) == ("invalid", field)
            assert (await open_sessions(house))[ann.session_id]["page"] is None
