"""Chat messages: said by customers, stored, and heard by their sender and by the attendant.

First every session is filled to the 50 last messages that each payload then carries (some 30 kB).
Then a closed loop: every customer says the next thing when the last has come back. Then an open
one: a fixed rate, where the time counts from when the message was due, not from when it could be
sent.
"""

import asyncio
import json
import os
from collections import Counter
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from time import perf_counter, time_ns

from tests.bench import people_native as native
from tests.bench.figures import Figures, milliseconds
from tests.bench.load_sessions import opened
from tests.bench.people import Attendant, Customer
from tests.bench.usage import Meter

MARK = b"bench-"
"""Begins every content, followed by customer (5 digits), number (7 digits)."""

CONTENT_BYTES = 500
CONTENT_START = 20
"""How many characters of a content tell it from every other."""

HISTORY = 50
"""How many last messages a session carries."""
ATTENDANTS = 10
_FILLING = 30.0
_PATIENCE = 15.0


@dataclass
class Line:
    """One customer's part: what was said, and who has heard it."""

    customer: Customer
    template: bytes
    sent: int = 0
    echoed: int = 0
    sent_at: list[float] = field(default_factory=list)
    is_looping: bool = False


class Conversation:
    """All customers and attendants, and what arrived where and when."""

    def __init__(self, port: int, customers: int, *, history_sent: int = 0) -> None:
        self._attendants: Sequence[Attendant] = [
            Attendant(f"attendant-{n}", port, self._on_attendant)
            for n in range(min(ATTENDANTS, customers))
        ]
        self.lines = [
            Line(customer, _template(customer, n, history_sent))
            for n, customer in enumerate(
                Customer(f"m{n:05d}", port, "seed", self._on_echo) for n in range(customers)
            )
        ]
        self.echoes: Counter[tuple[int, int]] = Counter()
        self.heard: Counter[tuple[int, int]] = Counter()
        self.echo_times: list[float] = []
        self.hearing_times: list[float] = []
        self.bytes_heard = 0
        self._short_of_history = customers
        self.filled = asyncio.Event()
        """Set when every session carries as many last messages as it ever will."""

    async def go_native(self, port: int, http_port: int) -> None:
        """The same people in our own dialect: attendants log in, customers have tokens."""
        names = [attendant.name for attendant in self._attendants]
        self._attendants = [native.Attendant(name, port, self._on_attendant) for name in names]
        told = await native.new_sessions(http_port, len(self.lines))
        for number, session in enumerate(told):
            customer = native.Customer(session, port, self._on_echo)
            self.lines[number] = Line(customer, native.TEMPLATE)

    async def begin(self) -> None:
        for attendant in self._attendants:
            await attendant.open()
        customers = [line.customer for line in self.lines]
        await opened(customers)
        for customer in customers:
            customer.ask()
        async with asyncio.timeout(_PATIENCE):
            await asyncio.gather(*(customer.ready for customer in customers))
            for attendant in self._attendants:
                await asyncio.gather(*attendant.listening)

    def keep_alive(self) -> None:
        for attendant in self._attendants:
            attendant.keep_alive()

    def say(self, number: int, due: float | None = None) -> None:
        line = self.lines[number]
        content = b"%b%05d-%07d-" % (MARK, number, line.sent)
        line.sent += 1
        line.sent_at.append(perf_counter() if due is None else due)
        timestamp = time_ns() // 1_000_000
        line.customer.say(line.template % (timestamp, content.ljust(CONTENT_BYTES, b"x")))

    def loop(self, *, on: bool) -> None:
        """Begin or end saying the next thing whenever the last has come back."""
        for number, line in enumerate(self.lines):
            line.is_looping = on
            if on:
                self.say(number)

    def forget_times(self) -> None:
        self.echo_times, self.hearing_times, self.bytes_heard = [], [], 0

    async def settled(self) -> None:
        """Until everything said was heard by both, or patience is over."""
        give_up_at = perf_counter() + _PATIENCE
        while perf_counter() < give_up_at:
            said = sum(line.sent for line in self.lines)
            if len(self.echoes) >= said and len(self.heard) >= said:
                return
            await asyncio.sleep(0.02)

    def _on_echo(self, payload: bytearray) -> None:
        number, count = _which(payload)
        line = self.lines[number]
        self.echoes[number, count] += 1
        line.echoed += 1
        if line.echoed == HISTORY:
            self._short_of_history -= 1
            if not self._short_of_history:
                self.filled.set()
        self.echo_times.append(perf_counter() - line.sent_at[count])
        if line.is_looping:
            self.say(number)

    def _on_attendant(self, payload: bytearray) -> None:
        number, count = _which(payload)
        self.bytes_heard += len(payload)
        self.heard[number, count] += 1
        self.hearing_times.append(perf_counter() - self.lines[number].sent_at[count])

    def close(self) -> None:
        for line in self.lines:
            line.customer.close()
        for attendant in self._attendants:
            attendant.close()


