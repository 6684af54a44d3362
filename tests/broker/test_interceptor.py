"""Who judges a PUBLISH, when its sender hears of it, and what becomes of a judge that fails."""

import asyncio
from collections.abc import Awaitable

import pytest
from structlog.testing import capture_logs

from chimp.broker.endings import Ending
from chimp.core.access import Principal
from chimp.core.exchange import Accept, Fail, Refuse, Replace, TakeOver, Verdict
from tests.broker.conformance import wire
from tests.broker.conformance.client import Client, Closed
from tests.broker.conformance.visitors import visiting
from tests.broker.conformance.wire import Kind, Will
from tests.broker.conftest import Start


class Judge:
    """Says what it was told to say, at once, or when the test lets it."""

    def __init__(self) -> None:
        self.verdicts: dict[str, Verdict] = {}
        self.asked: list[tuple[str, bytes]] = []
        self.pending: list[asyncio.Future[Verdict]] = []
        self.is_slow = False
        self._news = asyncio.Event()

    def __call__(
        self, principal: Principal, topic: str, payload: bytes
    ) -> Verdict | Awaitable[Verdict]:
        assert principal.connection
        self.asked.append((topic, payload))
        self._news.set()
        if not self.is_slow:
            return self.verdicts.get(topic, Accept())
        verdict: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        self.pending.append(verdict)
        return verdict

    async def was_asked(self, times: int) -> None:
        async with asyncio.timeout(5):
            while len(self.asked) < times:
                self._news.clear()
                await self._news.wait()


async def delayed(verdict: Verdict) -> Verdict:
    await asyncio.sleep(0)
    return verdict


async def heard(client: Client) -> list[tuple[str, bytes]]:
    return [message.said for message in await client.hear_all()]


@pytest.mark.parametrize("is_awaited", [False, True], ids=["at once", "awaited"])
@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (Accept(), [("t", b"said")]),
        (Refuse(), []),
        (TakeOver(), []),
        (Replace("t", b"nicer"), [("t", b"nicer")]),
        (Replace("elsewhere", b"said"), [("elsewhere", b"said")]),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_it_may_accept_refuse_replace_or_take_over(
    start: Start, verdict: Verdict, expected: list[tuple[str, bytes]], *, is_awaited: bool
) -> None:
    def judge(_: Principal, topic: str, payload: bytes) -> Verdict | Awaitable[Verdict]:
        assert (topic, payload) == ("t", b"said")
        return delayed(verdict) if is_awaited else verdict

    async with start(interceptor=judge) as running, visiting(running.port) as visitors:
        anna, bob = await visitors.join(), await visitors.join()
        await anna.subscribe(("t", 1), ("elsewhere", 1))
        # Each is acknowledged, for MQTT 3.1.1 has no word for a refusal; of quality 0 nobody hears
        # when it is done, so only what is said at once can be looked for at once.
        for qos in (1, 2) if is_awaited else (0, 1, 2):
            await bob.publish("t", b"said", qos)
            assert await heard(anna) == expected


@pytest.mark.parametrize(("qos", "answer"), [(1, Kind.PUBACK), (2, Kind.PUBREC)])
async def test_no_acknowledgement_before_the_verdict(start: Start, qos: int, answer: Kind) -> None:
    judge = Judge()
    judge.is_slow = True
    async with start(interceptor=judge) as running, visiting(running.port) as visitors:
        bob = await visitors.join()
        await bob.send(wire.publish("t", b"", qos=qos, packet_id=7))
        await judge.was_asked(1)
        await bob.expect_nothing()
        judge.pending[0].set_result(TakeOver())
        await bob.await_answer(answer, 7)


async def test_acknowledgements_and_messages_keep_their_order(start: Start) -> None:
    """[MQTT-4.6.0-2] [MQTT-4.6.0-6], though the second verdict is the first that is reached."""
    judge = Judge()
    judge.is_slow = True
    async with start(interceptor=judge) as running, visiting(running.port) as visitors:
        anna, bob = await visitors.join(), await visitors.join()
        await anna.subscribe(("t", 0))
        for number in (1, 2):
            await bob.send(wire.publish("t", bytes([number]), qos=1, packet_id=number))
        await judge.was_asked(2)
        judge.pending[1].set_result(Accept())
        judge.is_slow = False
        await bob.send(wire.publish("t", b"\3", qos=1, packet_id=3))
        await bob.expect_nothing()
        judge.pending[0].set_result(Accept())
        for number in (1, 2, 3):
            assert (await bob.expect(Kind.PUBACK)).packet_id == number
        assert [payload for _, payload in await heard(anna)] == [b"\1", b"\2", b"\3"]


async def test_what_was_published_before_a_disconnect_is_carried_out(start: Start) -> None:
    judge = Judge()
    judge.is_slow = True
    async with start(interceptor=judge) as running, visiting(running.port) as visitors:
        anna, bob = await visitors.join(), await visitors.join()
        await anna.subscribe(("t", 0))
        await bob.send(wire.publish("t", b"last", qos=1, packet_id=1) + wire.DISCONNECT)
        await bob.expect_closed()
        judge.pending[0].set_result(Accept())
        await asyncio.sleep(0)
        assert await heard(anna) == [("t", b"last")]


