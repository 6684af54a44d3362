"""Who may not be here any more: sent away at once, wherever they are."""

import asyncio

import pytest
from aiohttp import ClientSession, WSMsgType

from chimp.broker.endings import Ending
from chimp.core.access import Credentials, Mode, Principal, Proof, Role
from tests.broker.conformance.client import Client
from tests.broker.conformance.visitors import Visitors, visiting
from tests.broker.conformance.wire import Connect, Will
from tests.broker.conftest import BOB, Running, Start

NOT_AUTHORIZED = 5
NOW = 1_000_000
LATER = NOW + 60_000


def is_bob(principal: Principal) -> bool:
    return principal.attendant is not None and principal.attendant.key == "bob"


def hello_of_bob(name: str = "desk", *, clean: bool = True, will: Will | None = None) -> Connect:
    return Connect(
        client_id=name, clean=clean, will=will, username="bob@example.com", password=b"right"
    )


async def enter(visitors: Visitors, greeting: Connect) -> Client:
    client = await visitors.dial()
    assert await client.connect(greeting) == 0
    return client


def dismiss_bob(running: Running) -> int:
    return running.broker.dismiss(is_bob, Ending.LOGGED_OUT)


async def test_all_connections_of_that_one_end_and_no_other(start: Start) -> None:
    async with start(Mode.CAPABILITY) as running, visiting(running.port) as visitors:
        ann = await visitors.join()
        bobs = [await enter(visitors, hello_of_bob(name)) for name in ("desk", "phone")]
        assert dismiss_bob(running) == 2
        for bob in bobs:
            await bob.expect_closed()
        await ann.ping()
        assert running.counters.endings[Ending.LOGGED_OUT] == 2
        await running.notes.holds("disconnected", 2)
        await (await enter(visitors, hello_of_bob())).ping()  # it is no ban


async def test_nothing_is_kept_for_who_was_sent_away(start: Start) -> None:
    """Neither of a connection that was there nor of one that was away."""
    async with start(Mode.CAPABILITY) as running, visiting(running.port) as visitors:
        await enter(visitors, hello_of_bob("desk", clean=False))
        phone = await enter(visitors, hello_of_bob("phone", clean=False))
        await phone.subscribe((f"client/attendants/assign/{BOB.key}", 1))
        await phone.leave()
        assert dismiss_bob(running) == 1
        assert running.broker._router.subscriptions() == 0
        for name in ("desk", "phone"):
            assert not (await enter(visitors, hello_of_bob(name, clean=False))).session_present


async def test_who_was_sent_away_has_no_last_word(start: Start) -> None:
    async with start(Mode.CAPABILITY) as running, visiting(running.port) as visitors:
        will = Will("base/server/attendants/quit", b"{}")
        bob = await enter(visitors, hello_of_bob(will=will))
        dismiss_bob(running)
        await bob.expect_closed()
        assert running.notes.of("receive") == []


async def test_who_is_just_being_let_in_is_not(start: Start) -> None:
    """The log-out comes between the check of the password and its answer."""
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(_: Credentials) -> Proof | None:
        asked.set()
        await go_on.wait()
        return Proof(role=Role.ATTENDANT, attendant=BOB)

    async with (
        start(Mode.CAPABILITY, authenticate=slowly) as running,
        visiting(running.port) as visitors,
    ):
        bob = await visitors.dial()
        async with asyncio.TaskGroup() as group:
            answer = group.create_task(bob.connect(hello_of_bob()))
            await asked.wait()
            assert dismiss_bob(running) == 0
            go_on.set()
        assert answer.result() == NOT_AUTHORIZED
        await bob.expect_closed()
        await (await enter(visitors, hello_of_bob())).ping()
        assert running.broker._clients._arriving == {}


async def test_a_page_is_told_that_it_may_not_stay(start: Start) -> None:
    async with start(Mode.CAPABILITY) as running, ClientSession() as http:
        url = f"http://127.0.0.1:{running.web_port}/mqtt"
        async with http.ws_connect(url, protocols=("mqtt",)) as page:
            await page.send_bytes(hello_of_bob().encode())
            await page.receive()
            dismiss_bob(running)
            assert (await page.receive()).type is WSMsgType.CLOSE
            assert page.close_code == 1008


@pytest.mark.parametrize("clean", [True, False])
async def test_a_connection_ends_with_what_it_has_proved(start: Start, *, clean: bool) -> None:
    """What was kept waits for the same one to prove it again."""
    now = NOW
    expires = LATER

    async def until_later(_: Credentials) -> Proof | None:
        return Proof(role=Role.ATTENDANT, attendant=BOB, log_in="1", expires_at=expires)

    async with (
        start(Mode.CAPABILITY, authenticate=until_later, clock=lambda: now) as running,
        visiting(running.port) as visitors,
    ):
        bob = await enter(visitors, hello_of_bob(clean=clean))
        await bob.ping()
        now = LATER
        await bob.expect_closed()
        assert running.counters.endings[Ending.EXPIRED] == 1
        late = await visitors.dial()
        assert await late.connect(hello_of_bob(clean=clean)) == NOT_AUTHORIZED
        expires = LATER + 1
        assert (await enter(visitors, hello_of_bob(clean=clean))).session_present is not clean


async def test_the_log_in_of_a_page_is_shown_only_to_who_decides(start: Start) -> None:
    shown: list[Credentials] = []

    async def note(credentials: Credentials) -> Proof | None:
        shown.append(credentials)
        return Proof()

    async with (
        start(Mode.CAPABILITY, authenticate=note) as running,
        ClientSession(cookies={"log-in": "secret"}) as http,
        visiting(running.port) as visitors,
    ):
        url = f"http://127.0.0.1:{running.web_port}/mqtt"
        async with http.ws_connect(url, protocols=("mqtt",)) as page:
            await page.send_bytes(Connect(client_id="page", username="@cookie").encode())
            await page.receive()
            await enter(visitors, Connect(client_id="tcp", username="@cookie"))
            assert [one.cookie for one in shown] == ["secret", None]
            assert "secret" not in repr(shown)
            for client, connection in running.broker.clients():
                assert "secret" not in repr(client.attributes)
                assert connection.link.cookie is None