def _template(customer: Customer, number: int, history_sent: int) -> bytes:
    """What this customer publishes, with `%` for time and content."""
    sender = {"id": customer.name, "name": f"Customer {number}", "avatarURL": None}
    said = {"from": sender, "timestamp": 1, "content": "y" * CONTENT_BYTES, "readAt": None}
    session = {
        "sessionId": customer.session_id,
        "sessionTopic": customer.topic,
        "lastMessages": [said] * history_sent,
    }
    envelope = {"sessionInfo": session, "message": {**said, "timestamp": 0, "content": "%b"}}
    return json.dumps(envelope).replace('"timestamp": 0', '"timestamp": %d').encode()


def _which(payload: bytearray) -> tuple[int, int]:
    start = payload.rindex(MARK) + len(MARK)
    return int(payload[start : start + 5]), int(payload[start + 6 : start + 13])


async def messages(
    *,
    port: int,
    server_pid: int,
    customers: int,
    seconds: float,
    rate: int = 0,
    history_sent: int = 0,
    http_port: int = 0,
) -> Figures:
    """`rate` is the open loop's, in messages per second over all customers; 0 leaves it out.

    `history_sent` is how many earlier messages go up along with each, as in a page of 2019. With
    `http_port` they speak our own dialect: tokens come from there.
    """
    talk = Conversation(port, customers, history_sent=history_sent)
    if http_port:
        await talk.go_native(port, http_port)
    await talk.begin()
    await _fill(talk)
    closed = await _measured(talk, server_pid, _closed_loop(talk, seconds))
    figures: Figures = {"customers": customers, "history_sent": history_sent, "closed": closed}
    if rate:
        figures["open"] = await _measured(talk, server_pid, _open_loop(talk, seconds, rate))
        figures["open"]["offered_per_second"] = rate
    said = sum(line.sent for line in talk.lines)
    figures |= {
        "said": said,
        "said_by": [line.sent for line in talk.lines],
        "lost": 2 * said - len(talk.echoes) - len(talk.heard),
        "doubled": sum(talk.echoes.values())
        + sum(talk.heard.values())
        - len(talk.echoes)
        - len(talk.heard),
    }
    talk.close()
    return figures


async def _fill(talk: Conversation) -> None:
    talk.loop(on=True)
    async with asyncio.timeout(_FILLING):
        await talk.filled.wait()
    talk.loop(on=False)
    await talk.settled()


async def _closed_loop(talk: Conversation, seconds: float) -> None:
    talk.loop(on=True)
    await asyncio.sleep(seconds)
    talk.loop(on=False)


async def _open_loop(talk: Conversation, seconds: float, rate: int) -> None:
    started_at = perf_counter()
    for count in range(int(rate * seconds)):
        due = started_at + count / rate
        early = due - perf_counter()
        if early > 0:
            await asyncio.sleep(early)
        talk.say(count % len(talk.lines), due)


async def _measured(talk: Conversation, server_pid: int, loop: Awaitable[None]) -> Figures:
    talk.keep_alive()
    talk.forget_times()
    before = len(talk.heard)
    server, load, started_at = Meter(server_pid), Meter(os.getpid()), perf_counter()
    await loop
    await talk.settled()
    took, delivered = perf_counter() - started_at, len(talk.heard) - before
    used = server.read()
    return {
        "messages": delivered,
        "per_second": round(delivered / took),
        "kilobytes_each": round(talk.bytes_heard / max(delivered, 1) / 1e3, 1),
        "to_attendant": milliseconds(talk.hearing_times),
        "to_sender": milliseconds(talk.echo_times),
        "server_cores": round(used.share, 2),
        "load_cores": round(load.read().share, 2),
        "server_us_per_message": round(used.seconds / max(delivered, 1) * 1e6),
    }
