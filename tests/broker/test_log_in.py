"""Who gets in, whose client id it is, and what is left of those who do not."""

import resource

import pytest

from chimp.broker.endings import Ending
from chimp.core.access import Credentials, Mode, Proof
from chimp.core.errors import Undecided
from tests.broker.conformance.client import Client
from tests.broker.conformance.visitors import Visitors, visiting
from tests.broker.conformance.wire import Connect, Will
from tests.broker.conftest import Running, Start

User = tuple[str | None, bytes | None]
BOB: User = ("bob@example.com", b"right")
WRONG: User = ("bob@example.com", b"wrong")
SHARED: User = ("legacy", b"secret")
NOBODY: User = (None, None)
SERVER_UNAVAILABLE, NOT_AUTHORIZED = 3, 5
UNGUESSABLE = "123e4567-e89b-42d3-a456-426614174000"


def hello(user: User, client_id: str, *, clean: bool = True, will: Will | None = None) -> Connect:
    name, password = user
    return Connect(client_id=client_id, clean=clean, will=will, username=name, password=password)


async def enter(visitors: Visitors, greeting: Connect) -> Client:
    client = await visitors.dial()
    assert await client.connect(greeting) == 0
    return client


async def fail_to_enter(visitors: Visitors, greeting: Connect) -> None:
    client = await visitors.dial()
    assert await client.connect(greeting) == NOT_AUTHORIZED
    await client.expect_closed()


async def test_a_wrong_password_throws_nobody_out(start: Start) -> None:
    """Who it is comes before the take-over."""
    async with start(Mode.CAPABILITY) as running, visiting(running.port) as visitors:
        bob = await enter(visitors, hello(BOB, "desk", clean=False))
        await bob.subscribe(("news/x", 1))
        await fail_to_enter(visitors, hello(WRONG, "desk"))
        await fail_to_enter(visitors, hello(WRONG, "desk", clean=False))
        await bob.ping()
        assert running.broker._router.subscriptions() == 1
        assert running.counters.endings[Ending.TAKEN_OVER] == 0


async def test_who_can_not_be_checked_is_told_to_come_back(start: Start) -> None:
    """Not that they are wrong: they would ask for another password."""

    async def undecided(_: Credentials) -> Proof | None:
        message = "chimp.db: the disk fails"
        raise Undecided(message)

    async with start(Mode.CAPABILITY, authenticate=undecided) as running:
        async with visiting(running.port) as visitors:
            client = await visitors.dial()
            assert await client.connect(hello(BOB, "desk")) == SERVER_UNAVAILABLE
            await client.expect_closed()
        assert nothing_is_left(running)


async def test_failed_log_ins_leave_nothing_behind(start: Start) -> None:
    async with start(Mode.CAPABILITY) as running, visiting(running.port) as visitors:
        greeting = hello(WRONG, "", clean=True, will=Will("base/server/sessions/request"))
        for _ in range(20):
            await fail_to_enter(visitors, greeting)
        assert running.counters.connections_refused == 20
        assert nothing_is_left(running)
        assert running.notes.lines == []


def nothing_is_left(running: Running) -> bool:
    clients = running.broker._clients
    return (len(clients), len(clients._sessions), len(running.broker._tasks)) == (0, 0, 0)


@pytest.mark.parametrize("other", [SHARED, NOBODY], ids=["the shared user", "anonymous"])
async def test_a_client_id_belongs_to_its_user(start: Start, other: User) -> None:
    """Another user's client of the same id neither inherits nor disturbs."""
    async with start(Mode.CAPABILITY) as running, visiting(running.port) as visitors:
        bob = await enter(visitors, hello(BOB, UNGUESSABLE, clean=False))
        await bob.subscribe(("client/attendants/assign/1", 1))
        stranger = await enter(visitors, hello(other, UNGUESSABLE, clean=False))
        assert not stranger.session_present
        await bob.ping()
        await bob.leave()
        again = await enter(visitors, hello(other, UNGUESSABLE))  # a clean one
        await again.expect_nothing()
        bob = await enter(visitors, hello(BOB, UNGUESSABLE, clean=False))
        assert bob.session_present