async def test_what_waits_for_verdicts_holds_its_own_connection_alone(start: Start) -> None:
    judge = Judge()
    judge.is_slow = True
    async with start(interceptor=judge) as running, visiting(running.port) as visitors:
        anna, bob = await visitors.join(), await visitors.join()
        window = running.broker.limits.max_in_flight
        await bob.send(
            b"".join(wire.publish("t", qos=1, packet_id=n) for n in range(1, window + 9))
        )
        await judge.was_asked(window)
        await anna.ping()
        assert len(judge.asked) == window
        judge.pending[0].set_result(TakeOver())
        await judge.was_asked(window + 1)


async def test_nobody_took_it_so_its_sender_is_closed_unacknowledged(start: Start) -> None:
    judge = Judge()
    judge.verdicts["t"] = Fail()
    async with start(interceptor=judge) as running, visiting(running.port) as visitors:
        bob = await visitors.join()
        await bob.publish("t", b"may be lost", 0)
        await bob.send(wire.publish("t", b"", qos=1, packet_id=1))
        with pytest.raises(Closed):
            await bob.expect(Kind.PUBACK)
        assert running.counters.publishes_failed == 2
        assert running.counters.endings[Ending.NOT_TAKEN_IN] == 1


@pytest.mark.parametrize("verdict", [TakeOver(), Fail()], ids=["taken over", "failed"])
async def test_who_has_gone_meanwhile_leaves_nothing_behind(start: Start, verdict: Verdict) -> None:
    """More than the window was on its way when it went."""
    judge = Judge()
    judge.is_slow = True
    async with start(interceptor=judge) as running, visiting(running.port) as visitors:
        bob = await visitors.join(will=Will("t"))
        window = running.broker.limits.max_in_flight
        await bob.send(
            b"".join(wire.publish("t", qos=1, packet_id=n + 1) for n in range(window + 1))
        )
        await judge.was_asked(window)
        bob.hang_up()
        judge.is_slow = False
        judge.verdicts["t"] = TakeOver()
        for pending in judge.pending:
            pending.set_result(verdict)
        await running.notes.holds("disconnected")
        assert list(running.broker.clients()) == []
        assert judge.asked[-1] == ("t", b"gone")


@pytest.mark.parametrize("is_awaited", [False, True], ids=["at once", "awaited"])
async def test_one_that_raises_is_logged_and_refuses(start: Start, *, is_awaited: bool) -> None:
    async def later() -> Verdict:
        await asyncio.sleep(0)
        raise RuntimeError(FAULT)

    def judge(_: Principal, topic: str, __: bytes) -> Verdict | Awaitable[Verdict]:
        if topic != "bad":
            return Accept()
        if is_awaited:
            return later()
        raise RuntimeError(FAULT)

    async with start(interceptor=judge) as running, visiting(running.port) as visitors:
        anna, bob = await visitors.join(), await visitors.join()
        await anna.subscribe(("#", 0))
        with capture_logs() as lines:
            await bob.publish("bad", b"", 1)
            await bob.publish("good", b"", 1)
        assert await heard(anna) == [("good", b"")]
        [told] = [line for line in lines if line["event"] == "mqtt.interceptor_failed"]
        assert told["log_level"] == "error"
        assert told["exc_info"]


FAULT = "a fault of the interceptor"


async def test_a_will_is_judged_like_everything_else(start: Start) -> None:
    judge = Judge()
    judge.verdicts = {"bad": Refuse(), "plain": Replace("plain", b"nicer")}
    async with start(interceptor=judge) as running, visiting(running.port) as visitors:
        anna = await visitors.join()
        await anna.subscribe(("#", 0))
        for topic in ("bad", "plain"):
            (await visitors.join(will=Will(topic))).vanish()
        await judge.was_asked(2)
        judge.is_slow = True
        (await visitors.join(will=Will("slow"))).vanish()
        await judge.was_asked(3)
        judge.pending[0].set_result(Accept())
        await asyncio.sleep(0)
        assert sorted(await heard(anna)) == [("plain", b"nicer"), ("slow", b"gone")]


async def test_a_repeat_before_the_verdict_is_judged_once_and_answered_where_it_came(
    start: Start,
) -> None:
    """[MQTT-4.3.3-2]: the client came back on another connection while its message was stored."""
    judge = Judge()
    judge.is_slow = True
    async with start(interceptor=judge) as running, visiting(running.port) as visitors:
        bob = await visitors.join("bob", clean=False)
        await bob.send(wire.publish("t", b"", qos=2, packet_id=1))
        await judge.was_asked(1)
        bob.vanish()
        again = await visitors.rejoin("bob")
        await again.send(wire.publish("t", b"", qos=2, packet_id=1, dup=True))
        await again.expect_nothing()
        judge.pending[0].set_result(TakeOver())
        await again.await_answer(Kind.PUBREC, 1)
        await again.release(1)
        assert len(judge.asked) == 1