@pytest.mark.parametrize(
    ("client_id", "is_kept"), [("widget", False), (UNGUESSABLE, True)], ids=["guessable", "not"]
)
async def test_of_somebody_anonymous_the_client_id_is_all_that_proves_them(
    start: Start, client_id: str, *, is_kept: bool
) -> None:
    """By one that can be guessed, one visitor would inherit what is for another."""
    async with start(Mode.CAPABILITY) as running, visiting(running.port) as visitors:
        visitor = await enter(visitors, hello(NOBODY, client_id, clean=False))
        await visitor.leave()
        again = await enter(visitors, hello(NOBODY, client_id, clean=False))
        assert again.session_present is is_kept


async def test_who_comes_back_is_told_as_such(start: Start) -> None:
    """The desk learns that an attendant listens again, and sends no news twice."""
    async with start() as running, visiting(running.port) as visitors:
        greeting = hello(NOBODY, "desk", clean=False)
        bob = await enter(visitors, greeting)
        await bob.subscribe(("base/client/attendants/assign/1", 1))
        await bob.leave()
        await enter(visitors, greeting)
        assert await running.notes.holds("resumed") == ["client/attendants/assign/1"]
        assert running.notes.of("subscribed") == ["client/attendants/assign/1"]
        assert running.notes.principals[0] is not running.notes.principals[-1]


async def test_what_the_server_says_waits_for_who_comes_back(start: Start) -> None:
    async with start() as running, visiting(running.port) as visitors:
        greeting = hello(NOBODY, "desk", clean=False)
        bob = await enter(visitors, greeting)
        await bob.subscribe(("base/server/sessions/ann/messages", 1))
        assert len(running.broker.publish("server/sessions/ann/messages", b"1")) == 1
        assert (await bob.hear()).payload == b"1"
        await bob.leave()
        assert list(running.broker.publish("server/sessions/ann/messages", b"2")) == []
        back = await enter(visitors, greeting)
        assert (await back.hear()).payload == b"2"


async def test_nothing_is_retained_for_who_may_not_receive_it(start: Start) -> None:
    """A topic that can be guessed may be subscribed, and stays silent."""
    async with start(Mode.CAPABILITY) as running, visiting(running.port) as visitors:
        for name in ("7", UNGUESSABLE):
            running.broker.keep(f"base/client/sessions/{name}/1", b"private", 1)
        stranger = await visitors.join()
        for name in ("7", UNGUESSABLE):
            assert await stranger.subscribe((f"base/client/sessions/{name}/1", 1)) == [1]
        heard = await stranger.hear_all()
        assert [message.topic for message in heard] == [f"base/client/sessions/{UNGUESSABLE}/1"]


async def test_wills_are_published_when_the_server_stops(start: Start) -> None:
    async with start() as running, visiting(running.port) as visitors:
        await visitors.join(will=Will("base/server/attendants/quit", b"{}"))
        leaver = await visitors.join(will=Will("base/server/attendants/quit", b"never"))
        await leaver.leave()
        await running.broker.stop()
        assert running.notes.of("receive") == ["server/attendants/quit {}"]
        assert nothing_is_left(running)


@pytest.fixture
def many_files() -> None:
    """Both ends of a thousand connections are in this process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4_096
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"needs {wanted} open files; the limit here is {hard} (ulimit -Hn)")
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


@pytest.mark.usefixtures("many_files")
async def test_a_stop_sees_everybody_out_though_one_does_not_read(
    start: Start, capfd: pytest.CaptureFixture[str]
) -> None:
    """A thousand clients; how long it takes is for the bench to say."""
    async with start() as running, visiting(running.port) as visitors:
        deaf = await visitors.join()
        await deaf.subscribe(("base/server/sessions/ann/messages", 0))
        for _ in range(1_000):
            await visitors.join()
        for _ in range(60):
            running.broker.publish("server/sessions/ann/messages", b"x" * 100_000)
        await running.broker.stop()
        assert nothing_is_left(running)
        assert running.counters.connections_open == 0
    assert "Traceback" not in capfd.readouterr().err
